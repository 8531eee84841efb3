package org.principia.gnn.layers;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Rows of ones that outlive every workspace: all are views of the longest asked for so far. */
public final class Ones {
  private final DataType type;
  private INDArray longest;

  public Ones(DataType type) {
    this.type = type;
  }

  /** A row (1 x length), not to be changed. */
  public INDArray row(long length) {
    if (longest == null || longest.length() < length) {
      MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces();
      try {
        longest = Nd4j.ones(type, 1, length);
      } finally {
        outside.close();
      }
    }
    return longest.length() == length
        ? longest
        : longest.get(NDArrayIndex.all(), NDArrayIndex.interval(0, length));
  }
}
