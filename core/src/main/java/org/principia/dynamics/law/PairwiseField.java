package org.principia.dynamics.law;

import java.util.Arrays;

/**
 * The accelerations of particles under a force law.
 *
 * <p>{@code a_i = (1 / m_i) * (own force of i + sum over partners j of f_ij)}. Where Newton's third
 * law holds each pair is evaluated once, and the force on j is minus that on i. Two particles in
 * the same place exert no force on each other, since the line between them has no direction.
 */
public record PairwiseField(ForceLaw law) implements AccelerationField {

  @Override
  public void accelerations(
      double[] mass,
      double[] charge,
      int dimension,
      double[] position,
      double[] velocity,
      double[] out) {
    int n = mass.length;
    Arrays.fill(out, 0, n * dimension, 0);
    if (dimension == 2 && law.reciprocal()) {
      forcesInPlane(mass, charge, position, out);
    } else if (dimension == 3 && law.reciprocal()) {
      forcesInSpace(mass, charge, position, out);
    } else {
      forces(mass, charge, dimension, position, out);
    }
    law.addOwnForces(mass, charge, dimension, position, velocity, out);
    for (int i = 0, k = 0; i < n; i++) {
      double inverse = 1 / mass[i];
      for (int c = 0; c < dimension; c++, k++) {
        out[k] *= inverse;
      }
    }
  }

  /** The general sum with both components in registers: faster than the loop over components. */
  private void forcesInPlane(double[] mass, double[] charge, double[] position, double[] out) {
    int n = mass.length;
    ForceLaw.Topology topology = law.topology();
    for (int i = 0; i < n; i++) {
      double x = position[2 * i];
      double y = position[2 * i + 1];
      double sumX = out[2 * i];
      double sumY = out[2 * i + 1];
      int end = topology.end(i, n);
      for (int j = i + 1; j < end; j++) {
        double dx = position[2 * j] - x;
        double dy = position[2 * j + 1] - y;
        double r = Math.sqrt(dx * dx + dy * dy);
        double scale = perLength(r, mass[i], mass[j], charge[i], charge[j]);
        sumX += scale * dx;
        sumY += scale * dy;
        out[2 * j] -= scale * dx;
        out[2 * j + 1] -= scale * dy;
      }
      out[2 * i] = sumX;
      out[2 * i + 1] = sumY;
    }
  }

  private void forcesInSpace(double[] mass, double[] charge, double[] position, double[] out) {
    int n = mass.length;
    ForceLaw.Topology topology = law.topology();
    for (int i = 0; i < n; i++) {
      double x = position[3 * i];
      double y = position[3 * i + 1];
      double z = position[3 * i + 2];
      double sumX = out[3 * i];
      double sumY = out[3 * i + 1];
      double sumZ = out[3 * i + 2];
      int end = topology.end(i, n);
      for (int j = i + 1; j < end; j++) {
        double dx = position[3 * j] - x;
        double dy = position[3 * j + 1] - y;
        double dz = position[3 * j + 2] - z;
        double r = Math.sqrt(dx * dx + dy * dy + dz * dz);
        double scale = perLength(r, mass[i], mass[j], charge[i], charge[j]);
        sumX += scale * dx;
        sumY += scale * dy;
        sumZ += scale * dz;
        out[3 * j] -= scale * dx;
        out[3 * j + 1] -= scale * dy;
        out[3 * j + 2] -= scale * dz;
      }
      out[3 * i] = sumX;
      out[3 * i + 1] = sumY;
      out[3 * i + 2] = sumZ;
    }
  }

  /** Any dimension, and pairs whose forces are not each other's opposite. */
  private void forces(
      double[] mass, double[] charge, int dimension, double[] position, double[] out) {
    int n = mass.length;
    ForceLaw.Topology topology = law.topology();
    boolean reciprocal = law.reciprocal();
    for (int i = 0; i < n; i++) {
      int end = topology.end(i, n);
      for (int j = i + 1; j < end; j++) {
        double r = distance(position, i * dimension, j * dimension, dimension);
        double onFirst = perLength(r, mass[i], mass[j], charge[i], charge[j]);
        double onSecond =
            reciprocal ? onFirst : perLength(r, mass[j], mass[i], charge[j], charge[i]);
        for (int c = 0; c < dimension; c++) {
          int a = i * dimension + c;
          int b = j * dimension + c;
          double separation = position[b] - position[a];
          out[a] += onFirst * separation;
          out[b] -= onSecond * separation;
        }
      }
    }
  }

  private double perLength(double r, double m1, double m2, double q1, double q2) {
    return r == 0 ? 0 : law.attraction(r, m1, m2, q1, q2) / r;
  }

  /** The distance [length] between the two particles that begin at a and b in positions (n x d). */
  public static double distance(double[] position, int a, int b, int dimension) {
    double square = 0;
    for (int c = 0; c < dimension; c++) {
      double d = position[b + c] - position[a + c];
      square += d * d;
    }
    return Math.sqrt(square);
  }
}
