package org.principia.dynamics;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.principia.common.Checks;
import org.principia.dynamics.law.AccelerationField;

/**
 * The method of Dormand and Prince, order 5(4), with adaptive steps and dense output.
 *
 * <p>A step is accepted when the estimated local error of every component y is at most {@code
 * tolerance * max(|y|, floor)}, with y a component of a position or a velocity before or after the
 * step. The {@linkplain #FLOOR floor} is a tenth of the spread of the initial conditions: without
 * it, every zero crossing of a component would stop the run. The next step is chosen by a
 * proportional-integral controller.
 *
 * <p>Where the force jumps, the error falls with the step itself and not with its fifth power, and
 * the estimate may be a hundred times too small, since the jump falls between two stages. So
 * {@value #TELLING} rejections in a row count as a jump, and until the end of the step that was
 * rejected first errors must be {@value #CAUTION} times smaller.
 *
 * <p>A run ends as diverged, with the states before, when a state is not finite or beyond single
 * precision, when the step falls below the resolution of time, or after {@value #MOST_STEPS}
 * internal steps; it is never extrapolated.
 *
 * <p>Source: as {@link DormandPrinceStep}; the controller: Hairer, Norsett, Wanner, "Solving
 * Ordinary Differential Equations I", 2nd edition, II.4, and Gustafsson, ACM TOMS 17 (1991) 533;
 * jumps known by repeated rejections: Gear, Osterby, ACM TOMS 10 (1984) 23.
 *
 * @param tolerance largest local error, relative, from 1e-14 to 1e-2
 */
public record DormandPrince54(double tolerance) implements Simulator.Integrator {
  /** The size below which a component's error is absolute: 0.1 [length] or [length / time]. */
  public static final double FLOOR = 0.1;

  /** Internal steps, rejected ones among them, after which a run counts as diverged. */
  public static final int MOST_STEPS = 200_000;

  private static final int TELLING = 2;
  private static final double CAUTION = 100;

  private static final long serialVersionUID = 1L;
  private static final double INTEGRAL = 0.04;
  private static final double PROPORTIONAL = 0.2 - 0.75 * INTEGRAL;
  private static final double SAFETY = 0.9;
  private static final double MOST_SHRINKING = 0.2;
  private static final double MOST_GROWTH = 10;

  /** Checks the tolerance. */
  public DormandPrince54 {
    Checks.between("dynamics.tolerance", tolerance, 1e-14, 1e-2);
  }

  @Override
  public Trajectory integrate(
      AccelerationField field, InitialState start, double timeStep, int steps) {
    Checks.positive("dynamics.time-step", timeStep);
    Checks.atLeast("dynamics.steps", steps, 1);
    return new Run(field, start, timeStep, IntStream.range(0, steps).mapToDouble(k -> k * timeStep))
        .follow();
  }

  /**
   * Follows the particles as {@link #integrate} does and stores their state at instants that need
   * not be evenly spaced.
   *
   * @param times the instants [time], strictly increasing from 0
   * @return the states; their time step is the mean one
   */
  public Trajectory follow(AccelerationField field, InitialState start, double[] times) {
    for (int k = 0; k < times.length; k++) {
      if (k == 0 ? times[0] != 0 : !(times[k] > times[k - 1])) {
        throw new IllegalArgumentException(
            "Invalid time " + k + ": " + times[k] + " (strictly increasing from 0)");
      }
    }
    double mean = times[times.length - 1] / Math.max(1, times.length - 1);
    return new Run(field, start, mean, Arrays.stream(times)).follow();
  }

  /** One integration: the controller and the states stored so far. */
  private final class Run {
    private final AccelerationField field;
    private final InitialState start;
    private final double timeStep;
    private final double[] times;
    private final int steps;
    private final int size;
    private final DormandPrinceStep step;
    private final double[] position;
    private final double[] velocity;
    private final double[] acceleration;
    private final double[] x;
    private final double[] v;
    private final double[] a;
    private int stored;
    private long outputEvaluations;

    Run(AccelerationField field, InitialState start, double timeStep, DoubleStream times) {
      this.field = field;
      this.start = start;
      this.timeStep = timeStep;
      this.times = times.toArray();
      steps = this.times.length;
      size = start.position().length;
      step = new DormandPrinceStep(field, start);
      position = new double[steps * size];
      velocity = new double[steps * size];
      acceleration = new double[steps * size];
      x = new double[size];
      v = new double[size];
      a = new double[size];
    }

