package org.principia.jobs.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.symbolic.Search;
import org.principia.symbolic.SymbolicSettings;
import org.principia.symbolic.Table;

final class SearchStateTest {
  private static final SymbolicSettings SETTINGS =
      SymbolicSettings.defaults().withEffort(2, 5, 100);

  @TempDir Path root;

  private SearchState state(String fingerprint) throws IOException {
    return new SearchState(
        FileSystem.getLocal(new Configuration()),
        new org.apache.hadoop.fs.Path(root.resolve("search").toString()),
        fingerprint);
  }

  private static Table table() {
    double[] x = new double[100];
    double[] y = new double[100];
    for (int i = 0; i < x.length; i++) {
      x[i] = 0.1 * i + 0.05;
      y[i] = 3 / x[i] - x[i];
    }
    return Table.of(List.of("x"), new double[][] {x}, y);
  }

  private static Search round(Search search, Table table) {
    return search.absorb(search.tasks().stream().map(task -> task.run(table)).toList());
  }

  @Test
  void aSavedSearchGoesOnToTheFrontOfAnUndisturbedOne() throws IOException {
    Table table = table();
    Search search = round(Search.start(table, SETTINGS, 1, "y"), table);
    Map<String, Search> searches = new LinkedHashMap<>();
    searches.put("y", search);
    state("a").save(searches);
    Search loaded = state("a").load().orElseThrow().get("y");
    assertThat(loaded.round()).isEqualTo(1);
    assertThat(round(loaded, table).front().members())
        .isEqualTo(round(search, table).front().members());
  }

  @Test
  void aStateOfOtherSettingsOrCutShortIsIgnored() throws IOException {
    Map<String, Search> searches = new LinkedHashMap<>();
    searches.put("y", Search.start(table(), SETTINGS, 1, "y"));
    state("a").save(searches);
    assertThat(state("b").load()).isEmpty();
    Path file = root.resolve("search/state");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    Files.deleteIfExists(root.resolve("search/.state.crc"));
    assertThat(state("a").load()).isEmpty();
  }
}
