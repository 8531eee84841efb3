package org.principia.validation;

import java.util.List;
import org.principia.dynamics.law.ForceLaws;
import org.principia.messages.MessageQuantity;
import org.principia.theory.law.ComposedLaw;
import org.principia.validation.error.ErrorStatistics;
import org.principia.validation.rollout.Extrapolation;
import org.principia.validation.rollout.Rollout;

/** Scorecards of laws in formulas, their errors invented. */
public final class ExampleScorecard {
  private ExampleScorecard() {}

  /** A law that the network does not say. */
  public static Scorecard of(String law, String edge1, String edge2, String node) {
    return of(law, List.of(edge1, edge2), node, false, new boolean[2]);
  }

  /** A law of two dimensions with its edge formulas and what follows the sums in the node. */
  public static Scorecard of(
      String law, List<String> edges, String node, boolean byChoice, boolean[] onFront) {
    Recovery recovery =
        Recovery.of(
            ComposedLaw.parse(2, edges, List.of("s1" + node, "s2" + node)),
            ForceLaws.of(law, 0.01),
            4,
            ValidationSettings.defaults(),
            1);
    ErrorStatistics small = new ErrorStatistics(1, 0.25, 0.25, 0);
    ErrorStatistics large = new ErrorStatistics(1, 3, 3, 0);
    double[] two = {0.95, 0.96};
    double[] none = {0, 0};
    return new Scorecard(
        Scorecard.FORMAT,
        law,
        2,
        "bottleneck",
        large,
        large,
        small,
        small,
        10,
        new Linearity(
            MessageQuantity.FORCES.stream()
                .map(
                    quantity ->
                        quantity == MessageQuantity.FORCE
                            ? new Linearity.Figures(quantity, two, two, two)
                            : new Linearity.Figures(quantity, none, none, none))
                .toList()),
        new MessageSpread(2, List.of(), 1, 1),
        recovery,
        byChoice,
        onFront,
        List.of(
            new Extrapolation("within", small, large, 1),
            new Extrapolation("far", large, small, 1),
            new Extrapolation("heavy", large, large, 1)),
        new Rollout(0, 0, 0, List.of(), Double.NaN, Double.NaN, Double.NaN),
        new Diagnosis("search", "no member is the force"));
  }
}
