package org.principia.theory;

import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.NodeBlock;
import org.principia.graphs.GraphSchema;
import org.principia.theory.law.ComposedLaw;

/** Sums of the edge formulas of a law over the neighbours of each node. */
public final class FormulaSums {
  private FormulaSums() {}

  /**
   * The sums for every node of a block; 0 where a formula has a pole.
   *
   * @param law whose edge formulas are added up
   * @param block the frames
   * @return the frames with the sums
   */
  public static NodeBlock of(ComposedLaw law, GraphBlock block) {
    GraphSchema schema = block.schema();
    int d = schema.dimension();
    int width = schema.width();
    int place = schema.position();
    int charges = schema.feature("charge");
    int masses = schema.feature("mass");
    float[] sums = new float[block.targets().length];
    for (int graph = 0; graph < block.size(); graph++) {
      int n = block.nodes(graph);
      double[] mass = new double[n];
      double[] charge = new double[n];
      double[] position = new double[n * d];
      for (int i = 0; i < n; i++) {
        int row = (block.starts()[graph] + i) * width;
        for (int k = 0; k < d; k++) {
          position[i * d + k] = block.features()[row + place + k];
        }
        charge[i] = block.features()[row + charges];
        mass[i] = block.features()[row + masses];
      }
      double[] found = law.sums(mass, charge, position);
      for (int k = 0; k < found.length; k++) {
        // A formula may have a pole; one such sum must not spoil the whole training.
        sums[block.starts()[graph] * d + k] = Double.isFinite(found[k]) ? (float) found[k] : 0;
      }
    }
    return new NodeBlock(block, sums);
  }
}
