package org.principia.symbolic.internal.fit;

/**
 * The descent of Levenberg and Marquardt: a step that lowers the loss is taken and the damping
 * falls, another is refused and the damping rises.
 *
 * <p>It ends after two steps in a row that gain less than {@value #MIN_GAIN} of the loss.
 */
final class Descent {
  /** A share of the loss that is worth a step. */
  static final double MIN_GAIN = 1e-4;

  private static final double FIRST_DAMPING = 1e-3;
  private static final double MAX_DAMPING = 1e8;

  private Descent() {}

  /** What descends. */
  interface Problem {

    /**
     * Makes the normal equations at the best point, of this loss; false if they are of no use.
     * Asked at the start and after each step taken.
     */
    boolean derive(double best);

    /**
     * The loss at the end of a step tried from the best point with a damping; a NaN where there is
     * none.
     */
    double step(double best, double damping);

    /** Makes the end of the last step the best point. */
    void accept();
  }

  /**
   * Descends in so many steps at the most; gives the loss reached.
   *
   * @param first the loss at the start
   * @param problem at the best point so far, where it is left at the end
   */
  static double from(double first, int steps, Problem problem) {
    double best = first;
    double damping = FIRST_DAMPING;
    int idle = 0;
    boolean moved = true;
    for (int i = 0; i < steps && idle < 2 && damping < MAX_DAMPING; i++) {
      if (moved && !problem.derive(best)) {
        break;
      }
      double reached = problem.step(best, damping);
      moved = reached < best;
      if (moved) {
        idle = best - reached < MIN_GAIN * best ? idle + 1 : 0;
        best = reached;
        problem.accept();
        damping *= 0.2;
      } else {
        damping = Math.max(damping, 1e-4) * 8;
      }
    }
    return best;
  }
}
