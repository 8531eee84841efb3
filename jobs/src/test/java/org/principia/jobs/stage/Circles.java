package org.principia.jobs.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.SparkSession;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.pipeline.Pipeline;
import org.principia.jobs.run.Runner.Overwrite;

/** Tables of particles on circles, changes of such tables, and their observation. */
final class Circles {
  static final int INSTANTS = 40;
  static final double STEP = 0.1;
  static final String HEAD = "run,particle,time,x,y,mass";

  private Circles() {}

  static SparkSession spark() {
    return spark(2);
  }

  static SparkSession spark(int cores) {
    SparkSession spark =
        SparkSession.builder()
            .master("local[" + cores + "]")
            .appName("observe")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    spark.sparkContext().setLogLevel("OFF");
    return spark;
  }

  /** The pipeline of a table, whose outputs go into the folder out of a root. */
  static Pipeline pipeline(SparkSession spark, Path root, Path table, String... settings) {
    List<String> all =
        new ArrayList<>(List.of("observed.table=" + table, "output=" + root + "/out"));
    all.addAll(List.of(settings));
    Directory output = new SparkApplication(spark).directory("output", root + "/out");
    return new Pipeline(
        Configuration.parse("", "test.conf", all),
        output,
        new Console(Console.Detail.QUIET),
        Overwrite.REPLACE);
  }

  /** Three particles on circles of one frequency, in so many runs; the header first. */
  static List<String> circles(int runs, int instants) {
    List<String> lines = new ArrayList<>(List.of(HEAD));
    for (int run = 0; run < runs; run++) {
      for (int i = 0; i < instants; i++) {
        for (int p = 0; p < 3; p++) {
          double phase = STEP * i + 2 * p + 0.3 * run;
          lines.add(
              String.format(
                  Locale.ROOT,
                  "r%d,p%d,%s,%s,%s,%d",
                  run,
                  p,
                  STEP * i,
                  (1 + p) * Math.cos(phase),
                  (1 + p) * Math.sin(phase),
                  1 + p));
        }
      }
    }
    return lines;
  }

  /** Another text in the cell of a row, counted from 1, and column. */
  static UnaryOperator<List<String>> cell(int row, int column, String text) {
    return lines -> {
      String[] cells = lines.get(row).split(",", -1);
      cells[column] = text;
      List<String> changed = new ArrayList<>(lines);
      changed.set(row, String.join(",", cells));
      return changed;
    };
  }

  /** Another text in a column of all rows. */
  static UnaryOperator<List<String>> column(int column, UnaryOperator<String> change) {
    return lines -> {
      List<String> changed = new ArrayList<>(lines.subList(0, 1));
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",", -1);
        cells[column] = change.apply(cells[column]);
        changed.add(String.join(",", cells));
      }
      return changed;
    };
  }

  static UnaryOperator<List<String>> head(String head) {
    return lines -> {
      List<String> changed = new ArrayList<>(lines);
      changed.set(0, head);
      return changed;
    };
  }

  static UnaryOperator<List<String>> keep(String regex) {
    return lines ->
        lines.stream().filter(line -> line.equals(HEAD) || line.matches(regex)).toList();
  }

  /** A column more, by the number of the row. */
  static UnaryOperator<List<String>> more(String name, UnaryOperator<String> value) {
    return lines -> {
      List<String> changed = new ArrayList<>(List.of(lines.get(0) + "," + name));
      lines.stream().skip(1).forEach(line -> changed.add(line + "," + value.apply(line)));
      return changed;
    };
  }

  /** Every so manyth instant alone. */
  static List<String> coarse(List<String> lines, int every) {
    List<String> long_ = lines.size() < 2000 ? circles(4, 1000) : lines;
    List<String> kept = new ArrayList<>(List.of(HEAD));
    for (String line : long_.subList(1, long_.size())) {
      long instant = Math.round(Double.parseDouble(line.split(",")[2]) / STEP);
      if (instant % every == 0) {
        kept.add(line);
      }
    }
    return kept;
  }

  /** Particles that fly straight through a box of 2, whose positions are folded into it. */
  static List<String> boxed(List<String> lines) {
    List<String> folded = new ArrayList<>(List.of(HEAD));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      double t = Double.parseDouble(cells[2]);
      int p = cells[1].charAt(1) - '0';
      double x = ((0.9 + 0.3 * p) * t + 0.2 * t * t * 0.1) % 2;
      folded.add(String.join(",", cells[0], cells[1], cells[2], "" + x, "" + p, cells[5]));
    }
    return folded;
  }
}
