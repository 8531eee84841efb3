package org.principia.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, where this machine has one. */
final class ReportPageIT {
  @TempDir static Path directory;

  private static Browser browser;
  private static Path page;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> program = Browser.program();
    Assumptions.assumeTrue(
        program.isPresent(),
        "No Chromium on this machine, the page is not tested in a browser (apt-get install"
            + " chromium)");
    page = directory.resolve("index.html");
    Files.writeString(page, ExampleReport.page().html());
    browser = Browser.start(program.get(), directory.resolve("profile"));
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  private static JsonNode value(String script) {
    return browser.value(script);
  }

  /** Where a mark stands in the window. */
  private static double[] place(String selector, int index) {
    JsonNode place =
        value(
            String.format(
                """
                (() => {
                  const mark = document.querySelectorAll('%s')[%d];
                  mark.scrollIntoView({block: 'center'});
                  const box = mark.getBoundingClientRect();
                  return [box.left + box.width / 2, box.top + box.height / 2];
                })()\
                """,
                selector, index));
    return new double[] {place.get(0).asDouble(), place.get(1).asDouble()};
  }

  private static String text(String selector) {
    return value("document.querySelector('" + selector + "').textContent").asText();
  }

  @Test
  void itLoadsWithoutErrorsAndFetchesNothing() {
    browser.show(page, 1100, 900, false);
    assertThat(value("document.querySelectorAll('figure .hover').length").asInt()).isEqualTo(7);
    assertThat(value("performance.getEntriesByType('resource').length").asInt()).isZero();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void textsOfDataStayTexts() {
    browser.show(page, 1100, 900, false);
    assertThat(value("document.title").asText()).isEqualTo(ExampleReport.HOSTILE);
    assertThat(value("document.querySelector('h1').textContent").asText())
        .isEqualTo(ExampleReport.HOSTILE);
    value("document.querySelectorAll('.front tbody tr')[0].click()");
    value("document.querySelectorAll('.picked button')[1].click()");
    assertThat(value("document.querySelector('.picked .copied').textContent").asText())
        .isEqualTo(ExampleReport.HOSTILE);
    assertThat(value("document.querySelectorAll('img').length").asInt()).isZero();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void thePointerReadsTheNearestValueOfACurve() {
    browser.show(page, 1100, 900, false);
    JsonNode at =
        value(
            """
            (() => {
              const svg = document.querySelector('#pair-force svg');
              svg.scrollIntoView({block: 'center'});
              const [, low, high, from, to] = svg.dataset.x.split(' ').map(Number);
              const [, down, up, foot, head] = svg.dataset.y.split(' ').map(Number);
              const box = svg.getBoundingClientRect();
              const unit = box.width / 400;
              return [box.left + unit * (from + (2 - low) / (high - low) * (to - from)),
                box.top + unit * (foot + (0.909 - down) / (up - down) * (head - foot))];
            })()\
            """);
    browser.move(at.get(0).asDouble(), at.get(1).asDouble());
    assertThat(text("#pair-force .hover")).matches("true\nr: (2|1.99|2.01)\nf: 0\\.9\\d+");
    browser.move(1, 1);
    assertThat(text("#pair-force .hover")).isEmpty();
  }

  @Test
  void aBarTellsItsValue() {
    browser.show(page, 1100, 900, false);
    double[] at = place("#bars .pp-value rect", 1);
    browser.move(at[0], at[1]);
    assertThat(text("#bars .hover")).isEqualTo("2: 0.1");
  }

  @Test
  void anEntryOfTheKeyHidesItsSeriesAndShowsItAgain() {
    browser.show(page, 1100, 900, false);
    String shown =
        "[...document.querySelectorAll('#drift g[data-name]')].map(g =>"
            + " getComputedStyle(g).display).join()";
    assertThat(value(shown).asText()).isEqualTo("inline,inline");
    double[] at = place("#drift .pp-key text", 1);
    browser.click(at[0], at[1]);
    assertThat(value(shown).asText()).isEqualTo("inline,none");
    String pressed = "document.querySelectorAll('#drift .pp-key')[1].getAttribute('aria-pressed')";
    assertThat(value(pressed).asText()).isEqualTo("false");
    browser.click(at[0], at[1]);
    assertThat(value(shown).asText()).isEqualTo("inline,inline");
    assertThat(value(pressed).asText()).isEqualTo("true");
  }

  @Test
  void aHiddenSeriesIsNotPointedAt() {
    browser.show(page, 1100, 900, false);
    double[] mark = place("#bars .pp-value rect", 0);
    value("document.querySelectorAll('#bars .pp-key')[0].dispatchEvent(new Event('click'))");
    browser.move(mark[0], mark[1]);
    assertThat(text("#bars .hover")).doesNotContain(ExampleReport.HOSTILE);
  }

  @Test
  void aPictureIsSavedAsItStands() {
    browser.show(page, 1100, 900, false);
    value("document.querySelectorAll('#drift .pp-key')[0].dispatchEvent(new Event('click'))");
    String svg =
        value(
                """
                (() => {
                  const link = document.querySelector('#drift .links a');
                  link.addEventListener('click', e => e.preventDefault());
                  link.click();
                  return fetch(link.href).then(answer => answer.text());
                })()\
                """)
            .asText();
    assertThat(svg)
        .startsWith("<svg")
        .contains("<title>Distance between the two motions</title>", "display=\"none\"")
        .doesNotContain("pp-hover");
    assertThat(value("document.querySelector('#drift .links a').download").asText())
        .isEqualTo("drift.svg");
  }

  @Test
  void aClickOnAPointOfTheFrontShowsItsFormula() {
    browser.show(page, 1100, 900, false);
    assertThat(text(".picked .facts")).startsWith("complexity 5, loss 0, chosen");
    double[] at = place("#front .pp-value circle", 1);
    browser.click(at[0], at[1]);
    assertThat(text("#front .hover")).isEqualTo("dx / r (complexity 3, 0.1)");
    assertThat(text(".picked mfrac")).isEqualTo("Δxr");
    assertThat(text(".picked .facts")).isEqualTo("complexity 3, loss 0.1");
    value("document.querySelectorAll('.picked button')[2].click()");
    assertThat(text(".picked .copied")).isEqualTo("`dx` / `r`");
  }

  @Test
  void aTelephoneShowsItWithoutScrollingSideways() {
    browser.show(page, 390, 844, false);
    assertThat(value("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(390);
    assertThat(value("document.querySelector('#drift svg').clientWidth").asInt())
        .isBetween(300, 390);
  }

  @Test
  void picturesFollowTheReadersColoursAndPaperIsLight() {
    browser.show(page, 1100, 900, true);
    String stroke = "getComputedStyle(document.querySelector('#drift .pp-line')).stroke";
    assertThat(value(stroke).asText()).isEqualTo("rgb(113, 183, 242)");
    assertThat(value("getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo("rgb(20, 24, 29)");
    browser.dark(false);
    assertThat(value(stroke).asText()).isEqualTo("rgb(11, 98, 168)");
    browser.onPaper();
    assertThat(value("getComputedStyle(document.querySelector('.links')).display").asText())
        .isEqualTo("none");
    assertThat(new String(browser.pdf(), 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("%PDF-");
  }

  @Test
  void withoutAScriptThePicturesAndTablesAreThere() throws IOException {
    Path still = directory.resolve("still.html");
    Files.writeString(still, ExampleReport.page().html().replaceAll("(?s)<script>.*</script>", ""));
    browser.show(still, 1100, 900, false);
    assertThat(value("document.querySelectorAll('figure > svg').length").asInt()).isEqualTo(7);
    assertThat(value("document.querySelector('#drift svg').clientHeight").asInt())
        .isGreaterThan(200);
    assertThat(value("document.querySelectorAll('.front tbody tr').length").asInt()).isEqualTo(3);
  }
}
