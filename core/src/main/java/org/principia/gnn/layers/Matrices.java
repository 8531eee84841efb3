package org.principia.gnn.layers;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Where a pass through the network takes its matrices from. */
public interface Matrices {

  /** A matrix in column-major order, its elements not initialised. */
  INDArray of(long rows, long columns);

  /** Matrices of one of DL4J's workspaces. */
  static Matrices in(LayerWorkspaceMgr workspaces, ArrayType kind, DataType type) {
    return (rows, columns) ->
        workspaces.createUninitialized(kind, type, new long[] {rows, columns}, 'f');
  }

  /** Matrices outside workspaces, freed together: native memory does not wait for the heap. */
  final class Detached implements Matrices, AutoCloseable {
    private final DataType type;
    private final List<INDArray> given = new ArrayList<>();

    public Detached(DataType type) {
      this.type = type;
    }

    @Override
    public INDArray of(long rows, long columns) {
      INDArray matrix = Nd4j.createUninitialized(type, new long[] {rows, columns}, 'f');
      given.add(matrix);
      return matrix;
    }

    /** Rows one after another as the columns of a matrix: how column-major order has them. */
    public INDArray columnsOf(float[] rowMajor, int rows) {
      long columns = rowMajor.length / rows;
      INDArray matrix = Nd4j.create(rowMajor, new long[] {rows, columns}, 'f');
      given.add(matrix);
      return matrix;
    }

    @Override
    public void close() {
      given.forEach(INDArray::close);
      given.clear();
    }
  }
}
