package org.principia.gnn.batch;

import java.io.Serializable;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;

/**
 * The random displacement of a whole frame, by which the network learns that space is homogeneous.
 *
 * <p>One vector for a frame and an epoch, ~ N(0, deviation^2) in each component, the same for all
 * particles; a function of (seed, epoch, simulation, step) alone.
 *
 * @param seed the user's seed
 * @param epoch number of the epoch, from 0
 * @param deviation standard deviation [length]
 */
public record Translation(long seed, int epoch, double deviation) implements Serializable {

  /** Writes the displacement of one frame into {@code shift} (d). */
  void draw(int simulation, int step, float[] shift) {
    if (deviation == 0) {
      Arrays.fill(shift, 0);
      return;
    }
    RandomGenerator random = RandomStream.of(seed, "gnn.translation", epoch, simulation, step);
    for (int k = 0; k < shift.length; k++) {
      shift[k] = (float) (deviation * random.nextGaussian());
    }
  }
}
