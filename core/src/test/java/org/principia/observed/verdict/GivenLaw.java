package org.principia.observed.verdict;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.principia.observed.TrackedRun;
import org.principia.observed.weak.Columns;
import org.principia.observed.weak.Extra;
import org.principia.observed.weak.Scene;

/**
 * The law {@code p_i s_j A r^-e} with given strengths, a drag and a frame that turns; fitted are A
 * and the sources.
 */
record GivenLaw(
    double factor, double exponent, double[] source, double[] response, double drag, double turn)
    implements TestedLaw {

  static GivenLaw of(double exponent, double... source) {
    double[] ones = new double[source.length];
    Arrays.fill(ones, 1);
    return new GivenLaw(1, exponent, source, ones, 0, 0);
  }

  GivenLaw withResponse(double... other) {
    return new GivenLaw(factor, exponent, source, other, drag, turn);
  }

  GivenLaw withDrag(double other) {
    return new GivenLaw(factor, exponent, source, response, other, turn);
  }

  /** In a frame that turns. */
  GivenLaw turning(double rate) {
    return new GivenLaw(factor, exponent, source, response, drag, rate);
  }

  /** The sources, shared by all runs. */
  Unknowns unknowns(List<TrackedRun> runs) {
    int n = source.length;
    Map<String, Integer> local = new LinkedHashMap<>();
    Map<String, int[][]> of = new LinkedHashMap<>();
    for (TrackedRun run : runs) {
      int[][] all = new int[n][n + 2];
      for (int i = 0; i < n; i++) {
        Arrays.fill(all[i], -1);
        for (int j = 0; j < n; j++) {
          all[i][1 + j] = j == i ? -1 : j;
        }
      }
      local.put(run.run(), 0);
      of.put(run.run(), all);
    }
    return new Unknowns(n, local, of);
  }

  @Override
  public double[] sources(String run) {
    return source;
  }

  @Override
  public double[] responses(String run) {
    return response;
  }

  @Override
  public double force(double distance) {
    return factor * Math.pow(distance, -exponent);
  }

  @Override
  public double[] extras(int dimension) {
    double[] all = new double[Extra.widths(dimension)];
    all[Extra.DRAG.offset(dimension)] = drag;
    all[Extra.GYRATION.offset(dimension)] = -2 * turn;
    all[Extra.TRAP.offset(dimension)] = -turn * turn;
    return all;
  }

  @Override
  public Columns columns(String run, int dimension) {
    return new Derivatives(this, dimension);
  }

  private record Derivatives(GivenLaw law, int d) implements Columns {
    @Override
    public int count() {
      return law.source.length + 3;
    }

    @Override
    public boolean model() {
      return true;
    }

    @Override
    public Values of(Scene scene) {
      return (instant, out) -> fill(scene, instant, out);
    }

    private void fill(Scene scene, int instant, double[] out) {
      int n = law.source.length;
      int stride = count();
      Arrays.fill(out, 0);
      for (int j = 0; j < n; j++) {
        int at = (instant * n + j) * d;
        double r = Scene.distance(scene.separation(), at, d);
        for (int c = 0; c < d && r > 0; c++) {
          double force = law.force(r) * scene.separation()[at + c] / r;
          double p = law.response[scene.self()];
          out[c * stride] += p * law.source[j] * force / law.factor;
          out[c * stride + 1 + j] = p * force;
          out[c * stride + 1 + n] += law.source[j] * force;
          out[c * stride + 2 + n] += p * law.source[j] * force;
        }
      }
      double[] extras = law.extras(d);
      double[] terms = new double[d * extras.length];
      Extra.fill(
          new Extra.State(scene.receiver().position(), scene.receiver().velocity(), d),
          instant,
          terms,
          extras.length,
          0);
      for (int c = 0; c < d * extras.length; c++) {
        out[c / extras.length * stride + 2 + n] += extras[c % extras.length] * terms[c];
      }
    }
  }
}
