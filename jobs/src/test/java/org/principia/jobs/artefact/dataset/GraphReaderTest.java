package org.principia.jobs.artefact.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.InputException;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.Simulator;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Particles;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.dataset.GraphFormat.Origin;

final class GraphReaderTest {
  private static final Configuration CONF = new Configuration();

  @TempDir Path root;

  private static org.apache.hadoop.fs.Path hadoop(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri());
  }

  private Path write(List<Graph> frames, int dimension) throws IOException {
    Path file = root.resolve("frames.parquet");
    try (GraphWriter writer =
        new GraphWriter(CONF, hadoop(file), origin(dimension), "frames.parquet")) {
      for (Graph frame : frames) {
        writer.write(frame);
      }
    }
    return file;
  }

  private static Origin origin(int dimension) {
    return new Origin("abc", "spring", GraphSchema.particles(dimension), Split.TRAIN);
  }

  private static List<Graph> read(Path file, int dimension) {
    List<Graph> frames = new ArrayList<>();
    try (GraphReader reader =
        new GraphReader(CONF, hadoop(file), GraphSchema.particles(dimension), Optional.empty())) {
      reader.forEachRemaining(frames::add);
    }
    return frames;
  }

  private static List<Graph> simulated(int dimension) {
    DynamicsSettings d = DynamicsSettings.defaults();
    DynamicsSettings settings =
        new DynamicsSettings(
            d.law(),
            dimension,
            5,
            d.runs(),
            d.testRuns(),
            300,
            d.timeStep(),
            d.softening(),
            d.tolerance(),
            d.definitions());
    return Particles.graphs(
        GraphSchema.particles(dimension), 7, new Simulator(settings, 1).run(7), 1);
  }

  @Test
  void framesComeBackBitForBit() throws IOException {
    for (int dimension : new int[] {2, 3}) {
      List<Graph> frames = simulated(dimension);
      List<Graph> back = read(write(frames, dimension), dimension);
      assertThat(back).hasSize(300);
      for (int i = 0; i < 300; i++) {
        assertThat(back.get(i)).usingRecursiveComparison().isEqualTo(frames.get(i));
      }
    }
  }

  @Test
  void aFileCutShortIsOneLine() throws IOException {
    Path file = write(simulated(2), 2);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    Files.delete(root.resolve(".frames.parquet.crc"));
    assertThatThrownBy(() -> read(file, 2))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Cannot read file:" + file + ": it is cut short, damaged or no")
        .message()
        .hasLineCount(1);
  }

  @Test
  void aDamagedPageIsNoticed() throws IOException {
    Path file = write(simulated(2), 2);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 3] ^= 4;
    Files.write(file, bytes);
    // Without Hadoop's own checksum, which other file systems do not have.
    Files.delete(root.resolve(".frames.parquet.crc"));
    assertThatThrownBy(() -> read(file, 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("it is cut short, damaged or no Parquet file");
    assertThat(isDamage(file)).isTrue();
  }

  private static boolean isDamage(Path file) {
    InputException thrown = catchThrowableOfType(InputException.class, () -> read(file, 2));
    return GraphReader.isDamage(thrown);
  }

  @Test
  void aFileThatIsOutOfReachIsNotDamaged() throws IOException {
    Path cut = write(simulated(2), 2);
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(isDamage(cut)).as("by Hadoop's checksum").isTrue();
    Files.delete(root.resolve(".frames.parquet.crc"));
    assertThat(isDamage(cut)).as("by Parquet's footer").isTrue();
    Configuration down = new Configuration(false);
    down.set("fs.down.impl", OutOfReach.class.getName());
    URI file = URI.create("down://" + cut);
    InputException thrown =
        catchThrowableOfType(
            InputException.class,
            () ->
                new GraphReader(
                    down,
                    new org.apache.hadoop.fs.Path(file),
                    GraphSchema.particles(2),
                    Optional.empty()));
    assertThat(thrown).hasMessageContaining("connection refused");
    assertThat(GraphReader.isDamage(thrown)).isFalse();
  }

  /** Files of a server that does not answer. */
  static final class OutOfReach extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("down:///");
    }

    @Override
    protected void checkPath(org.apache.hadoop.fs.Path path) {}

    @Override
    public FileStatus getFileStatus(org.apache.hadoop.fs.Path path) throws IOException {
      throw new IOException("connection refused");
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path, int size) throws IOException {
      throw new IOException("connection refused");
    }
  }

  @Test
  void aFileOfAnotherSchemaSaysWhichColumn() throws IOException {
    MessageType other =
        MessageTypeParser.parseMessageType(
            "message other { required int32 simulation; required int32 step; required float time;"
                + " }");
    Path file = root.resolve("other.parquet");
    try (var writer =
        ExampleParquetWriter.builder(hadoop(file)).withConf(CONF).withType(other).build()) {
      writer.write(
          new SimpleGroupFactory(other)
              .newGroup()
              .append("simulation", 1)
              .append("step", 2)
              .append("time", 3f));
    }
    assertThatThrownBy(() -> read(file, 2))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot read file:"
                + file
                + ": column time is required float time where frames have required double time");
  }

  @Test
  void aValueThatIsNotFiniteSaysWhere() throws IOException {
    Graph good = simulated(2).get(3);
    float[] velocity = good.feature("velocity");
    velocity[4] = Float.NaN;
    Graph bad =
        new Particles(
                2,
                good.feature("mass"),
                good.feature("charge"),
                good.feature("position"),
                velocity,
                good.target("acceleration"))
            .graph(good.simulation(), good.step(), good.time());
    Path file = write(List.of(good, bad), 2);
    assertThatThrownBy(() -> read(file, 2))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot read file:"
                + file
                + ": in simulation 7, step 3, velocity is NaN where a finite number belongs");
  }

  @Test
  void aFileThatBelongsElsewhereIsRefused() throws IOException {
    Path file = write(simulated(2), 2);
    try (GraphReader reader = new GraphReader(CONF, hadoop(file), origin(2))) {
      assertThat(reader.hasNext()).isTrue();
    }
    assertThatThrownBy(
            () ->
                new GraphReader(
                    CONF,
                    hadoop(file),
                    new Origin("abc", "spring", GraphSchema.particles(2), Split.TEST)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot read file:" + file + ": its principia.split is train where test belongs");
    assertThatThrownBy(
            () ->
                new GraphReader(
                    CONF,
                    hadoop(file),
                    new Origin("b", "spring", GraphSchema.particles(2), Split.TRAIN)))
        .hasMessageContaining("its principia.data-set is abc where b belongs");
    Path moved = Files.move(file, root.resolve("part-00001.parquet"));
    assertThatThrownBy(() -> new GraphReader(CONF, hadoop(moved), origin(2)))
        .hasMessageContaining("principia.file is frames.parquet where part-00001.parquet belongs");
  }

  @Test
  void raggedVectorsAndFramesWithoutParticlesAreRefused() throws IOException {
    Path file = root.resolve("ragged.parquet");
    var group = new SimpleGroupFactory(GraphFormat.parquet(GraphSchema.particles(2))).newGroup();
    group.append("simulation", 4).append("step", 5).append("time", 0.5);
    var list = group.addGroup("particles");
    int[] lengths = {3, 1};
    for (int length : lengths) {
      var particle = list.addGroup("list").addGroup("element");
      particle.append("mass", 1f).append("charge", 1f);
      for (String vector : List.of("position", "velocity", "acceleration")) {
        var values = particle.addGroup(vector);
        for (int k = 0; k < length; k++) {
          values.addGroup("list").append("element", (float) k);
        }
      }
    }
    var empty = new SimpleGroupFactory(GraphFormat.parquet(GraphSchema.particles(2))).newGroup();
    empty.append("simulation", 6).append("step", 7).append("time", 0.5).addGroup("particles");
    for (var row : List.of(group, empty)) {
      try (var writer =
          ExampleParquetWriter.builder(hadoop(file))
              .withConf(CONF)
              .withType(GraphFormat.parquet(GraphSchema.particles(2)))
              .withWriteMode(org.apache.parquet.hadoop.ParquetFileWriter.Mode.OVERWRITE)
              .build()) {
        writer.write(row);
      }
      assertThatThrownBy(() -> read(file, 2))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(
              row == empty
                  ? "in simulation 6, step 7, there is no particle"
                  : "in simulation 4, step 5, position has 3 components where there are 2");
    }
  }

  @Test
  void framesOfAnotherDimensionAreRefused() throws IOException {
    Path file = write(simulated(3), 3);
    assertThatThrownBy(() -> read(file, 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "in simulation 7, step 0, position has 3 components where there are 2");
  }
}
