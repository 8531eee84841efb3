package org.principia.jobs.cluster.analysis;

/** Single into double precision. */
public final class Widen {
  private Widen() {}

  /**
   * Widens.
   *
   * @param values in single precision
   * @return the same values
   */
  public static double[] of(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
