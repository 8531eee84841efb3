package org.principia.observed.spline;

import java.util.Arrays;
import org.principia.observed.weak.Columns;
import org.principia.observed.weak.Extra;
import org.principia.observed.weak.LogSplines;
import org.principia.observed.weak.Scene;

/**
 * A pair force of free form: for each sender, or for each of its types, the splines times the unit
 * vector towards it; then the {@link Extra} terms.
 *
 * @param splines K of them
 * @param group which columns a particle acts through, by its number: its own, or its type's
 * @param groups number of groups
 */
public record KernelColumns(LogSplines splines, int[] group, int groups, int dimension)
    implements Columns {

  @Override
  public int count() {
    return groups * splines.count() + Extra.widths(dimension);
  }

  @Override
  public Values of(Scene scene) {
    return (instant, out) -> fill(scene, instant, out);
  }

  private void fill(Scene scene, int instant, double[] out) {
    int d = dimension;
    int n = scene.particles();
    int stride = count();
    Arrays.fill(out, 0);
    double[] four = new double[4];
    for (int j = 0; j < n; j++) {
      int at = (instant * n + j) * d;
      double r = Scene.distance(scene.separation(), at, d);
      if (!(r > 0)) {
        continue;
      }
      int first = group[j] * splines.count() + splines.at(r, four);
      for (int c = 0; c < d; c++) {
        double unit = scene.separation()[at + c] / r;
        for (int k = 0; k < 4; k++) {
          out[c * stride + first + k] += unit * four[k];
        }
      }
    }
    Extra.fill(
        new Extra.State(scene.receiver().position(), scene.receiver().velocity(), d),
        instant,
        out,
        stride,
        groups * splines.count());
  }
}
