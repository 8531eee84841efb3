package org.principia.dynamics;

import org.principia.dynamics.law.AccelerationField;

/**
 * The classical method of Runge and Kutta, order 4, as a textbook has it: one step from each stored
 * state to the next, and no estimate of the error.
 *
 * <p>With y = (x, v) and f(y) = (v, a(x, v)): {@code y' = y + h/6 (k1 + 2 k2 + 2 k3 + k4)}, {@code
 * k1 = f(y), k2 = f(y + h/2 k1), k3 = f(y + h/2 k2), k4 = f(y + h k3)}. The baseline of {@link
 * SimulationBenchmark}; its energy drift is left out.
 *
 * <p>Source: Kutta, "Beitrag zur näherungsweisen Integration totaler Differentialgleichungen",
 * Zeitschrift für Mathematik und Physik 46 (1901) 435.
 */
record RungeKutta4() implements Simulator.Integrator {
  private static final long serialVersionUID = 1L;

  @Override
  public Trajectory integrate(
      AccelerationField field, InitialState start, double timeStep, int steps) {
    Run run = new Run(field, start, timeStep, steps);
    run.store(0);
    for (int step = 1; step < steps; step++) {
      run.step();
      run.store(step);
    }
    return run.trajectory();
  }

  private static final class Run {
    private final AccelerationField field;
    private final InitialState start;
    private final double h;
    private final int steps;
    private final int size;
    private final double[] positions;
    private final double[] velocities;
    private final double[] accelerations;
    private final double[] x;
    private final double[] v;
    private final double[][] k;
    private final double[][] w;
    private final double[] stage;

    Run(AccelerationField field, InitialState start, double timeStep, int steps) {
      this.field = field;
      this.start = start;
      this.h = timeStep;
      this.steps = steps;
      size = start.position().length;
      positions = new double[steps * size];
      velocities = new double[steps * size];
      accelerations = new double[steps * size];
      x = start.position().clone();
      v = start.velocity().clone();
      stage = new double[size];
      // Derivatives of the four stages: of the velocities (k) and of the positions (w).
      k = new double[4][size];
      w = new double[4][size];
      evaluate(x, v, k[0]);
    }

    private void evaluate(double[] position, double[] velocity, double[] out) {
      field.accelerations(start.mass(), start.charge(), start.dimension(), position, velocity, out);
    }

    /** From a state whose acceleration is in k[0] to the next, and its acceleration. */
    void step() {
      System.arraycopy(v, 0, w[0], 0, size);
      stage(1, h / 2);
      stage(2, h / 2);
      stage(3, h);
      for (int i = 0; i < size; i++) {
        x[i] += h / 6 * (w[0][i] + 2 * w[1][i] + 2 * w[2][i] + w[3][i]);
        v[i] += h / 6 * (k[0][i] + 2 * k[1][i] + 2 * k[2][i] + k[3][i]);
      }
      evaluate(x, v, k[0]);
    }

    private void stage(int s, double step) {
      for (int i = 0; i < size; i++) {
        stage[i] = x[i] + step * w[s - 1][i];
        w[s][i] = v[i] + step * k[s - 1][i];
      }
      evaluate(stage, w[s], k[s]);
    }

    void store(int step) {
      System.arraycopy(x, 0, positions, step * size, size);
      System.arraycopy(v, 0, velocities, step * size, size);
      System.arraycopy(k[0], 0, accelerations, step * size, size);
    }

    Trajectory trajectory() {
      return new Trajectory(
          start, h, steps, positions, velocities, accelerations, false, 4L * (steps - 1) + 1, 1);
    }
  }
}
