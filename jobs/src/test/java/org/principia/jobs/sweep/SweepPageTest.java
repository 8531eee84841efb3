package org.principia.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.principia.jobs.sweep.CellResult.Scale;
import org.principia.jobs.sweep.CellResult.Status;
import org.principia.visuals.page.Block;
import org.principia.visuals.page.ReportPage;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

final class SweepPageTest {
  private static final String GRID =
      """
      output = out
      seed = 1
      sweep.grids = [
        { laws = [spring, charge], dimensions = [2], strategies = [l1, kl], seeds = [1] }
      ]
      """;

  private static final String REASON = "train: </script><img src=x>";

  private static List<CellResult> results() {
    return results(GRID, "fronts");
  }

  private static List<CellResult> results(String grid, String foundBy) {
    List<CellResult> results = new ArrayList<>();
    for (PlannedCell cell :
        SweepPlan.of(new SweepPlan.Source(grid, "test.conf", List.of())).cells()) {
      boolean spring = cell.id().law().equals("spring");
      boolean l1 = cell.id().strategy().equals("l1");
      Status status =
          spring
              ? (l1 ? Status.RECOVERED : Status.NOT_RECOVERED)
              : l1 ? Status.FAILED : Status.MISSING;
      results.add(
          new CellResult(
              cell,
              status,
              status == Status.FAILED ? REASON : "",
              spring ? Map.of("train", 90.0) : Map.of(),
              new Scale(spring ? 1000 : 0, spring ? 5 : 0),
              spring ? "abc1234" : "",
              spring ? "def5678" : "",
              spring
                  ? Map.of(
                      "network_error_mean",
                      0.0311,
                      "law_error_mean",
                      1.25e-7,
                      "found_by",
                      foundBy,
                      "extra",
                      "yes")
                  : Map.of()));
    }
    return results;
  }

  private static ReportPage page() {
    return page(results());
  }

  private static ReportPage page(List<CellResult> results) {
    return SweepPage.of(
        results,
        new SweepPage.Facts(
            path -> path.equals("seed-1/report/spring-2d-l1/index.html"),
            cell ->
                cell.id().law().equals("spring")
                    ? Optional.of(Instant.parse("2026-01-02T03:04:05Z"))
                    : Optional.empty(),
            Map.of("spark", "3.5.5")));
  }

  private static Document parsed(String html) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
  }

  private static Element cell(Document page, int row, int column) {
    Element table = (Element) page.getElementsByTagName("table").item(0);
    Element line = (Element) table.getElementsByTagName("tr").item(row);
    return (Element) line.getElementsByTagName("td").item(column);
  }

  @Test
  void everyLawAndStrategyHasItsAnswerAndALinkWhereThereIsAPage() throws Exception {
    Document page = parsed(page().html());
    Element recovered = cell(page, 1, 0);
    assertThat(recovered.getAttribute("class")).isEqualTo("yes");
    Element link = (Element) recovered.getElementsByTagName("a").item(0);
    assertThat(link.getAttribute("href")).isEqualTo("../seed-1/report/spring-2d-l1/index.html");
    assertThat(recovered.getTextContent())
        .contains("recovered", "0.0311", "1.250e-07", "by formulas on the fronts", "published");
    Element not = cell(page, 1, 1);
    assertThat(not.getAttribute("class")).isEqualTo("no");
    assertThat(not.getElementsByTagName("a").getLength()).isZero();
    assertThat(cell(page, 2, 0).getTextContent()).startsWith("failed");
    assertThat(cell(page, 2, 1).getAttribute("class")).isEqualTo("open");
  }

  @Test
  void aLawThatTheMessagesDoNotSayIsNotMarkedAsTheOthers() throws Exception {
    Document page = parsed(page(results(GRID, "accelerations")).html());
    assertThat(cell(page, 1, 0).getAttribute("class")).isEqualTo("open");
    assertThat(cell(page, 1, 0).getTextContent()).contains("by accelerations, not by messages");
    assertThat(page.getDocumentElement().getTextContent())
        .contains("1 recovered, 1 not recovered, 1 failed, 1 missing (1 of the recovered by");
  }

  @Test
  void aPlaceOutsideTheGridsIsNoMissingCell() throws Exception {
    String grid =
        GRID.replace(
            "{ laws",
            "{ laws = [spring], dimensions = [3], strategies = [l1], seeds = [1] }, { laws");
    Document page = parsed(page(results(grid, "fronts")).html());
    assertThat(cell(page, 1, 1).getAttribute("class")).isEqualTo("none");
    assertThat(cell(page, 3, 1).getAttribute("class")).isEqualTo("open");
  }

  @Test
  void rowsAreNamedWithTheirSeedsWhereThereAreSeveral() throws Exception {
    assertThat(row(parsed(page().html()), 1)).isEqualTo("spring-2d");
    String grid = GRID.replace("seeds = [1]", "seeds = [1, 2]");
    assertThat(row(parsed(page(results(grid, "fronts")).html()), 2)).isEqualTo("seed-2/spring-2d");
  }

  private static String row(Document page, int row) {
    Element table = (Element) page.getElementsByTagName("table").item(0);
    Element line = (Element) table.getElementsByTagName("tr").item(row);
    return line.getElementsByTagName("th").item(0).getTextContent();
  }

  @Test
  void publishedErrorsStandBesideOurs() throws Exception {
    String published =
        Published.of(results().get(0).cell()).map(Published::networkError).orElseThrow();
    assertThat(cell(parsed(page().html()), 1, 0).getTextContent()).contains("network " + published);
  }

  @Test
  void itSaysWhatRanWhenWithWhichCommit() throws Exception {
    assertThat(parsed(page().html()).getDocumentElement().getTextContent())
        .contains("abc1234", "def5678", "2026-01-02 03:04", "1 min 30 s", "3.5.5", "extra");
  }

  @Test
  void aReasonStaysATextOnThePageWithScriptsToo() throws Exception {
    Document page = parsed(page().html());
    assertThat(page.getElementsByTagName("img").getLength()).isZero();
    assertThat(page.getDocumentElement().getTextContent()).contains(REASON);
    assertThat(page().named())
        .extracting(Block.Figure::name)
        .containsExactly("network-errors", "law-errors");
  }
}
