package org.principia.dynamics.law;

/**
 * Which particles act on each other.
 *
 * <p>Particles are numbered from 0. The pairs (i, j) with j after i are visited particle by
 * particle: the later partners of i are i + 1 ... {@link #end} - 1.
 */
public enum Topology {
  /** Every two particles. */
  ALL_PAIRS {
    @Override
    public int end(int particle, int particles) {
      return particles;
    }
  },

  /** Neighbours on a chain with open ends: particle i and particle i + 1. */
  CHAIN {
    @Override
    public int end(int particle, int particles) {
      return Math.min(particle + 2, particles);
    }
  };

  /**
   * The end of the later partners of a particle.
   *
   * @param particle i, from 0
   * @param particles n
   * @return one more than the last particle that i acts on; i + 1 where no later one is a partner
   */
  public abstract int end(int particle, int particles);

  /**
   * Whether two particles act on each other.
   *
   * @param i one of them, from 0
   * @param j the other, not i
   */
  public boolean joins(int i, int j) {
    return Math.max(i, j) < end(Math.min(i, j), Integer.MAX_VALUE);
  }
}
