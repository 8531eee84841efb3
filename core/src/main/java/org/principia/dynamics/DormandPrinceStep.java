package org.principia.dynamics;

import org.principia.dynamics.law.AccelerationField;

/**
 * One step of the method of Dormand and Prince, order 5(4), with its error and its dense output.
 *
 * <p>The state is y = (x, v), its derivative (v, a); stage s has velocities {@code v_s} and
 * accelerations {@code a_s}. The last stage is evaluated at the new state and becomes the first of
 * the next step, so a step costs six evaluations. The interpolant is of order 4, its error of the
 * size of the error that is controlled.
 *
 * <p>Source: Dormand, Prince, "A family of embedded Runge-Kutta formulae", J. Comput. Appl. Math. 6
 * (1980) 19; interpolant and notation: Hairer, Norsett, Wanner, "Solving Ordinary Differential
 * Equations I", 2nd edition, II.4 and II.6.
 *
 * <p>An object is the scratch memory of one integration and belongs to one thread.
 */
final class DormandPrinceStep {
  static final double[][] A = {
    {},
    {1 / 5.0},
    {3 / 40.0, 9 / 40.0},
    {44 / 45.0, -56 / 15.0, 32 / 9.0},
    {19372 / 6561.0, -25360 / 2187.0, 64448 / 6561.0, -212 / 729.0},
    {9017 / 3168.0, -355 / 33.0, 46732 / 5247.0, 49 / 176.0, -5103 / 18656.0},
    {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0}
  };

  /** Weights of order 5 minus those of order 4. */
  static final double[] E = {
    71 / 57600.0, 0, -71 / 16695.0, 71 / 1920.0, -17253 / 339200.0, 22 / 525.0, -1 / 40.0
  };

  /** Weights of the interpolant's term in theta^2 (1 - theta)^2. */
  static final double[] D = {
    -12715105075.0 / 11282082432.0,
    0,
    87487479700.0 / 32700410799.0,
    -10690763975.0 / 1880347072.0,
    701980252875.0 / 199316789632.0,
    -1453857185.0 / 822651844.0,
    69997945.0 / 29380423.0
  };

  private final AccelerationField field;
  private final double[] mass;
  private final double[] charge;
  private final int dimension;
  private final int size;
  private final double[] x;
  private final double[] xNew;
  private final double[][] v;
  private final double[][] a;
  private final double[] interpolant;
  private long evaluations;

  /** At the initial state, with its acceleration evaluated. */
  DormandPrinceStep(AccelerationField field, InitialState start) {
    this.field = field;
    this.mass = start.mass();
    this.charge = start.charge();
    this.dimension = start.dimension();
    this.size = start.position().length;
    this.x = start.position().clone();
    this.xNew = new double[size];
    this.v = new double[7][size];
    this.a = new double[7][size];
    this.interpolant = new double[8 * size];
    System.arraycopy(start.velocity(), 0, v[0], 0, size);
    evaluate(x, v[0], a[0]);
  }

  private void evaluate(double[] position, double[] velocity, double[] out) {
    evaluations++;
    field.accelerations(mass, charge, dimension, position, velocity, out);
  }

  long evaluations() {
    return evaluations;
  }

  double[] position() {
    return x;
  }

  double[] velocity() {
    return v[0];
  }

  double[] acceleration() {
    return a[0];
  }

  /** Tries a step: the stages and the new state, which {@link #accept} makes the current one. */
  void attempt(double h) {
    earlyStages(h);
    lateStages(h);
  }

  private void earlyStages(double h) {
    double[] v0 = v[0];
    double[] v1 = v[1];
    double[] v2 = v[2];
    double[] v3 = v[3];
    double[] a0 = a[0];
    double[] a1 = a[1];
    double[] a2 = a[2];
    double c0 = h * A[1][0];
    for (int k = 0; k < size; k++) {
      xNew[k] = x[k] + c0 * v0[k];
      v1[k] = v0[k] + c0 * a0[k];
    }
    evaluate(xNew, v1, a1);
    c0 = h * A[2][0];
    double c1 = h * A[2][1];
    for (int k = 0; k < size; k++) {
      xNew[k] = x[k] + c0 * v0[k] + c1 * v1[k];
      v2[k] = v0[k] + c0 * a0[k] + c1 * a1[k];
    }
    evaluate(xNew, v2, a2);
    c0 = h * A[3][0];
    c1 = h * A[3][1];
    double c2 = h * A[3][2];
    for (int k = 0; k < size; k++) {
      xNew[k] = x[k] + c0 * v0[k] + c1 * v1[k] + c2 * v2[k];
      v3[k] = v0[k] + c0 * a0[k] + c1 * a1[k] + c2 * a2[k];
    }
    evaluate(xNew, v3, a[3]);
  }

