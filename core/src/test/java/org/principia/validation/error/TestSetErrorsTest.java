package org.principia.validation.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.gnn.Architecture;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.PruningBounds;
import org.principia.graphs.Split;
import org.principia.parallel.LocalCluster;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.search.SyntheticRecording;
import org.principia.validation.error.TestSetErrors.RunIterator;

final class TestSetErrorsTest {
  private static final List<Graph> GRAPHS = SyntheticRecording.graphs(60);
  private static final ComposedLaw LAW =
      ComposedLaw.parse(2, List.of("dx - dx/r", "dy - dy/r"), List.of("1.01*s1/m", "1.01*s2/m"));
  private static final LocalCluster CLUSTER = new LocalCluster(3);

  private static GraphNetwork network;
  private static ModelSource models;

  @BeforeAll
  static void model() throws IOException {
    GnnSettings settings =
        new GnnSettings("bottleneck", 8, 2, 2, 8, 2, 5, 1e-2, 0, 0, 1e-2, 1, 0.65);
    network =
        new GraphNetwork(
            Architecture.create(settings, GraphSchema.particles(2), 10, 3),
            settings,
            GraphSchema.particles(2));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    network.save(file);
    models = new ModelSource(file.toByteArray(), ModelSource::load, LAW);
  }

  @AfterAll
  static void stop() {
    CLUSTER.close();
  }

  /** Keeps what moves right. */
  private static PruningBounds bounds() {
    float[] lower = {0, -1e9f, -1e9f, -1e9f};
    float[] upper = {1e9f, 1e9f, 1e9f, 1e9f};
    return new PruningBounds(lower, upper);
  }

  private static List<TestSetErrors> errors(int parts, PruningBounds bounds) {
    return TestSetErrors.of(CLUSTER.distribute(GRAPHS, parts), bounds, models);
  }

  private static PruningBounds all() {
    float[] lower = {-1e9f, -1e9f, -1e9f, -1e9f};
    float[] upper = {1e9f, 1e9f, 1e9f, 1e9f};
    return new PruningBounds(lower, upper);
  }

  @Test
  void errorsAreTheMeansOverAllAccelerations() {
    TestSetErrors raw = errors(1, all()).get(1);
    double sum = 0;
    double size = 0;
    long values = 0;
    for (Graph graph : GRAPHS) {
      float[] found = network.outputs(List.of(graph));
      for (int i = 0; i < found.length; i++) {
        sum += Math.abs((double) found[i] - graph.target("acceleration")[i]);
        size += Math.abs(graph.target("acceleration")[i]);
        values++;
      }
    }
    assertThat(raw.split()).isEqualTo(Split.TEST_RAW);
    assertThat(raw.network().frames()).isEqualTo(GRAPHS.size());
    assertThat(raw.network().mean()).isCloseTo(sum / values, within(1e-6));
    assertThat(raw.size()).isCloseTo(size / values, within(1e-6));
    // The law is off by one per cent everywhere.
    assertThat(raw.law().mean()).isCloseTo(0.01 * raw.size(), within(1e-6));
  }

  @Test
  void thePrunedSetIsThePartOfTheRawOneWithinTheBounds() {
    List<Graph> kept = GRAPHS.stream().filter(bounds()::keep).toList();
    assertThat(kept).hasSizeBetween(1, GRAPHS.size() - 1);
    List<TestSetErrors> both = errors(4, bounds());
    TestSetErrors alone = TestSetErrors.of(CLUSTER.distribute(kept, 1), all(), models).get(1);
    assertThat(both).extracting(TestSetErrors::split).containsExactly(Split.TEST, Split.TEST_RAW);
    assertThat(both.get(0).network()).isEqualTo(alone.network());
    assertThat(both.get(0).law()).isEqualTo(alone.law());
    assertThat(both.get(0).byDistance()).isEqualTo(alone.byDistance());
    assertThat(both.get(1).network().frames()).isEqualTo(GRAPHS.size());
    assertThat(both.get(1).network()).isNotEqualTo(both.get(0).network());
  }

  @Test
  void howTheGraphsAreDealtOutChangesNoBit() {
    assertThat(errors(7, bounds())).isEqualTo(errors(1, bounds()));
    // More parts than graphs: some are empty.
    assertThat(errors(90, bounds())).isEqualTo(errors(1, bounds()));
  }

  @Test
  void graphsComeRunByRun() {
    List<Graph> graphs = new ArrayList<>();
    for (int run : new int[] {3, 3, 5, 4, 4, 4}) {
      graphs.add(GRAPHS.get(run));
    }
    List<Integer> sizes = new ArrayList<>();
    new RunIterator(graphs.iterator()).forEachRemaining(run -> sizes.add(run.size()));
    assertThat(sizes).containsExactly(2, 1, 3);
    assertThat(new RunIterator(List.<Graph>of().iterator())).isExhausted();
  }

  @Test
  void aFileThatIsNoNetworkIsRefused() {
    assertThatThrownBy(() -> ModelSource.load(new byte[] {1, 2, 3}))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Cannot load the network: ");
  }
}
