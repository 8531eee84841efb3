package org.principia.gnn.layers;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where a pass through the network takes its matrices from. */
public interface Matrices {

  /** A matrix in column-major order, its elements not initialised. */
  INDArray of(long rows, long columns);

  /** Matrices of one of DL4J's workspaces. */
  static Matrices in(LayerWorkspaceMgr workspaces, ArrayType kind, DataType type) {
    return (rows, columns) ->
        workspaces.createUninitialized(kind, type, new long[] {rows, columns}, 'f');
  }
}
