package org.principia.observed.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.WorldSettings;
import org.principia.dynamics.law.AccelerationField;
import org.principia.dynamics.law.LawDefinition;
import org.principia.observed.TrackedRun;
import org.principia.observed.world.SimulatedWorld;

/**
 * A world of the study and what is true in it.
 *
 * @param name law, and what is wrong where something is
 * @param right whether a central pair force with the usual terms explains it to the noise
 * @param world the particles
 * @param truth the pair force
 */
record StudyCase(String name, boolean right, SimulatedWorld world, Law truth) {

  /** How the acceleration of i towards j goes by masses and charges: p_i s_j g(r). */
  enum Law {
    SPRING("spring", 0.01, "r - 1"),
    INVERSE_DISTANCE("inverse-distance", 0.005, "m1*m2/(r + 0.01)"),
    INVERSE_SQUARE("inverse-square", 0.002, "m1*m2/(r + 0.01)^2"),
    CHARGE("charge", 0.002, "-q1*q2/(r + 0.01)^2"),
    RANGE("range", 0.01, "-4*max(1 - r/2, 0)"),
    MORSE("morse", 0.01, "4*(exp(1 - r) - exp(2 - 2*r))"),
    SCREENED("screened", 0.005, "-2*exp(-r)*(1 + r)/(r + 0.05)^2"),
    WAKE("wake", 0.01, "-m2*exp(-r/1.5)/(r + 0.1)");

    private final String key;
    private final double step;
    private final String force;

    Law(String key, double step, String force) {
      this.key = key;
      this.step = step;
      this.force = force;
    }

    String formula() {
      return force;
    }

    /** The pair force of strengths of one. */
    double g(double r) {
      return definition().law().attraction(r, 1, 1, 1, 1);
    }

    private LawDefinition definition() {
      return new LawDefinition("study", force, step);
    }

    /** The strength as a sender, but for a factor that all share (n). */
    double[] source(InitialState truth) {
      return IntStream.range(0, truth.particles())
          .mapToDouble(
              j ->
                  switch (this) {
                    case INVERSE_DISTANCE, INVERSE_SQUARE, WAKE -> truth.mass()[j];
                    case CHARGE -> truth.charge()[j];
                    default -> 1;
                  })
          .toArray();
    }

    /** What a receiver makes of it, but for a factor that all share (n). */
    double[] response(InitialState truth) {
      return IntStream.range(0, truth.particles())
          .mapToDouble(
              i ->
                  switch (this) {
                    case INVERSE_DISTANCE, INVERSE_SQUARE -> 1;
                    case CHARGE -> truth.charge()[i] / truth.mass()[i];
                    default -> 1 / truth.mass()[i];
                  })
          .toArray();
    }

    String key() {
      return key;
    }
  }

  /** Its runs. */
  List<TrackedRun> tracks() {
    return IntStream.range(0, world.dynamics().runs())
        .mapToObj(k -> world.run(k).tracks())
        .toList();
  }

  /** A world of a law without anything wrong; changes are of the keys of {@link WorldSettings}. */
  static StudyCase right(String suffix, Law law, Size size, long seed, Map<String, ?> changes) {
    DynamicsSettings dynamics = size.dynamics(law);
    WorldSettings world = size.world(law).with(changes);
    return new StudyCase(law.key + suffix, true, new SimulatedWorld(dynamics, world, seed), law);
  }

  private static StudyCase wrong(String suffix, Law law, Size size, long seed, Map<String, ?> c) {
    StudyCase right = right(suffix, law, size, seed, c);
    return new StudyCase(right.name, false, right.world, law);
  }

  private static StudyCase foreign(Foreign motion, Law law, Size size, long seed) {
    DynamicsSettings dynamics = size.dynamics(law);
    AccelerationField field = motion.beside(dynamics.forceLaw().field());
    SimulatedWorld world = new SimulatedWorld(dynamics, size.world(law), seed, field);
    String name = law.key + "+" + motion.name().toLowerCase(Locale.ROOT);
    return new StudyCase(name, false, world, law);
  }

  /**
   * How much of a world is seen.
   *
   * @param dimension d
   * @param runs number of runs
   * @param steps of a run
   * @param noise position noise, a share of the typical distance
   */
  record Size(int dimension, int runs, int steps, double noise) {
    DynamicsSettings dynamics(Law law) {
      return DynamicsSettings.defaults()
          .with(
              Map.of(
                  "law", "study",
                  "dimension", dimension,
                  "runs", runs,
                  "steps", steps,
                  "definitions", List.of(law.definition())));
    }

    WorldSettings world(Law law) {
      Map<String, Object> changes = new HashMap<>();
      changes.put("position-noise", noise);
      if (law == Law.MORSE || law == Law.SCREENED) {
        changes.put("spacing", 0.5);
      }
      return WorldSettings.defaults().with(changes);
    }
  }

  /** Worlds that are explained, each law once, and the usual terms. */
  static List<StudyCase> right(Size size, long seed) {
    List<StudyCase> cases = new ArrayList<>();
    for (Law law : Law.values()) {
      cases.add(right("", law, size, seed, Map.of()));
    }
    String[] axes = size.dimension == 2 ? new String[] {"0", "-1"} : new String[] {"0", "-1", "0"};
    cases.add(right("+drag", Law.SPRING, size, seed, Map.of("drag", 0.5)));
    cases.add(right("+drag", Law.INVERSE_SQUARE, size, seed, Map.of("drag", 1)));
    cases.add(right("+quadratic", Law.SPRING, size, seed, Map.of("quadratic-drag", 0.5)));
    cases.add(right("+trap", Law.SCREENED, size, seed, Map.of("trap", 1, "drag", 0.3)));
    cases.add(right("+field", Law.INVERSE_DISTANCE, size, seed, Map.of("field", List.of(axes))));
    cases.add(right("+overdamped", Law.MORSE, size, seed, Map.of("order", 1, "drag", 2)));
    // Coriolis and centrifugal forces are a gyration and a trap that repels.
    cases.add(right("+rotating", Law.SPRING, size, seed, Map.of("frame", "rotating:0.5")));
    cases.add(
        right(
            "+uneven",
            Law.INVERSE_DISTANCE,
            size,
            seed,
            Map.of("sampling-jitter", 0.6, "dropouts", 0.1)));
    return cases;
  }

  /** Worlds that are not. */
  static List<StudyCase> wrong(Size size, long seed) {
    List<StudyCase> cases = new ArrayList<>();
    for (Law law : List.of(Law.SPRING, Law.INVERSE_DISTANCE, Law.INVERSE_SQUARE, Law.CHARGE)) {
      cases.add(wrong("-hidden", law, size, seed, Map.of("hidden", 1)));
    }
    for (Law law : List.of(Law.SPRING, Law.INVERSE_SQUARE)) {
      cases.add(wrong("-shaken", law, size, seed, Map.of("frame", "shaken:0.1:0.8")));
      cases.add(wrong("-relative", law, size, seed, Map.of("frame", "relative:0")));
      for (Foreign motion : Foreign.values()) {
        cases.add(foreign(motion, law, size, seed));
      }
    }
    return cases;
  }
}
