package org.principia.jobs.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The charting library that is put into each page: Apache ECharts, from its web jar. */
public final class ChartLibrary {
  /** Of the web jar; it is in the name of the file too. */
  static final String VERSION = "5.5.0";

  private static final String FILE =
      "/META-INF/resources/webjars/echarts/" + VERSION + "/echarts.common.min.js";

  private ChartLibrary() {}

  /**
   * The text of the library.
   *
   * @return JavaScript, 650 kB
   * @throws IllegalStateException if the web jar is not on the class path
   */
  public static String text() {
    try (InputStream in = ChartLibrary.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("Cannot write the report: " + FILE + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
