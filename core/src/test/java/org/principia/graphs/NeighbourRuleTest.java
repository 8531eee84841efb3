package org.principia.graphs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;
import org.principia.common.RandomStream;

final class NeighbourRuleTest {

  private static NeighbourRule rule(String text) {
    return NeighbourRule.parse("graphs.neighbours", text);
  }

  private static List<Integer> senders(Neighbours neighbours, int node) {
    List<Integer> senders = new ArrayList<>();
    for (int e = neighbours.offsets()[node]; e < neighbours.offsets()[node + 1]; e++) {
      senders.add(neighbours.senders()[e]);
    }
    return senders;
  }

  /** Places 0, 1, 3 and 9 on the first axis of the plane. */
  private static Neighbours onALine(String rule, List<Double> box) {
    double[] positions = {0, 0, 1, 0, 3, 0, 9, 0};
    return rule(rule).of(new Points(positions, 4, 2, box));
  }

  @Test
  void allPairsAndChainsDependOnTheNumberOfNodesAlone() {
    Neighbours all = onALine("all", List.of());
    assertThat(senders(all, 1)).containsExactly(0, 2, 3);
    assertThat(all.edges()).isEqualTo(12);
    Neighbours chain = onALine("chain", List.of());
    assertThat(senders(chain, 0)).containsExactly(1);
    assertThat(senders(chain, 2)).containsExactly(1, 3);
    assertThat(senders(chain, 3)).containsExactly(2);
    assertThat(rule("all").fixed() && rule("chain").fixed()).isTrue();
    assertThat(rule("radius:1").fixed() || rule("nearest:1").fixed()).isFalse();
  }

  @Test
  void aRadiusReachesAsFarAsItSaysAndNoFurther() {
    Neighbours two = onALine("radius:2", List.of());
    assertThat(senders(two, 0)).containsExactly(1);
    assertThat(senders(two, 1)).containsExactly(0, 2);
    assertThat(senders(two, 3)).isEmpty();
    assertThat(senders(onALine("radius:1.99", List.of()), 2)).isEmpty();
  }

  /** In a box of side 10, 9 is beside 0: its image at -1 is nearest. */
  @Test
  void inAPeriodicBoxTheNearestImageCounts() {
    List<Double> box = List.of(10.0, 10.0);
    Neighbours two = onALine("radius:2", box);
    assertThat(senders(two, 0)).containsExactly(1, 3);
    assertThat(senders(two, 1)).containsExactly(0, 2, 3);
    assertThat(senders(two, 3)).containsExactly(0, 1);
    assertThat(senders(onALine("nearest:2", box), 3)).containsExactly(0, 1);
    assertThat(senders(onALine("nearest:2", List.of()), 3)).containsExactly(1, 2);
  }

  @Test
  void ofNeighboursAtTheSameDistanceTheFirstAreTheNearest() {
    double[] square = {0, 0, 1, 0, 0, 1, 1, 1};
    Neighbours one = rule("nearest:1").of(new Points(square, 4, 2, List.of()));
    assertThat(senders(one, 0)).containsExactly(1);
    assertThat(senders(one, 3)).containsExactly(1);
    assertThat(rule("nearest:9").of(new Points(square, 4, 2, List.of())).edges()).isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0.3, 0",
    "2, 5, 0",
    "3, 0.7, 0",
    "2, 0.8, 10",
    "2, 4.9, 10",
    "3, 2, 10",
    "3, 3.4, 10",
    "3, 5, 10",
    "1, 0.1, 10"
  })
  void neighboursWithinARadiusAreThoseOfASearchThroughAllPairs(int d, double radius, double side) {
    List<Double> box = side == 0 ? List.of() : Collections.nCopies(d, side);
    int n = 300;
    RandomGenerator random = RandomStream.of(4, "test.radius", d);
    double[] positions = new double[n * d];
    for (int k = 0; k < positions.length; k++) {
      // Also outside the box, and some on its faces.
      positions[k] = k % 40 == 0 ? 10 : 14 * random.nextDouble() - 2;
    }
    Points points = new Points(positions, n, d, box);
    Neighbours found = rule("radius:" + radius).of(points);
    int edges = 0;
    for (int i = 0; i < n; i++) {
      List<Integer> expected = new ArrayList<>();
      for (int j = 0; j < n; j++) {
        if (j != i && byImages(positions, i, j, d, side) <= radius * radius) {
          expected.add(j);
        }
      }
      assertThat(senders(found, i)).isEqualTo(expected);
      edges += expected.size();
    }
    assertThat(edges).isGreaterThan(n / 10);
  }

  /** The least square of the distance over three images an axis. */
  private static double byImages(double[] x, int i, int j, int d, double side) {
    double square = 0;
    for (int k = 0; k < d; k++) {
      double least = Double.POSITIVE_INFINITY;
      for (int image = -2; image <= 2; image++) {
        double separation = x[j * d + k] - x[i * d + k] + image * side;
        least = Math.min(least, separation * separation);
      }
      square += least;
    }
    return square;
  }

  @Test
  void allInOnePlaceAreNeighbours() {
    assertThat(rule("radius:0.5").of(new Points(new double[10], 5, 2, List.of())).edges())
        .isEqualTo(20);
  }

  /** A run that fails may end so. */
  @Test
  void aNodeAtNoPlaceHasNoNeighboursAndTheOthersKeepTheirs() {
    for (List<Double> box : List.of(List.<Double>of(), List.of(10.0, 10.0))) {
      for (int lost : new int[] {2, 3}) {
        double[] positions = {0, 0, 5, 5, 1, 0, 9, 0};
        positions[lost] = Double.NaN;
        Neighbours found = rule("radius:2").of(new Points(positions, 4, 2, box));
        assertThat(senders(found, 1)).isEmpty();
        assertThat(senders(found, 0)).contains(2);
        assertThat(senders(found, 2)).contains(0);
        assertThat(senders(found, 3)).hasSize(box.isEmpty() ? 0 : 2);
      }
    }
  }

  @Test
  void theMeanNumberOfNeighboursWithinARadiusIsThatOfTheSphere() {
    RandomGenerator random = RandomStream.of(4, "test.cells");
    for (int n : new int[] {2_000, 32_000}) {
      double side = Math.cbrt(n);
      double[] positions = new double[3 * n];
      for (int k = 0; k < positions.length; k++) {
        positions[k] = side * random.nextDouble();
      }
      Points points = new Points(positions, n, 3, Collections.nCopies(3, side));
      Neighbours found = rule("radius:1.5").of(points);
      // The mean number in a sphere, within five standard errors.
      double expected = 4.0 / 3 * Math.PI * 1.5 * 1.5 * 1.5;
      assertThat((double) found.edges() / n).isBetween(expected * 0.95, expected * 1.05);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "chain", "radius:2.5", "nearest:8"})
  void wordsComeBack(String text) {
    assertThat(rule(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"radius:0", "radius:-1", "radius:x", "nearest:0", "nearest:1.5", "some"})
  void otherWordsAreTheUsersMistake(String text) {
    assertThatThrownBy(() -> rule(text))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid graphs.neighbours: " + text + " (");
  }
}
