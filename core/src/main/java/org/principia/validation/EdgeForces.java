package org.principia.validation;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.principia.dynamics.law.ForceLaw;
import org.principia.messages.AffineFit;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageQuantity;

/** The true forces on some edges, axis by axis, whole and without factors of the receiver. */
public final class EdgeForces {
  private final Map<MessageQuantity, double[][]> carried = new EnumMap<>(MessageQuantity.class);

  private EdgeForces() {}

  /** The forces of the true law on sampled edges, in their order; 0 where it joins no such pair. */
  public static EdgeForces of(List<EdgeSample> samples, ForceLaw law, int dimension) {
    BitSet idle = new BitSet();
    for (int row = 0; row < samples.size(); row++) {
      EdgeSample sample = samples.get(row);
      idle.set(row, !law.topology().joins(sample.receiver(), sample.sender()));
    }
    double[][] inputs = samples.stream().map(EdgeSample::inputs).toArray(double[][]::new);
    return of(inputs, idle, law, dimension);
  }

  /**
   * The forces of the true law on edges (N x d + 5, see {@link EdgeVariables}) of particles that
   * act on each other, in their order.
   */
  public static EdgeForces of(double[][] inputs, ForceLaw law, int dimension) {
    return of(inputs, new BitSet(), law, dimension);
  }

  /** The forces on edges, 0 on those that are idle. */
  static EdgeForces of(double[][] inputs, BitSet idle, ForceLaw law, int dimension) {
    EdgeForces forces = new EdgeForces();
    Map<MessageQuantity, double[][]> carried = forces.carried;
    for (MessageQuantity quantity : MessageQuantity.FORCES) {
      carried.put(quantity, new double[dimension][inputs.length]);
    }
    for (int row = idle.nextClearBit(0); row < inputs.length; row = idle.nextClearBit(row + 1)) {
      double[] f = force(law, inputs[row], dimension);
      for (MessageQuantity quantity : MessageQuantity.FORCES) {
        double divisor = quantity.divisor(inputs[row]);
        for (int k = 0; k < dimension; k++) {
          carried.get(quantity)[k][row] = f[k] / divisor;
        }
      }
    }
    return forces;
  }

  /** What messages may carry: f_ij [mass length / time^2], or a part of it (d x N). */
  public double[][] as(MessageQuantity quantity) {
    return carried.get(quantity);
  }

  /**
   * What values on the edges are closest to an affine map of: that of {@link
   * MessageQuantity#FORCES} with the largest R2, and the affine map of it.
   */
  public record Closest(MessageQuantity quantity, AffineFit map) {

    /** 1 - R2; infinite where the values are constant or not finite. */
    public double nonlinearity() {
      double off = 1 - map.r2();
      return Double.isNaN(off) ? Double.POSITIVE_INFINITY : off;
    }
  }

  /** What values on these edges, a number for each (N), are closest to an affine map of. */
  public Closest closest(double[] values) {
    Map<MessageQuantity, AffineFit> maps = new EnumMap<>(MessageQuantity.class);
    carried.forEach((quantity, forces) -> maps.put(quantity, AffineFit.of(forces, values)));
    MessageQuantity closest = MessageQuantity.best(quantity -> maps.get(quantity).r2());
    return new Closest(closest, maps.get(closest));
  }

  int dimension() {
    return carried.get(MessageQuantity.FORCE).length;
  }

  /**
   * The true force on the receiver as far as an edge formula (d + 5) can see it: the central part
   * of the law, {@code attraction u} [mass length / time^2] (d). What a particle feels by itself
   * (drag, a pull) is not among it: it depends on no sender and is left to the node function.
   */
  public static double[] force(ForceLaw law, double[] inputs, int dimension) {
    EdgeVariables layout = new EdgeVariables(dimension);
    double r = layout.distance(inputs);
    double attraction =
        law.attraction(
            r,
            layout.receiverMass(inputs),
            layout.senderMass(inputs),
            layout.receiverCharge(inputs),
            layout.senderCharge(inputs));
    double[] force = new double[dimension];
    for (int k = 0; k < dimension; k++) {
      force[k] = attraction * layout.separation(inputs, k) / r;
    }
    return force;
  }
}
