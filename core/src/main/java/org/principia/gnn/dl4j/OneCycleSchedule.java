package org.principia.gnn.dl4j;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Learning rate that rises to a peak and falls to almost nothing, both along half a cosine.
 *
 * <p>With T steps, step t from 0: initial = peak / 25 rises to the peak at t = 0.3 T - 1, and falls
 * to initial / 1e5 at t = T - 1; a + (b - a)(1 - cos(pi s)) / 2 between a and b, s the share of the
 * phase. Momentum is not cycled.
 *
 * <p>Source: L. N. Smith, N. Topin, "Super-convergence", arXiv:1708.07120, in the form of PyTorch's
 * OneCycleLR with its default pct_start and div_factor, and the report's final_div_factor of 1e5.
 *
 * @param peak largest learning rate
 * @param steps T, steps of the whole training
 */
public record OneCycleSchedule(@JsonProperty("peak") double peak, @JsonProperty("steps") int steps)
    implements ISchedule {
  private static final long serialVersionUID = 1L;

  /** Share of the steps on which the rate rises. */
  static final double RISING = 0.3;

  /** Peak over initial rate. */
  static final double DIVISOR = 25;

  /** Initial over final rate. */
  static final double FINAL_DIVISOR = 1e5;

  @Override
  public double valueAt(int iteration, int epoch) {
    double initial = peak / DIVISOR;
    double top = RISING * steps - 1;
    double last = steps - 1.0;
    double step = Math.min(iteration, last);
    if (step <= top) {
      return anneal(initial, peak, step / top);
    }
    double share = last > top ? (step - top) / (last - top) : 1;
    return anneal(peak, initial / FINAL_DIVISOR, share);
  }

  private static double anneal(double from, double to, double share) {
    return to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
  }

  @Override
  public ISchedule clone() {
    return new OneCycleSchedule(peak, steps);
  }
}
