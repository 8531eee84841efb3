package org.principia.gnn.training;

import java.io.Serializable;
import java.util.List;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.batch.GraphBlock;
import org.principia.graphs.GraphSchema;
import org.principia.parallel.Distributed;

/**
 * Part of a mean absolute error.
 *
 * @param error sum of |a - a'| [length / time^2]
 * @param values number of its terms
 */
record ErrorSum(double error, long values) implements Serializable {

  /**
   * Mean absolute error of a network; each task builds its own network.
   *
   * @param shards frames to measure it on, a block a part or none
   * @param network the network
   * @param listener told of each task that begins
   * @return the mean over all frames, particles and axes
   */
  static double mean(
      Distributed<GraphBlock> shards, GraphNetwork network, WorkerListener listener) {
    GnnSettings settings = network.settings();
    GraphSchema schema = network.schema();
    List<ErrorSum> sums =
        shards.collect(
            network.parameters(),
            (parameters, part) ->
                part.items().hasNext()
                    ? of(part.items().next(), settings, schema, parameters, listener)
                    : new ErrorSum(0, 0));
    double error = 0;
    long values = 0;
    for (ErrorSum sum : sums) {
      error += sum.error();
      values += sum.values();
    }
    return error / values;
  }

  static ErrorSum of(
      GraphBlock block,
      GnnSettings settings,
      GraphSchema schema,
      float[] parameters,
      WorkerListener listener) {
    listener.measures();
    GraphNetwork network = GraphNetwork.of(settings, schema, parameters);
    return new ErrorSum(network.absoluteError(block), block.targets().length);
  }
}
