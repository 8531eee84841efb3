package org.principia.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.InputException;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.WorldSettings;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.cell.KernelArtefact;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.pipeline.Pipeline;
import org.principia.jobs.pipeline.Summary;
import org.principia.jobs.run.Runner.Overwrite;
import org.principia.observed.Track;
import org.principia.observed.kernel.KernelResult;
import org.principia.observed.kernel.KernelResult.Law;
import org.principia.observed.world.SimulatedWorld;

/** From a table of particles, or simulated frames, to the pair force. */
final class KernelStageIT {
  private static SparkSession spark;

  @TempDir static Path root;

  @BeforeAll
  static void start() {
    spark = Circles.spark();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** What an observer has of six runs of springs, with noise and without masses. */
  private static Path springs() throws IOException {
    DynamicsSettings dynamics =
        DynamicsSettings.defaults().with(Map.of("law", "spring", "particles", 3, "steps", 250));
    SimulatedWorld world =
        new SimulatedWorld(
            dynamics, WorldSettings.defaults().with(Map.of("position-noise", 1e-4)), 3);
    List<String> lines = new ArrayList<>(List.of("run,particle,time,x,y"));
    for (int run = 0; run < 6; run++) {
      for (Track track : world.run(run).tracks().tracks()) {
        for (int i = 0; i < track.size(); i++) {
          double[] at = track.positions();
          lines.add(
              String.join(
                  ",",
                  "r" + run,
                  track.particle(),
                  String.valueOf(track.times()[i]),
                  String.valueOf(at[2 * i]),
                  String.valueOf(at[2 * i + 1])));
        }
      }
    }
    return Files.write(root.resolve("springs.csv"), lines);
  }

  @Test
  void aTableGoesAllTheWayToAReport() throws IOException {
    Pipeline cell = Circles.pipeline(spark, root, springs());
    cell.runAll();
    KernelResult found = cell.kernel().result();
    Law law = found.laws().get(0);
    assertThat(found.order()).isEqualTo(2);
    // A spring of length 1: the force changes its sign there.
    double near = law.formula().evaluate(new double[] {0.8});
    double far = law.formula().evaluate(new double[] {1.2});
    assertThat(near).isNegative();
    assertThat(far / near).isEqualTo(-1, within(0.05));
    assertThat(law.formula().constants()).hasSameSizeAs(law.constantErrors());
    assertThat(found.verdict().check("fit, test set")).isPresent();
    assertThat(cell.kernel().text()).endsWith("verdict: " + found.verdict().sentence());
    Map<String, Object> entries = Summary.entries("run", cell);
    assertThat(((Map<?, ?>) entries.get("kernel")).get("verdict"))
        .isEqualTo(found.verdict().sentence());
    String page = Files.readString(Path.of(cell.observedReport().page().toUri().getPath()));
    assertThat(page)
        .contains(found.verdict().sentence(), "Pair force", "Nearest distances")
        .contains("identifiable", "laws.found", "motion-0.svg", "residuals-distance.svg")
        .contains("residuals-time.svg", "residuals-x.svg", "data-latex", "data-sql");
    assertThat(found.pictures().motions()).isNotEmpty();
    assertThat(found.pictures().rests())
        .allSatisfy(rest -> assertThat(rest.square()).isBetween(0.0, 100.0));
    simulated(found);
    // What was written is what is read.
    KernelArtefact copy =
        new KernelArtefact(new SparkApplication(spark).directory("output", root + "/copy"));
    copy.write(found, List.of());
    assertThat(copy.entries()).isEqualTo(entries.get("kernel"));
    assertThat(copy.result().configuration()).isEqualTo(found.configuration());
    assertThat(copy.result().pictures().rests()).hasSameSizeAs(found.pictures().rests());
  }

  /** The simulator takes the law as it was found. */
  private static void simulated(KernelResult found) {
    Configuration settings =
        Configuration.parse(
            found.configuration(),
            "law.conf",
            List.of(
                "dynamics.runs=20",
                "dynamics.test-runs=4",
                "dynamics.steps=100",
                "output=" + root + "/again"));
    Directory output = new SparkApplication(spark).directory("output", root + "/again");
    new Pipeline(settings, output, new Console(Console.Detail.QUIET), Overwrite.REFUSE)
        .run("simulate");
    assertThat(root.resolve("again")).isNotEmptyDirectory();
  }

  @Test
  void simulatedFramesHaveAQuickLook() {
    Directory output = new SparkApplication(spark).directory("output", root + "/simulated");
    Configuration settings =
        Configuration.parse(
            "",
            "test.conf",
            List.of(
                "dynamics.law=spring",
                "dynamics.particles=3",
                "dynamics.runs=8",
                "dynamics.test-runs=2",
                "dynamics.steps=200",
                "output=" + root + "/simulated"));
    Pipeline cell =
        new Pipeline(settings, output, new Console(Console.Detail.QUIET), Overwrite.REFUSE);
    assertThatThrownBy(() -> cell.run("kernel"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not there; principia simulate makes it");
    cell.run("simulate");
    cell.run("kernel");
    Law law = cell.kernel().result().laws().get(0);
    assertThat(law.formula().evaluate(new double[] {1}))
        .isEqualTo(0, within(0.05 * law.formula().evaluate(new double[] {2})));
    assertThatThrownBy(() -> cell.run("observe"))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("observed.table is not given");
  }

  @Test
  void verbsOfSimulatedParticlesAreRefusedForATable() throws IOException {
    Pipeline cell = Circles.pipeline(spark, root, springs());
    assertThatThrownBy(() -> cell.run("train"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot train springs: observed.table is given: its verbs are run, observe, kernel,"
                + " report");
  }
}
