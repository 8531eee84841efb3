package org.principia.jobs.cluster.training;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.batch.GraphBlock;
import org.principia.jobs.cluster.device.TrainingDevice;
import org.principia.jobs.device.MemoryNeed;

/** Measures the error of a network on one block; each task builds its own network. */
final class ErrorOfBlock implements Function<GraphBlock, ErrorSum> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<float[]> parameters;
  private final GnnSettings settings;
  private final int dimension;

  ErrorOfBlock(Broadcast<float[]> parameters, GnnSettings settings, int dimension) {
    this.parameters = parameters;
    this.settings = settings;
    this.dimension = dimension;
  }

  @Override
  public ErrorSum call(GraphBlock block) {
    TrainingDevice.require(MemoryNeed.ofUse());
    GraphNetwork network = GraphNetwork.of(settings, dimension, parameters.value());
    return new ErrorSum(network.absoluteError(block), block.accelerations().length);
  }
}
