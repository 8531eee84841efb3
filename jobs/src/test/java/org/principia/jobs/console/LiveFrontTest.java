package org.principia.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.principia.jobs.cluster.search.Found;
import org.principia.jobs.cluster.search.Found.End;
import org.principia.jobs.cluster.search.SearchTable;
import org.principia.jobs.console.Console.Detail;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.search.Search;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

/** What a person sees of a search while it runs. */
final class LiveFrontTest {
  private static final SymbolicSettings SETTINGS = SymbolicSettings.defaults().withEffort(1, 3, 60);

  /** A terminal is written to at most so often [ns]. */
  private static final long INTERVAL = 200_000_000L;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private long now;

  private Console console(boolean terminal) {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Console console =
        new Console(
            out,
            new Terminal(new PrintStream(err, true, StandardCharsets.UTF_8), terminal, false),
            Detail.FULL,
            Console.Format.TEXT,
            () -> now,
            "");
    console.start();
    return console;
  }

  private static Table sine() {
    double[] x = IntStream.range(0, 60).mapToDouble(i -> 0.1 * i + 0.05).toArray();
    double[] y =
        IntStream.range(0, 60).mapToDouble(i -> Math.sin(x[i]) + Math.sqrt(x[i])).toArray();
    return Table.of(List.of("x"), new double[][] {x}, y);
  }

  /** Runs a search to its end and tells the table of each round; what was written meanwhile. */
  private List<String> rounds(SearchTable shown, String name) {
    List<String> said = new ArrayList<>();
    Search search = Search.start(sine(), SETTINGS, 5, name);
    while (true) {
      shown.at(name, search);
      said.add(taken());
      now += INTERVAL;
      if (search.finished()) {
        shown.ended(
            name,
            new Found(
                search.front(),
                search.round(),
                search.fits(),
                search.rowsEvaluated(),
                End.FINISHED));
        said.add(taken());
        return said;
      }
      search = search.absorb(search.tasks().stream().map(task -> task.run(sine())).toList());
    }
  }

  private String taken() {
    String said = err.toString(StandardCharsets.UTF_8);
    err.reset();
    return said;
  }

  @Test
  void onATerminalTheFrontIsRewrittenEachRoundWithItsChoiceMarked() {
    List<String> said = rounds(new SearchTable(console(true), "fit", SETTINGS, List.of("y")), "y");
    assertThat(said).hasSize(SETTINGS.rounds() + 2);
    assertThat(said.get(1))
        .contains("  round 1\n", "complexity", "\n> ", "formulas fitted a second");
    // As many lines up as there stood, before the next front is written.
    long lines = said.get(1).substring(said.get(1).indexOf("  round 1")).lines().count() - 1;
    assertThat(said.get(2)).startsWith("\r\033[" + lines + "A\033[J").contains("  round 2\n");
  }

  @Test
  void elsewhereARoundIsALineAndTheEndIsTold() {
    List<String> said = rounds(new SearchTable(console(false), "fit", SETTINGS, List.of("y")), "y");
    String all = String.join("", said);
    assertThat(all).containsOnlyOnce("complexity").contains("(finished)").doesNotContain("\033");
    assertThat(said.get(1).lines().filter(line -> line.strip().startsWith("1 "))).hasSize(1);
    assertThat(said.get(2).lines().filter(line -> line.strip().startsWith("2 "))).hasSize(1);
  }

  @Test
  void ofSeveralSearchesThoseAtWorkHaveALineEach() {
    SearchTable shown =
        new SearchTable(console(true), "regress", SETTINGS, List.of("message_1", "message_2"));
    shown.at("message_2", Search.start(sine(), SETTINGS, 5, "message_2"));
    taken();
    List<String> said = rounds(shown, "message_1");
    assertThat(said.get(1)).contains("message_1", "message_2", "0 of 2 searches ended");
    assertThat(said.get(said.size() - 1)).doesNotContain("message_1").contains("1 of 2");
  }

  @Test
  void ofManyColumnsThoseThatTheSearchTakesAreNamedAtOnce() {
    double[][] columns = new double[40][60];
    for (int j = 0; j < columns.length; j++) {
      for (int i = 0; i < 60; i++) {
        columns[j][i] = Math.sin((j + 1.3) * (i + 0.7) * 1.618);
      }
    }
    List<String> names = IntStream.range(0, 40).mapToObj(j -> "w" + j).toList();
    Table wide = Table.of(names, columns, columns[17].clone());
    SearchTable shown = new SearchTable(console(false), "fit", SETTINGS, List.of("y"));
    shown.at("y", Search.start(wide, SETTINGS, 5, "y"));
    assertThat(taken()).contains("of many columns the search takes ", "w17");
  }

  @Test
  void thatErrorsAreJudgedOtherwiseFromARoundOnIsTold() {
    double[] x = IntStream.range(0, 60).mapToDouble(i -> 1 + 0.15 * i).toArray();
    double[] y =
        IntStream.range(0, 60)
            .mapToDouble(i -> 2 * x[i] * x[i] * x[i] * (1 + 0.1 * Math.sin(7.3 * i)))
            .toArray();
    Table cube = Table.of(List.of("x"), new double[][] {x}, y);
    SymbolicSettings settings =
        SymbolicSettings.defaults().withEffort(1, 3, 200).with(Map.of("loss", Loss.AUTO));
    SearchTable shown = new SearchTable(console(false), "fit", settings, List.of("y"));
    Search search = Search.start(cube, settings, 1, "y");
    shown.at("y", search);
    while (!search.finished()) {
      search = search.absorb(search.tasks().stream().map(task -> task.run(cube)).toList());
      search = search.settled(cube);
      shown.at("y", search);
    }
    assertThat(taken())
        .containsOnlyOnce("errors grow with the target: they are judged as shares of it")
        .containsPattern("round complexity +loss ")
        .doesNotContain("auto");
  }
}
