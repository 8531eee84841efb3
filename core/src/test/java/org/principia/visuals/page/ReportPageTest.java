package org.principia.visuals.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.principia.visuals.Pictures;
import org.principia.visuals.chart.BarChart;
import org.principia.visuals.chart.ExamplePlots;
import org.principia.visuals.page.Block.Alignment;
import org.principia.visuals.page.Block.Column;
import org.principia.visuals.page.Block.Figure;
import org.principia.visuals.page.Block.Heading;
import org.principia.visuals.page.Block.LawLine;
import org.principia.visuals.page.Block.Laws;
import org.principia.visuals.page.Block.Outcome;
import org.principia.visuals.page.Block.Paragraph;
import org.principia.visuals.page.Block.Table;
import org.principia.visuals.page.Block.Verdict;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class ReportPageTest {
  private static final String HOSTILE = "<script>alert('x')</script> & \"q\"";

  private static Document page(Block... blocks) {
    return Pictures.parse(new ReportPage("title", "subtitle", List.of(blocks)).html());
  }

  private static List<String> contents(Document document, String tag) {
    NodeList nodes = document.getElementsByTagName(tag);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  @Test
  void thePageIsWellFormedAndStandsAlone() {
    String html = ExamplePage.page().html();
    Pictures.parse(html);
    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .contains("width=device-width")
        .contains("prefers-color-scheme:dark")
        .contains("@media print")
        .containsOnlyOnce("<script>")
        .doesNotContain("fetch(")
        .doesNotContain(" src=")
        .doesNotContain("<link")
        .doesNotContain("url(")
        .doesNotContain("@import");
    assertThat(html.replaceAll("http://www.w3.org/(2000/svg|1998/Math/MathML)", ""))
        .doesNotContain("http");
    assertThat(ExamplePage.page().html()).isEqualTo(html);
  }

  @Test
  void everyTextIsEscaped() {
    Document document =
        page(
            new Heading(HOSTILE),
            new Paragraph(HOSTILE),
            new Laws(List.of(new LawLine(HOSTILE, HOSTILE, HOSTILE, "", "", ""))),
            new Verdict(HOSTILE, Outcome.YES, HOSTILE),
            Table.pairs(HOSTILE, Map.of(HOSTILE, HOSTILE)),
            new Table(
                HOSTILE, List.of(new Column(HOSTILE, Alignment.CODE)), List.of(List.of(HOSTILE))),
            new Figure("", new BarChart(HOSTILE, "x", "y", List.of()), HOSTILE));
    assertThat(document.getElementsByTagName("script").getLength()).isEqualTo(1);
    assertThat(contents(document, "p")).contains(HOSTILE);
    assertThat(contents(document, "code")).containsOnly(HOSTILE);
    assertThat(contents(document, "td")).containsOnly(HOSTILE);
    assertThat(contents(document, "figcaption")).containsOnly(HOSTILE);
  }

  @Test
  void theFoundLawStandsBesideTheTrueOneWhereThatIsKnown() {
    Document both =
        page(new Laws(List.of(new LawLine("message", "r - 0.99", "r - 1", "", "", ""))));
    assertThat(contents(both, "math")).containsExactly("r−0.99", "r−1");
    Document found = page(new Laws(List.of(new LawLine("message", "r - 0.99", "", "", "", ""))));
    assertThat(contents(found, "math")).containsExactly("r−0.99");
  }

  @Test
  void aVerdictSaysYesOrNoOrOpen() {
    Document document =
        page(
            new Verdict("recovered", Outcome.YES, ""),
            new Verdict("recovered", Outcome.NO, "R2 0.4"),
            new Verdict("recovered", Outcome.OPEN, ""));
    assertThat(contents(document, "strong"))
        .containsExactly("recovered: yes", "recovered: no", "recovered: open");
    assertThat(contents(document, "span")).containsExactly("R2 0.4");
  }

  @Test
  void aRowMustBeAsLongAsThereAreColumns() {
    assertThatThrownBy(
            () ->
                new Table(
                    "t", List.of(new Column("a", Alignment.TEXT)), List.of(List.of("1", "2"))))
        .hasMessage("Invalid row: 2 cells (1 columns)");
  }

  @Test
  void contentsAreListedFromThreeHeadingsOnAndLeadThere() {
    assertThat(contents(page(new Heading("a"), new Heading("b")), "a")).isEmpty();
    Document document = page(new Heading("a"), new Heading("b"), new Heading("c"));
    assertThat(contents(document, "a")).containsExactly("a", "b", "c");
    Element link = (Element) document.getElementsByTagName("a").item(2);
    Element heading = (Element) document.getElementsByTagName("h2").item(2);
    assertThat(link.getAttribute("href")).isEqualTo("#" + heading.getAttribute("id"));
  }

  @Test
  void neighbouringFiguresShareARow() {
    Figure figure = new Figure("", ExamplePlots.spectrum(), "c");
    Document document = page(figure, figure, new Paragraph("between"), figure);
    assertThat(Pictures.elements(document, "div", "figures")).hasSize(2);
  }

  @Test
  void provenanceIsATableOfNamesAndValues() {
    Document document = page(Table.pairs("c", Map.of("seed", "42")));
    assertThat(contents(document, "td")).containsExactly("seed", "42");
  }
}
