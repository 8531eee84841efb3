package org.principia.visuals.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.visuals.Pictures;
import org.principia.visuals.chart.AxisScale;
import org.principia.visuals.chart.ExamplePlots;
import org.principia.visuals.chart.FrontPoint;
import org.principia.visuals.chart.LineChart;
import org.principia.visuals.chart.MotionPlot;
import org.principia.visuals.chart.ParetoPlot;
import org.principia.visuals.chart.SpectrumPlot;
import org.principia.visuals.page.Block.Figure;
import org.principia.visuals.page.Block.Front;
import org.principia.visuals.page.Block.LawLine;
import org.principia.visuals.page.Block.Laws;
import org.principia.visuals.page.Block.Matrix;
import org.principia.visuals.page.Block.Matrix.Answer;
import org.principia.visuals.page.Block.Outcome;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class InteractivePageTest {
  private static final String LIBRARY = "var a = b[c[0]]>1 && 2 < 3;";
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>]]>";

  private static String html(Block... blocks) {
    return new ReportPage("title", "", List.of(blocks)).html(LIBRARY);
  }

  private static ParetoPlot front() {
    return new ParetoPlot(
        HOSTILE,
        "loss",
        List.of(
            new FrontPoint(3, 0.5, HOSTILE, HOSTILE, HOSTILE),
            new FrontPoint(5, 0.1, "dx / r", "\\frac{dx}{r}", "`dx` / `r`")),
        1,
        1);
  }

  @Test
  void thePageWithScriptsIsWellFormedXmlToo() {
    Document page = Pictures.parse(html(new Figure("line", ExamplePlots.learning(), "c")));
    assertThat(page.getElementsByTagName("script").getLength()).isEqualTo(3);
    assertThat(page.getElementsByTagName("script").item(1).getTextContent())
        .contains("var a = b[c[0]] >1 && 2 < 3;");
  }

  @Test
  void aScriptKeepsATextThatWouldEndItsSection() {
    String page = new ReportPage("t", "", List.of()).html("var end = \"]]>\";");
    Pictures.parse(page);
    assertThat(page).contains("var end = \"]]\\x3e\";");
    assertThatThrownBy(() -> new ReportPage("t", "", List.of()).html("'</script>'"))
        .hasMessage("Invalid script: it would end before its end");
  }

  @Test
  void hostileTextsStayTexts() {
    Document page =
        Pictures.parse(
            html(
                new Laws(
                    List.of(new LawLine(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE))),
                new Front(new Figure("front", front(), HOSTILE)),
                new Matrix(
                    HOSTILE,
                    List.of(HOSTILE),
                    List.of(
                        new Matrix.Row(
                            HOSTILE,
                            List.of(
                                new Answer(Outcome.NO, HOSTILE, HOSTILE, List.of(HOSTILE))))))));
    assertThat(page.getElementsByTagName("img").getLength()).isZero();
    assertThat(page.getElementsByTagName("script").getLength()).isEqualTo(3);
    Element law = Pictures.elements(page, "section", "law").get(0);
    assertThat(law.getAttribute("data-latex")).isEqualTo(HOSTILE);
  }

  @Test
  void everyNamedFigureHasItsDataOnThePageAndItsFilesBeside() {
    ReportPage page =
        new ReportPage(
            "t",
            "",
            List.of(
                new Figure("line", ExamplePlots.learning(), "c"),
                new Figure(ExamplePlots.scatter(), "still"),
                new Front(new Figure("front", front(), "c"))));
    assertThat(page.named()).extracting(Figure::name).containsExactly("line", "front");
    assertThat(page.html(LIBRARY))
        .contains("\"figures\":{\"line\":{\"type\":\"line\"", "\"front\":{\"type\":\"pareto\"")
        .contains("href=\"line.svg\"", "href=\"data/front.csv\"");
  }

  @Test
  void twoFiguresOfOneNameAreRefused() {
    Figure figure = new Figure("line", ExamplePlots.learning(), "c");
    assertThatThrownBy(() -> html(figure, figure)).hasMessageContaining("two figures line");
    assertThatThrownBy(() -> new Figure("a/b", ExamplePlots.learning(), "c"))
        .hasMessage("Invalid name of a figure: a/b (letters, digits and hyphens)");
  }

  @Test
  void aFrontIsATableWithWhatMayBeCopied() {
    Document page = Pictures.parse(html(new Front(new Figure("front", front(), "c"))));
    Element row = (Element) page.getElementsByTagName("tr").item(2);
    assertThat(row.getAttribute("data-sql")).isEqualTo("`dx` / `r`");
    assertThat(row.getElementsByTagName("math").getLength()).isEqualTo(1);
    assertThat(row.getTextContent()).contains("chosen, true structure");
  }

  @Test
  void aMatrixHasALinkWhereThereIsAPage() {
    Document page =
        Pictures.parse(
            html(
                new Matrix(
                    "c",
                    List.of("l1", "kl"),
                    List.of(
                        new Matrix.Row(
                            "spring, 2-D",
                            List.of(
                                new Answer(Outcome.YES, "recovered", "a/b.html", List.of("0.1")),
                                new Answer(Outcome.OPEN, "not run", "", List.of())))))));
    List<Element> yes = Pictures.elements(page, "td", "yes");
    assertThat(((Element) yes.get(0).getFirstChild()).getAttribute("href")).isEqualTo("a/b.html");
    assertThat(Pictures.elements(page, "td", "open").get(0).getTextContent()).isEqualTo("not run");
  }

  @Test
  void aMotionIsDrawnDashedBesideTheTrueOneAndGoesIntoItsFiles() {
    MotionPlot plot =
        new MotionPlot(
            "motion",
            1,
            3,
            0.5,
            new double[] {2},
            List.of(
                new MotionPlot.Motion("true", new double[] {0, 0, 1, 1, 1, 1}),
                new MotionPlot.Motion("found", new double[] {0, 0, 1, 1, 2, 1})));
    assertThat(plot.csv())
        .isEqualTo(
            """
            motion,time,particle,x,y,z
            true,0.0,1,0.0,0.0,1.0
            true,0.5,1,1.0,1.0,1.0
            found,0.0,1,0.0,0.0,1.0
            found,0.5,1,1.0,2.0,1.0
            """);
    assertThat(plot.data()).contains("\"step\":0.5", "\"position\":[0,0,1,1,2,1]");
    List<Element> paths = Pictures.elements(Pictures.parse(plot), "path", "pp-s0");
    assertThat(paths).extracting(p -> p.getAttribute("stroke-dasharray")).contains("none", "5 4");
  }

  @Test
  void aSpectrumIsOfAllEpochs() {
    SpectrumPlot plot =
        new SpectrumPlot(
            "s",
            1,
            new int[] {1, 2},
            new double[][] {{1, 0.9}, {1, 0.1}},
            new double[][] {{0.5}, {Double.NaN}});
    assertThat(plot.data())
        .contains("\"deviations\":[[1,0.9],[1,0.1]]", "\"linearity\":[[0.5],[null]]");
    assertThat(plot.csv()).isEqualTo("epoch,rank,deviation\n1,1,1.0\n1,2,0.9\n2,1,1.0\n2,2,0.1\n");
    assertThat(plot.svg()).contains("largest 2");
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
    assertThat(chart.data()).contains("\"logX\":true,\"logY\":false");
  }
}
