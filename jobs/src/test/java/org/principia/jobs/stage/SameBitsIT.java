package org.principia.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.WorldSettings;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.pipeline.Pipeline;
import org.principia.observed.Track;
import org.principia.observed.world.SimulatedWorld;

/** From a table to a law: what cores, partitions and kills do not change. */
final class SameBitsIT {
  private static final int RUNS = 7;
  private static final String HEAD = "run,particle,time,x,y";
  private static final String[] QUICK = {
    "kernel.order=2",
    "kernel.frame=inertial",
    "kernel.strengths=responses",
    "kernel.terms=[]",
    "kernel.max-complexity=7",
    "kernel.candidates=2",
    "kernel.islands=1",
    "kernel.rounds=1",
    "kernel.fits-per-round=100"
  };

  @TempDir Path root;

  /** Springs with noise, in so many files. */
  private Path springs(String name, int files) throws IOException {
    SimulatedWorld world =
        new SimulatedWorld(
            DynamicsSettings.defaults().with(Map.of("law", "spring", "particles", 3, "steps", 120)),
            WorldSettings.defaults().with(Map.of("position-noise", 1e-3)),
            3);
    List<List<String>> parts = new ArrayList<>();
    for (int part = 0; part < files; part++) {
      parts.add(new ArrayList<>(List.of(HEAD)));
    }
    int row = 0;
    for (int run = 0; run < RUNS; run++) {
      for (Track track : world.run(run).tracks().tracks()) {
        for (int i = 0; i < track.size(); i++) {
          double x = track.positions()[2 * i];
          double y = track.positions()[2 * i + 1];
          parts
              .get(row++ % files)
              .add("r" + run + "," + track.particle() + "," + track.times()[i] + "," + x + "," + y);
        }
      }
    }
    Path table = Files.createDirectories(root.resolve(name).resolve("springs"));
    for (int part = 0; part < files; part++) {
      Files.write(table.resolve("part-" + part + ".csv"), parts.get(part));
    }
    return table;
  }

  /** SHA-256 of all files of both outputs, but their manifests, which have dates. */
  private static Map<String, String> hashes(Path root) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    Path out = root.resolve("out/springs");
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        boolean counts = !name.startsWith(".") && !name.startsWith("_");
        if (counts && !name.equals(Manifest.FILE) && !name.endsWith(".html")) {
          // Spark gives the files of a table a name that no other attempt has.
          String path = out.relativize(file).toString().replaceFirst("-[0-9a-f-]{36}-c000", "");
          hashes.put(path, DigestUtils.sha256Hex(Files.readAllBytes(file)));
        }
      }
    }
    assertThat(hashes).containsKeys("kernel/kernel.json", "kernel/law.conf").hasSizeGreaterThan(12);
    return hashes;
  }

  private Map<String, String> undisturbed(String name, int cores, int files) throws IOException {
    Path table = springs(name, files);
    try (SparkSession spark = Circles.spark(cores)) {
      Pipeline cell = Circles.pipeline(spark, root.resolve(name), table, QUICK);
      cell.run("observe");
      cell.run("kernel");
    }
    return hashes(root.resolve(name));
  }

  /** Cancels a job, from its number on. */
  private static final class Killer extends SparkListener {
    private final SparkSession spark;
    private final AtomicInteger left;

    Killer(SparkSession spark, int jobs) {
      this.spark = spark;
      left = new AtomicInteger(jobs);
    }

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      if (left.decrementAndGet() < 0) {
        spark.sparkContext().cancelJob(start.jobId());
      }
    }
  }

  /** The steps that are finished. */
  private static List<String> steps(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root.resolve("out/springs"))) {
      return all.map(f -> f.getFileName().toString()).filter(f -> f.startsWith("step-")).toList();
    }
  }

  private Map<String, String> killed(String name) throws IOException {
    Path table = springs(name, 1);
    Path at = root.resolve(name);
    try (SparkSession spark = Circles.spark(2)) {
      Circles.pipeline(spark, at, table, QUICK).run("observe");
      int finished = 0;
      for (int jobs : new int[] {2, 6, 8}) {
        Killer killer = new Killer(spark, jobs);
        spark.sparkContext().addSparkListener(killer);
        assertThatThrownBy(() -> Circles.pipeline(spark, at, table, QUICK).run("kernel"))
            .hasMessageContaining("cancelled");
        spark.sparkContext().removeSparkListener(killer);
        assertThat(steps(at)).hasSizeGreaterThan(finished);
        finished = steps(at).size();
      }
      Circles.pipeline(spark, at, table, QUICK).run("kernel");
    }
    assertThat(steps(at)).isEmpty();
    return hashes(at);
  }

  @Test
  void coresPartitionsAndKillsChangeNothing() throws IOException {
    Map<String, String> one = undisturbed("one", 1, 1);
    assertThat(undisturbed("seven", 2, 7)).isEqualTo(one);
    assertThat(killed("killed")).isEqualTo(one);
  }
}
