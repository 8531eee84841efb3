package org.principia.validation;

import java.util.Arrays;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.law.ForceLaw;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Neighbours;
import org.principia.messages.AffineFit;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageQuantity;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;

/**
 * Fresh nodes whose summed messages are exactly an affine map of the true forces: what node
 * formulas face, apart from what edge formulas get wrong.
 *
 * <p>The map is the one that fits the network's messages best, on the force or on that without
 * factors of the receiver, whichever is nearest; the accelerations are the true law's.
 *
 * @param inputs values of {@link NodeVariables} (N x 3 d + 2)
 * @param accelerations true accelerations [length / time^2] (d x N)
 */
public record NodePoints(double[][] inputs, double[][] accelerations) {
  private static final int SYSTEMS = 500;

  /**
   * Draws systems as runs begin.
   *
   * @param messages affine maps of the kept message components on what they carry (d)
   * @param quantity what the messages are taken to carry
   * @param schema which particles send to a particle
   */
  public static NodePoints of(
      AffineFit[] messages,
      MessageQuantity quantity,
      ForceLaw law,
      GraphSchema schema,
      int particles,
      long seed) {
    int d = messages.length;
    int rows = SYSTEMS * particles;
    NodeVariables layout = new NodeVariables(d);
    double[][] inputs = new double[rows][layout.size()];
    double[][] truth = new double[d][rows];
    for (int s = 0; s < SYSTEMS; s++) {
      InitialState state = InitialState.draw(seed, "validation.node", particles, d, s);
      double[] acceleration = state.accelerations(law.field());
      Neighbours neighbours = schema.neighbours(state.position());
      for (int i = 0; i < particles; i++) {
        int row = s * particles + i;
        layout.fill(
            inputs[row], state.mass(), state.charge(), state.position(), state.velocity(), i);
        double[] pull = new double[d];
        for (int e = neighbours.offsets()[i]; e < neighbours.offsets()[i + 1]; e++) {
          int j = neighbours.senders()[e];
          if (law.topology().joins(i, j)) {
            addPull(edge(state, schema, i, j), quantity, law, pull);
          }
        }
        for (int k = 0; k < d; k++) {
          double sum = neighbours.degree(i) * messages[k].offset();
          for (int axis = 0; axis < d; axis++) {
            sum += messages[k].slopes()[axis] * pull[axis];
          }
          layout.putSum(inputs[row], k, sum);
          truth[k][row] = acceleration[i * d + k];
        }
      }
    }
    return new NodePoints(inputs, truth);
  }

  private static double[] edge(InitialState state, GraphSchema schema, int i, int j) {
    double[] separation = new double[schema.dimension()];
    schema.separation(state.position(), i, j, separation);
    double[] mass = state.mass();
    double[] charge = state.charge();
    return EdgeVariables.values(mass[i], mass[j], charge[i], charge[j], separation);
  }

  /** What a sender exerts on a particle, as the messages carry it. */
  private static void addPull(
      double[] edge, MessageQuantity quantity, ForceLaw law, double[] pull) {
    double[] f = EdgeForces.force(law, edge, pull.length);
    for (int k = 0; k < pull.length; k++) {
      pull[k] += f[k] / quantity.divisor(edge);
    }
  }

  /**
   * Judges the formula of an acceleration component over {@link NodeVariables}: 1 - R2 of what it
   * says on an affine map of the true acceleration; infinite where it is constant or not finite.
   */
  public double nonlinearity(Expression node) {
    Expression bound = node.bind(NodeVariables.names(accelerations.length));
    double[] values = Arrays.stream(inputs).mapToDouble(bound::evaluate).toArray();
    double off = 1 - AffineFit.of(accelerations, values).r2();
    return Double.isNaN(off) ? Double.POSITIVE_INFINITY : off;
  }
}
