package org.principia.jobs.artefact.cell;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.ArrayUtils;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.principia.common.InputException;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.NeighbourRule;
import org.principia.graphs.PruningBounds;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Json;
import org.principia.jobs.artefact.Json.JsonFile;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.jobs.artefact.dataset.GraphFormat;
import org.principia.jobs.artefact.dataset.GraphFormat.Origin;
import org.principia.jobs.artefact.dataset.GraphTable;
import org.principia.messages.SampleKey;

/**
 * The graphs of a law and dimension, by split, and the bounds that they were pruned by.
 *
 * @param at their directory
 * @param cell whose they are
 * @param fingerprint what they were made from, as every file of them says
 */
public record FramesArtefact(Directory at, CellId cell, String fingerprint) {
  private static final JsonFile<Bounds> BOUNDS =
      new JsonFile<>("bounds.json", Bounds.class, Json::line, "simulate");

  /** Key of the manifest's result for what the numbers mean. */
  public static final String SCHEMA = "schema";

  private static final String FORMER_CHAIN = "string";

  private record Bounds(String columns, float[] lower, float[] upper) {}

  /** The random keys of what a graph has; sent to tasks. */
  @FunctionalInterface
  public interface Keys extends Serializable {
    /** A key for each node, or edge, of a graph. */
    List<SampleKey> of(Graph graph);
  }

  /** The graphs of a split, one partition a file. */
  public JavaRDD<Graph> graphs(Split split) {
    return GraphTable.graphs(at.context(), path(split), origin(split), files(split));
  }

  /** The graphs of a split by their numbers. */
  public GraphTable table(Split split) {
    return GraphTable.open(at.context(), path(split), origin(split), files(split));
  }

  /** Graphs with the smallest random keys, the same for any partitioning and every attempt. */
  public List<Graph> drawn(Split split, int count) {
    long seed = cell.seed();
    return drawn(split, count, graph -> List.of(SampleKey.node(seed, graph, 0))).stream()
        .map(SampleKey::frame)
        .toList();
  }

  /** The same of nodes or edges. */
  public List<SampleKey> drawn(Split split, int count, Keys keys) {
    return graphs(split)
        .flatMap(graph -> keys.of(graph).iterator())
        .takeOrdered(count, SampleKey.ORDER);
  }

  /** Number of files of a split, as the manifest says. */
  public int files(Split split) {
    return (int) told("files-" + split.label());
  }

  /** Number of graphs of a split, as the manifest says. */
  public long count(Split split) {
    return told("frames-" + split.label());
  }

  /** What the numbers mean, as the manifest says; formats before 3 had particles alone. */
  public GraphSchema schema() {
    NeighbourRule former =
        FORMER_CHAIN.equals(cell.law()) ? new NeighbourRule.Chain() : new NeighbourRule.AllPairs();
    return result(SCHEMA)
        .map(text -> GraphSchema.parse(text.toString()))
        .orElseGet(() -> GraphSchema.particles(cell.dimension(), former, List.of()));
  }

  private long told(String key) {
    return result(key).orElse(0) instanceof Number number ? number.longValue() : 0;
  }

  private Optional<Object> result(String key) {
    return Manifest.of(at.storage(), at.path()).flatMap(manifest -> manifest.result(key));
  }

  /** Whether all files are there. */
  public boolean isWhole() {
    return Arrays.stream(Split.values())
        .allMatch(
            split ->
                GraphTable.count(at.context().hadoopConfiguration(), path(split)) == files(split));
  }

  /** What is wrong with the first file that is not as it was written; all of them are read. */
  public Optional<String> damage() {
    return Arrays.stream(Split.values())
        .map(split -> GraphTable.damage(at.context(), path(split), origin(split)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Origin origin(Split split) {
    return new Origin(fingerprint, cell.law(), schema(), split);
  }

  private Path path(Split split) {
    return GraphFormat.path(at.path(), cell.law(), cell.dimension(), split);
  }

  /** Writes the bounds of the pruned sets. */
  public void write(PruningBounds bounds) {
    BOUNDS.write(
        at,
        new Bounds(
            "velocities, then targets, component by component", bounds.lower(), bounds.upper()));
  }

  /** The bounds of the pruned sets. */
  public PruningBounds bounds() {
    Bounds bounds = BOUNDS.read(at);
    int columns = schema().layout().bounded().length;
    if (ArrayUtils.getLength(bounds.lower()) != columns
        || ArrayUtils.getLength(bounds.upper()) != columns) {
      throw InputException.cannot(
          "read " + at.file(BOUNDS.name()), "it has no bounds of " + cell.system());
    }
    return new PruningBounds(bounds.lower(), bounds.upper());
  }
}
