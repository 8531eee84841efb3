package org.principia.validation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.principia.dynamics.ForceLaw;
import org.principia.messages.Carrier;
import org.principia.messages.EdgeSample;

/** The true forces on some edges, axis by axis, whole and without factors of the receiver. */
public final class EdgeForces {
  private final Map<Carrier, double[][]> carried = new EnumMap<>(Carrier.class);

  private EdgeForces(double[][] inputs, ForceLaw law, int dimension) {
    for (Carrier carrier : Carrier.FORCES) {
      carried.put(carrier, new double[dimension][inputs.length]);
    }
    for (int row = 0; row < inputs.length; row++) {
      double[] f = TrueForce.of(law, inputs[row], dimension);
      for (Carrier carrier : Carrier.FORCES) {
        double divisor = carrier.divisor(inputs[row]);
        for (int k = 0; k < dimension; k++) {
          carried.get(carrier)[k][row] = f[k] / divisor;
        }
      }
    }
  }

  /**
   * The forces on sampled edges.
   *
   * @param samples the edges
   * @param law the true law
   * @param dimension d
   * @return the forces in the order of the samples
   */
  public static EdgeForces of(List<EdgeSample> samples, ForceLaw law, int dimension) {
    return of(samples.stream().map(EdgeSample::inputs).toArray(double[][]::new), law, dimension);
  }

  /**
   * The forces on edges.
   *
   * @param inputs edge variables, see {@link org.principia.messages.EdgeVariables} (N x d + 5)
   * @param law the true law
   * @param dimension d
   * @return the forces in the order of the edges
   */
  public static EdgeForces of(double[][] inputs, ForceLaw law, int dimension) {
    return new EdgeForces(inputs, law, dimension);
  }

  /**
   * The forces as messages may carry them.
   *
   * @param carrier which factors of the receiver they are divided by
   * @return f_ij [mass length / time^2], or that divided (d x N)
   */
  public double[][] as(Carrier carrier) {
    return carried.get(carrier);
  }

  /**
   * What values on the edges are closest to an affine map of.
   *
   * @param carrier that of {@link Carrier#FORCES} with the largest R2
   * @param map the affine map of it
   */
  public record Closest(Carrier carrier, AffineFit map) {

    /** 1 - R2; infinite where the values are constant or not finite. */
    public double nonlinearity() {
      double off = 1 - map.r2();
      return Double.isNaN(off) ? Double.POSITIVE_INFINITY : off;
    }
  }

  /**
   * What values on these edges are closest to an affine map of.
   *
   * @param values a number for each edge (N)
   * @return the carrier and the map
   */
  public Closest closest(double[] values) {
    Map<Carrier, AffineFit> maps = new EnumMap<>(Carrier.class);
    carried.forEach((carrier, forces) -> maps.put(carrier, AffineFit.of(forces, values)));
    Carrier closest = Carrier.best(carrier -> maps.get(carrier).r2());
    return new Closest(closest, maps.get(closest));
  }

  int dimension() {
    return carried.get(Carrier.FORCE).length;
  }
}