    Trajectory follow() {
      boolean good = store(step.position(), step.velocity(), step.acceleration());
      if (good && steps > 1) {
        good = advance();
      }
      return new Trajectory(
          start,
          timeStep,
          stored,
          good ? position : Arrays.copyOf(position, stored * size),
          good ? velocity : Arrays.copyOf(velocity, stored * size),
          good ? acceleration : Arrays.copyOf(acceleration, stored * size),
          !good,
          step.evaluations() + outputEvaluations,
          1);
    }

    /** Steps to the last time; false where the run diverges. */
    private boolean advance() {
      double end = times[steps - 1];
      double time = 0;
      double lastError = 1e-4;
      double h = firstStep(end);
      double firstRejected = 0;
      double cautiousUntil = 0;
      int rejections = 0;
      for (int count = 0; count < MOST_STEPS; count++) {
        boolean last = time + 1.0001 * h >= end;
        if (last) {
          h = end - time;
        }
        if (!(h > 1e-15 * end)) {
          return false;
        }
        step.attempt(h);
        // Below a step of 1e-12 of the run a jump cannot be resolved any better.
        boolean cautious = time < cautiousUntil && h > 1e-12 * end;
        double error = step.error(h, FLOOR) / tolerance * (cautious ? CAUTION : 1);
        if (!(error <= 1)) {
          firstRejected = rejections == 0 ? h : firstRejected;
          if (++rejections == TELLING) {
            cautiousUntil = Math.max(cautiousUntil, time + firstRejected);
          }
          // An error that is not a number shrinks the step as a huge one does.
          double shrink = SAFETY * Math.pow(error, -PROPORTIONAL);
          h *= shrink > MOST_SHRINKING ? Math.min(shrink, SAFETY) : MOST_SHRINKING;
          continue;
        }
        if (!storeUpTo(last ? end : time + h, time, h)) {
          return false;
        }
        step.accept();
        if (last) {
          return true;
        }
        time += h;
        h *= growth(error, lastError, rejections > 0);
        lastError = Math.max(error, 1e-4);
        rejections = 0;
      }
      return false;
    }

    private static double growth(double error, double lastError, boolean rejected) {
      double factor = SAFETY * Math.pow(error, -PROPORTIONAL) * Math.pow(lastError, INTEGRAL);
      double most = rejected ? 1 : MOST_GROWTH;
      return Math.max(MOST_SHRINKING, Math.min(most, factor));
    }

    /** Stores the states up to a time that the attempted step covers. */
    private boolean storeUpTo(double until, double time, double h) {
      boolean prepared = false;
      while (stored < steps && times[stored] <= until) {
        if (!prepared) {
          step.prepareInterpolant(h);
          prepared = true;
        }
        step.interpolate((times[stored] - time) / h, x, v);
        field.accelerations(start.mass(), start.charge(), start.dimension(), x, v, a);
        outputEvaluations++;
        if (!store(x, v, a)) {
          return false;
        }
      }
      return true;
    }

    private boolean store(double[] newX, double[] newV, double[] newA) {
      for (int k = 0; k < size; k++) {
        // Frames are in single precision, where a larger value would be infinite.
        if (!(Math.abs(newX[k]) + Math.abs(newV[k]) + Math.abs(newA[k]) < Float.MAX_VALUE)) {
          return false;
        }
      }
      System.arraycopy(newX, 0, position, stored * size, size);
      System.arraycopy(newV, 0, velocity, stored * size, size);
      System.arraycopy(newA, 0, acceleration, stored * size, size);
      stored++;
      return true;
    }

    /** A first step whose error should be below the tolerance; the controller does the rest. */
    private double firstStep(double end) {
      double slope = 0;
      for (int k = 0; k < size; k++) {
        slope = Math.max(slope, relative(step.velocity()[k], start.position()[k]));
        slope = Math.max(slope, relative(step.acceleration()[k], start.velocity()[k]));
      }
      double h = Math.pow(tolerance, 0.2) / Math.max(slope, 1e-10);
      return Math.min(h, end);
    }

    private static double relative(double derivative, double value) {
      return Math.abs(derivative) / Math.max(1, Math.abs(value));
    }
  }
}