  private void lateStages(double h) {
    double[] v0 = v[0];
    double[] v1 = v[1];
    double[] v2 = v[2];
    double[] v3 = v[3];
    double[] v4 = v[4];
    double[] v5 = v[5];
    double[] v6 = v[6];
    double[] a0 = a[0];
    double[] a1 = a[1];
    double[] a2 = a[2];
    double[] a3 = a[3];
    double[] a4 = a[4];
    double[] a5 = a[5];
    double c0 = h * A[4][0];
    double c1 = h * A[4][1];
    double c2 = h * A[4][2];
    double c3 = h * A[4][3];
    for (int k = 0; k < size; k++) {
      xNew[k] = x[k] + c0 * v0[k] + c1 * v1[k] + c2 * v2[k] + c3 * v3[k];
      v4[k] = v0[k] + c0 * a0[k] + c1 * a1[k] + c2 * a2[k] + c3 * a3[k];
    }
    evaluate(xNew, v4, a4);
    c0 = h * A[5][0];
    c1 = h * A[5][1];
    c2 = h * A[5][2];
    c3 = h * A[5][3];
    double c4 = h * A[5][4];
    for (int k = 0; k < size; k++) {
      xNew[k] = x[k] + c0 * v0[k] + c1 * v1[k] + c2 * v2[k] + c3 * v3[k] + c4 * v4[k];
      v5[k] = v0[k] + c0 * a0[k] + c1 * a1[k] + c2 * a2[k] + c3 * a3[k] + c4 * a4[k];
    }
    evaluate(xNew, v5, a5);
    c0 = h * A[6][0];
    c2 = h * A[6][2];
    c3 = h * A[6][3];
    c4 = h * A[6][4];
    double c5 = h * A[6][5];
    for (int k = 0; k < size; k++) {
      xNew[k] = x[k] + c0 * v0[k] + c2 * v2[k] + c3 * v3[k] + c4 * v4[k] + c5 * v5[k];
      v6[k] = v0[k] + c0 * a0[k] + c2 * a2[k] + c3 * a3[k] + c4 * a4[k] + c5 * a5[k];
    }
    evaluate(xNew, v6, a[6]);
  }

  /**
   * The largest error of a component of the attempted step, each divided by {@code max(|y|, |y
   * new|, floor)}; not a number where one is not finite.
   */
  double error(double h, double floor) {
    double worst = 0;
    double[] v6 = v[6];
    for (int k = 0; k < size; k++) {
      double scaleX = Math.max(floor, Math.max(Math.abs(x[k]), Math.abs(xNew[k])));
      double scaleV = Math.max(floor, Math.max(Math.abs(v[0][k]), Math.abs(v6[k])));
      worst = Math.max(worst, Math.abs(h * weighted(E, v, k)) / scaleX);
      worst = Math.max(worst, Math.abs(h * weighted(E, a, k)) / scaleV);
    }
    return worst;
  }

  private static double weighted(double[] w, double[][] stages, int k) {
    return w[0] * stages[0][k]
        + w[2] * stages[2][k]
        + w[3] * stages[3][k]
        + w[4] * stages[4][k]
        + w[5] * stages[5][k]
        + w[6] * stages[6][k];
  }

  /**
   * Makes ready for {@link #interpolate} over the attempted step; to be called before accepting.
   */
  void prepareInterpolant(double h) {
    double[] p = interpolant;
    for (int k = 0, o = 0; k < size; k++, o += 8) {
      double rise = xNew[k] - x[k];
      double bend = h * v[0][k] - rise;
      p[o] = rise;
      p[o + 1] = bend;
      p[o + 2] = rise - h * v[6][k] - bend;
      p[o + 3] = h * weighted(D, v, k);
      rise = v[6][k] - v[0][k];
      bend = h * a[0][k] - rise;
      p[o + 4] = rise;
      p[o + 5] = bend;
      p[o + 6] = rise - h * a[6][k] - bend;
      p[o + 7] = h * weighted(D, a, k);
    }
  }

  /**
   * The state at a place theta in the attempted step, 0 at its beginning and 1 at its end, written
   * to position and velocity (n x d).
   */
  void interpolate(double theta, double[] position, double[] velocity) {
    double[] p = interpolant;
    double[] v0 = v[0];
    double rest = 1 - theta;
    for (int k = 0, o = 0; k < size; k++, o += 8) {
      position[k] =
          x[k] + theta * (p[o] + rest * (p[o + 1] + theta * (p[o + 2] + rest * p[o + 3])));
      velocity[k] =
          v0[k] + theta * (p[o + 4] + rest * (p[o + 5] + theta * (p[o + 6] + rest * p[o + 7])));
    }
  }

  /** Makes the attempted state the current one. */
  void accept() {
    System.arraycopy(xNew, 0, x, 0, size);
    swapFirstAndLast(v);
    swapFirstAndLast(a);
  }

  private static void swapFirstAndLast(double[][] stages) {
    double[] first = stages[0];
    stages[0] = stages[6];
    stages[6] = first;
  }
}
