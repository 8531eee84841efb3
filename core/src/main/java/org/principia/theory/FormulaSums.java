package org.principia.theory;

import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.GraphRows;
import org.principia.gnn.batch.NodeBlock;
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
    int n = block.particles();
    int d = block.dimension();
    int features = GraphRows.features(d);
    float[] sums = new float[block.size() * n * d];
    double[] mass = new double[n];
    double[] charge = new double[n];
    double[] position = new double[n * d];
    for (int frame = 0; frame < block.size(); frame++) {
      for (int i = 0; i < n; i++) {
        int row = (frame * n + i) * features;
        for (int k = 0; k < d; k++) {
          position[i * d + k] = block.nodes()[row + k];
        }
        charge[i] = block.nodes()[row + 2 * d];
        mass[i] = block.nodes()[row + 2 * d + 1];
      }
      double[] found = law.sums(mass, charge, position);
      for (int k = 0; k < found.length; k++) {
        // A formula may have a pole; one such sum must not spoil the whole training.
        sums[frame * n * d + k] = Double.isFinite(found[k]) ? (float) found[k] : 0;
      }
    }
    return new NodeBlock(block, sums);
  }
}
