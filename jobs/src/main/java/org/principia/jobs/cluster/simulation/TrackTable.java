package org.principia.jobs.cluster.simulation;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.principia.common.InputException;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.WorldSettings;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.observed.Track;
import org.principia.observed.world.SimulatedWorld;

/**
 * The long table of a simulated world: a row for each tracked position, in doubles, in the order of
 * runs, particles and times.
 *
 * <p>Columns: run, particle, time, x, y, in space z, and those of sigma, mass, charge and type that
 * are known. A CSV table is one file; one in Parquet is a file for up to {@value #RUNS} runs and
 * else a directory with a file for each so many.
 *
 * @param dynamics law, particles, steps and runs
 * @param world what the particles move in, and how they are seen
 * @param seed the user's seed
 */
public record TrackTable(DynamicsSettings dynamics, WorldSettings world, long seed)
    implements Serializable {
  /** Runs of a file, and of a task: fixed, so that files do not depend on the number of cores. */
  static final int RUNS = 100;

  private static final String CSV = ".csv";
  private static final String PARQUET = ".parquet";
  private static final int BUFFER = 1 << 16;

  /** What becomes of a table that is there. */
  public enum Existing {
    /** It stays, and is an error. */
    REFUSE,
    /** The new one takes its place. */
    REPLACE
  }

  /**
   * Writes the table under a name that ends in .parquet or .csv, whole or not at all.
   *
   * @throws InputException for another name, one that is taken, or where it cannot be written
   */
  public void write(SparkApplication spark, String file, Existing existing) {
    String name = file.toLowerCase(Locale.ROOT);
    if (!name.endsWith(CSV) && !name.endsWith(PARQUET)) {
      throw InputException.invalid("--out", file, "a name that ends in .parquet or .csv");
    }
    Path path = new Path(file);
    Configuration hadoop = spark.hadoop();
    Path parent = path.getParent() == null ? new Path(".") : path.getParent();
    FileSystem files = Storage.open(hadoop, "--out", parent.toString()).fileSystem();
    Path staging = new Path(parent, "_tracks-" + UUID.randomUUID());
    try {
      if (existing == Existing.REFUSE && files.exists(path)) {
        throw InputException.cannot("write " + path, "it is there; --overwrite replaces it");
      }
      Dataset<Row> rows = spark.session().createDataFrame(rows(spark), schema());
      if (name.endsWith(CSV)) {
        rows.write().csv(staging.toString());
      } else {
        rows.write().parquet(staging.toString());
      }
      publish(files, staging, path, name.endsWith(CSV));
    } catch (IOException | FSError e) {
      // A full disk of a local file system is an error of Hadoop's own kind.
      throw InputException.cannot("write " + path, Storage.firstLine(e), e);
    } finally {
      new Storage(files, parent).delete(staging);
    }
  }

  /** Puts what was written under its name, whole. */
  private void publish(FileSystem files, Path staging, Path path, boolean text) throws IOException {
    List<Path> parts =
        Arrays.stream(files.listStatus(staging))
            .map(FileStatus::getPath)
            .filter(part -> part.getName().startsWith("part-"))
            .sorted()
            .toList();
    Path whole = parts.size() == 1 ? parts.get(0) : staging;
    if (text) {
      whole = new Path(staging, "whole");
      try (FSDataOutputStream out = files.create(whole)) {
        String header = String.join(",", schema().fieldNames()) + "\n";
        out.write(header.getBytes(StandardCharsets.UTF_8));
        for (Path part : parts) {
          try (FSDataInputStream in = files.open(part)) {
            IOUtils.copyBytes(in, out, BUFFER, false);
          }
        }
      }
    }
    for (int k = 0; whole.equals(staging) && k < parts.size(); k++) {
      String name = String.format(Locale.ROOT, "part-%05d.parquet", k);
      rename(files, parts.get(k), new Path(staging, name));
    }
    files.delete(path, true);
    rename(files, whole, path);
  }

  private static void rename(FileSystem files, Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("the rename of " + from + " failed");
    }
  }

  private StructType schema() {
    StructType schema =
        new StructType()
            .add("run", DataTypes.StringType, false)
            .add("particle", DataTypes.StringType, false)
            .add("time", DataTypes.DoubleType, false);
    for (String axis : List.of("x", "y", "z").subList(0, dynamics.dimension())) {
      schema = schema.add(axis, DataTypes.DoubleType, false);
    }
    for (String name : world.known()) {
      boolean isText = "type".equals(name);
      schema = schema.add(name, isText ? DataTypes.StringType : DataTypes.DoubleType, false);
    }
    return schema;
  }

  private JavaRDD<Row> rows(SparkApplication spark) {
    int tasks = (dynamics.runs() + RUNS - 1) / RUNS;
    List<Integer> first = IntStream.range(0, tasks).map(k -> k * RUNS).boxed().toList();
    TrackTable table = this;
    return spark.java().parallelize(first, tasks).mapPartitions(units -> table.rows(units));
  }

  private Iterator<Row> rows(Iterator<Integer> units) {
    int first = units.next();
    SimulatedWorld simulated = new SimulatedWorld(dynamics, world, seed);
    return IntStream.range(first, Math.min(first + RUNS, dynamics.runs()))
        .mapToObj(simulated::run)
        .flatMap(run -> run.tracks().tracks().stream().flatMap(t -> rows(run, t).stream()))
        .iterator();
  }

  private List<Row> rows(SimulatedWorld.Observation run, Track track) {
    List<Row> rows = new ArrayList<>();
    int d = track.dimension();
    for (int k = 0; k < track.size(); k++) {
      List<Object> cells = new ArrayList<>();
      cells.addAll(List.of(run.tracks().run(), track.particle(), track.times()[k]));
      for (int c = 0; c < d; c++) {
        cells.add(track.positions()[k * d + c]);
      }
      for (String name : world.known()) {
        cells.add(
            switch (name) {
              case "type" -> track.type();
              case "sigma" -> track.sigma().length == 0 ? 0.0 : track.sigma()[k];
              default -> track.properties().get(name);
            });
      }
      rows.add(RowFactory.create(cells.toArray()));
    }
    return rows;
  }
}
