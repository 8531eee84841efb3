package org.principia.graphs;

import java.util.ArrayList;
import java.util.List;
import org.principia.common.Floats;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.Trajectory;

/**
 * Particles as arrays, from which a graph is made.
 *
 * @param dimension d
 * @param mass masses [mass] (n)
 * @param charge charges [charge] (n)
 * @param position positions [length] (n x d)
 * @param velocity velocities [length / time] (n x d)
 * @param acceleration accelerations [length / time^2] (n x d)
 */
public record Particles(
    int dimension,
    float[] mass,
    float[] charge,
    float[] position,
    float[] velocity,
    float[] acceleration) {

  /** Checks that the arrays fit together. */
  public Particles {
    int n = mass.length;
    int size = n * dimension;
    if (charge.length != n
        || position.length != size
        || velocity.length != size
        || acceleration.length != size) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid particles: %d masses, %d charges, %d positions (n, n and n * %d values)",
              n, charge.length, position.length, dimension));
    }
  }

  /** A state in single precision, without its accelerations. */
  public static Particles of(InitialState state) {
    return new Particles(
        state.dimension(),
        Floats.narrow(state.mass()),
        Floats.narrow(state.charge()),
        Floats.narrow(state.position()),
        Floats.narrow(state.velocity()),
        new float[state.position().length]);
  }

  /** The graph of {@link GraphSchema#particles(int)}. */
  public Graph graph(int simulation, int step, double time) {
    return graph(GraphSchema.particles(dimension), simulation, step, time);
  }

  /**
   * The graph of an instant [time] of a run, of a {@link GraphSchema#particles(int, NeighbourRule,
   * List)}.
   */
  public Graph graph(GraphSchema schema, int simulation, int step, double time) {
    int d = dimension;
    int width = schema.width();
    int place = schema.feature("position");
    int rate = schema.feature("velocity");
    int charges = schema.feature("charge");
    int masses = schema.feature("mass");
    float[] features = new float[mass.length * width];
    for (int i = 0; i < mass.length; i++) {
      int at = i * width;
      System.arraycopy(position, i * d, features, at + place, d);
      System.arraycopy(velocity, i * d, features, at + rate, d);
      features[at + charges] = charge[i];
      features[at + masses] = mass[i];
    }
    return new Graph(schema, simulation, step, time, features, acceleration);
  }

  /**
   * Every stride-th state of a run of that number, from the first, in single precision and the
   * order of time; the schema is one of particles.
   */
  public static List<Graph> graphs(
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
