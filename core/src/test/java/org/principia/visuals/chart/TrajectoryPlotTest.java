package org.principia.visuals.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.visuals.Palette;
import org.principia.visuals.Pictures;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class TrajectoryPlotTest {
  private static final double ROUNDING = 0.02;

  private static TrajectoryPlot plot(int particles, int dimension, double... position) {
    return ExamplePlots.motion("paths", particles, dimension, position);
  }

  private static List<double[]> paths(Document document) {
    return Pictures.elements(document, "path", "pp-line").stream()
        .map(path -> Pictures.numbers(path.getAttribute("d")))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "9, 1", "1, 9", "0, 1", "1, 0"})
  void aUnitIsEquallyLongOnBothAxes(double width, double height) {
    Document document = Pictures.parse(plot(1, 2, 0, 0, width, height));
    double right = distance(document, true);
    double up = distance(document, false);
    assertThat(right).isPositive();
    assertThat(up).isCloseTo(right, within(2 * ROUNDING));
  }

  /** Of the first two ticks, which are as far apart in value on both axes. */
  private static double distance(Document document, boolean horizontal) {
    double[] places =
        Pictures.elements(document, "text", "pp-tick").stream()
            .filter(t -> "middle".equals(t.getAttribute("text-anchor")) == horizontal)
            .mapToDouble(t -> Pictures.number(t, horizontal ? "x" : "y"))
            .toArray();
    return Math.abs(places[1] - places[0]);
  }

  @Test
  void eachParticleGoesFromItsRingToItsDot() {
    Document document =
        Pictures.parse(
            plot(2, 2, 0, 0, 1, 2, /* second state */ 1, 0, 2, 2, /* last */ 1, 1, 0, 2));
    List<Element> rings = marks(document, "pp-start");
    List<Element> dots = marks(document, "pp-mark");
    assertThat(rings).hasSize(2);
    assertThat(dots).hasSize(2);
    assertPlace(document, rings.get(0), "0", "0");
    assertPlace(document, rings.get(1), "1", "2");
    assertPlace(document, dots.get(0), "1", "1");
    assertPlace(document, dots.get(1), "0", "2");
    assertThat(rings.get(1).getAttribute("class")).endsWith("pp-s1");
    assertThat(dots.get(1).getAttribute("class")).endsWith("pp-f1");
    double[] first = paths(document).get(0);
    assertThat(first).hasSize(6);
    assertThat(first[2]).isCloseTo(Pictures.tick(document, "1", true), within(ROUNDING));
    assertThat(first[3]).isCloseTo(Pictures.tick(document, "0", false), within(ROUNDING));
  }

  /** Those of the particles; the key's have no particle's colour. */
  private static List<Element> marks(Document document, String style) {
    return Pictures.elements(document, "circle", style).stream()
        .filter(e -> e.getAttribute("class").matches(".*pp-[sf][0-9]"))
        .toList();
  }

  private static void assertPlace(Document document, Element mark, String x, String y) {
    assertThat(Pictures.number(mark, "cx"))
        .isCloseTo(Pictures.tick(document, x, true), within(ROUNDING));
    assertThat(Pictures.number(mark, "cy"))
        .isCloseTo(Pictures.tick(document, y, false), within(ROUNDING));
  }

  @Test
  void everyStateIsACornerOfItsPath() {
    TrajectoryPlot plot = ExamplePlots.trajectories();
    Document document = Pictures.parse(plot);
    double x0 = Pictures.tick(document, "0", true);
    double y0 = Pictures.tick(document, "0", false);
    double unit = Pictures.tick(document, "2", true) - x0;
    for (int i = 0; i < plot.particles(); i++) {
      double[] path = paths(document).get(i);
      assertThat(path).hasSize(2 * 500);
      for (int s = 0; s < 500; s++) {
        int at = (s * plot.particles() + i) * 2;
        double[] position = plot.motions().get(0).position();
        assertThat(path[2 * s]).isCloseTo(x0 + position[at] * unit / 2, within(2 * ROUNDING));
        assertThat(path[2 * s + 1])
            .isCloseTo(y0 - position[at + 1] * unit / 2, within(2 * ROUNDING));
      }
    }
  }

  @Test
  void aPictureOfFourParticlesIsSmall() {
    assertThat(ExamplePlots.trajectories().svg().length()).isLessThan(40_000);
  }

  @Test
  void aParticleThatReturnsToItsStartKeepsItsWay() {
    double[] path = paths(Pictures.parse(plot(1, 2, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0))).get(0);
    assertThat(path).hasSize(10);
    assertThat(Arrays.copyOfRange(path, 8, 10)).containsExactly(path[0], path[1]);
  }

  @Test
  void theThirdDimensionIsLeftOutAndSaidSo() {
    TrajectoryPlot space = plot(2, 3, 0, 0, 7, 1, 2, -7, 1, 1, 9, 0, 2, 5);
    TrajectoryPlot plane = plot(2, 2, 0, 0, 1, 2, 1, 1, 0, 2);
    assertThat(space.svg().replace(space.description(), plane.description()))
        .isEqualTo(plane.svg());
    assertThat(space.description()).contains("3 dimensions, the first two drawn");
  }

  @Test
  void coloursBeginAgainWhereThereAreMoreParticles() {
    double[] position = new double[2 * (Palette.COLOURS + 1)];
    Document document = Pictures.parse(plot(Palette.COLOURS + 1, 2, position));
    List<Element> paths = Pictures.elements(document, "path", "pp-line");
    assertThat(paths).hasSize(Palette.COLOURS + 1);
    assertThat(paths.get(Palette.COLOURS).getAttribute("class")).isEqualTo("pp-line pp-s0");
    assertThat(paths.stream().map(p -> p.getAttribute("class")).distinct())
        .hasSize(Palette.COLOURS);
  }

  @Test
  void aParticleAtRestStandsInTheMiddle() {
    Document document = Pictures.parse(plot(1, 2, 3, 4, 3, 4));
    Element dot = marks(document, "pp-mark").get(0);
    Element axis = Pictures.elements(document, "path", "pp-axis").get(0);
    double[] ends = Pictures.numbers(axis.getAttribute("d"));
    assertThat(Pictures.number(dot, "cx")).isCloseTo((ends[0] + ends[2]) / 2, within(ROUNDING));
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void aPositionThatIsNotFiniteIsRefused(double value) {
    assertThatThrownBy(() -> plot(1, 2, 0, 0, value, 0))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid position: " + value + " (a finite number)");
  }

  @ParameterizedTest
  @CsvSource({"2, 2, 6", "0, 2, 4", "2, 1, 4"})
  void aShapeThatDoesNotFitIsRefused(int particles, int dimension, int values) {
    assertThatThrownBy(() -> plot(particles, dimension, new double[values]))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid trajectory: " + values + " positions of " + particles);
  }
}
