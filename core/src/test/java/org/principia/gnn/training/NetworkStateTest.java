package org.principia.gnn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.principia.gnn.GnnSettings;
import org.principia.graphs.GraphSchema;

final class NetworkStateTest {
  private static final WorkerRound.Networks.Key KEY =
      new WorkerRound.Networks.Key(
          new GnnSettings("bottleneck", 7, 5, 1, 4, 1, 1, 1e-3, 0, 0, 1e-2, 1, 0.65),
          GraphSchema.particles(2),
          10);

  private static NetworkState numbered(float first, int length, int iteration) {
    float[] parameters = new float[length];
    float[] moments = new float[2 * length];
    for (int i = 0; i < length; i++) {
      parameters[i] = first + i;
    }
    for (int i = 0; i < moments.length; i++) {
      moments[i] = -first - 3 * i;
    }
    return new NetworkState(parameters, moments, iteration, 4);
  }

  @Test
  void whatIsPutIntoANetworkIsWhatItHas() {
    ComputationGraph graph = WorkerRound.Networks.take(KEY);
    int length = (int) graph.numParams();
    NetworkState state = numbered(0.5f, length, 6);
    state.into(graph);
    NetworkState found = NetworkState.of(graph);
    assertThat(found.parameters()).isEqualTo(state.parameters());
    assertThat(found.moments()).isEqualTo(state.moments());
    assertThat(found.iteration()).isEqualTo(6);
    assertThat(found.epoch()).isEqualTo(4);
    assertThat(graph.params().getFloat(length - 1)).isEqualTo(length - 0.5f);
    // A copy: the next minibatch does not change it.
    graph.params().addi(1);
    assertThat(found.parameters()).isEqualTo(state.parameters());
  }

  @Test
  void itTravelsBitForBit() throws IOException, ClassNotFoundException {
    NetworkState state = numbered(0.1f, 9, 7);
    state.parameters()[3] = Float.intBitsToFloat(0x7fc01234);
    state.parameters()[4] = -0.0f;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new NetworkState.WorkerPart(state, 2, 0.5, 0.25));
    }
    NetworkState.WorkerPart found;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      found = (NetworkState.WorkerPart) in.readObject();
    }
    assertThat(bits(found.state().parameters())).isEqualTo(bits(state.parameters()));
    assertThat(bits(found.state().moments())).isEqualTo(bits(state.moments()));
    assertThat(found.state().iteration()).isEqualTo(7);
    assertThat(found.state().epoch()).isEqualTo(4);
    assertThat(found.fitted()).isEqualTo(2);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }

  @Test
  void averageIsTheMeanOfStatesAndTheSumOfCounts() {
    List<NetworkState.WorkerPart> parts =
        List.of(
            new NetworkState.WorkerPart(numbered(1, 5, 8), 3, 1.5, 0.5),
            new NetworkState.WorkerPart(numbered(2, 5, 8), 3, 2.5, 0.25),
            new NetworkState.WorkerPart(numbered(6, 5, 8), 3, 3.5, 0));
    NetworkState.WorkerPart average = NetworkState.WorkerPart.average(parts);
    NetworkState expected = numbered(3, 5, 8);
    assertThat(average.state().parameters()).isEqualTo(expected.parameters());
    assertThat(average.state().moments()).isEqualTo(expected.moments());
    assertThat(average.state().iteration()).isEqualTo(8);
    assertThat(average.fitted()).isEqualTo(9);
    assertThat(average.scores()).isEqualTo(7.5, within(1e-12));
    assertThat(average.penalties()).isEqualTo(0.75, within(1e-12));
  }

  @Test
  void aNetworkThatIsGivenBackIsTheNextOneOfItsKind() {
    ComputationGraph graph = WorkerRound.Networks.take(KEY);
    WorkerRound.Networks.giveBack(KEY, graph);
    WorkerRound.Networks.Key other =
        new WorkerRound.Networks.Key(KEY.settings(), GraphSchema.particles(3), 10);
    assertThat(WorkerRound.Networks.take(other)).isNotSameAs(graph);
    assertThat(WorkerRound.Networks.take(KEY)).isSameAs(graph);
    assertThat(WorkerRound.Networks.take(KEY)).isNotSameAs(graph);
    for (int i = 0; i < 100; i++) {
      WorkerRound.Networks.giveBack(KEY, graph);
    }
    assertThat(WorkerRound.Networks.idle()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void trainingsAtATimeKeepTheirNetworksAndThoseThatEndedGo() {
    WorkerRound.Networks.Key other =
        new WorkerRound.Networks.Key(KEY.settings(), GraphSchema.particles(3), 10);
    ComputationGraph graph = WorkerRound.Networks.take(KEY);
    ComputationGraph second = WorkerRound.Networks.take(other);
    WorkerRound.Networks.giveBack(KEY, graph);
    WorkerRound.Networks.giveBack(other, second);
    assertThat(WorkerRound.Networks.take(KEY)).isSameAs(graph);
    assertThat(WorkerRound.Networks.take(other)).isSameAs(second);
    WorkerRound.Networks.giveBack(KEY, graph);
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      WorkerRound.Networks.giveBack(other, second);
    }
    assertThat(WorkerRound.Networks.take(KEY)).isNotSameAs(graph);
  }
}
