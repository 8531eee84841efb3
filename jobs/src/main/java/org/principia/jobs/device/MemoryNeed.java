package org.principia.jobs.device;

import java.io.Serializable;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.batch.GraphRows;

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
   * @param dimension d of space
   * @param particles n of a frame
   * @param tasks training tasks at a time in one process
   * @return the need
   */
  public static MemoryNeed ofTraining(
      GnnSettings settings, int dimension, int particles, int tasks) {
    long floats =
        2 * minibatch(settings, dimension, particles)
            + COPIES_OF_PARAMETERS * parameters(settings, dimension);
    return new MemoryNeed(FLOOR + (tasks * floats * Float.BYTES + (1 << 20) - 1) / (1 << 20));
  }

  private static long minibatch(GnnSettings settings, int dimension, int particles) {
    long nodes = (long) settings.workerFrames() * particles;
    long edges = nodes * (particles - 1);
    long features = GraphRows.features(dimension);
    long hidden = settings.hidden();
    long components = settings.messageComponents(dimension);
    if (settings.trainingStrategy().sampled()) {
      components *= 3;
    }
    return nodes * (features + components + 2 * hidden + 2 * (dimension + 1L))
        + edges * (2 * features + 2 * hidden + components);
  }

  /** P: weights and biases, and a mask where there may be one. */
  static long parameters(GnnSettings settings, int dimension) {
    long features = GraphRows.features(dimension);
    long hidden = settings.hidden();
    long messages = settings.messageComponents(dimension);
    long outputs = settings.trainingStrategy().sampled() ? 2 * messages : messages;
    long edgeModel = (2 * features + 1 + hidden + 1) * hidden + (hidden + 1) * outputs;
    long nodeModel = (features + messages + 1 + hidden + 1) * hidden + (hidden + 1) * dimension;
    return edgeModel + nodeModel + messages;
  }
}
