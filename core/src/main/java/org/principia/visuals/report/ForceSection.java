package org.principia.visuals.report;

import java.util.List;
import java.util.function.UnaryOperator;
import org.principia.messages.MessageProjection;
import org.principia.theory.law.ComposedLaw;
import org.principia.visuals.page.Block;

/** The section on the force of a pair over its distance. */
public final class ForceSection {
  private ForceSection() {}

  /**
   * The blocks of the section.
   *
   * @param forces the force of a pair in the range of the sampled edges
   * @param network maps rows of edges to messages (E x M)
   * @param projection the components of a message that are kept
   * @param law the found law
   * @return the blocks
   */
  public static List<Block> of(
      PairForces forces,
      UnaryOperator<float[]> network,
      MessageProjection projection,
      ComposedLaw law) {
    return List.of(
        new Block.Heading("Force over the distance"),
        new Block.Figure(
            "pair-force",
            forces.composed(law),
            "Messages are forces up to an affine map; the map that fits best on the sampled edges"
                + " is taken."),
        new Block.Figure(
            "extrapolation",
            forces.extrapolation(network, projection::of, law),
            "Two particles of mass and charge 1 at rest, averaged over directions. The data have "
                + forces.range()
                + ", except for one edge in a hundred at each end."));
  }
}
