package org.principia.observed.kernel;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which factors of the force are learned for each particle: {@code a_i = p_i sum_j s_j g(r_ij)
 * u_ij}.
 *
 * @param sources whether s is: what a particle does to others
 * @param responses whether p is: how it responds to them
 * @param shared whether a particle has the same in all runs, by its name
 */
record Strengths(boolean sources, boolean responses, boolean shared) implements Serializable {
  /** All particles alike. */
  static final Strengths EQUAL = new Strengths(false, false, true);

  /** All choices; those of each run last, where there are several. */
  static List<Strengths> all(boolean several) {
    List<Strengths> all = new ArrayList<>(List.of(EQUAL));
    for (boolean shared : several ? new boolean[] {true, false} : new boolean[] {true}) {
      all.add(new Strengths(true, false, shared));
      all.add(new Strengths(false, true, shared));
      all.add(new Strengths(true, true, shared));
    }
    return all;
  }

  String label() {
    String what = both() ? "both" : sources ? "sources" : responses ? "responses" : "equal";
    return learned() && !shared ? what + " of each run" : what;
  }

  boolean learned() {
    return sources || responses;
  }

  boolean both() {
    return sources && responses;
  }
}
