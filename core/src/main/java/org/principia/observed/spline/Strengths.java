package org.principia.observed.spline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which factors of the force are learned for each particle, and which known properties give: {@code
 * a_i = p_i sum_j s_j g(r_ij) u_ij}.
 *
 * @param sources whether s is learned: what a particle does to others
 * @param responses whether p is learned: how it responds to them
 * @param shared whether a particle has the same in all runs, by its name
 * @param source s where it is not learned
 * @param response p where it is not learned
 */
public record Strengths(
    boolean sources, boolean responses, boolean shared, KnownFactor source, KnownFactor response)
    implements Serializable {
  /** All particles alike. */
  public static final Strengths EQUAL = given(KnownFactor.ONE, KnownFactor.ONE);

  /** Nothing is learned. */
  public static Strengths given(KnownFactor source, KnownFactor response) {
    return new Strengths(false, false, true, source, response);
  }

  /** All choices of what is learned; those of each run last, where there are several. */
  public static List<Strengths> learned(boolean several) {
    List<Strengths> all = new ArrayList<>();
    for (boolean shared : several ? new boolean[] {true, false} : new boolean[] {true}) {
      all.add(EQUAL.learning(true, false, shared));
      all.add(EQUAL.learning(false, true, shared));
      all.add(EQUAL.learning(true, true, shared));
    }
    return all;
  }

  /** The same with other factors learned; what is not learned is as it was. */
  public Strengths learning(boolean ofSources, boolean ofResponses, boolean ofAll) {
    return new Strengths(
        ofSources,
        ofResponses,
        ofAll,
        ofSources ? KnownFactor.ONE : source,
        ofResponses ? KnownFactor.ONE : response);
  }

  /** Whether other strengths are more than these, or other ones of a run. */
  public boolean isPartOf(Strengths other) {
    return !equals(other)
        && (shared || !other.shared)
        && (other.sources || (!sources && source.equals(other.source)))
        && (other.responses || (!responses && response.equals(other.response)));
  }

  public String label() {
    List<String> parts = new ArrayList<>();
    if (learned()) {
      String what = both() ? "both" : sources ? "sources" : "responses";
      parts.add(shared ? what : what + " of each run");
    }
    if (!source.equals(KnownFactor.ONE)) {
      parts.add("source = " + source.label());
    }
    if (!response.equals(KnownFactor.ONE)) {
      parts.add("response = " + response.label());
    }
    return parts.isEmpty() ? "equal" : String.join(", ", parts);
  }

  public boolean learned() {
    return sources || responses;
  }

  public boolean both() {
    return sources && responses;
  }
}
