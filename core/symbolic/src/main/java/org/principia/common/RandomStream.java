package org.principia.common;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random streams that are derived, never shared: a function of (seed, stage, keys) alone.
 *
 * <p>The key of a stream is what it is used for (a run, an island, an epoch), never the thread, the
 * partition or the clock; so the same draws come out for any number of workers and after any retry.
 * The state is a chain of SplitMix64 finalisers over seed, stage and keys (Steele, Lea, Flood,
 * "Fast splittable pseudorandom number generators", OOPSLA 2014).
 */
public final class RandomStream {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private RandomStream() {}

  /**
   * The stream of one purpose.
   *
   * @param seed the user's seed
   * @param stage name of the stage and purpose, for example {@code dynamics.run}
   * @param keys what the stream belongs to: run, island, epoch
   * @return a fresh generator at the start of that stream
   */
  public static RandomGenerator of(long seed, String stage, long... keys) {
    return new SplittableRandom(key(seed, stage, keys));
  }

  /**
   * The 64-bit key of the stream {@link #of} gives, where a library wants a seed and not a
   * generator.
   */
  public static long key(long seed, String stage, long... keys) {
    long state = mix(seed + GOLDEN_GAMMA);
    for (int i = 0; i < stage.length(); i++) {
      state = mix(state ^ stage.charAt(i));
    }
    for (long key : keys) {
      state = mix(state + GOLDEN_GAMMA + mix(key));
    }
    return state;
  }

  /** The finaliser of SplitMix64, of use as a hash. */
  public static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }
}
