package org.principia.graphs;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import org.principia.common.Checks;
import org.principia.common.Setting;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.law.ForceLaw.Topology;

/** Which nodes are joined by edges. */
public record GraphSettings(
    @Setting(
            "Which particles send messages to a particle: law (those that act on it under the force"
                + " law), all, chain, radius:R (within a distance) or nearest:K.")
        String neighbours,
    @Setting(
            "Side of the periodic box in which distances are those to the nearest image [length]; 0"
                + " where space has no end.")
        double box)
    implements Serializable {
  private static final String OF_LAW = "law";

  /** Checks rule and side. */
  public GraphSettings {
    if (!OF_LAW.equals(neighbours)) {
      NeighbourRule.parse("graphs.neighbours", neighbours);
    }
    Checks.between("graphs.box", box, 0, 1e9);
  }

  /** The neighbours of the force law, in space without end. */
  public static GraphSettings defaults() {
    return new GraphSettings(OF_LAW, 0);
  }

  /** What the numbers of graphs of simulated particles mean. */
  public GraphSchema schema(DynamicsSettings dynamics) {
    NeighbourRule ofLaw =
        dynamics.forceLaw().topology() == Topology.CHAIN
            ? new NeighbourRule.Chain()
            : new NeighbourRule.AllPairs();
    NeighbourRule rule =
        OF_LAW.equals(neighbours) ? ofLaw : NeighbourRule.parse("graphs.neighbours", neighbours);
    int d = dynamics.dimension();
    List<Double> sides = box > 0 ? Collections.nCopies(d, box) : List.of();
    return GraphSchema.particles(d, rule, sides);
  }
}
