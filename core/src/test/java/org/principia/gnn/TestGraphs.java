package org.principia.gnn;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.batch.GraphBlock;
import org.principia.graphs.Graph;
import org.principia.graphs.Particles;

/** Frames of random numbers: for what does not ask whether there is a law in them. */
public final class TestGraphs {
  private TestGraphs() {}

  public static List<Graph> random(int count, int particles, int dimension) {
    List<Graph> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RandomGenerator random = RandomStream.of(7, "test.frames", i);
      frames.add(
          new Particles(
                  dimension,
                  numbers(particles, random),
                  numbers(particles, random),
                  numbers(particles * dimension, random),
                  numbers(particles * dimension, random),
                  numbers(particles * dimension, random))
              .graph(i / 3, i % 3, 0));
    }
    return frames;
  }

  static float[] numbers(int count, RandomGenerator random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** A maker of minibatches of so many graphs, all alike. */
  public static GraphBatch batches(GraphBlock block, int capacity, GnnSettings settings) {
    return new GraphBatch(
        block,
        capacity * block.nodes(0),
        capacity * block.edges(0),
        settings.trainingStrategy(),
        settings.messageComponents(block.schema().outputs()));
  }

  public static GnnSettings small(String strategy) {
    return new GnnSettings(strategy, 16, 5, 2, 4, 1, 3, 1e-2, 1e-2, 3.0, 1e-2, 1, 0.65);
  }

  public static int[] inOrder(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    return order;
  }
}
