package org.principia.theory.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.theory.fit.LawFit.State;
import org.principia.theory.law.ComposedLaw;

final class LawFunctionTest {
  private static final List<State> STATES = LawStates.of("charge", 2, 6);

  /** Products and quotients of sums, so that derivatives by the sums matter. */
  private static final ComposedLaw LAW =
      ComposedLaw.parse(
          2,
          List.of("(1.1*dx - 0.4*dy)*q2/(r + 0.3)^2 + 0.05", "0.7*dy*m2/(r + 0.2)"),
          List.of("1.2*q*s1/(m + 0.1 + 0.01*s2*s2) + 0.3*vx", "(s2 - 0.4*s1 + 0.2)/m"));

  @Test
  void derivativesAreThoseByDifferences() {
    LawFunction function = new LawFunction(LAW, StateColumns.of(STATES, 2));
    double[] at = function.parameters(LAW.constants());
    double[][] exact = new double[at.length][function.count()];
    function.jacobian(at, exact);
    for (int p = 0; p < at.length; p++) {
      double[] differences = centralDifferences(function, at, p);
      double size = 0;
      for (double slope : differences) {
        size = Math.max(size, Math.abs(slope));
      }
      assertThat(size).isPositive();
      assertThat(exact[p]).as("constant %d", p).containsExactly(differences, within(1e-7 * size));
    }
  }

  private static double[] centralDifferences(LawFunction function, double[] at, int p) {
    double h = 1e-5 * Math.max(Math.abs(at[p]), 1e-3);
    double[] up = at.clone();
    up[p] += h;
    double[] down = at.clone();
    down[p] -= h;
    double[] high = new double[function.count()];
    double[] low = new double[function.count()];
    function.evaluate(up, high);
    function.evaluate(down, low);
    for (int i = 0; i < high.length; i++) {
      high[i] = (high[i] - low[i]) / (2 * h);
    }
    return high;
  }

  @Test
  void residualsAreWeightedErrorsOfTheLaw() {
    LawFunction function = new LawFunction(LAW, StateColumns.of(STATES, 2));
    double[] found = new double[function.count()];
    function.evaluate(function.parameters(LAW.constants()), found);
    State first = STATES.get(0);
    double[] accelerations = new double[8];
    LAW.accelerations(
        first.mass(), first.charge(), 2, first.position(), first.velocity(), accelerations);
    double weight = StateColumns.of(STATES, 2).weights()[1];
    assertThat(found[1])
        .isCloseTo(weight * (accelerations[2] - first.acceleration()[2]), within(1e-12));
    assertThat(found[function.count() / 2 + 1])
        .isCloseTo(weight * (accelerations[3] - first.acceleration()[3]), within(1e-12));
  }

  @Test
  void copiesForAnotherAxisShareTheirConstants() {
    ComposedLaw tied =
        ComposedLaw.parse(
            2, List.of("dx*(1.2 - 0.9/r)", "dy*(1.2 - 0.9/r)"), List.of("s1/m", "s2/m"));
    LawFunction function = new LawFunction(tied, StateColumns.of(STATES, 2));
    double[] parameters = function.parameters(tied.constants());
    assertThat(parameters).containsExactly(1.2, 0.9);
    parameters[1] = 5;
    assertThat(function.constants(parameters)).containsExactly(1.2, 5, 1.2, 5);
  }

  @Test
  void largeAccelerationsWeighLess() {
    StateColumns columns = StateColumns.of(STATES, 2);
    double[] axis = columns.accelerations()[0];
    double[] other = columns.accelerations()[1];
    int largest = 0;
    int smallest = 0;
    for (int i = 0; i < axis.length; i++) {
      largest =
          Math.hypot(axis[i], other[i]) > Math.hypot(axis[largest], other[largest]) ? i : largest;
      smallest =
          Math.hypot(axis[i], other[i]) < Math.hypot(axis[smallest], other[smallest])
              ? i
              : smallest;
    }
    double ratio = columns.weights()[smallest] / columns.weights()[largest];
    assertThat(ratio).isGreaterThan(5);
    assertThat(columns.weights()[largest] * Math.hypot(axis[largest], other[largest]))
        .isBetween(0.5, 1.0);
  }
}
