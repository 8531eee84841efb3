package org.principia.gnn.training;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a network's next minibatch depends on, in plain arrays.
 *
 * <p>It travels as bytes: Java's serialiser writes floats one by one, 13 ms for the 2.3 MB of the
 * network, which every round would take twice.
 *
 * @param parameters all parameters, in DL4J's order
 * @param moments Adam's moments, the first ones and then the second ones
 * @param iteration minibatches fitted so far, by which rate and bias correction go
 * @param epoch epochs that are over
 */
public record NetworkState(float[] parameters, float[] moments, int iteration, int epoch)
    implements Serializable {

  /** The same as bytes, little-endian. */
  private record Packed(byte[] parameters, byte[] moments, int iteration, int epoch)
      implements Serializable {

    private Object readResolve() {
      return new NetworkState(unpack(parameters), unpack(moments), iteration, epoch);
    }
  }

  private Object writeReplace() {
    return new Packed(pack(parameters), pack(moments), iteration, epoch);
  }

  private static byte[] pack(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static float[] unpack(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** The state of a network. */
  public static NetworkState of(ComputationGraph graph) {
    ComputationGraphConfiguration configuration = graph.getConfiguration();
    return new NetworkState(
        values(graph.params()),
        values(graph.getUpdater().getStateViewArray()),
        configuration.getIterationCount(),
        configuration.getEpochCount());
  }

  /** Puts a network into this state. */
  public void into(ComputationGraph graph) {
    copy(parameters, graph.params());
    copy(moments, graph.getUpdater().getStateViewArray());
    graph.getConfiguration().setIterationCount(iteration);
    graph.getConfiguration().setEpochCount(epoch);
  }

  /**
   * Whether the numbers lie in this process's memory, all of their buffer, so that they can be
   * copied as a block: ND4J copies one by one, 5 ms for the state of the network.
   */
  private static boolean isBlock(INDArray array) {
    return Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU
        && array.dataType() == DataType.FLOAT
        && array.data().length() == array.length();
  }

  private static float[] values(INDArray array) {
    if (!isBlock(array)) {
      try (INDArray copy = array.dup()) {
        return copy.data().asFloat();
      }
    }
    float[] values = new float[Math.toIntExact(array.length())];
    array.data().asNioFloat().get(values);
    return values;
  }

  private static void copy(float[] values, INDArray into) {
    if (isBlock(into)) {
      into.data().asNioFloat().put(values);
    } else {
      try (INDArray flat = Nd4j.createFromArray(values)) {
        into.assign(flat.reshape(into.shape()));
      }
    }
  }

  /**
   * A worker's share of an average.
   *
   * <p>The counts travel with it and not in accumulators, which count a repeated task twice.
   *
   * @param state the network after the worker's last minibatch
   * @param fitted minibatches fitted
   * @param scores sum of their scores, penalties included, each taken before its own update
   * @param penalties sum of the penalties in them
   */
  public record WorkerPart(NetworkState state, int fitted, double scores, double penalties)
      implements Serializable {

    /**
     * Unweighted mean of the states, added up in the order of the workers and in double precision;
     * sums of the counts. Unweighted is right: workers fit as many minibatches, of frames that
     * differ by one at most.
     */
    public static WorkerPart average(List<WorkerPart> parts) {
      int fitted = 0;
      double scores = 0;
      double penalties = 0;
      for (WorkerPart part : parts) {
        fitted += part.fitted;
        scores += part.scores;
        penalties += part.penalties;
      }
      NetworkState first = parts.get(0).state;
      return new WorkerPart(
          new NetworkState(
              mean(parts.stream().map(part -> part.state.parameters()).toList()),
              mean(parts.stream().map(part -> part.state.moments()).toList()),
              first.iteration(),
              first.epoch()),
          fitted,
          scores,
          penalties);
    }

    private static float[] mean(List<float[]> arrays) {
      if (arrays.size() == 1) {
        return arrays.get(0);
      }
      float[] mean = new float[arrays.get(0).length];
      for (int i = 0; i < mean.length; i++) {
        double sum = 0;
        for (float[] array : arrays) {
          sum += array[i];
        }
        mean[i] = (float) (sum / arrays.size());
      }
      return mean;
    }
  }
}
