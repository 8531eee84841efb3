package org.principia.visuals.report;

import java.util.ArrayList;
import java.util.List;
import org.principia.common.RandomStream;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.law.ForceLaw;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageProjection;
import org.principia.messages.MessageSettings;
import org.principia.theory.law.ComposedLaw;
import org.principia.validation.EdgeForces;

/**
 * Springs in the plane: settings, the law in formulas, and edges whose message is a mixed force.
 */
final class Springs {
  private Springs() {}

  static DynamicsSettings settings() {
    return DynamicsSettings.defaults();
  }

  static ComposedLaw law() {
    return ComposedLaw.parse(2, List.of("dx - dx / r", "dy - dy / r"), List.of("s1 / m", "s2 / m"));
  }

  /** Messages of 3 components: twice the force's axes mixed with an offset, and noise. */
  static List<EdgeSample> edges(ForceLaw law, int count) {
    var random = RandomStream.of(1, "report.edges");
    List<EdgeSample> edges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] inputs = new double[7];
      EdgeVariables.fill(
          inputs,
          Math.exp(random.nextGaussian()),
          Math.exp(random.nextGaussian()),
          1,
          random.nextBoolean() ? 1 : -1,
          new double[] {random.nextGaussian(), random.nextGaussian()});
      edges.add(new EdgeSample(i, 0, 0, 1, inputs, message(law, inputs)));
    }
    return edges;
  }

  /** The two components that are not silent. */
  static MessageProjection projection(List<EdgeSample> edges) {
    return MessageProjection.of(
        edges, 2, MessageSettings.defaults(), deviations -> new double[3][3]);
  }

  static float[] message(ForceLaw law, double[] inputs) {
    double[] f = EdgeForces.force(law, inputs, 2);
    return new float[] {(float) (2 * f[0] + f[1] + 0.3), 0, (float) (f[0] - f[1] - 0.1)};
  }
}
