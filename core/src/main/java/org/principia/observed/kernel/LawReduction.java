package org.principia.observed.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.principia.observed.spline.Strengths;
import org.principia.observed.weak.Extra;

/**
 * What a law does not need once it has its formula: extra terms, responses, strengths of each run.
 *
 * <p>They were chosen beside a kernel of free form, in windows of a first guess of the errors. Here
 * a simpler law stands where the richer one is not shorter by {@link #length}, or where less than
 * two receivers ask for it.
 *
 * @param fit on the data
 * @param dimension d
 */
record LawReduction(FormulaFit fit, int dimension) {
  private static final int STEPS = 4;

  /** A gain that less than so many receivers share equally is none of a law for all. */
  private static final double SHARED = 1.5;

  /** Of what explains a receiver so much worse, no law is made. */
  private static final double WORSE = 1.5;

  /** The simplest law. */
  FormulaFit.Fitted reduced(FormulaFit.Fitted first) {
    FormulaFit.Fitted now = first;
    for (FormulaState simpler : strengths(first.state())) {
      now = kept(now, fit.fit(simpler, 2 * STEPS));
    }
    now = withoutTerms(now);
    return now;
  }

  private FormulaFit.Fitted withoutTerms(FormulaFit.Fitted first) {
    FormulaFit.Fitted now = first;
    while (now.state().extras().length > 0) {
      List<Extra> terms = byDoubt(now);
      FormulaFit.Fitted before = now;
      now = kept(now, fit.fit(without(now.state(), terms), STEPS));
      for (int t = 0; t < terms.size() && now.equals(before); t++) {
        now = kept(now, fit.fit(without(now.state(), terms.subList(t, t + 1)), STEPS));
      }
      if (now.equals(before)) {
        break;
      }
    }
    return now;
  }

  private FormulaFit.Fitted kept(FormulaFit.Fitted rich, FormulaFit.Fitted simple) {
    return asked(rich, simple) ? rich : simple;
  }

  /** Whether the data ask for the richer of two laws with the same misfits. */
  static boolean asked(FormulaFit.Fitted rich, FormulaFit.Fitted simple) {
    List<FormulaFit.Fitted> both = List.of(rich, simple);
    if (!(length(rich, both) < length(simple, both))) {
      return false;
    }
    double gain = 0;
    double squares = 0;
    for (int r = 0; r < rich.rests().size(); r++) {
      List<FormulaPass.Rest> with = rich.rests().get(r).train();
      List<FormulaPass.Rest> without = simple.rests().get(r).train();
      for (int i = 0; i < with.size(); i++) {
        double more = without.get(i).squares() - with.get(i).squares();
        gain += more;
        squares += more * more;
        double least = Math.max(1.0 * with.get(i).rows(), with.get(i).squares());
        if (without.get(i).squares() > WORSE * least) {
          return true;
        }
      }
    }
    return gain * gain > SHARED * squares;
  }

  /**
   * {@code chi^2 / (2 phi v) + (k / 2) log (n / v) + L log 8}, phi the least mean squared error of
   * all, v the inflation by correlated errors of the one that has it.
   */
  static double length(FormulaFit.Fitted fitted, List<FormulaFit.Fitted> all) {
    FormulaFit.Fitted least =
        all.stream().min(Comparator.comparingDouble(f -> f.squares(true))).orElse(fitted);
    double phi = least.phi();
    double v = least.inflation();
    return fitted.squares(true) / phi / v / 2
        + fitted.free() * Math.log(Math.max(2, fitted.rows(true) / v)) / 2
        + Math.log(8) * fitted.state().formula().complexity();
  }

  /** The terms that a law has, the least sure first. */
  private List<Extra> byDoubt(FormulaFit.Fitted fitted) {
    FormulaState state = fitted.state();
    int first = fitted.constants();
    Map<Extra, Double> sure = new LinkedHashMap<>();
    for (int e = 0; e < state.extras().length; e++) {
      double z = Math.abs(state.coefficients()[e]) / fitted.error(first + e);
      sure.merge(extra(state.extras()[e]), z, Math::max);
    }
    return sure.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  private Extra extra(int column) {
    return Arrays.stream(Extra.values())
        .filter(e -> column >= e.offset(dimension))
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private FormulaState without(FormulaState state, List<Extra> terms) {
    int[] kept =
        IntStream.range(0, state.extras().length)
            .filter(e -> !terms.contains(extra(state.extras()[e])))
            .toArray();
    return new FormulaState(
        state.formula(),
        state.held(),
        state.strengths(),
        Arrays.stream(kept).map(e -> state.extras()[e]).toArray(),
        Arrays.stream(kept).mapToDouble(e -> state.coefficients()[e]).toArray(),
        state.sources(),
        state.responses(),
        state.misfits(),
        state.pairs());
  }

  /** The same law with less strengths to learn, from the mean of those of the same particle. */
  private List<FormulaState> strengths(FormulaState state) {
    Strengths now = state.strengths();
    List<FormulaState> simpler = new ArrayList<>();
    for (Strengths other :
        List.of(
            now.learning(now.sources(), now.responses(), true),
            now.learning(now.sources(), false, true))) {
      boolean less = !other.equals(now) && other.learned();
      boolean again = simpler.stream().anyMatch(s -> s.strengths().equals(other));
      if (less && !again && (now.shared() || fit.several())) {
        simpler.add(with(state, other));
      }
    }
    return simpler;
  }

  private FormulaState with(FormulaState state, Strengths other) {
    Map<String, double[]> sources = state.sources();
    Map<String, double[]> responses = state.responses();
    if (state.strengths().responses() && !other.responses()) {
      // A common response is a factor of all sources.
      sources = product(sources, responses);
      responses = ones(responses);
    }
    if (!state.strengths().shared()) {
      sources = other.sources() ? fit.shared(sources) : sources;
      responses = other.responses() ? fit.shared(responses) : responses;
    }
    return new FormulaState(
        state.formula(),
        state.held(),
        other,
        state.extras(),
        state.coefficients(),
        sources,
        responses,
        state.misfits(),
        state.pairs());
  }

  private static Map<String, double[]> ones(Map<String, double[]> like) {
    Map<String, double[]> ones = new LinkedHashMap<>();
    like.forEach(
        (run, values) -> {
          double[] own = new double[values.length];
          Arrays.fill(own, 1);
          ones.put(run, own);
        });
    return ones;
  }

  private static Map<String, double[]> product(
      Map<String, double[]> sources, Map<String, double[]> responses) {
    Map<String, double[]> all = new LinkedHashMap<>();
    sources.forEach(
        (run, s) -> {
          double mean = Arrays.stream(responses.get(run)).average().orElse(1);
          all.put(run, Arrays.stream(s).map(x -> x * mean).toArray());
        });
    return all;
  }
}
