package org.principia.observed.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.principia.observed.spline.KnownRuns;
import org.principia.observed.spline.Pairs;
import org.principia.observed.spline.Strengths;
import org.principia.observed.weak.Extra;

/** A fitted law with its errors, as users read it. */
final class LawReport {
  private LawReport() {}

  static KernelResult.Law of(FormulaFit.Fitted fitted, KnownRuns runs, double length) {
    FormulaState state = fitted.state();
    Map<String, List<String>> particles = runs.particles();
    return new KernelResult.Law(
        forces(fitted, runs.types()),
        state.strengths().label(),
        terms(fitted, runs.dimension()),
        strengths(fitted, particles),
        quality(fitted, particles, true),
        quality(fitted, particles, false),
        length);
  }

  private static List<KernelResult.PairForce> forces(FormulaFit.Fitted fitted, List<String> types) {
    Pairs pairs = fitted.state().pairs();
    double[] errors = constantErrors(fitted);
    List<KernelResult.PairForce> forces = new ArrayList<>();
    int at = 0;
    for (Pairs.Part part : pairs.parts(fitted.state().formula())) {
      int count = part.formula().constants().length;
      forces.add(
          new KernelResult.PairForce(
              pairs.several() ? types.get(part.pair() / pairs.types()) : "",
              pairs.several() ? types.get(part.pair() % pairs.types()) : "",
              part.formula(),
              Arrays.copyOfRange(errors, at, at + count)));
      at += count;
    }
    return forces;
  }

  /** Standard errors of the constants, 0 of those that are held. */
  static double[] constantErrors(FormulaFit.Fitted fitted) {
    boolean[] held = fitted.state().held();
    double[] errors = new double[held.length];
    int at = 0;
    for (int c = 0; c < held.length; c++) {
      errors[c] = held[c] ? 0 : fitted.error(at++);
    }
    return errors;
  }

  private static int free(boolean... held) {
    int free = 0;
    for (boolean h : held) {
      free += h ? 0 : 1;
    }
    return free;
  }

  private static List<KernelResult.Term> terms(FormulaFit.Fitted fitted, int dimension) {
    List<KernelResult.Term> terms = new ArrayList<>();
    FormulaState state = fitted.state();
    int first = free(state.held());
    for (int e = 0; e < state.extras().length; e++) {
      for (Extra extra : Extra.values()) {
        int component = state.extras()[e] - extra.offset(dimension);
        if (component >= 0 && component < extra.width(dimension)) {
          String name = KernelSettings.label(extra);
          terms.add(
              new KernelResult.Term(
                  extra.width(dimension) == 1 ? name : name + " " + "xyz".charAt(component),
                  state.coefficients()[e],
                  fitted.error(first + e)));
        }
      }
    }
    return terms;
  }

  private static List<KernelResult.Strength> strengths(
      FormulaFit.Fitted fitted, Map<String, List<String>> particles) {
    FormulaState state = fitted.state();
    Strengths learned = state.strengths();
    List<KernelResult.Strength> strengths = new ArrayList<>();
    Map<String, Integer> names = new LinkedHashMap<>();
    particles.values().forEach(l -> l.forEach(p -> names.putIfAbsent(p, names.size())));
    int first = free(state.held()) + state.extras().length;
    int next = first + (learned.sources() ? names.size() : 0);
    List<String> told = new ArrayList<>();
    particles.forEach(
        (run, own) -> {
          int n = own.size();
          for (int j = 0; j < n && learned.learned(); j++) {
            String name = own.get(j);
            if (learned.shared() && told.contains(name)) {
              continue;
            }
            told.add(name);
            double[] local = fitted.local().get(run);
            int size = n * ((learned.sources() ? 1 : 0) + (learned.responses() ? 1 : 0));
            int at = (learned.sources() ? n : 0) + j;
            strengths.add(
                new KernelResult.Strength(
                    learned.shared() ? "" : run,
                    name,
                    state.sources().get(run)[j],
                    !learned.sources()
                        ? 0
                        : learned.shared()
                            ? fitted.error(first + names.get(name))
                            : Math.sqrt(fitted.phi() * fitted.inflation() * local[j * size + j]),
                    state.responses().get(run)[j],
                    !learned.responses()
                        ? 0
                        : learned.shared()
                            ? fitted.error(next + names.get(name))
                            : Math.sqrt(
                                fitted.phi() * fitted.inflation() * local[at * size + at])));
          }
        });
    return strengths;
  }

  private static KernelResult.Quality quality(
      FormulaFit.Fitted fitted, Map<String, List<String>> particles, boolean train) {
    List<KernelResult.ReceiverQuality> receivers = new ArrayList<>();
    for (FormulaPass.Rests run : fitted.rests()) {
      for (int i = 0; i < run.receivers().length; i++) {
        FormulaPass.Rest rest = (train ? run.train() : run.test()).get(i);
        int self = run.receivers()[i];
        receivers.add(
            new KernelResult.ReceiverQuality(
                run.run(),
                particles.get(run.run()).get(self),
                rest.rows(),
                rest.mean(),
                fitted.state().misfits().get(run.run())[self]));
      }
    }
    return new KernelResult.Quality(
        fitted.rows(train), fitted.squares(train) / Math.max(1, fitted.rows(train)), receivers);
  }
}
