package org.principia.jobs.cluster.analysis;

import java.util.ArrayList;
import java.util.List;
import org.principia.dynamics.DynamicsSettings;
import org.principia.jobs.artefact.cell.FrontMember;
import org.principia.jobs.config.Configuration;
import org.principia.messages.AffineFit;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageQuantity;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;
import org.principia.validation.EdgeForces;
import org.principia.validation.ForcePoints;
import org.principia.validation.Linearity;
import org.principia.validation.MemberVerdict;
import org.principia.validation.NodePoints;
import org.principia.validation.Verification;

/** Verdicts on all members of all fronts. */
public final class MemberVerdicts {
  private MemberVerdicts() {}

  /**
   * Judges every member of the fronts of a cell.
   *
   * @param settings of the cell
   * @param fronts the members
   * @param messages projected messages on the samples (d x n)
   * @param forces the true forces there
   * @param linearity of the messages
   * @return a verdict on each
   */
  public static List<MemberVerdict> of(
      Configuration settings,
      List<FrontMember> fronts,
      double[][] messages,
      EdgeForces forces,
      Linearity linearity) {
    DynamicsSettings dynamics = settings.dynamics();
    int d = dynamics.dimension();
    long seed = settings.run().seed();
    MessageQuantity nearest = linearity.nearest();
    AffineFit[] maps = new AffineFit[d];
    for (int k = 0; k < d; k++) {
      maps[k] = AffineFit.of(forces.as(nearest), messages[k]);
    }
    Verification verification =
        new Verification(
            ForcePoints.of(dynamics.forceLaw(), d, seed),
            NodePoints.of(maps, nearest, dynamics.forceLaw(), dynamics.resolvedParticles(), seed),
            settings.validation().linearity());
    List<String> edges = Components.messages(d);
    List<MemberVerdict> verdicts = new ArrayList<>();
    for (FrontMember member : fronts) {
      boolean edge = edges.contains(member.component());
      List<String> names = edge ? EdgeVariables.names(d) : NodeVariables.names(d);
      Verification.Candidate candidate =
          new Verification.Candidate(
              member.component(),
              member.structure(),
              member.complexity(),
              member.formula(),
              Expression.parse(member.formula(), names),
              member.chosen());
      verdicts.add(edge ? verification.edge(candidate) : verification.node(candidate));
    }
    return verdicts;
  }
}
