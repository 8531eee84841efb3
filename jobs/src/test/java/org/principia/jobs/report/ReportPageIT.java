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
    Files.writeString(page, ExampleReport.page().html(ChartLibrary.text()));
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

  /** Waits for what the browser does in its own time, a minute at most. */
  private static void until(String condition) {
    value(
        "new Promise(done => { const wait = () => "
            + condition
            + " ? done() : setTimeout(wait, 20); wait(); })");
  }

  private static String points(String figure, int series) {
    return String.format(
        "principia.figures.get('%s').chart.getOption().series[%d].data.length", figure, series);
  }

  @Test
  void itLoadsWithoutErrorsAndFetchesNothing() {
    browser.show(page, 1100, 900, false);
    assertThat(value("principia.figures.size").asInt()).isEqualTo(8);
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
  void chartsHaveTheirPoints() {
    browser.show(page, 1100, 900, false);
    assertThat(value(points("scatter", 0)).asInt()).isEqualTo(ExampleReport.EDGES);
    assertThat(value(points("front", 0)).asInt()).isEqualTo(ExampleReport.FORMULAS);
    assertThat(value(points("pair-force", 0)).asInt()).isGreaterThan(100);
    assertThat(value(points("spectrum", 0)).asInt()).isEqualTo(15);
    assertThat(value("principia.figures.get('motion').states").asInt()).isGreaterThan(100);
    // What is drawn, not only what is known: the canvas has the colour of the series.
    assertThat(value(coloured("#drift canvas")).asInt()).isGreaterThan(50);
    assertThat(value(coloured("#motion canvas")).asInt()).isGreaterThan(20);
  }

  /** How many points of a canvas have the first series' colour. */
  private static String coloured(String selector) {
    return """
    (() => {
      const canvas = document.querySelector('%s');
      const p = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      const hex = getComputedStyle(document.documentElement).getPropertyValue('--pp-0').trim();
      const c = [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
      let n = 0;
      for (let i = 0; i < p.length; i += 4)
        if (p[i + 3] > 200 && c.every((v, k) => Math.abs(p[i + k] - v) < 12)) n++;
      return n;
    })()\
    """
        .formatted(selector);
  }

  @Test
  void aClickOnAPointOfTheFrontShowsItsFormula() {
    browser.show(page, 1100, 900, false);
    assertThat(value("document.querySelector('.picked').dataset.index").asText()).isEqualTo("2");
    JsonNode place =
        value(
            """
            (() => {
              const figure = document.querySelector('figure[data-figure=front]');
              figure.scrollIntoView();
              const chart = principia.figures.get('front').chart;
              const [x, y] = chart.convertToPixel({seriesIndex: 0}, [3, 0.1]);
              const box = chart.getDom().getBoundingClientRect();
              return [box.left + x, box.top + y];
            })()\
            """);
    browser.click(place.get(0).asDouble(), place.get(1).asDouble());
    assertThat(value("document.querySelector('.picked').dataset.index").asText()).isEqualTo("1");
    assertThat(value("document.querySelector('.picked mfrac').textContent").asText())
        .isEqualTo("Δxr");
    assertThat(value("document.querySelector('.picked .facts').textContent").asText())
        .isEqualTo("complexity 3, loss 0.1");
    value("document.querySelectorAll('.picked button')[2].click()");
    assertThat(value("document.querySelector('.picked .copied').textContent").asText())
        .isEqualTo("`dx` / `r`");
  }

  @Test
  void theSliderMovesTheEpochAndTheBarsFollow() {
    browser.show(page, 1100, 900, false);
    String bar = "principia.figures.get('spectrum').chart.getOption().series[0].data[5].value";
    assertThat(value(bar).asDouble()).isLessThan(0.2);
    value(
        "(() => { const s = document.querySelector('#spectrum input'); s.value = 0;"
            + " s.dispatchEvent(new Event('input')); })()");
    assertThat(value(bar).asDouble()).isEqualTo(1);
    assertThat(value("document.querySelector('#spectrum output').textContent").asText())
        .startsWith("epoch 1");
  }

  @Test
  void playMovesTheParticlesAndPauseStopsThem() {
    browser.show(page, 1100, 900, false);
    String at = "principia.figures.get('motion').at()";
    int before = value(at).asInt();
    value("document.querySelector('#motion .play').click()");
    until(at + " !== " + before);
    value("document.querySelector('#motion .play').click()");
    int paused = value(at).asInt();
    value("new Promise(done => setTimeout(done, 150))");
    assertThat(value(at).asInt()).isEqualTo(paused).isNotEqualTo(before);
  }

  @Test
  void motionInSpaceIsTurnedByDragging() {
    browser.show(page, 1100, 900, false);
    String picture = "document.querySelector('#motion-in-space canvas').toDataURL()";
    JsonNode box =
        value(
            """
            (() => {
              const box = document.querySelector('#motion-in-space .chart');
              box.scrollIntoView();
              const place = box.getBoundingClientRect();
              return [place.left + 60, place.top + 60];
            })()\
            """);
    String before = value(picture).asText();
    browser.drag(box.get(0).asDouble(), box.get(1).asDouble(), 80);
    assertThat(value(picture).asText()).isNotEqualTo(before);
  }

  @Test
  void aTelephoneShowsItWithoutScrollingSideways() {
    browser.show(page, 390, 844, false);
    assertThat(value("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(390);
    assertThat(value("document.querySelector('#drift canvas').clientWidth").asInt())
        .isBetween(300, 390);
  }

  @Test
  void chartsFollowTheReadersColours() {
    browser.show(page, 1100, 900, true);
    String colour = "principia.figures.get('drift').chart.getOption().color[0]";
    assertThat(value(colour).asText()).isEqualTo("#71b7f2");
    assertThat(value("getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo("rgb(20, 24, 29)");
    browser.dark(false);
    until(colour + " === '#0b62a8'");
    assertThat(value(coloured("#drift canvas")).asInt()).isGreaterThan(50);
  }

  @Test
  void onPaperTheStillPicturesStandInPlaceOfTheCharts() {
    browser.show(page, 1100, 900, false).onPaper();
    String display = "getComputedStyle(document.querySelector('#drift > %s')).display";
    assertThat(value(String.format(display, "svg")).asText()).isEqualTo("block");
    assertThat(value(String.format(display, ".chart")).asText()).isEqualTo("none");
    assertThat(new String(browser.pdf(), 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("%PDF-");
  }
}
