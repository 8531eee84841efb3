package org.principia.visuals.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.principia.visuals.Pictures;
import org.principia.visuals.chart.BarChart.Bar;
import org.principia.visuals.chart.LineChart.Series;
import org.principia.visuals.chart.ParetoPlot.FrontPoint;
import org.principia.visuals.chart.ScatterPlot.Line;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class PlotsTest {
  private static final double[] NONE = {};

  static Stream<Plot> plots() {
    return PlotCases.all();
  }

  private static ScatterPlot scatter(double[] x, double[] y) {
    return new ScatterPlot("points", "x [1]", "y [1]", x, y, List.of());
  }

  @ParameterizedTest
  @MethodSource("plots")
  void everyPictureIsWellFormedAndHasANameAndNoWidth(Plot plot) {
    Document document = Pictures.parse(plot);
    Element svg = document.getDocumentElement();
    assertThat(svg.getTagName()).isEqualTo("svg");
    assertThat(svg.getAttribute("viewBox")).startsWith("0 0 400 ");
    assertThat(svg.hasAttribute("width")).isFalse();
    assertThat(svg.getFirstChild().getNextSibling().getNodeName()).isEqualTo("title");
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo(plot.title().replace('\u0001', '\uFFFD'));
    assertThat(document.getElementsByTagName("desc").item(0).getTextContent()).isNotBlank();
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
  }

  @ParameterizedTest
  @MethodSource("plots")
  void noCoordinateIsNotANumberOrOutsideThePicture(Plot plot) {
    Document document = Pictures.parse(plot);
    assertThat(plot.svg()).doesNotContain("NaN").doesNotContain("\"Infinity");
    double height =
        Double.parseDouble(document.getDocumentElement().getAttribute("viewBox").split(" ")[3]);
    for (Element text : Pictures.elements(document, "text", "pp-tick")) {
      assertThat(Pictures.number(text, "x")).isBetween(0.0, 400.0);
      assertThat(Pictures.number(text, "y")).isBetween(0.0, height);
    }
    for (String tag : List.of("circle", "rect")) {
      var nodes = document.getElementsByTagName(tag);
      for (int i = 0; i < nodes.getLength(); i++) {
        Element e = (Element) nodes.item(i);
        if ("circle".equals(tag)) {
          assertThat(Pictures.number(e, "cx")).isBetween(0.0, 400.0);
          assertThat(Pictures.number(e, "cy")).isBetween(0.0, height);
        } else {
          assertThat(Pictures.number(e, "width")).isNotNegative();
          assertThat(Pictures.number(e, "height")).isNotNegative();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("plots")
  void sameContentGivesTheSameText(Plot plot) {
    assertThat(plot.svg()).isEqualTo(plot.svg());
  }

  @Test
  void pointsLandWhereTheTicksSay() {
    Document document = Pictures.parse(scatter(new double[] {0, 5, 10}, new double[] {0, 100, 50}));
    List<double[]> places = circles(document);
    assertThat(places.get(0)[0]).isCloseTo(Pictures.tick(document, "0", true), within(0.02));
    assertThat(places.get(2)[0]).isCloseTo(Pictures.tick(document, "10", true), within(0.02));
    assertThat(places.get(1)[1]).isCloseTo(Pictures.tick(document, "100", false), within(0.02));
    assertThat(places.get(0)[1]).isCloseTo(Pictures.tick(document, "0", false), within(0.02));
  }

  private static List<double[]> circles(Document document) {
    var nodes = document.getElementsByTagName("circle");
    return Stream.iterate(0, i -> i + 1)
        .limit(nodes.getLength())
        .map(i -> (Element) nodes.item(i))
        .map(e -> new double[] {Pictures.number(e, "cx"), Pictures.number(e, "cy")})
        .toList();
  }

  @Test
  void theFittedLinePassesThroughItsPoints() {
    double[] x = {0, 4, 10};
    double[] y = {1, 9, 21};
    Document document =
        Pictures.parse(new ScatterPlot("t", "x", "y", x, y, List.of(new Line("fit", 2, 1))));
    Element line = Pictures.elements(document, "path", "pp-line").get(0);
    double[] d = Pictures.numbers(line.getAttribute("d"));
    for (double[] point : circles(document)) {
      double onLine = d[1] + (point[0] - d[0]) / (d[2] - d[0]) * (d[3] - d[1]);
      assertThat(onLine).isCloseTo(point[1], within(0.05));
    }
  }

  @Test
  void manyPointsAreBinnedAndNoneIsLost() {
    ScatterPlot many = ExamplePlots.scatter();
    Document document = Pictures.parse(many);
    int dots = 0;
    for (Element path : Pictures.elements(document, "path", "pp-dots")) {
      dots += path.getAttribute("d").split("M").length - 1;
    }
    assertThat(dots).isBetween(300, 4000);
    assertThat(many.svg().length()).isLessThan(60_000);
    assertThat(circles(document)).isEmpty();
  }

  @Test
  void aLonePointFarFromACrowdKeepsItsPlace() {
    double[] x = new double[2000];
    double[] y = new double[2000];
    x[1999] = 10;
    y[1999] = 10;
    Document document = Pictures.parse(scatter(x, y));
    String faint = Pictures.elements(document, "path", "pp-dots").get(0).getAttribute("d");
    double[] d = Pictures.numbers(faint);
    assertThat(d[0]).isCloseTo(Pictures.tick(document, "10", true), within(0.02));
    assertThat(d[1]).isCloseTo(Pictures.tick(document, "10", false), within(0.02));
  }

  @Test
  void theOrderOfManyPointsDoesNotMatter() {
    ScatterPlot plot = ExamplePlots.scatter();
    Double[] x = Arrays.stream(plot.x()).boxed().toArray(Double[]::new);
    Double[] y = Arrays.stream(plot.y()).boxed().toArray(Double[]::new);
    Collections.reverse(Arrays.asList(x));
    Collections.reverse(Arrays.asList(y));
    String reversed =
        new ScatterPlot(
                plot.title(),
                plot.xLabel(),
                plot.yLabel(),
                Stream.of(x).mapToDouble(v -> v).toArray(),
                Stream.of(y).mapToDouble(v -> v).toArray(),
                plot.lines())
            .svg();
    assertThat(Pictures.numbers(reversed))
        .containsExactly(Pictures.numbers(plot.svg()), within(0.011));
  }

  @Test
  void theFrontIsAStaircaseThroughItsBestPoints() {
    ParetoPlot plot =
        new ParetoPlot(
            "f",
            "loss",
            List.of(
                new FrontPoint(5, 0.01, "c", "", ""),
                new FrontPoint(1, 1, "a", "", ""),
                new FrontPoint(3, 2, "worse", "", ""),
                new FrontPoint(4, 0.1, "b", "", "")),
            0,
            3);
    Document document = Pictures.parse(plot);
    String d = Pictures.elements(document, "path", "pp-line").get(0).getAttribute("d");
    assertThat(d.replaceAll("[-0-9. ]", "")).isEqualTo("MHVHVH");
    double[] stairs = Pictures.numbers(d);
    assertThat(stairs[1]).isCloseTo(Pictures.tick(document, "1", false), within(0.02));
    assertThat(stairs[2]).isCloseTo(Pictures.tick(document, "4", true), within(0.02));
    assertThat(stairs[3]).isCloseTo(Pictures.tick(document, "0.1", false), within(0.02));
    assertThat(stairs[5]).isCloseTo(Pictures.tick(document, "0.01", false), within(0.02));
  }

  @Test
  void theChosenFormulaAndTheTrueStructureAreMarkedAndNamed() {
    Document document = Pictures.parse(ExamplePlots.pareto());
    Element ring = Pictures.elements(document, "circle", "pp-ring").get(0);
    List<Element> marks = Pictures.elements(document, "circle", "pp-mark");
    assertThat(ring.getAttribute("cx")).isEqualTo(marks.get(3).getAttribute("cx"));
    assertThat(ring.getAttribute("cy")).isEqualTo(marks.get(3).getAttribute("cy"));
    assertThat(Pictures.texts(document))
        .contains("chosen", "(dx - dx / r) * 0.9987", "true structure", "dx - dx / r");
  }

  @Test
  void anIndexOutsideTheFrontIsRefused() {
    assertThatThrownBy(
            () -> new ParetoPlot("f", "l", List.of(new FrontPoint(1, 1, "a", "", "")), 1, -1))
        .hasMessage("Invalid index of the front: 1 (from -1 to 0)");
  }

  @Test
  void aCurveOfManyPointsKeepsItsExtremes() {
    int n = 20_000;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i;
      y[i] = Math.sin(i * 0.001);
    }
    y[12_345] = 50;
    Document document =
        Pictures.parse(
            new LineChart("t", "x", "y", AxisScale.LINEAR, List.of(new Series("s", x, y))));
    String d = Pictures.elements(document, "path", "pp-line").get(0).getAttribute("d");
    double top = Double.POSITIVE_INFINITY;
    double[] numbers = Pictures.numbers(d.replace("h0", ""));
    for (int i = 1; i < numbers.length; i += 2) {
      top = Math.min(top, numbers[i]);
    }
    assertThat(top).isCloseTo(Pictures.tick(document, "50", false), within(0.02));
    assertThat(numbers.length / 2).isLessThan(3500);
  }

  @Test
  void aValueWithoutAPlaceInterruptsItsCurve() {
    Series s = new Series("s", new double[] {1, 2, 3, 4, 5}, new double[] {1, 2, Double.NaN, 4, 5});
    Document document = Pictures.parse(new LineChart("t", "x", "y", AxisScale.LINEAR, List.of(s)));
    String d = Pictures.elements(document, "path", "pp-line").get(0).getAttribute("d");
    assertThat(d.replaceAll("[-0-9. ]", "")).isEqualTo("MhLMhL");
  }

  @Test
  void seriesAreToldApartByDashesToo() {
    Document document = Pictures.parse(ExamplePlots.learning());
    assertThat(
            Pictures.elements(document, "path", "pp-line").stream()
                .map(e -> e.getAttribute("stroke-dasharray"))
                .distinct())
        .hasSize(2);
  }

  @Test
  void barsStandOnZeroAndReachTheirValues() {
    BarChart chart =
        new BarChart("t", "x", "y", List.of(new Bar("a", 4, "g"), new Bar("b", -2, "h")));
    Document document = Pictures.parse(chart);
    Element up = Pictures.elements(document, "rect", "pp-f0").get(0);
    Element down = Pictures.elements(document, "rect", "pp-f1").get(0);
    double zero = Pictures.tick(document, "0", false);
    assertThat(Pictures.number(up, "y"))
        .isCloseTo(Pictures.tick(document, "4", false), within(0.02));
    assertThat(Pictures.number(up, "y") + Pictures.number(up, "height"))
        .isCloseTo(zero, within(0.03));
    assertThat(Pictures.number(down, "y")).isCloseTo(zero, within(0.02));
    assertThat(Pictures.number(down, "height"))
        .isCloseTo(Pictures.number(up, "height") / 2, within(0.03));
  }

  @Test
  void longLabelsAreBrokenIntoLinesAndTitlesToo() {
    String words = "word ".repeat(40).strip();
    Document document =
        Pictures.parse(
            new LineChart(
                words, words, words, AxisScale.LINEAR, List.of(new Series(words, NONE, NONE))));
    List<String> texts = Pictures.texts(document);
    assertThat(texts).allMatch(text -> text.length() <= 55);
    assertThat(
            texts.stream()
                .filter(text -> text.startsWith("word"))
                .flatMap(t -> Stream.of(t.split(" "))))
        .hasSize(4 * 40);
  }

  @Test
  void coloursFollowTheReadersScheme() {
    assertThat(ExamplePlots.pareto().svg())
        .contains("prefers-color-scheme:dark")
        .contains("@media print")
        .doesNotContain("fill=\"#");
  }

  @Test
  void aMarkHasTheEntryOfItsKeyAndTheScalesAreWrittenDown() {
    LineChart chart =
        new LineChart(
            "t",
            "time",
            "error [1]",
            AxisScale.LOG,
            List.of(
                new Series("a", new double[] {1, 3}, new double[] {1, 100}),
                new Series("b", new double[] {1, 3}, new double[] {10, 10})));
    Document document = Pictures.parse(chart);
    Element svg = document.getDocumentElement();
    assertThat(svg.getAttribute("data-x-label")).isEqualTo("time");
    assertThat(svg.getAttribute("data-y-label")).isEqualTo("error [1]");
    double[] y = Pictures.numbers(svg.getAttribute("data-y"));
    assertThat(svg.getAttribute("data-y")).startsWith("log ");
    double hundred = y[2] + (2 - y[0]) / (y[1] - y[0]) * (y[3] - y[2]);
    assertThat(hundred).isCloseTo(Pictures.tick(document, "100", false), within(0.02));
    Element key = Pictures.elements(document, "g", "pp-key").get(1);
    assertThat(key.getTextContent().strip()).isEqualTo("b");
    Element marks = (Element) Pictures.elements(document, "path", "pp-s1").get(0).getParentNode();
    assertThat(marks.getAttribute("data-name")).isEqualTo("b");
    assertThat(marks.getAttribute("data-key")).isEqualTo(key.getAttribute("data-key"));
  }

  @Test
  void formulasAndBarsTellTheirValuesWithoutAScript() {
    Document front = Pictures.parse(ExamplePlots.pareto());
    List<Element> formulas = Pictures.elements(front, "g", "pp-value");
    assertThat(formulas).hasSize(6);
    assertThat(formulas.get(2).getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("dx - dx / r (complexity 5, 0.52)");
    BarChart bars =
        new BarChart("t", "x", "y", List.of(new Bar("a", 4, "g"), new Bar("b", 2, "h")));
    assertThat(Pictures.elements(Pictures.parse(bars), "g", "pp-value"))
        .extracting(Element::getTextContent)
        .containsExactly("a: 4\n".strip() + "\n", "b: 2\n");
  }

  @Test
  void aMotionIsDrawnDashedBesideTheTrueOneAndGoesIntoItsFiles() {
    TrajectoryPlot plot =
        new TrajectoryPlot(
            "motion",
            1,
            3,
            0.5,
            "AU",
            List.of(
                new TrajectoryPlot.Motion("true", new double[] {0, 0, 1, 1, 1, 1}),
                new TrajectoryPlot.Motion("found", new double[] {0, 0, 1, 1, 2, 1})));
    assertThat(plot.svg()).contains("x [AU]", "y [AU]");
    assertThat(plot.csv())
        .isEqualTo(
            """
            motion,time,particle,x,y,z
            true,0.0,1,0.0,0.0,1.0
            true,0.5,1,1.0,1.0,1.0
            found,0.0,1,0.0,0.0,1.0
            found,0.5,1,1.0,2.0,1.0
            """);
    List<Element> paths = Pictures.elements(Pictures.parse(plot), "path", "pp-s0");
    assertThat(paths).extracting(p -> p.getAttribute("stroke-dasharray")).contains("none", "5 4");
  }

  @Test
  void aBandIsShadedBetweenItsEnds() {
    LineChart chart =
        new LineChart(
            "t",
            "x",
            "y",
            AxisScale.LOG,
            AxisScale.LINEAR,
            List.of(new LineChart.Series("s", new double[] {0.1, 1, 10}, new double[] {1, 2, 3})),
            List.of(new LineChart.Band("data", 1, 100)));
    List<Element> bands = Pictures.elements(Pictures.parse(chart), "rect", "pp-band");
    assertThat(bands).hasSize(2);
    double from = Double.parseDouble(bands.get(0).getAttribute("x"));
    double width = Double.parseDouble(bands.get(0).getAttribute("width"));
    assertThat(from + width).isLessThanOrEqualTo(400);
  }
}
