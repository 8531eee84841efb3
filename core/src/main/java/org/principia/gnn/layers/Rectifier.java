package org.principia.gnn.layers;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The rectifier y = max(x, 0) and its gradient, each written over what it replaces.
 *
 * <p>Where g is the gradient of y, that of x is g where y is positive, else 0: min(y, 1 / s) s g
 * with s = 2^64, exact for all y but those in (0, 2^-64), since a power of two rounds nothing. The
 * factor s is given to the product that makes g, which costs nothing there; so the derivative is
 * one pass. (ND4J's sign branches on each element: ten times as long on zeros in random places.)
 *
 * <p>It owns the scalars that its operations need, in memory that outlives every workspace, where
 * ND4J would allocate one at each use. It serves one thread.
 */
public final class Rectifier {
  /** What the gradient of an output is to be multiplied with before it is handed in. */
  static final double STEEP = 0x1p64;

  private final ScalarMax floor;
  private final ScalarMin ceiling;

  public Rectifier(DataType type) {
    MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces();
    try {
      INDArray any = Nd4j.scalar(type, 0);
      floor = new ScalarMax(any, null, any, 0);
      ceiling = new ScalarMin(any, null, any, 1 / STEEP);
    } finally {
      outside.close();
    }
  }

  /** Replaces x by max(x, 0). */
  public INDArray forward(INDArray x) {
    floor.setX(x);
    floor.setZ(x);
    Nd4j.exec(floor);
    return x;
  }

  /** Replaces the output by what {@link #STEEP} times its gradient is to be multiplied with. */
  INDArray derivative(INDArray output) {
    ceiling.setX(output);
    ceiling.setZ(output);
    Nd4j.exec(ceiling);
    return output;
  }

  /** Replaces the output by the gradient of the input, given {@link #STEEP} times its own. */
  public INDArray backward(INDArray output, INDArray steepGradient) {
    return derivative(output).muli(steepGradient);
  }
}
