package org.principia.observed.verdict;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.principia.observed.weak.Columns;
import org.principia.observed.weak.Extra;
import org.principia.observed.weak.LogSplines;
import org.principia.observed.weak.Scene;

/**
 * Terms that a law may lack, as columns behind those of the law: all extra terms, a pair force of
 * free form and one across the line between two particles with the strengths of the law, a linear
 * pair force, linear functions of position and velocity, and of time; then the law itself.
 *
 * @param law derivatives and value of the law
 * @param splines of the free pair force
 * @param source s of each particle (n)
 * @param response p of each particle (n)
 * @param order of the motion in time; without inertia nothing goes by velocity
 * @param middle of the run's time [time]
 * @param half of the run's time [time]
 * @param dimension d
 */
record Suspects(
    Columns law,
    LogSplines splines,
    double[] source,
    double[] response,
    int order,
    double middle,
    double half,
    int dimension)
    implements Columns {
  private static final int ACROSS = 4;

  /**
   * Some columns that are one suspicion.
   *
   * @param name of the test
   * @param words what the rest depends on where they explain it
   * @param from the first, among the suspects
   * @param to after the last
   */
  record Group(String name, String words, int from, int to) implements Serializable {
    int width() {
      return to - from;
    }
  }

  /** The groups in the order of their columns. */
  static List<Group> groups(int dimension, int splines) {
    List<Group> groups = new ArrayList<>();
    int at = 0;
    for (Extra extra : Extra.values()) {
      String name = extra.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      groups.add(new Group(name, name, at, at + extra.width(dimension)));
      at += extra.width(dimension);
    }
    int square = dimension * dimension;
    String[] names = {
      "free kernel", "across", "linear force", "position", "velocity", "time", "law"
    };
    String[] words = {
      "the distance otherwise than by the formula",
      "a force across the line between particles",
      "a linear pair force",
      "position",
      "velocity",
      "time",
      "the law's size"
    };
    int[] widths = {splines, ACROSS, 1, square, square, dimension, 1};
    for (int g = 0; g < names.length; g++) {
      groups.add(new Group(names[g], words[g], at, at + widths[g]));
      at += widths[g];
    }
    return groups;
  }

  List<Group> groups() {
    return groups(dimension, splines.count());
  }

  static int width(int dimension, int splines) {
    List<Group> groups = groups(dimension, splines);
    return groups.get(groups.size() - 1).to();
  }

  @Override
  public int count() {
    return law.count() + width(dimension, splines.count());
  }

  @Override
  public boolean model() {
    return true;
  }

  @Override
  public Values of(Scene scene) {
    Values known = law.of(scene);
    return (instant, out) -> fill(known, scene, instant, out);
  }

  private void fill(Values known, Scene scene, int instant, double[] out) {
    int d = dimension;
    int own = law.count();
    int stride = count();
    double[] terms = new double[d * own];
    known.fill(instant, terms);
    Arrays.fill(out, 0);
    double[] x = scene.receiver().position();
    double[] v = order == 1 ? new double[x.length] : scene.receiver().velocity();
    int extras = own - 1;
    int pairs = extras + Extra.widths(d);
    int fields = pairs + splines.count() + ACROSS + 1;
    Extra.fill(new Extra.State(x, v, d), instant, out, stride, extras);
    pairs(scene, instant, out, pairs);
    double time = (scene.receiver().track().times()[instant] - middle) / half;
    for (int c = 0; c < d; c++) {
      System.arraycopy(terms, c * own, out, c * stride, own - 1);
      int row = c * stride + fields;
      for (int e = 0; e < d; e++) {
        out[row + c * d + e] = x[instant * d + e];
        out[row + (d + c) * d + e] = v[instant * d + e];
      }
      out[row + 2 * d * d + c] = time;
      out[row + 2 * d * d + d] = terms[c * own + own - 1];
      out[row + 2 * d * d + d + 1] = terms[c * own + own - 1];
    }
  }

  private void pairs(Scene scene, int instant, double[] out, int offset) {
    int d = dimension;
    int n = scene.particles();
    int stride = count();
    int across = offset + splines.count();
    LogSplines coarse = splines.coarse(ACROSS);
    double[] four = new double[4];
    double[] wide = new double[4];
    for (int j = 0; j < n; j++) {
      int at = (instant * n + j) * d;
      double r = Scene.distance(scene.separation(), at, d);
      if (!(r > 0)) {
        continue;
      }
      double strength = response[scene.self()] * source[j];
      int first = offset + splines.at(r, four);
      coarse.at(r, wide);
      for (int c = 0; c < d; c++) {
        double unit = strength * scene.separation()[at + c] / r;
        // A quarter turn about the last axis.
        double turned = c == 0 ? -1 : c == 1 ? 1 : 0;
        turned *= strength * scene.separation()[at + (c == 0 ? 1 : 0)] / r;
        for (int k = 0; k < 4; k++) {
          out[c * stride + first + k] += unit * four[k];
          out[c * stride + across + k] += turned * wide[k];
        }
        out[c * stride + across + ACROSS] += unit * r;
      }
    }
  }
}
