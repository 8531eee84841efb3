package org.principia.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The coefficients against Butcher's order conditions, and the orders as they show in errors.
 *
 * <p>A method is of order p when {@code sum of b_i Phi_i(t) = 1 / gamma(t)} for all rooted trees t
 * with at most p nodes (Hairer, Norsett, Wanner, II.2, theorem 2.13); its interpolant when {@code
 * sum of b_i(theta) Phi_i(t) = theta^|t| / gamma(t)} (II.6, theorem 6.1).
 */
final class DormandPrinceStepTest {
  private static final double[][] A = DormandPrinceStep.A;

  /** A rooted tree by the subtrees of its root. */
  private record Tree(List<Tree> children) {
    int order() {
      return 1 + children.stream().mapToInt(Tree::order).sum();
    }

    double density() {
      return children.stream().mapToDouble(Tree::density).reduce(order(), (x, y) -> x * y);
    }

    double[] weights() {
      double[] phi = new double[A.length];
      Arrays.fill(phi, 1);
      for (Tree child : children) {
        double[] inner = child.weights();
        for (int i = 0; i < A.length; i++) {
          double sum = 0;
          for (int j = 0; j < A[i].length; j++) {
            sum += A[i][j] * inner[j];
          }
          phi[i] *= sum;
        }
      }
      return phi;
    }

    double sum(double[] b) {
      double sum = 0;
      double[] phi = weights();
      for (int i = 0; i < b.length; i++) {
        sum += b[i] * phi[i];
      }
      return sum;
    }
  }

  private static List<Tree> treesUpTo(int order) {
    List<Tree> trees = new ArrayList<>();
    for (int n = 1; n <= order; n++) {
      List<Tree> smaller = List.copyOf(trees);
      forests(n - 1, smaller, smaller.size() - 1).forEach(f -> trees.add(new Tree(f)));
    }
    return trees;
  }

  /** All multisets of the trees 0 ... last with that many nodes together. */
  private static List<List<Tree>> forests(int nodes, List<Tree> trees, int last) {
    List<List<Tree>> forests = new ArrayList<>();
    if (nodes == 0) {
      forests.add(List.of());
    }
    for (int k = last; k >= 0 && nodes > 0; k--) {
      int rest = nodes - trees.get(k).order();
      if (rest >= 0) {
        for (List<Tree> forest : forests(rest, trees, k)) {
          List<Tree> longer = new ArrayList<>(forest);
          longer.add(trees.get(k));
          forests.add(longer);
        }
      }
    }
    return forests;
  }

  private static double[] highWeights() {
    return Arrays.copyOf(A[6], 7);
  }

  @Test
  void thereAreAsManyTreesAsTheLiteratureSays() {
    // 1, 1, 2, 4, 9: Hairer, Norsett, Wanner, table II.2.3.
    assertThat(treesUpTo(5)).hasSize(17);
  }

  @Test
  void theMethodIsOfOrderFiveAndNoMore() {
    for (Tree tree : treesUpTo(5)) {
      assertThat(tree.sum(highWeights())).isCloseTo(1 / tree.density(), within(1e-14));
    }
    assertThat(treesUpTo(6))
        .anyMatch(tree -> Math.abs(tree.sum(highWeights()) - 1 / tree.density()) > 1e-5);
  }

  @Test
  void theEmbeddedMethodIsOfOrderFourAndNoMore() {
    double[] low = highWeights();
    for (int i = 0; i < 7; i++) {
      low[i] -= DormandPrinceStep.E[i];
    }
    for (Tree tree : treesUpTo(4)) {
      assertThat(tree.sum(low)).isCloseTo(1 / tree.density(), within(1e-14));
    }
    assertThat(treesUpTo(5)).anyMatch(tree -> Math.abs(tree.sum(low) - 1 / tree.density()) > 1e-5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.35, 0.5, 0.77, 1})
  void theInterpolantIsOfOrderFour(double theta) {
    double[] b = highWeights();
    double rest = 1 - theta;
    for (int i = 0; i < 7; i++) {
      double first = i == 0 ? 1 : 0;
      double last = i == 6 ? 1 : 0;
      double high = A[6].length > i ? A[6][i] : 0;
      b[i] =
          theta * high
              + theta * rest * (first - high)
              + theta * theta * rest * (2 * high - first - last)
              + theta * theta * rest * rest * DormandPrinceStep.D[i];
    }
    for (Tree tree : treesUpTo(4)) {
      double expected = Math.pow(theta, tree.order()) / tree.density();
      assertThat(tree.sum(b)).isCloseTo(expected, within(1e-13));
    }
  }

  @Test
  void halvingAFixedStepDividesTheErrorByTwoToTheFifth() {
    double coarse = errorOfFixedSteps(160);
    double fine = errorOfFixedSteps(320);
    assertThat(Math.log(coarse / fine) / Math.log(2)).isBetween(4.7, 5.3);
  }

  private static double errorOfFixedSteps(int count) {
    KeplerOrbit orbit = new KeplerOrbit(0.3);
    DormandPrinceStep step = new DormandPrinceStep(KeplerOrbit.FIELD, orbit.start());
    double h = 2 * Math.PI / count;
    for (int i = 0; i < count; i++) {
      step.attempt(h);
      step.accept();
    }
    return orbit.error(step.position(), 0, 2 * Math.PI);
  }

  @Test
  void halvingOneStepDividesTheInterpolantsErrorByTwoToTheFifth() {
    double coarse = errorInsideOneStep(0.1);
    double fine = errorInsideOneStep(0.05);
    assertThat(Math.log(coarse / fine) / Math.log(2)).isBetween(4.7, 5.3);
  }

  private static double errorInsideOneStep(double h) {
    KeplerOrbit orbit = new KeplerOrbit(0.3);
    DormandPrinceStep step = new DormandPrinceStep(KeplerOrbit.FIELD, orbit.start());
    step.attempt(h);
    step.prepareInterpolant(h);
    double[] x = new double[4];
    step.interpolate(0.4, x, new double[4]);
    return orbit.error(x, 0, 0.4 * h);
  }

  @Test
  void theInterpolantMeetsBothEndsOfTheStep() {
    KeplerOrbit orbit = new KeplerOrbit(0.3);
    DormandPrinceStep step = new DormandPrinceStep(KeplerOrbit.FIELD, orbit.start());
    step.attempt(0.1);
    step.prepareInterpolant(0.1);
    double[] x = new double[4];
    double[] v = new double[4];
    step.interpolate(0, x, v);
    assertThat(x).isEqualTo(orbit.start().position());
    assertThat(v).isEqualTo(orbit.start().velocity());
    step.interpolate(1, x, v);
    step.accept();
    assertThat(x).containsExactly(step.position(), within(1e-15));
    assertThat(v).containsExactly(step.velocity(), within(1e-15));
  }

  @Test
  void aStepCostsSixEvaluations() {
    DormandPrinceStep step = new DormandPrinceStep(KeplerOrbit.FIELD, new KeplerOrbit(0.3).start());
    for (int i = 0; i < 10; i++) {
      step.attempt(0.01);
      step.accept();
    }
    assertThat(step.evaluations()).isEqualTo(1 + 10 * 6);
  }
}
