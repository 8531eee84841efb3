package org.principia.jobs.cluster.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.InputException;
import org.principia.jobs.cluster.search.Found.End;
import org.principia.jobs.cluster.search.SearchJob.SearchListener;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.run.Cancellation;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.search.IslandResult;
import org.principia.symbolic.search.IslandTask;
import org.principia.symbolic.search.Search;
import org.principia.symbolic.settings.FirstPassEffort;
import org.principia.symbolic.settings.SymbolicSettings;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class SearchJobIT {
  private static JavaSparkContext spark;

  @TempDir Path root;

  @BeforeAll
  static void start() {
    spark = Searches.local(2);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** Notes what is told. */
  private static class Notes implements SearchListener {
    private final List<String> notes = new ArrayList<>();

    @Override
    public void at(String name, Search search) {
      notes.add(name + " " + search.round());
    }

    @Override
    public void ended(String name, Found found) {
      notes.add(name + " " + found.end());
    }
  }

  private SearchStore store() throws IOException {
    return new SearchStore(
        FileSystem.getLocal(new org.apache.hadoop.conf.Configuration()),
        new org.apache.hadoop.fs.Path(root.resolve("state").toString()),
        "x");
  }

  private static SearchJob job(
      SymbolicSettings settings,
      Optional<SearchStore> store,
      SearchListener listener,
      SearchJob.IslandRunner runner) {
    return new SearchJob(spark, settings, Searches.SEED, store, listener, runner);
  }

  private static Map<String, Found> undisturbed(String... names) {
    return job(Searches.SETTINGS, Optional.empty(), new Notes(), IslandTask::run)
        .run(Searches.tables(names), new Cancellation());
  }

  private static SymbolicSettings limited(String limit) {
    return Configuration.parse(
            "symbolic { islands = 2, rounds = 3, fits-per-round = 60 }", "test", List.of(limit))
        .symbolic();
  }

  @Test
  void severalSearchesFindWhatEachFindsAlone() {
    Map<String, Found> together = undisturbed("a", "b", "c");
    assertThat(together.keySet()).containsExactly("a", "b", "c");
    Map<String, Table> tables = Searches.tables("a", "b", "c");
    together.forEach(
        (name, found) -> {
          Table table = tables.get(name);
          Search search = Search.start(table, Searches.SETTINGS, Searches.SEED, name);
          while (!search.finished()) {
            search = search.absorb(search.tasks().stream().map(task -> task.run(table)).toList());
          }
          assertThat(found.front().members()).isEqualTo(search.front().members());
          assertThat(found.end()).isEqualTo(End.FINISHED);
        });
  }

  /** Holds one search's first island up until somebody has written a file. */
  private record Slow(String name, String file) implements SearchJob.IslandRunner {
    @Override
    public IslandResult run(IslandTask task, Problem table) {
      if (task.component().equals(name) && task.island() == 0) {
        try {
          for (int i = 0; i < 1000 && !Files.exists(Path.of(file)); i++) {
            Thread.sleep(20);
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return task.run(table);
    }
  }

  @Test
  void aSlowSearchHoldsUpNoOther() {
    Path file = root.resolve("go");
    Notes notes =
        new Notes() {
          @Override
          public void ended(String name, Found found) {
            super.ended(name, found);
            if (super.notes.stream().filter(note -> note.endsWith("FINISHED")).count() == 2) {
              write(file);
            }
          }
        };
    job(Searches.SETTINGS, Optional.empty(), notes, new Slow("a", file.toString()))
        .run(Searches.tables("a", "b", "c"), new Cancellation());
    // Both others came to their ends before its first round did.
    assertThat(notes.notes.indexOf("a 1"))
        .isGreaterThan(notes.notes.indexOf("b FINISHED"))
        .isGreaterThan(notes.notes.indexOf("c FINISHED"));
    assertThat(notes.notes).contains("a FINISHED");
  }

  private static void write(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Fails at a round of a search. */
  private record Failing(String name, int round) implements SearchJob.IslandRunner {
    @Override
    public IslandResult run(IslandTask task, Problem table) {
      if (task.component().equals(name) && task.round() == round) {
        throw new IllegalStateException("failed on purpose");
      }
      return task.run(table);
    }
  }

  @Test
  void aSearchThatFailedGoesOnFromItsLastRoundToTheSameFront() throws IOException {
    SearchJob failing =
        job(Searches.SETTINGS, Optional.of(store()), new Notes(), new Failing("b", 2));
    assertThatThrownBy(() -> failing.run(Searches.tables("a", "b"), new Cancellation()))
        .isInstanceOf(IllegalStateException.class)
        .hasStackTraceContaining("failed on purpose");
    Notes notes = new Notes();
    Map<String, Found> resumed =
        job(Searches.SETTINGS, Optional.of(store()), notes, IslandTask::run)
            .run(Searches.tables("a", "b"), new Cancellation());
    assertThat(notes.notes).contains("b 2").doesNotContain("b 1");
    assertThat(Searches.lines(resumed)).isEqualTo(Searches.lines(undisturbed("a", "b")));
  }

  /** Sends a signal to this very process from a round of a search. */
  private record Signalling(String name, int round) implements SearchJob.IslandRunner {
    @Override
    public IslandResult run(IslandTask task, Problem table) {
      if (task.component().equals(name) && task.round() == round && task.island() == 0) {
        String process = String.valueOf(ProcessHandle.current().pid());
        try {
          new ProcessBuilder("kill", "-TERM", process).start().waitFor();
          // Nobody waits for the rest of this round.
          for (int i = 0; i < 3000 && !TaskContext.get().isInterrupted(); i++) {
            Thread.sleep(20);
          }
        } catch (IOException | InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return task.run(table);
    }
  }

  @Test
  void aSignalStopsAtOnceAndTheSearchGoesOnToTheSameFront() throws IOException {
    SearchJob job =
        job(Searches.SETTINGS, Optional.of(store()), new Notes(), new Signalling("a", 1));
    long started = System.nanoTime();
    SearchStopped stopped =
        catchThrowableOfType(
            SearchStopped.class, () -> job.run(Searches.tables("a", "b"), new Cancellation()));
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started)).isLessThan(30);
    assertThat(stopped.exitCode()).isEqualTo(143);
    assertThat(stopped.found().get("a").rounds()).isEqualTo(1);
    assertThat(stopped.found().get("a").end()).isEqualTo(End.STOPPED);
    Notes notes = new Notes();
    Map<String, Found> resumed =
        job(Searches.SETTINGS, Optional.of(store()), notes, IslandTask::run)
            .run(Searches.tables("a", "b"), new Cancellation());
    assertThat(notes.notes).contains("a 1").doesNotContain("a 0");
    assertThat(Searches.lines(resumed)).isEqualTo(Searches.lines(undisturbed("a", "b")));
  }

  /** Gets a signal while the only search ends. */
  private static final class SignalledAtTheEnd extends Notes {
    private boolean told;

    @Override
    public synchronized void ended(String name, Found found) {
      super.ended(name, found);
      try {
        String process = String.valueOf(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-TERM", process).start().waitFor();
        while (!told) {
          wait();
        }
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public synchronized void stopping() {
      told = true;
      notifyAll();
    }
  }

  @Test
  void aSignalThatComesAtTheEndIsObeyedAndWhatWasFoundIsKept() throws IOException {
    SearchJob job =
        job(Searches.SETTINGS, Optional.of(store()), new SignalledAtTheEnd(), IslandTask::run);
    SearchStopped stopped =
        catchThrowableOfType(
            SearchStopped.class, () -> job.run(Searches.tables("a"), new Cancellation()));
    assertThat(stopped.exitCode()).isEqualTo(143);
    assertThat(Searches.lines(stopped.found())).isEqualTo(Searches.lines(undisturbed("a")));
    Notes notes = new Notes();
    job(Searches.SETTINGS, Optional.of(store()), notes, IslandTask::run)
        .run(Searches.tables("a"), new Cancellation());
    assertThat(notes.notes.get(0)).isEqualTo("a " + stopped.found().get("a").rounds());
  }

  /** Sends a signal in the first round of a search, and then evolves. */
  private record SignallingOnce() implements SearchJob.IslandRunner {
    @Override
    public IslandResult run(IslandTask task, Problem table) {
      if (task.island() == 0) {
        try {
          String process = String.valueOf(ProcessHandle.current().pid());
          new ProcessBuilder("kill", "-TERM", process).start().waitFor();
        } catch (IOException | InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return SearchJob.island(task, table);
    }
  }

  @Test
  void afterASignalNoIslandWorksOnToTheEndOfItsRound() throws InterruptedException {
    // A round of hours.
    SymbolicSettings endless =
        Searches.SETTINGS.with(
            Map.of("fits-per-round", 1_000_000_000, "first-pass", FirstPassEffort.NONE));
    SearchJob job = job(endless, Optional.empty(), new Notes(), new SignallingOnce());
    assertThatThrownBy(() -> job.run(Searches.tables("a", "b"), new Cancellation()))
        .isInstanceOf(SearchStopped.class);
    for (int i = 0; i < 600 && running() > 0; i++) {
      Thread.sleep(50);
    }
    assertThat(running()).isZero();
  }

  /** Loses its lease in a round of one search. */
  private record Losing(String name, int round) implements SearchJob.IslandRunner {
    private static final Cancellation LOST = new Cancellation();

    @Override
    public IslandResult run(IslandTask task, Problem table) {
      if (task.component().equals(name) && task.round() == round && task.island() == 0) {
        LOST.cancel();
      }
      return task.run(table);
    }
  }

  @Test
  void whoseOutputAnotherTookOverIsCancelledAndSavesNothingMore() throws IOException {
    SearchJob job = job(Searches.SETTINGS, Optional.of(store()), new Notes(), new Losing("a", 1));
    assertThatThrownBy(() -> job.run(Searches.tables("a"), Losing.LOST))
        .isInstanceOf(CancellationException.class);
    try (var states = Files.list(root.resolve("state"))) {
      assertThat(states.map(file -> file.getFileName().toString()).filter(n -> !n.contains("crc")))
          .containsExactly("search-0-1");
    }
  }

  private static int running() {
    return Arrays.stream(spark.sc().statusTracker().getExecutorInfos())
        .mapToInt(SparkExecutorInfo::numRunningTasks)
        .sum();
  }

  @Test
  void aLimitOfEvaluationsCountsTheFirstPassToo() {
    Map<String, Found> found =
        job(limited("symbolic.evaluation-limit=20"), Optional.empty(), new Notes(), IslandTask::run)
            .run(Searches.tables("a"), new Cancellation());
    // Beside it the islands fit 12 formulas in the first round.
    assertThat(found.get("a").rounds()).isEqualTo(1);
    assertThat(found.get("a").fits()).isGreaterThan(20);
  }

  @Test
  void aLimitOfEvaluationsEndsEachSearchWithItsRound() {
    Map<String, Found> found =
        job(
                limited("symbolic.evaluation-limit=200")
                    .with(Map.of("first-pass", FirstPassEffort.NONE)),
                Optional.empty(),
                new Notes(),
                IslandTask::run)
            .run(Searches.tables("a", "b"), new Cancellation());
    // 2 islands of 60 fits: 120, and 240, more than 200.
    assertThat(found.values())
        .allSatisfy(
            f -> {
              assertThat(f.rounds()).isEqualTo(2);
              assertThat(f.end()).isEqualTo(End.EVALUATION_LIMIT);
            });
  }

  @Test
  void aTimeLimitEndsAllBetweenRoundsAndSaysSo() {
    Map<String, Found> found =
        job(limited("symbolic.time-limit=1e-3"), Optional.empty(), new Notes(), IslandTask::run)
            .run(Searches.tables("a", "b"), new Cancellation());
    assertThat(found.values())
        .allSatisfy(f -> assertThat(f.end()).isEqualTo(End.TIME_LIMIT))
        .allSatisfy(f -> assertThat(f.front().members()).isNotEmpty());
    assertThat(found).hasSize(2);
  }

  @Test
  void aStateThatCannotBeWrittenIsAMistakeOfOneLine() throws IOException {
    Files.writeString(root.resolve("state"), "a file where the directory is to be");
    SearchJob job = job(Searches.SETTINGS, Optional.of(store()), new Notes(), IslandTask::run);
    assertThatThrownBy(() -> job.run(Searches.tables("a"), new Cancellation()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("state");
  }
}
