package org.principia.gnn;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Some columns of the matrices of a pass, few enough to stay in a processor's cache.
 *
 * <p>A pass takes a tile through all layers before it takes the next: else each layer and each
 * rectifier would fetch matrices of some megabytes from memory once more.
 *
 * @param from first column
 * @param to one past the last
 */
record Tile(long from, long to) {
  /** At 300 units, half a megabyte; products of fewer columns run slower. */
  private static final long COLUMNS = 448;

  /** All columns, in tiles of equal size but for one. */
  static List<Tile> of(long columns) {
    long count = (columns + COLUMNS - 1) / COLUMNS;
    List<Tile> tiles = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      tiles.add(new Tile(i * columns / count, (i + 1) * columns / count));
    }
    return tiles;
  }

  /** The number of columns of the largest tile. */
  static long largest(long columns) {
    long count = (columns + COLUMNS - 1) / COLUMNS;
    return (columns + count - 1) / count;
  }

  long size() {
    return to - from;
  }

  /** These columns of a matrix that has all. */
  INDArray in(INDArray whole) {
    return columns(whole, from, to);
  }

  /** As many columns of a matrix that has room for any tile. */
  INDArray first(INDArray scratch) {
    return columns(scratch, 0, size());
  }

  static INDArray columns(INDArray matrix, long from, long to) {
    return to - from == matrix.size(1)
        ? matrix
        : matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }
}
