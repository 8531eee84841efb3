package org.principia.jobs.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes the pictures of a report that the documentation shows.
 *
 * <pre>
 * mvn -q -B -ntp test-compile
 * java -cp jobs/target/test-classes:(class path) org.principia.jobs.report.ReportPictures index.html DIRECTORY
 * </pre>
 */
final class ReportPictures {
  private ReportPictures() {}

  public static void main(String[] arguments) throws IOException {
    Path page = Path.of(arguments[0]).toAbsolutePath();
    Path to = Path.of(arguments[1]);
    Path profile = Files.createTempDirectory("browser");
    try (Browser browser = Browser.start(Browser.program().orElseThrow(), profile)) {
      for (int i = 2; i < arguments.length; i++) {
        // NAME=ANCHOR,WIDTH,HEIGHT,light or dark
        String[] parts = arguments[i].split("[=,]");
        browser.show(
            page, Integer.parseInt(parts[2]), Integer.parseInt(parts[3]), "dark".equals(parts[4]));
        browser.value(
            "new Promise(done => { const a = document.getElementById('"
                + parts[1]
                + "'); if (a) a.scrollIntoView(); setTimeout(done, 700); })");
        browser.picture(to.resolve(parts[0] + ".png"));
      }
      System.out.println(browser.errors());
    }
  }
}
