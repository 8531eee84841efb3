package org.principia.validation.rollout;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.dynamics.InitialState;

/** Where law and network are compared: states as runs begin, and states that no run begins with. */
public enum StateSet {
  /** As runs begin: x, v ~ N(0, 1), m ~ exp(N(0, 1)). */
  WITHIN("as runs begin", 1, 1, 1, 0),
  /** Twice as far apart. */
  FAR("twice as far apart", 2, 1, 1, 0),
  /** Masses four times as large. */
  HEAVY("with masses four times as large", 1, 4, 1, 0),
  /** Twice as fast. */
  FAST("twice as fast", 1, 1, 2, 0),
  /** Two particles more. */
  CROWDED("with two particles more", 1, 1, 1, 2);

  private final String description;
  private final double distance;
  private final double mass;
  private final double speed;
  private final int more;

  StateSet(String description, double distance, double mass, double speed, int more) {
    this.description = description;
    this.distance = distance;
    this.mass = mass;
    this.speed = speed;
    this.more = more;
  }

  /** Its name in tables. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** For people. */
  public String description() {
    return description;
  }

  /** Draws so many states, n the particles of the runs. */
  public List<InitialState> states(long seed, int particles, int dimension, int count) {
    return IntStream.range(0, count).mapToObj(i -> draw(seed, particles, dimension, i)).toList();
  }

  /** Draws the state of a number. */
  InitialState draw(long seed, int particles, int dimension, int index) {
    InitialState drawn =
        InitialState.draw(seed, "validation.state." + label(), particles + more, dimension, index);
    return new InitialState(
        times(drawn.mass(), mass),
        drawn.charge(),
        times(drawn.position(), distance),
        times(drawn.velocity(), speed),
        dimension);
  }

  private static double[] times(double[] values, double factor) {
    return Arrays.stream(values).map(value -> factor * value).toArray();
  }
}
