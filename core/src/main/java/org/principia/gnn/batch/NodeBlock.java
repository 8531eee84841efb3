package org.principia.gnn.batch;

import java.io.Serializable;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.principia.graphs.GraphLayout;

/**
 * Graphs with the sums that reach each of their nodes, for training a node model.
 *
 * @param graphs the graphs
 * @param sums by node and component (rows x T)
 */
public record NodeBlock(GraphBlock graphs, float[] sums) implements Serializable {

  /**
   * The rows and targets of a minibatch of a deal, its graphs displaced, of constant size and in
   * memory of its own; rows that are not used weigh nothing.
   */
  public MultiDataSet minibatch(Deal deal, int minibatch, Translation translation) {
    int outputs = graphs.schema().outputs();
    float[] rows = new float[GraphLayout.length(deal.rows(), width())];
    float[] labels = new float[deal.rows() * outputs];
    float[] weights = new float[deal.rows() * outputs];
    float[] shift = new float[graphs.schema().dimension()];
    int row = 0;
    for (int i = deal.first(minibatch); i < deal.first(minibatch + 1); i++) {
      int graph = deal.order()[i];
      int first = graphs.starts()[graph];
      translation.draw(graphs.simulation()[graph], graphs.step()[graph], shift);
      copyRows(graph, rows, row, shift);
      int length = graphs.nodes(graph) * outputs;
      System.arraycopy(graphs.targets(), first * outputs, labels, row * outputs, length);
      row += graphs.nodes(graph);
    }
    // DL4J divides by all rows: so the score is the mean over those that are used.
    Arrays.fill(weights, 0, row * outputs, (float) deal.rows() / row / outputs);
    return new MultiDataSet(
        new INDArray[] {GraphBatch.matrix(rows, deal.rows())},
        new INDArray[] {GraphBatch.matrix(labels, deal.rows())},
        null,
        new INDArray[] {GraphBatch.matrix(weights, deal.rows())});
  }

  /** Features and sums of all nodes, not displaced (rows x (F + T)). */
  public float[] rows() {
    float[] rows = new float[GraphLayout.length(graphs.starts()[graphs.size()], width())];
    for (int graph = 0; graph < graphs.size(); graph++) {
      copyRows(graph, rows, graphs.starts()[graph], new float[graphs.schema().dimension()]);
    }
    return rows;
  }

  private int width() {
    return graphs.schema().width() + graphs.schema().outputs();
  }

  private void copyRows(int graph, float[] rows, int row, float[] shift) {
    int features = graphs.schema().width();
    int outputs = graphs.schema().outputs();
    int position = graphs.schema().position();
    for (int i = 0; i < graphs.nodes(graph); i++) {
      int source = graphs.starts()[graph] + i;
      int to = (row + i) * (features + outputs);
      System.arraycopy(graphs.features(), source * features, rows, to, features);
      for (int k = 0; k < shift.length; k++) {
        rows[to + position + k] += shift[k];
      }
      System.arraycopy(sums, source * outputs, rows, to + features, outputs);
    }
  }
}
