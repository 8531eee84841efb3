package org.principia.observed.spline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.principia.observed.weak.LogSplines;

/**
 * A pair force of free form with strengths and extra terms, as a function of its parameters:
 * coefficients of the splines by pair of types (P x K), of the extra terms (E), then of each block
 * the sources and the responses of its particles, where they are learned. All runs are one block
 * where a particle is the same in all of them by its name; otherwise each is a block of its own.
 *
 * @param runs what was seen of each run
 * @param splines K of them
 * @param types number of types
 * @param strengths which are learned
 * @param extras which columns of the extra terms are free (E)
 * @param givenSources s where it is not learned (runs, n)
 * @param givenResponses p where it is not learned (runs, n)
 * @param slots where a particle stands in its block (runs, n)
 * @param offsets where the strengths of each block begin, and the number of parameters at the end
 */
public record KernelModel(
    List<RunGram> runs,
    LogSplines splines,
    int types,
    Strengths strengths,
    boolean[] extras,
    double[][] givenSources,
    double[][] givenResponses,
    int[][] slots,
    int[] offsets)
    implements Serializable {

  public static KernelModel of(
      List<RunGram> runs, LogSplines splines, int types, Strengths strengths, boolean[] extras) {
    Map<String, Integer> names = new LinkedHashMap<>();
    runs.forEach(r -> r.particles().forEach(p -> names.putIfAbsent(p, names.size())));
    int[][] slots =
        runs.stream()
            .map(
                r ->
                    r.particles().stream()
                        .mapToInt(p -> strengths.shared() ? names.get(p) : r.particles().indexOf(p))
                        .toArray())
            .toArray(int[][]::new);
    int[] offsets = new int[(strengths.shared() ? 1 : runs.size()) + 1];
    offsets[0] = types * types * splines.count() + extras.length;
    for (int b = 0; b + 1 < offsets.length; b++) {
      int n = strengths.shared() ? names.size() : slots[b].length;
      offsets[b + 1] =
          offsets[b] + n * ((strengths.sources() ? 1 : 0) + (strengths.responses() ? 1 : 0));
    }
    return new KernelModel(
        runs,
        splines,
        types,
        strengths,
        extras,
        given(runs, strengths.source()),
        given(runs, strengths.response()),
        slots,
        offsets);
  }

  private static double[][] given(List<RunGram> runs, KnownFactor factor) {
    return runs.stream()
        .map(run -> factor.values(run.properties(), run.particles().size()))
        .toArray(double[][]::new);
  }

  /** The same model without the sums of its runs, which a few numbers take the place of. */
  public KernelModel bare() {
    return new KernelModel(
        runs.stream().map(RunGram::bare).toList(),
        splines,
        types,
        strengths,
        extras,
        givenSources,
        givenResponses,
        slots,
        offsets);
  }

  /**
   * So many splines, closer where the force bends.
   *
   * @param covariance of the parameters, for errors of variance 1
   * @param variance of the errors
   */
  public LogSplines closer(double[] parameters, double[] covariance, double variance, int wanted) {
    return Knots.closer(splines, parameters, kernel(), covariance, variance, wanted);
  }

  public int count() {
    return offsets[blocks()];
  }

  public int blocks() {
    return offsets.length - 1;
  }

  public int block(int run) {
    return strengths.shared() ? 0 : run;
  }

  /** Number of particles of a block. */
  public int size(int block) {
    return (offsets[block + 1] - offsets[block])
        / Math.max(1, (strengths.sources() ? 1 : 0) + (strengths.responses() ? 1 : 0));
  }

  /** Number of the coefficients of the splines. */
  public int kernel() {
    return types * types * splines.count();
  }

  /** Number of parameters that the data can determine: without gauges and terms left out. */
  public int free() {
    int left = 0;
    for (boolean extra : extras) {
      left += extra ? 0 : 1;
    }
    int absent = types * types - pairs().size();
    return count() - left - gauges() - absent * splines.count();
  }

  private int gauges() {
    return !strengths.learned() ? 0 : strengths.both() ? 1 + blocks() : 1;
  }

  public int particles(int run) {
    return runs.get(run).particles().size();
  }

  public double source(double[] parameters, int run, int particle) {
    return strengths.sources() ? parameters[source(run, particle)] : givenSources[run][particle];
  }

  public double response(double[] parameters, int run, int particle) {
    return strengths.responses()
        ? parameters[response(run, particle)]
        : givenResponses[run][particle];
  }

  /** Sources of all particles of a run (n). */
  public double[] sources(double[] parameters, int run) {
    return IntStream.range(0, particles(run))
        .mapToDouble(j -> source(parameters, run, j))
        .toArray();
  }

  /** Responses of all particles of a run (n). */
  public double[] responses(double[] parameters, int run) {
    return IntStream.range(0, particles(run))
        .mapToDouble(j -> response(parameters, run, j))
        .toArray();
  }

  /** Number of the parameter that is a particle's source. */
  public int source(int run, int particle) {
    return offsets[block(run)] + slots[run][particle];
  }

  /** Number of the parameter that is a particle's response. */
  public int response(int run, int particle) {
    int block = block(run);
    return offsets[block] + (strengths.sources() ? size(block) : 0) + slots[run][particle];
  }

  /** Coefficients of the extra terms (E). */
  public double[] extras(double[] parameters) {
    return Arrays.copyOfRange(parameters, kernel(), offsets[0]);
  }

  /** Where the splines of a pair of particles begin. */
  public int pair(int run, int receiver, int sender) {
    return (type(run, receiver) * types + type(run, sender)) * splines.count();
  }

  /** Number of a particle's type, 0 of all where types do not count. */
  private int type(int run, int particle) {
    return types == 1 ? 0 : runs.get(run).types()[particle];
  }

  /** The pairs of types of which there are a receiver and a sender. */
  public List<Integer> pairs() {
    Set<Integer> pairs = new TreeSet<>();
    for (int r = 0; r < runs.size(); r++) {
      for (RunGram.Receiver receiver : runs.get(r).receivers()) {
        for (int j = 0; j < particles(r); j++) {
          if (j != receiver.self()) {
            pairs.add(pair(r, receiver.self(), j) / splines.count());
          }
        }
      }
    }
    return List.copyOf(pairs);
  }

  /** Factors of a receiver's columns; of the observed one -1. */
  public double[] factors(double[] parameters, int r, RunGram.Receiver receiver) {
    int n = particles(r);
    int k = splines.count();
    double[] z = new double[receiver.train().columns];
    double p = response(parameters, r, receiver.self());
    for (int j = 0; j < n; j++) {
      double s = p * source(parameters, r, j);
      int pair = pair(r, receiver.self(), j);
      for (int b = 0; b < k; b++) {
        z[j * k + b] = s * parameters[pair + b];
      }
    }
    System.arraycopy(parameters, kernel(), z, n * k, extras.length);
    z[z.length - 1] = -1;
    return z;
  }

  /** How the factors of a receiver's columns change with a parameter: sparse. */
  public record Derivative(int parameter, int[] columns, double[] values) {}

  /** Of all parameters on which they depend. */
  public List<Derivative> derivatives(double[] parameters, int r, RunGram.Receiver receiver) {
    int n = particles(r);
    int k = splines.count();
    int self = receiver.self();
    double p = response(parameters, r, self);
    List<Derivative> all = new ArrayList<>();
    for (int type = 0; type < types; type++) {
      int of = type;
      int[] members = IntStream.range(0, n).filter(j -> type(r, j) == of && j != self).toArray();
      for (int b = 0; b < k && members.length > 0; b++) {
        int spline = b;
        all.add(
            new Derivative(
                pair(r, self, members[0]) + b,
                Arrays.stream(members).map(j -> j * k + spline).toArray(),
                Arrays.stream(members).mapToDouble(j -> p * source(parameters, r, j)).toArray()));
      }
    }
    for (int e = 0; e < extras.length; e++) {
      if (extras[e]) {
        all.add(new Derivative(kernel() + e, new int[] {n * k + e}, new double[] {1}));
      }
    }
    double[] whole = new double[n * k];
    for (int j = 0; j < n; j++) {
      int pair = pair(r, self, j);
      double[] own = Arrays.copyOfRange(parameters, pair, pair + k);
      if (strengths.sources() && j != self) {
        all.add(
            new Derivative(
                source(r, j),
                IntStream.range(j * k, (j + 1) * k).toArray(),
                Arrays.stream(own).map(c -> p * c).toArray()));
      }
      double s = source(parameters, r, j);
      for (int b = 0; b < k; b++) {
        whole[j * k + b] = s * own[b];
      }
    }
    if (strengths.responses()) {
      all.add(new Derivative(response(r, self), IntStream.range(0, n * k).toArray(), whole));
    }
    return all;
  }

  /** The same force with its gauges fixed: rms 1 of each block's responses, and of all sources. */
  public double[] normalised(double[] parameters) {
    double[] next = parameters.clone();
    double squares = 0;
    int particles = 0;
    for (int b = 0; b < blocks() && strengths.learned(); b++) {
      int n = size(b);
      if (strengths.both()) {
        double responses = rms(next, offsets[b] + n, n);
        scale(next, offsets[b], n, responses);
        scale(next, offsets[b] + n, n, 1 / responses);
      }
      double rms = rms(next, offsets[b], n);
      squares += n * rms * rms;
      particles += n;
    }
    double factor = Math.sqrt(squares / particles);
    if (factor > 0 && Double.isFinite(factor)) {
      for (int b = 0; b < blocks(); b++) {
        scale(next, offsets[b], size(b), 1 / factor);
      }
      scale(next, 0, kernel(), factor);
    }
    return next;
  }

  private static double rms(double[] values, int from, int n) {
    double sum = 0;
    for (int i = from; i < from + n; i++) {
      sum += values[i] * values[i];
    }
    return Math.sqrt(sum / n);
  }

  private static void scale(double[] values, int from, int n, double factor) {
    for (int i = from; i < from + n; i++) {
      values[i] *= factor;
    }
  }

  /** Gradients of what the gauges hold (gauges, count). */
  public List<double[]> gauges(double[] parameters) {
    List<double[]> gauges = new ArrayList<>();
    double[] all = new double[count()];
    for (int b = 0; b < blocks() && strengths.learned(); b++) {
      int n = size(b);
      System.arraycopy(parameters, offsets[b], all, offsets[b], n);
      if (strengths.both()) {
        double[] own = new double[count()];
        System.arraycopy(parameters, offsets[b] + n, own, offsets[b] + n, n);
        gauges.add(own);
      }
    }
    if (strengths.learned()) {
      gauges.add(all);
    }
    return gauges;
  }
}
