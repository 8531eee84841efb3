package org.principia.dynamics.law;

import org.principia.dynamics.InitialState;

/** The potential energy of a whole state, summed up pair by pair. */
public final class PotentialEnergy {
  private PotentialEnergy() {}

  /**
   * The energy.
   *
   * @param law the law
   * @param state masses and charges
   * @param position positions [length] (n x d)
   * @return own potential and that of all pairs; not a number where the law has none
   */
  public static double of(ForceLaw law, InitialState state, double[] position) {
    double[] mass = state.mass();
    double[] charge = state.charge();
    int n = mass.length;
    int d = state.dimension();
    double sum = law.ownPotential(mass, charge, d, position);
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < law.topology().end(i, n); j++) {
        double r = PairwiseField.distance(position, i * d, j * d, d);
        sum += law.potential(r, mass[i], mass[j], charge[i], charge[j]);
      }
    }
    return sum;
  }
}
