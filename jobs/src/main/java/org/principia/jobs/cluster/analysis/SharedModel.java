package org.principia.jobs.cluster.analysis;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.principia.gnn.GraphNetwork;
import org.principia.jobs.artefact.cell.ModelArtefact;

/** A trained network that tasks share while this is open. */
public final class SharedModel implements AutoCloseable, Serializable {
  private static final long serialVersionUID = 1L;

  private final transient JavaSparkContext context;
  private final Broadcast<byte[]> model;

  /**
   * Sends a network to the tasks.
   *
   * @param artefact the network
   */
  public SharedModel(ModelArtefact artefact) {
    this.context = artefact.at().context();
    this.model = context.broadcast(artefact.bytes());
  }

  JavaSparkContext context() {
    return context;
  }

  /** The network, loaded anew; also within a task. */
  GraphNetwork network() {
    return ModelArtefact.network(model.value());
  }

  @Override
  public void close() {
    model.destroy();
  }
}
