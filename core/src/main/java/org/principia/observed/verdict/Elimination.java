package org.principia.observed.verdict;

import java.io.Serializable;
import org.principia.observed.weak.Gram;

/**
 * Sums of products of columns and of a residual, from which columns are eliminated one by one:
 * {@code A <- A - A_k A_k' / A_kk}.
 *
 * <p>What then stands for the other columns are the sums of what the eliminated ones do not explain
 * of them. So the residual's own sum is the squared error after least squares of the eliminated
 * columns, and the fall by further ones is Rao's score statistic of these: chi-squared with as many
 * degrees of freedom as columns were eliminated, where the errors have the variance 1.
 */
final class Elimination implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A column of which less than this share is its own is none. */
  private static final double OWN = 1e-9;

  final int size;
  private final double[] sums;
  private final double[] squares;
  private final boolean[] gone;

  /** Of so many columns, the residual among them as the last. */
  Elimination(int size) {
    this.size = size;
    sums = new double[size * size];
    squares = new double[size];
    gone = new boolean[size];
  }

  private Elimination(Elimination other) {
    size = other.size;
    sums = other.sums.clone();
    squares = other.squares.clone();
    gone = other.gone.clone();
  }

  Elimination copy() {
    return new Elimination(this);
  }

  /** Adds the sums of a receiver, given where each of its columns stands here; -1 is nowhere. */
  void add(Gram gram, int[] place) {
    for (int i = 0; i < place.length; i++) {
      if (place[i] >= 0) {
        squares[place[i]] += gram.at(i, i);
        for (int j = 0; j < place.length; j++) {
          if (place[j] >= 0) {
            sums[place[i] * size + place[j]] += gram.at(i, j);
          }
        }
      }
    }
  }

  /** Adds what another has behind its first columns. */
  void add(Elimination other, int from) {
    for (int i = 0; i < size; i++) {
      squares[i] += other.squares[from + i];
      for (int j = 0; j < size; j++) {
        sums[i * size + j] += other.sums[(from + i) * other.size + from + j];
      }
    }
  }

  /** The columns from a first one on. */
  Elimination tail(int from) {
    Elimination tail = new Elimination(size - from);
    tail.add(this, from);
    return tail;
  }

  /** Eliminates some columns; the number of those that have something of their own. */
  int eliminate(int from, int to) {
    int count = 0;
    for (int k = from; k < to; k++) {
      double pivot = sums[k * size + k];
      if (gone[k] || !(pivot > OWN * squares[k])) {
        continue;
      }
      gone[k] = true;
      count++;
      for (int i = 0; i < size; i++) {
        double factor = sums[i * size + k] / pivot;
        for (int j = 0; j < size && !gone[i] && factor != 0; j++) {
          sums[i * size + j] -= factor * sums[k * size + j];
        }
      }
    }
    return count;
  }

  /** Sum of the squares of the residual. */
  double rest() {
    return sums[size * size - 1];
  }
}
