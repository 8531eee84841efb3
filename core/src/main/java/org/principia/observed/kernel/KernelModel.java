package org.principia.observed.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A pair force of free form with strengths and extra terms, as a function of its parameters:
 * coefficients of the splines by pair of types (P x K), of the extra terms (E), then of each run
 * the sources (n) and the responses (n), where they are learned.
 *
 * @param runs what was seen of each run
 * @param splines K of them
 * @param types number of types
 * @param strengths which are learned
 * @param extras which columns of the extra terms are free (E)
 * @param offsets where the strengths of each run begin, and the number of parameters at the end
 */
record KernelModel(
    List<RunGram> runs,
    LogSplines splines,
    int types,
    Strengths strengths,
    boolean[] extras,
    int[] offsets) {

  static KernelModel of(
      List<RunGram> runs, LogSplines splines, int types, Strengths strengths, boolean[] extras) {
    int[] offsets = new int[runs.size() + 1];
    offsets[0] = types * types * splines.count() + extras.length;
    for (int r = 0; r < runs.size(); r++) {
      int n = runs.get(r).particles().size();
      offsets[r + 1] = offsets[r] + (strengths.sources ? n : 0) + (strengths.responses ? n : 0);
    }
    return new KernelModel(runs, splines, types, strengths, extras, offsets);
  }

  int count() {
    return offsets[runs.size()];
  }

  /** Number of the coefficients of the splines. */
  int kernel() {
    return types * types * splines.count();
  }

  /** Number of parameters that the data can determine: without gauges and terms left out. */
  int free() {
    int left = 0;
    for (boolean extra : extras) {
      left += extra ? 0 : 1;
    }
    return count() - left - gauges();
  }

  private int gauges() {
    return switch (strengths) {
      case EQUAL -> 0;
      case SOURCES, RESPONSES -> 1;
      case BOTH -> 1 + runs.size();
    };
  }

  int particles(int run) {
    return runs.get(run).particles().size();
  }

  double source(double[] parameters, int run, int particle) {
    return strengths.sources ? parameters[offsets[run] + particle] : 1;
  }

  double response(double[] parameters, int run, int particle) {
    return strengths.responses ? parameters[responses(run) + particle] : 1;
  }

  private int responses(int run) {
    return offsets[run] + (strengths.sources ? particles(run) : 0);
  }

  /** Coefficients of the extra terms (E). */
  double[] extras(double[] parameters) {
    return Arrays.copyOfRange(parameters, kernel(), offsets[0]);
  }

  /** Where the splines of a pair of particles begin. */
  int pair(int run, int receiver, int sender) {
    int[] type = runs.get(run).types();
    return (type[receiver] * types + type[sender]) * splines.count();
  }

  /** Factors of a receiver's columns; of the observed one -1. */
  double[] factors(double[] parameters, int r, RunGram.Receiver receiver) {
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
  record Derivative(int parameter, int[] columns, double[] values) {}

  /** Of all parameters on which they depend. */
  List<Derivative> derivatives(double[] parameters, int r, RunGram.Receiver receiver) {
    int n = particles(r);
    int k = splines.count();
    int self = receiver.self();
    double p = response(parameters, r, self);
    List<Derivative> all = new ArrayList<>();
    for (int type = 0; type < types; type++) {
      int of = type;
      int[] members =
          IntStream.range(0, n).filter(j -> runs.get(r).types()[j] == of && j != self).toArray();
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
      if (strengths.sources && j != self) {
        all.add(
            new Derivative(
                offsets[r] + j,
                IntStream.range(j * k, (j + 1) * k).toArray(),
                Arrays.stream(own).map(c -> p * c).toArray()));
      }
      double s = source(parameters, r, j);
      for (int b = 0; b < k; b++) {
        whole[j * k + b] = s * own[b];
      }
    }
    if (strengths.responses) {
      all.add(new Derivative(responses(r) + self, IntStream.range(0, n * k).toArray(), whole));
    }
    return all;
  }

  /** The same force with its gauges fixed: rms 1 of each run's responses, and of all sources. */
  double[] normalised(double[] parameters) {
    double[] next = parameters.clone();
    double squares = 0;
    int particles = 0;
    for (int r = 0; r < runs.size() && strengths != Strengths.EQUAL; r++) {
      int n = particles(r);
      if (strengths == Strengths.BOTH) {
        double responses = rms(next, offsets[r] + n, n);
        scale(next, offsets[r], n, responses);
        scale(next, offsets[r] + n, n, 1 / responses);
      }
      double rms = rms(next, offsets[r], n);
      squares += n * rms * rms;
      particles += n;
    }
    double factor = Math.sqrt(squares / particles);
    if (factor > 0 && Double.isFinite(factor)) {
      for (int r = 0; r < runs.size(); r++) {
        scale(next, offsets[r], particles(r), 1 / factor);
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
  List<double[]> gauges(double[] parameters) {
    List<double[]> gauges = new ArrayList<>();
    double[] all = new double[count()];
    for (int r = 0; r < runs.size() && strengths != Strengths.EQUAL; r++) {
      int n = particles(r);
      System.arraycopy(parameters, offsets[r], all, offsets[r], n);
      if (strengths == Strengths.BOTH) {
        double[] own = new double[count()];
        System.arraycopy(parameters, offsets[r] + n, own, offsets[r] + n, n);
        gauges.add(own);
      }
    }
    if (strengths != Strengths.EQUAL) {
      gauges.add(all);
    }
    return gauges;
  }
}
