package org.principia.visuals.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.visuals.Pictures;
import org.principia.visuals.chart.ExamplePlots;
import org.principia.visuals.chart.ParetoPlot;
import org.principia.visuals.chart.ParetoPlot.FrontPoint;
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
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>]]>";

  private static String html(Block... blocks) {
    return new ReportPage("title", "", List.of(blocks)).html();
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
  void theScriptIsWellFormedXmlToo() {
    Document page = Pictures.parse(html(new Figure("line", ExamplePlots.learning(), "c")));
    assertThat(page.getElementsByTagName("script").getLength()).isEqualTo(1);
    assertThat(page.getElementsByTagName("script").item(0).getTextContent())
        .contains("pointermove")
        .doesNotContain("http");
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
    assertThat(page.getElementsByTagName("script").getLength()).isEqualTo(1);
    Element law = Pictures.elements(page, "section", "law").get(0);
    assertThat(law.getAttribute("data-latex")).isEqualTo(HOSTILE);
  }

  @Test
  void everyNamedFigureLinksToItsFilesBeside() {
    ReportPage page =
        new ReportPage(
            "t",
            "",
            List.of(
                new Figure("line", ExamplePlots.learning(), "c"),
                new Figure("", ExamplePlots.scatter(), "still"),
                new Front(new Figure("front", front(), "c"))));
    assertThat(page.named()).extracting(Figure::name).containsExactly("line", "front");
    assertThat(page.html()).contains("href=\"line.svg\"", "href=\"data/front.csv\"");
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
}
