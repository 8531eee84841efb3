package org.principia.symbolic.internal.program;

import java.util.Arrays;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;
import org.principia.symbolic.expression.Operator;

/**
 * An expression as postfix code over flat arrays, evaluated a block of rows at a time.
 *
 * <p>Every node has its buffer of one block, so that derivatives by the constants follow in one
 * sweep backwards. The columns are cut into blocks when they are first seen, so that every loop
 * starts at the beginning of its arrays, which is what makes it vector code. Owned by one worker
 * and compiled into again and again: nothing is allocated once the buffers are as many as the
 * largest expression has nodes.
 */
public final class Program {
  /** Rows of a block: the buffers of an expression of usual size stay in the first-level cache. */
  public static final int BLOCK = 256;

  private static final int NO_COLUMN = -1;
  private static final double[][] NONE = {};

  /** Operator of a node, null for a leaf. */
  private Operator[] code = new Operator[0];

  /** Column of a variable. */
  private int[] column = new int[0];

  private int[] left = new int[0];
  private boolean[] active = new boolean[0];
  private double[][] buffer = new double[0][];
  private double[][] adjointBuffer = new double[0][];
  private double[][] value = new double[0][];
  private final BlockKernels kernels = new BlockKernels();

  private Cut cut = new Cut(NONE, new double[0][][]);

  /** The columns before these: a fit turns between a sample and all rows. */
  private Cut former = cut;

  private double[][] adjoint = new double[0][];
  private int[] constantNode = new int[0];
  private double[] constants = new double[0];
  private int length;
  private int constantCount;

  /**
   * Columns, copied by block, column and row: a worker evaluates thousands of expressions on them.
   */
  private record Cut(double[][] columns, double[][][] blocks) {
    static Cut of(double[][] columns) {
      int rows = columns.length == 0 ? 0 : columns[0].length;
      double[][][] blocks = new double[(rows + BLOCK - 1) / BLOCK][columns.length][];
      for (int k = 0; k < blocks.length; k++) {
        for (int j = 0; j < columns.length; j++) {
          int end = Math.min(rows, (k + 1) * BLOCK);
          blocks[k][j] = Arrays.copyOfRange(columns[j], k * BLOCK, end);
        }
      }
      return new Cut(columns, blocks);
    }
  }

  /** Takes an expression; what was compiled before is gone. */
  public void compile(Expression e) {
    int size = e.complexity();
    if (size > code.length) {
      grow(size);
    }
    length = 0;
    constantCount = 0;
    emit(e);
  }

  public int constantCount() {
    return constantCount;
  }

  /** Copies the constants, left to right. */
  public void copyConstants(double[] out) {
    System.arraycopy(constants, 0, out, 0, constantCount);
  }

  /** Sets the constants from the front of an array and spreads them over their buffers. */
  public void setConstants(double[] values) {
    for (int k = 0; k < constantCount; k++) {
      constants[k] = values[k];
      Arrays.fill(buffer[constantNode[k]], values[k]);
    }
  }

  /**
   * Evaluates rows [from, from + n) of the columns (columns x rows), which must not change while
   * they are the ones that are evaluated: from a multiple of {@link #BLOCK}, n at most that. {@link
   * #result} holds the values from its first element on.
   */
  public void values(double[][] columns, int from, int n) {
    if (columns != cut.columns) {
      Cut last = cut;
      cut = columns == former.columns ? former : Cut.of(columns);
      former = last;
    }
    for (int i = 0; i < length; i++) {
      Operator op = code[i];
      if (op != null) {
        kernels.value(op, value[left[i]], value[i - 1], buffer[i], n);
      } else if (column[i] != NO_COLUMN) {
        value[i] = cut.blocks[from / BLOCK][column[i]];
      }
    }
  }

  /** Values of so many rows of the columns, copied to an array. */
  public void values(double[][] columns, int rows, double[] out) {
    derivatives(columns, rows, out, NONE);
  }

  /** The same, and derivatives by the constants that there are arrays for. */
  public void derivatives(double[][] columns, int rows, double[] out, double[][] derivatives) {
    for (int from = 0; from < rows; from += BLOCK) {
      int n = Math.min(BLOCK, rows - from);
      values(columns, from, n);
      System.arraycopy(result(), 0, out, from, n);
      if (derivatives.length > 0) {
        derivatives(1, n);
      }
      for (int k = 0; k < constantCount && k < derivatives.length; k++) {
        System.arraycopy(derivative(k), 0, derivatives[k], from, n);
      }
    }
  }

  public double[] result() {
    return value[length - 1];
  }

  /**
   * Derivatives of {@code seed * f} by every constant, for the n rows of the block that {@link
   * #values} evaluated last; {@link #derivative} gives them.
   */
  public void derivatives(double seed, int n) {
    int root = length - 1;
    if (!active[root]) {
      return;
    }
    adjoint[root] = adjointBuffer[root];
    Arrays.fill(adjoint[root], 0, n, seed);
    for (int i = root; i >= 0; i--) {
      if (code[i] != null && active[i]) {
        backward(i, n);
      }
    }
  }

  /** Derivative by constant k, rows from 0. */
  public double[] derivative(int k) {
    return adjoint[constantNode[k]];
  }

  private void backward(int i, int n) {
    Operator op = code[i];
    int a = left[i];
    int b = i - 1;
    double[] out = adjoint[i];
    if (op == Operator.ADD) {
      adjoint[a] = out;
      adjoint[b] = out;
      return;
    }
    if (op == Operator.SUBTRACT) {
      adjoint[a] = out;
    }
    if (active[a] && op != Operator.SUBTRACT) {
      adjoint[a] = adjointBuffer[a];
      kernels.slopeLeft(op, value[a], value[b], buffer[i], out, adjoint[a], n);
    }
    if (op.arity() == 2 && active[b]) {
      adjoint[b] = adjointBuffer[b];
      BlockKernels.slopeRight(op, value[a], value[b], buffer[i], out, adjoint[b], n);
    }
  }

  private int emit(Expression e) {
    if (e instanceof Unary u) {
      int operand = emit(u.operand());
      return node(u.operator(), operand, active[operand]);
    }
    if (e instanceof Binary b) {
      int first = emit(b.left());
      int second = emit(b.right());
      return node(b.operator(), first, active[first] || active[second]);
    }
    if (e instanceof Variable v) {
      column[length] = v.index();
      return node(null, length, false);
    }
    double c = ((Constant) e).value();
    constants[constantCount] = c;
    constantNode[constantCount++] = length;
    Arrays.fill(buffer[length], c);
    column[length] = NO_COLUMN;
    return node(null, length, true);
  }

  private int node(Operator op, int first, boolean depends) {
    code[length] = op;
    left[length] = first;
    active[length] = depends;
    value[length] = buffer[length];
    return length++;
  }

  private void grow(int size) {
    code = new Operator[size];
    column = new int[size];
    left = new int[size];
    active = new boolean[size];
    constantNode = new int[size];
    constants = new double[size];
    value = new double[size][];
    adjoint = new double[size][];
    buffer = new double[size][BLOCK];
    adjointBuffer = new double[size][BLOCK];
  }
}
