package org.principia.jobs.device;

import java.io.Serializable;
import org.principia.gnn.GnnSettings;
import org.principia.graphs.GraphSchema;

/**
 * Memory of a GPU that a process takes.
 *
 * <p>Of a training task, in floats of 4 bytes: {@code 2 (N (F + C + 2 h + 2 (d + 1)) + E (2 F + 2 h
 * + C)) + 10 P}, with N nodes and E edges of a minibatch, F features of a node, h hidden units, C
 * message components (three times as many where they are drawn at random: mean, log-variance,
 * noise), P parameters. The minibatch and what its forward pass leaves lie there together, and as
 * much again holds the gradients; the parameters lie there with their gradient, the two moments of
 * Adam, the copies that a round starts from and is averaged into, and Adam's three scratch vectors.
 *
 * <p>To it comes, once for a process, a floor for CUDA's context, the machine code (905 MB of
 * library for nine capabilities: 0.1 GB for one) and the work space of cuBLAS and cuSOLVER. The
 * floor is an estimate: it was not measured on a GPU.
 *
 * @param mebibytes the memory [MiB]
 */
public record MemoryNeed(long mebibytes) implements Serializable {
  /** The floor [MiB]. */
  static final long FLOOR = 2048;

  private static final long COPIES_OF_PARAMETERS = 10;

  /** The need of using a trained network on some thousand rows at a time. */
  public static MemoryNeed ofUse() {
    return new MemoryNeed(FLOOR);
  }

  /**
   * The need of training.
   *
   * @param settings the network and its minibatch
   * @param schema inputs and outputs of the network
   * @param nodes n of a graph, the mean where they differ
   * @param edges edges of a graph, the mean where they differ
   * @param tasks training tasks at a time in one process
   * @return the need
   */
  public static MemoryNeed ofTraining(
      GnnSettings settings, GraphSchema schema, long nodes, long edges, int tasks) {
    long features = schema.width();
    long hidden = settings.hidden();
    long components = settings.messageComponents(schema.outputs());
    if (settings.trainingStrategy().sampled()) {
      components *= 3;
    }
    long graph =
        nodes * (features + components + 2 * hidden + 2 * (schema.outputs() + 1L))
            + edges * (2 * features + 2 * hidden + components);
    long floats =
        2L * settings.workerFrames() * graph + COPIES_OF_PARAMETERS * parameters(settings, schema);
    return new MemoryNeed(FLOOR + (tasks * floats * Float.BYTES + (1 << 20) - 1) / (1 << 20));
  }

  /** P: weights and biases, and a mask where there may be one. */
  static long parameters(GnnSettings settings, GraphSchema schema) {
    long features = schema.width();
    long hidden = settings.hidden();
    long messages = settings.messageComponents(schema.outputs());
    long outputs = settings.trainingStrategy().sampled() ? 2 * messages : messages;
    long edgeModel = (2 * features + 1 + hidden + 1) * hidden + (hidden + 1) * outputs;
    long nodeModel =
        (features + messages + 1 + hidden + 1) * hidden + (hidden + 1) * schema.outputs();
    return edgeModel + nodeModel + messages;
  }
}
