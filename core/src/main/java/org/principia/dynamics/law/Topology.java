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

    @Override
    public int partners(int particle, int particles) {
      return particles - 1;
    }
  },

  /** Neighbours on a chain with open ends: particle i and particle i + 1. */
  CHAIN {
    @Override
    public int end(int particle, int particles) {
      return Math.min(particle + 2, particles);
    }

    @Override
    public int partners(int particle, int particles) {
      return (particle > 0 ? 1 : 0) + (particle < particles - 1 ? 1 : 0);
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
   * The number of partners of a particle, earlier and later ones.
   *
   * @param particle i, from 0
   * @param particles n
   * @return the number, at most n - 1
   */
  public abstract int partners(int particle, int particles);
}
