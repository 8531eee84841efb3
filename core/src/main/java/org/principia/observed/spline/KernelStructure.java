package org.principia.observed.spline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.principia.observed.weak.Extra;
import org.principia.observed.weak.LogSplines;

/**
 * Which strengths are learned and which extra terms act, chosen by an information criterion.
 *
 * <p>{@code chi^2 / phi + k log n}: k unknowns, n rows, phi the mean square of the errors of the
 * richest model that is asked. Extra terms are added one by one as long as the criterion falls.
 *
 * @param model what was chosen
 * @param parameters its parameters
 * @param fit its fit
 * @param steps what was compared, in order
 */
public record KernelStructure(
    KernelModel model, double[] parameters, KernelFit fit, List<Step> steps) {

  /**
   * A model that was asked.
   *
   * @param strengths what was learned
   * @param types whose pairs have forces of their own, 1 where all are alike
   * @param terms extra terms
   * @param unknowns number of unknowns
   * @param train mean squared error of the rows that are fitted, in units of their variance
   * @param test of those that are held out
   */
  public record Step(
      Strengths strengths, int types, List<Extra> terms, int unknowns, double train, double test)
      implements Serializable {

    public String label() {
      return strengths.label() + (types > 1 ? ", by type" : "");
    }
  }

  /**
   * What is fitted.
   *
   * @param grams of the runs
   * @param splines of the kernel
   * @param types number of types
   * @param dimension d
   */
  public record Sums(List<RunGram> grams, LogSplines splines, int types, int dimension) {}

  /** Chooses among some strengths and extra terms; begins from what was chosen before, if any. */
  public static KernelStructure choose(Sums sums, Asked asked, KernelStructure before) {
    List<Step> steps = new ArrayList<>();
    KernelStructure best = strengths(sums, asked, before, steps);
    KernelStructure next = best;
    do {
      best = next;
      next = richer(sums, asked.ladder(), best, steps);
    } while (!next.equals(best));
    List<Extra> terms = best.terms(sums.dimension());
    if (!terms.isEmpty() && before == null) {
      // With the extra terms there may be less for the strengths to explain.
      best = given(sums, asked, terms, best, steps);
      List<Strengths> others = new ArrayList<>();
      for (Strengths kind : asked.learned()) {
        if (kind.shared()) {
          others.addAll(beside(kind, best.model().strengths()));
        }
      }
      others.remove(best.model().strengths());
      for (Strengths strengths : others) {
        best = better(best, fitted(sums, 1, strengths, terms, null), steps);
      }
    }
    return new KernelStructure(best.model(), best.parameters(), best.fit(), steps);
  }

  private static KernelStructure strengths(
      Sums sums, Asked asked, KernelStructure before, List<Step> steps) {
    KernelStructure best = before == null ? null : before.again(sums);
    List<Extra> terms = before == null ? asked.terms() : best.terms(sums.dimension());
    if (before == null) {
      best = given(sums, asked, terms, null, steps);
    }
    Strengths known = best == null ? Strengths.EQUAL : best.model().strengths();
    for (boolean shared : new boolean[] {true, false}) {
      for (Strengths kind : asked.learned()) {
        // Both are asked of each run only where one of them is better than what runs share.
        boolean asks = shared || !kind.both() || best == null || !best.model().strengths().shared();
        for (Strengths strengths : beside(kind, known)) {
          boolean more = before == null || best.isPartOf(strengths);
          if (kind.shared() == shared && asks && more) {
            KernelStructure start = before == null ? null : best;
            best = better(best, fitted(sums, 1, strengths, terms, start), steps);
          }
        }
      }
    }
    return best;
  }

  /**
   * The best of the strengths that are given, of all particles alike and with forces by types. What
   * is learned of each particle is not asked beside forces by types: particles of a type are alike.
   */
  private static KernelStructure given(
      Sums sums, Asked asked, List<Extra> terms, KernelStructure former, List<Step> steps) {
    KernelStructure best = former;
    for (int types : sums.types() == 1 ? new int[] {1} : new int[] {1, sums.types()}) {
      for (Strengths strengths : asked.given()) {
        boolean same =
            best != null
                && best.model().types() == types
                && best.model().strengths().equals(strengths);
        if (!same || former == null) {
          best = better(best, fitted(sums, types, strengths, terms, null), steps);
        }
      }
    }
    return best;
  }

  private boolean isPartOf(Strengths other) {
    return model.types() == 1 && model.strengths().isPartOf(other);
  }

  /** Learned strengths, the other factor 1, or what is known of it. */
  private static Set<Strengths> beside(Strengths kind, Strengths known) {
    Set<Strengths> both = new LinkedHashSet<>(List.of(kind));
    both.add(known.learning(kind.sources(), kind.responses(), kind.shared()));
    return both;
  }

  /** With one extra term more, if one is worth it. */
  private static KernelStructure richer(
      Sums sums, List<Extra> ladder, KernelStructure best, List<Step> steps) {
    List<Extra> now = best.terms(sums.dimension());
    KernelStructure next = best;
    for (Extra extra : ladder) {
      if (!now.contains(extra)) {
        List<Extra> terms = new ArrayList<>(now);
        terms.add(extra);
        KernelStructure one =
            fitted(sums, best.model().types(), best.model().strengths(), terms, best);
        // What fits the one part and not the other is no term of the law.
        next = one.test() < best.test() ? better(next, one, steps) : next;
      }
    }
    return next;
  }

  /** The one of less chi^2 / phi + k log n. */
  private static KernelStructure better(
      KernelStructure now, KernelStructure other, List<Step> steps) {
    steps.add(other.step());
    if (now == null) {
      return other;
    }
    double rows = rows(other.model().runs(), true);
    double phi =
        Math.max(
            1, Math.min(now.squares(), other.squares()) / Math.max(1, rows - other.model().free()));
    double gain = (now.squares() - other.squares()) / phi;
    return gain > (other.model().free() - now.model().free()) * Math.log(rows) ? other : now;
  }

  private Step step() {
    return new Step(
        model.strengths(),
        model.types(),
        terms(dimension()),
        model.free(),
        squares() / rows(model.runs(), true),
        test());
  }

  private double test() {
    return fit.error(parameters, false) / Math.max(1, rows(model.runs(), false));
  }

  /**
   * What may be chosen.
   *
   * @param given strengths by known properties
   * @param learned strengths that are learned
   * @param terms extra terms that act in any case
   * @param ladder extra terms that act where the data say so
   */
  public record Asked(
      List<Strengths> given, List<Strengths> learned, List<Extra> terms, List<Extra> ladder) {

    /** The same with some of the ladder's terms from the beginning. */
    public Asked with(List<Extra> more) {
      Set<Extra> all = new LinkedHashSet<>(terms);
      all.addAll(more);
      return new Asked(given, learned, List.copyOf(all), ladder);
    }
  }

  public List<Extra> terms(int dimension) {
    List<Extra> terms = new ArrayList<>();
    for (Extra extra : Extra.values()) {
      if (model.extras()[extra.offset(dimension)]) {
        terms.add(extra);
      }
    }
    return terms;
  }

  private static KernelStructure fitted(
      Sums sums, int types, Strengths strengths, List<Extra> terms, KernelStructure before) {
    int d = sums.dimension();
    boolean[] extras = new boolean[Extra.widths(d)];
    for (Extra extra : terms) {
      int from = extra.offset(d);
      Arrays.fill(extras, from, from + extra.width(d), true);
    }
    return fitted(KernelModel.of(sums.grams(), sums.splines(), types, strengths, extras), before);
  }

  /** Fits from the strengths of a structure, if there is one. */
  private static KernelStructure fitted(KernelModel model, KernelStructure before) {
    KernelFit fit = new KernelFit(model);
    if (before == null) {
      return new KernelStructure(model, fit.best(), fit, List.of());
    }
    double[] start = new double[model.count()];
    for (int r = 0; r < model.runs().size(); r++) {
      for (int j = 0; j < model.particles(r); j++) {
        if (model.strengths().sources()) {
          start[model.source(r, j)] = before.model.source(before.parameters, r, j);
        }
        if (model.strengths().responses()) {
          start[model.response(r, j)] = before.model.response(before.parameters, r, j);
        }
      }
    }
    return new KernelStructure(model, fit.minimise(start), fit, List.of());
  }

  /** The same structure with other splines, or from other sums. */
  private KernelStructure again(Sums sums) {
    KernelModel other =
        KernelModel.of(
            sums.grams(), sums.splines(), model.types(), model.strengths(), model.extras());
    return fitted(other, this);
  }

  /** Its force, with the strengths of the runs that it was found on. */
  public KernelForce force(Pairs pairs) {
    Map<String, double[]> sources = new HashMap<>();
    Map<String, double[]> responses = new HashMap<>();
    for (int r = 0; r < model.runs().size(); r++) {
      sources.put(model.runs().get(r).run(), model.sources(parameters, r));
      responses.put(model.runs().get(r).run(), model.responses(parameters, r));
    }
    return KernelForce.of(this, model.types() == 1 ? Pairs.ALIKE : pairs, sources, responses);
  }

  private int dimension() {
    return model.extras().length == Extra.widths(2) ? 2 : 3;
  }

  private double squares() {
    return fit.error(parameters, true);
  }

  public static long rows(List<RunGram> grams, boolean train) {
    return grams.stream()
        .flatMap(g -> g.receivers().stream())
        .mapToLong(r -> (train ? r.train() : r.test()).rows)
        .sum();
  }

  /**
   * What the model leaves of each receiver, as a share of its rms rate, given what was taken for it
   * before.
   */
  public Map<String, double[]> misfits(Map<String, double[]> before) {
    Map<String, double[]> misfits = new HashMap<>();
    for (int r = 0; r < model.runs().size(); r++) {
      RunGram run = model.runs().get(r);
      double[] own = new double[run.particles().size()];
      Arrays.fill(own, GramPass.FIRST_MISFIT);
      for (RunGram.Receiver receiver : run.receivers()) {
        int i = receiver.self();
        double now =
            before.containsKey(run.run()) ? before.get(run.run())[i] : GramPass.FIRST_MISFIT;
        own[i] =
            GramPass.next(
                now,
                fit.error(parameters, r, receiver, true) / receiver.train().rows,
                receiver.train().misfit());
      }
      misfits.put(run.run(), own);
    }
    return misfits;
  }

  /** 1, or -1 where most of the strengths that are learned are negative. */
  public double sign() {
    double sum = 0;
    for (int i = model.offsets()[0]; i < model.offsets()[0] + model.size(0); i++) {
      sum += Math.signum(parameters[i]);
    }
    return sum < 0 ? -1 : 1;
  }

  /** Sum of the forces of all pairs of types. */
  private double size(double r) {
    double sum = 0;
    for (int at = 0; at < model.kernel(); at += model.splines().count()) {
      sum += Math.abs(model.splines().value(parameters, at, r));
    }
    return sum;
  }

  /** The power of the distance with which the forces fall, over some distances. */
  public double decay(double[] distances) {
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    for (double r : distances) {
      double x = Math.log(r);
      double y = Math.log(Math.max(1e-300, size(r)));
      sx += x;
      sy += y;
      sxx += x * x;
      sxy += x * y;
    }
    int n = distances.length;
    return Math.min(8, Math.max(-2, -(n * sxy - sx * sy) / (n * sxx - sx * sx)));
  }
}
