package org.principia.jobs.cluster.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.ClusterProcess;
import org.principia.jobs.cluster.search.SearchJob.SearchListener;
import org.principia.jobs.run.Cancellation;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.search.IslandResult;
import org.principia.symbolic.search.IslandTask;

/** Executors are processes of their own here, and one is killed in the middle of a round. */
final class SearchLossIT {
  private static final String FRONTS = "fronts.txt";

  @TempDir Path root;

  /** Runs rounds, and is halted in one until it is killed. */
  private record Halting(String file) implements SearchJob.IslandRunner {
    @Override
    public IslandResult run(IslandTask task, Problem table) {
      if ("b".equals(task.component()) && task.round() == 1 && task.island() == 1) {
        try {
          ClusterProcess.halt(Path.of(file));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return task.run(table);
    }
  }

  /** The driver: searches, and leaves the fronts in the directory of its argument. */
  static final class Driver {
    private Driver() {}

    /** Searches as the test says. */
    public static void main(String[] arguments) throws IOException {
      Path directory = Path.of(arguments[0]);
      try (JavaSparkContext spark = new JavaSparkContext(ClusterProcess.conf("search loss"))) {
        spark.setLogLevel("ERROR");
        Files.write(
            directory.resolve(FRONTS),
            search(spark, new Halting(directory.resolve("halted").toString())));
      }
    }
  }

  private static List<String> search(JavaSparkContext spark, SearchJob.IslandRunner runner) {
    Map<String, Found> found =
        new SearchJob(
                spark,
                Searches.SETTINGS,
                Searches.SEED,
                Optional.empty(),
                new SearchListener() {},
                runner)
            .run(Searches.tables("a", "b"), new Cancellation());
    return Searches.lines(found);
  }

  private static List<String> local(int cores) {
    try (JavaSparkContext spark = Searches.local(cores)) {
      return search(spark, IslandTask::run);
    }
  }

  @Test
  void aLostExecutorAndTheNumberOfCoresChangeNothing() throws Exception {
    Process driver = ClusterProcess.start(root, Driver.class, List.of(root.toString()));
    List<String> two;
    try {
      two = local(2);
      assertThat(local(1)).isEqualTo(two);
      ClusterProcess.kill(root.resolve("halted"), driver);
      assertThat(driver.waitFor(15, TimeUnit.MINUTES)).isTrue();
    } finally {
      driver.destroyForcibly();
    }
    assertThat(driver.exitValue()).as(ClusterProcess.log(root)).isZero();
    assertThat(Files.readAllLines(root.resolve(FRONTS))).isEqualTo(two).hasSizeGreaterThan(4);
  }
}
