package org.principia.jobs.stage;

/** Single into double precision. */
final class Widen {
  private Widen() {}

  static double[] of(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
