package org.principia.observed.kernel;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.principia.observed.spline.Strengths;
import org.principia.observed.verdict.Unknowns;

/**
 * Where the unknowns of a law stand: those that all runs share, which are its constants, its extra
 * terms and strengths by name, then those of each run alone.
 */
final class FormulaLayout {
  final FormulaState state;

  /** The unknown that each constant is, -1 where it is held. */
  final int[] constant;

  /** Where extra terms, sources and responses begin, and the number of what runs share. */
  final int extras;

  final int sources;
  final int responses;
  final int shared;

  private final Map<String, List<String>> particles;
  private final Map<String, Integer> names;

  /**
   * Of a law.
   *
   * @param state the law
   * @param particles names, by run
   * @param names their numbers
   */
  FormulaLayout(
      FormulaState state, Map<String, List<String>> particles, Map<String, Integer> names) {
    this.state = state;
    this.particles = particles;
    this.names = names;
    constant = new int[state.held().length];
    int at = 0;
    for (int c = 0; c < constant.length; c++) {
      constant[c] = state.held()[c] ? -1 : at++;
    }
    extras = at;
    at += state.extras().length;
    Strengths strengths = state.strengths();
    sources = at;
    at += strengths.shared() && strengths.sources() ? names.size() : 0;
    responses = at;
    at += strengths.shared() && strengths.responses() ? names.size() : 0;
    shared = at;
  }

  /** Number of the unknowns of a run alone. */
  int local(String run) {
    int n = particles.get(run).size();
    Strengths s = state.strengths();
    return s.shared() ? 0 : n * ((s.sources() ? 1 : 0) + (s.responses() ? 1 : 0));
  }

  /** The same of all runs. */
  int local() {
    return particles.keySet().stream().mapToInt(this::local).sum();
  }

  /** Unknown of each column of a receiver; those of the run alone from {@code shared} on. */
  private int[] unknowns(String run, int receiver) {
    List<String> own = particles.get(run);
    int n = own.size();
    int constants = constant.length;
    Strengths s = state.strengths();
    int[] of = new int[constants + state.extras().length + n + 1];
    Arrays.fill(of, -1);
    System.arraycopy(constant, 0, of, 0, constants);
    for (int e = 0; e < state.extras().length; e++) {
      of[constants + e] = extras + e;
    }
    int at = constants + state.extras().length;
    for (int j = 0; j < n && s.sources(); j++) {
      of[at + j] = j == receiver ? -1 : s.shared() ? sources + names.get(own.get(j)) : shared + j;
    }
    if (s.responses()) {
      of[at + n] =
          s.shared()
              ? responses + names.get(own.get(receiver))
              : shared + (s.sources() ? n : 0) + receiver;
    }
    return of;
  }

  /** Which unknown each column of each receiver is. */
  Unknowns unknowns() {
    Map<String, Integer> own = new LinkedHashMap<>();
    Map<String, int[][]> columns = new LinkedHashMap<>();
    particles.forEach(
        (run, list) -> {
          own.put(run, local(run));
          int[][] all = new int[list.size()][];
          Arrays.setAll(all, i -> unknowns(run, i));
          columns.put(run, all);
        });
    return new Unknowns(shared, own, columns);
  }
}
