package org.principia.graphs;

import java.util.ArrayList;
import java.util.List;
import org.principia.dynamics.Trajectory;

/** Cuts a trajectory into graphs. */
public final class TrajectoryGraphs {
  private TrajectoryGraphs() {}

  /**
   * Every stride-th state of a run, from the first, in single precision.
   *
   * @param schema of particles
   * @param simulation number of the run
   * @param trajectory its states
   * @param stride every how many steps
   * @return the graphs in the order of time
   */
  public static List<Graph> of(
      GraphSchema schema, int simulation, Trajectory trajectory, int stride) {
    List<Graph> graphs = new ArrayList<>();
    int size = trajectory.particles() * trajectory.dimension();
    float[] mass = narrow(trajectory.start().mass(), 0, trajectory.particles());
    float[] charge = narrow(trajectory.start().charge(), 0, trajectory.particles());
    for (int step = 0; step < trajectory.steps(); step += stride) {
      Particles particles =
          new Particles(
              trajectory.dimension(),
              mass,
              charge,
              narrow(trajectory.position(), step * size, size),
              narrow(trajectory.velocity(), step * size, size),
              narrow(trajectory.acceleration(), step * size, size));
      graphs.add(particles.graph(schema, simulation, step, step * trajectory.timeStep()));
    }
    return graphs;
  }

  private static float[] narrow(double[] values, int from, int count) {
    float[] narrowed = new float[count];
    for (int i = 0; i < count; i++) {
      narrowed[i] = (float) values[from + i];
    }
    return narrowed;
  }
}
