package org.principia.jobs.cluster.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.artefact.ObjectFile;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.search.Search;
import org.principia.symbolic.settings.SymbolicSettings;

final class SearchStoreTest {
  private static final SymbolicSettings SETTINGS =
      SymbolicSettings.defaults().withEffort(2, 5, 100);

  @TempDir Path root;

  private SearchStore store(String fingerprint) throws IOException {
    return new SearchStore(
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
    store("a").save(0, search);
    Search loaded = store("a").load(0).orElseThrow();
    assertThat(loaded.round()).isEqualTo(1);
    assertThat(round(loaded, table).front().members())
        .isEqualTo(round(search, table).front().members());
    assertThat(store("a").load(1)).isEmpty();
  }

  @Test
  void theLastWholeStateIsTakenAndThoseBeforeItGo() throws IOException {
    Table table = table();
    Search first = round(Search.start(table, SETTINGS, 1, "y"), table);
    Search second = round(first, table);
    SearchStore store = store("a");
    store.save(0, first);
    store.save(0, second);
    try (var files = Files.list(root.resolve("search"))) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(n -> !n.startsWith(".")))
          .containsExactly("search-0-2");
    }
    // As a crash between the rename and the removal would leave it, and then a damaged disk.
    store.save(0, first);
    cut(root.resolve("search/search-0-2"));
    assertThat(store("a").load(0).orElseThrow().round()).isEqualTo(1);
  }

  @Test
  void aStateOfOtherSettingsOrCutShortIsIgnored() throws IOException {
    store("a").save(0, Search.start(table(), SETTINGS, 1, "y"));
    assertThat(store("b").load(0)).isEmpty();
    cut(root.resolve("search/search-0-0"));
    assertThat(store("a").load(0)).isEmpty();
  }

  @Test
  void noClassOfALibraryIsBuiltFromAState() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new org.apache.hadoop.fs.Path("/x"));
    }
    ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    in.setObjectInputFilter(ObjectFile.FILTER);
    assertThatThrownBy(in::readObject)
        .isInstanceOf(InvalidClassException.class)
        .hasMessageContaining("REJECTED");
  }

  private static void cut(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }
}
