package org.principia.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.principia.jobs.stage.Circles.HEAD;
import static org.principia.jobs.stage.Circles.INSTANTS;
import static org.principia.jobs.stage.Circles.cell;
import static org.principia.jobs.stage.Circles.circles;
import static org.principia.jobs.stage.Circles.coarse;
import static org.principia.jobs.stage.Circles.column;
import static org.principia.jobs.stage.Circles.head;
import static org.principia.jobs.stage.Circles.keep;
import static org.principia.jobs.stage.Circles.more;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.principia.common.InputException;

/** Tables of particles and settings that are refused, each in one line. */
final class MalformedTablesIT {
  private static final String DROP = "; observed.invalid-rows = drop leaves those rows out";

  private static SparkSession spark;

  @TempDir Path root;

  @BeforeAll
  static void start() {
    spark = Circles.spark();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /**
   * A table, or settings, with one mistake.
   *
   * @param change of the good table
   * @param settings besides it
   * @param message with TABLE for the table's path
   */
  private record Mistake(
      UnaryOperator<List<String>> change, List<String> settings, String message) {
    @Override
    public String toString() {
      return message;
    }
  }

  private static Mistake table(
      UnaryOperator<List<String>> change, String message, String... settings) {
    return new Mistake(change, List.of(settings), message);
  }

  private static Mistake settings(String message, String... settings) {
    return new Mistake(lines -> lines, List.of(settings), message);
  }

  static List<Mistake> mistakes() {
    return Stream.of(notables(), columns(), numbers(), tracks(), properties(), others())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Mistake> notables() {
    return List.of(
        table(lines -> List.of(), "Cannot read TABLE: it has no rows"),
        table(lines -> List.of(HEAD), "Cannot read TABLE: it has no rows"),
        table(
            lines -> lines.subList(1, lines.size()),
            "Cannot read TABLE: it has no header, its first row is mostly numbers: r0, p0, 0.0,"
                + " 1.0, 0.0, 1 (write the columns' names above it)"),
        table(
            lines -> List.of("<html><body>404</body></html>"),
            "Cannot read TABLE: it is a web page; copy its table into a CSV file"),
        table(cell(5, 5, "2,7"), "Cannot read TABLE: row 5 has 7 cells, the header 6: r0,p1,0.1,"));
  }

  private static List<Mistake> columns() {
    return List.of(
        table(
            head("run,particle,when,x,y,mass"),
            "Cannot find the time in TABLE: it has no column time, t, frame, timestamp, jd, date;"
                + " observed.time names another; columns: run, particle, when, x, y, mass"),
        table(
            head("run,bead,time,x,y,mass"),
            "Cannot find the particle in TABLE: it has no column particle, particle_id, id,"),
        table(
            head("run,particle,time,lon,lat,mass"),
            "Cannot find the position in TABLE: it has no column x and y; observed.position names"),
        settings(
            "Invalid observed.time: tme (no such column; the nearest is time; columns: run,",
            "observed.time=tme"),
        settings(
            "Invalid observed.position: z (no such column;", "observed.position=[\"x\", \"z\"]"),
        settings(
            "Invalid observed.properties: weight (no such column;",
            "observed.properties.mass=weight"),
        settings(
            "Invalid observed.velocity: [\"vx\"] (as many columns as observed.position names, 2)"
                .replace("\"", ""),
            "observed.position=[\"x\", \"y\"]",
            "observed.velocity=[\"vx\"]"),
        settings("Invalid observed.position: [x] (2 or 3 columns)", "observed.position=[\"x\"]"),
        settings(
            "Invalid observed.columns: x (each column for one purpose)",
            "observed.position=[\"x\", \"x\"]"),
        settings(
            "Invalid observed.properties: mass (another column; this one is observed.sigma)",
            "observed.sigma=mass"));
  }

  private static List<Mistake> numbers() {
    return List.of(
        table(
            cell(7, 3, "here"),
            "Cannot read TABLE: 1 of 480 rows have no finite number in x (1 not a number; first"
                + " here in row 7)"
                + DROP),
        table(
            column(3, x -> "left"),
            "Invalid observed.position: x (a numeric column; this one is of type string: left)"),
        table(
            column(2, t -> "2026-01-0" + (1 + t.length() % 9)),
            "Invalid observed.time: time (a numeric column; this one: dates: 2026-01-0"),
        table(
            cell(4, 4, "NaN"),
            "Cannot read TABLE: 1 of 480 rows have no finite number in y (1 not a"),
        table(
            cell(4, 4, "inf"),
            "Cannot read TABLE: 1 of 480 rows have no finite number in y (1 inf"),
        table(
            cell(4, 4, ""),
            "Cannot read TABLE: 1 of 480 rows have no finite number in y (1 empty;"),
        table(
            cell(9, 2, ""),
            "Cannot read TABLE: 1 of 480 rows have no finite number in time (1 empty"),
        table(
            cell(9, 1, ""),
            "Cannot read TABLE: 1 of 480 rows have no finite number in particle (1"),
        table(
            more("z", line -> line.startsWith("r1") ? "" : "0.5"),
            "Cannot read TABLE: 120 of 480 rows have no finite number in z (120 empty; first in row"
                + " 121)"
                + DROP));
  }

  private static List<Mistake> tracks() {
    return List.of(
        table(
            cell(8, 2, "0.1"),
            "Cannot read TABLE: particle p1 of run r0 is twice at time 0.1 (rows 5 and 8)"),
        table(
            column(2, t -> "3"),
            "Cannot read TABLE: particle p0 of run r0 has all its 40 rows at one time, 3.0"),
        table(keep(".*,p1,.*"), "Cannot find a law in TABLE: no run has two particles,"),
        table(
            keep("r.,p.,0\\.[0-5].*"),
            "Cannot find a law in TABLE: its longest track has 6 instants, and 12 are needed"),
        table(
            keep("r0,.*"),
            "Cannot find a law in TABLE: its longest track has 40 instants, and 71 are needed to"
                + " divide less than three runs by time"),
        table(
            column(3, x -> "1.5").andThen(column(4, y -> "2"))::apply,
            "Cannot find a law in TABLE: no particle moves"),
        table(
            lines -> coarse(lines, 25),
            "Cannot find a law in TABLE: it is sampled too coarsely, or its noise is larger than"
                + " the motion: of "),
        table(
            lines -> coarse(circles(4, 900), 15),
            "Cannot find a law in TABLE: it is sampled too coarsely"),
        table(Circles::boxed, "Cannot find a law in TABLE: 24 times a position jumps by 1.8"),
        table(
            more("vx", line -> line.split(",")[4])
                    .andThen(more("vy", line -> line.split(",")[3] + "e1"))
                ::apply,
            "Cannot find a law in TABLE: positions change "));
  }

  private static List<Mistake> properties() {
    return List.of(
        table(
            column(5, m -> "0"),
            "Cannot read TABLE: particle p0 of run r0 has the mass 0.0; masses are positive"),
        table(
            cell(4, 5, "7"),
            "Cannot read TABLE: particle p0 of run r0 changes its mass from 1.0 to 7.0 (rows 1 and"
                + " 4); what changes in time is no property"),
        table(
            more("type", line -> line.contains(",0.3") ? "a" : "b"),
            "Cannot read TABLE: particle p0 of run r0 has the types a (row 10) and b (row 1)"),
        table(
            more("sigma", line -> line.contains(",p1,") ? "-1" : "0.1"),
            "Cannot read TABLE: particle p1 of run r0 has the position error -1.0 (row 2); errors"
                + " are positive"),
        settings(
            "Invalid observed.unknown: \"charge\" (each name once, none empty)",
            "observed.unknown=[\"charge\", \"charge\"]"),
        settings(
            "Invalid observed.unknown: mass (a property without a column; observed.properties has",
            "observed.properties=[\"mass = mass\"]",
            "observed.unknown=[\"mass\"]"),
        settings(
            "Invalid observed.unknown: x (a name of letters, digits and _, none of ax,",
            "observed.unknown=[\"x\"]"),
        settings(
            "Invalid observed.properties: mass (name = value)", "observed.properties=[\"mass\"]"),
        settings(
            "Invalid observed.properties: mass (each name once)",
            "observed.properties=[\"mass = a\", \"mass = b\"]"),
        settings("Invalid observed.units: km (name = value)", "observed.units=[\"km\"]"));
  }

  private static List<Mistake> others() {
    return List.of(
        settings(
            "Cannot find a law in TABLE: it has no particle wall of observed.senders; the nearest"
                + " is p0",
            "observed.senders=[\"wall\"]"),
        settings(
            "Cannot find a law in TABLE: every particle is a sender,",
            "observed.senders=[\"p0\", \"p1\", \"p2\"]"),
        table(
            more("fixed", line -> line.contains(",0.3") ? "true" : "false"),
            "Cannot read TABLE: particle p0 of run r0 changes its fixed from 0.0 to 1.0 (rows 1 and"
                + " 10); what changes",
            "observed.sender-column=fixed"),
        settings("Invalid kernel.frame: sun (", "kernel.frame=sun"),
        settings("Invalid observed.max-gap: 1.0 (a number greater than 1)", "observed.max-gap=1"),
        settings("Invalid key observed.clock: t (no such key; the nearest is", "observed.clock=t"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsOneLineAndNothingIsWritten(Mistake mistake) throws IOException {
    Path table =
        Files.write(root.resolve("beads.csv"), mistake.change().apply(circles(4, INSTANTS)));
    Files.createDirectories(root.resolve("out"));
    assertThatThrownBy(() -> observe(table, mistake.settings()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(mistake.message().replace("TABLE", table.toString()))
        .message()
        .doesNotContain("\n");
    try (Stream<Path> left = Files.walk(root.resolve("out"))) {
      assertThat(
              left.filter(Files::isRegularFile)
                  .map(Path::toString)
                  .filter(f -> !f.contains("_lease")))
          .isEmpty();
    }
  }

  private void observe(Path table, List<String> settings) {
    Circles.pipeline(spark, root, table, settings.toArray(String[]::new)).run("observe");
  }
}
