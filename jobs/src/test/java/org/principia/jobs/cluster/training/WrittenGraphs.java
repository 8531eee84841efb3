package org.principia.jobs.cluster.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.batch.GraphBlock;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.dataset.GraphFormat.Origin;
import org.principia.jobs.artefact.dataset.GraphTable;
import org.principia.jobs.artefact.dataset.GraphWriter;

/** Frames of a test in files, as a simulation leaves them. */
final class WrittenGraphs {
  private WrittenGraphs() {}

  /** Writes frames in their order into some files, unless they are there, and opens them. */
  static GraphTable table(
      JavaSparkContext spark, Path directory, List<Graph> frames, Split split, int files) {
    Origin origin =
        new Origin("test", "spring", GraphSchema.particles(frames.get(0).dimension()), split);
    try {
      Files.createDirectories(directory);
      for (int file = 0; file < files; file++) {
        String name = String.format("part-%05d.parquet", file);
        if (!Files.exists(directory.resolve(name))) {
          write(
              directory.resolve(name),
              origin,
              frames.subList(file * frames.size() / files, (file + 1) * frames.size() / files));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return GraphTable.open(spark, hadoop(directory), origin, files);
  }

  private static void write(Path file, Origin origin, List<Graph> frames) throws IOException {
    try (GraphWriter writer =
        new GraphWriter(
            new org.apache.hadoop.conf.Configuration(),
            hadoop(file),
            origin,
            file.getFileName().toString())) {
      for (Graph frame : frames) {
        writer.write(frame);
      }
    }
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }

  /** A maker of minibatches of so many graphs, all alike. */
  static GraphBatch batches(GraphBlock block, int capacity, GnnSettings settings) {
    return new GraphBatch(
        block,
        capacity * block.nodes(0),
        capacity * block.edges(0),
        settings.trainingStrategy(),
        settings.messageComponents(block.schema().outputs()));
  }
}
