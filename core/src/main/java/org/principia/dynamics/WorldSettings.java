package org.principia.dynamics;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.principia.common.Checks;
import org.principia.common.InputException;
import org.principia.common.Setting;
import org.principia.common.SettingValue;
import org.principia.common.SettingsCopy;
import org.principia.dynamics.law.AccelerationField;

/**
 * A world that is seen from outside: what its particles move in beside their forces, and how they
 * are tracked; keys {@code dynamics.*}, each as its {@link Setting} says.
 *
 * <p>Graphs know none of this: they hold the forces of the law at exact states.
 */
public record WorldSettings(
    @Setting(
            "Order of the motion in time: 2, or 1 without inertia (velocity = acceleration /"
                + " drag).")
        int order,
    @Setting("Rate of a linear drag [1 / time], from 0; positive where order is 1.") double drag,
    @Setting("Coefficient of a drag by the square of the speed [1 / length], from 0.")
        double quadraticDrag,
    @Setting("Pull to the origin in proportion to the distance from it [1 / time^2], from 0.")
        double trap,
    @Setting("Uniform acceleration [length / time^2]: d numbers, or none.") List<String> field,
    @Setting("Deviation of the components of initial positions [length], positive.") double spread,
    @Setting("Smallest distance of two particles at the beginning [length], from 0.")
        double spacing,
    @Setting("Deviation of the components of initial velocities [length / time], from 0.")
        double speed,
    @Setting("Masses and charges: fixed (the same particles in all runs) or drawn for each run.")
        Cast properties,
    @Setting(
            "Standard error of tracked positions, as a share of sqrt(2 d) spread, the root mean"
                + " square distance at the beginning; from 0 to 1.")
        double positionNoise,
    @Setting("How far instants stray from even steps, as a share of a step; from 0 to below 1.")
        double samplingJitter,
    @Setting("Share of the tracked positions that are missing, from 0 to 0.9.") double dropouts,
    @Setting("Particles of each run that act and are not tracked, the heaviest first.") int hidden,
    @Setting(
            "Frame of the tracked positions: inertial, rotating:W (angular frequency, about the"
                + " last axis), shaken:A:T (along the first axis, amplitude and period) or"
                + " relative:I (to a particle, from 0).")
        String frame,
    @Setting(
            "What the table tells: of mass, charge, type (a of positive charge, b) and sigma (the"
                + " standard error of a coordinate).")
        List<String> known)
    implements Serializable {
  private static final double MOST = 1e9;
  private static final double MOST_DROPOUTS = 0.9;
  private static final List<String> KNOWN = List.of("mass", "charge", "type", "sigma");

  /** Where the masses and charges of a run come from. */
  public enum Cast {
    /** The same particles in all runs. */
    FIXED,
    /** Particles of its own in each run. */
    DRAWN
  }

  /** Checks every value; the message names the key. */
  public WorldSettings {
    Checks.between("dynamics.order", order, 1, 2);
    Checks.between("dynamics.drag", drag, 0, MOST);
    Checks.between("dynamics.quadratic-drag", quadraticDrag, 0, MOST);
    if (order == 1 && drag == 0) {
      throw InputException.invalid(
          "dynamics.drag",
          drag,
          "positive where dynamics.order is 1: velocity = acceleration / drag");
    }
    if (order == 1 && quadraticDrag != 0) {
      throw InputException.invalid(
          "dynamics.quadratic-drag", quadraticDrag, "0 where dynamics.order is 1");
    }
    Checks.between("dynamics.trap", trap, 0, MOST);
    field = List.copyOf(field);
    pull(field);
    Checks.positive("dynamics.spread", spread);
    Checks.between("dynamics.spacing", spacing, 0, MOST);
    Checks.between("dynamics.speed", speed, 0, MOST);
    Checks.between("dynamics.position-noise", positionNoise, 0, 1);
    Checks.between("dynamics.sampling-jitter", samplingJitter, 0, Math.nextDown(1.0));
    Checks.between("dynamics.dropouts", dropouts, 0, MOST_DROPOUTS);
    Checks.atLeast("dynamics.hidden", hidden, 0);
    ObserverFrame.parse(frame);
    known = List.copyOf(known);
    for (String name : known) {
      if (!KNOWN.contains(name)) {
        throw InputException.invalid("dynamics.known", name, "of " + String.join(", ", KNOWN));
      }
    }
  }

  /** Forces alone, seen exactly and completely, nothing told. */
  public static WorldSettings defaults() {
    return new WorldSettings(
        2, 0, 0, 0, List.of(), 1, 0, 1, Cast.FIXED, 0, 0, 0, 0, "inertial", List.of());
  }

  /** The same with some values changed, by key in kebab case: {@link SettingsCopy#of}. */
  public WorldSettings with(Map<String, ?> changes) {
    return SettingsCopy.of(this, changes);
  }

  /** Checks what depends on the particles that are simulated. */
  public void check(DynamicsSettings dynamics) {
    int d = dynamics.dimension();
    if (!field.isEmpty() && field.size() != d) {
      throw InputException.invalid("dynamics.field", field, d + " numbers, or none");
    }
    Checks.between("dynamics.hidden", hidden, 0, dynamics.resolvedParticles() - 1);
    if (ObserverFrame.parse(frame).origin() >= dynamics.resolvedParticles()) {
      throw InputException.invalid(
          "dynamics.frame", frame, "a particle from 0 to " + (dynamics.resolvedParticles() - 1));
    }
  }

  /** The keys whose values are not the defaults, for people. */
  public String changed() {
    return Arrays.stream(WorldSettings.class.getRecordComponents())
        .filter(c -> !SettingsCopy.value(this, c).equals(SettingsCopy.value(defaults(), c)))
        .map(c -> "dynamics." + SettingValue.key(c.getName()))
        .collect(Collectors.joining(", "));
  }

  /** What the particles of d dimensions move in, beside the field of their forces. */
  public Medium medium(AccelerationField forces, int dimension) {
    return new Medium(forces, drag, quadraticDrag, trap, pull(dimension));
  }

  /** The uniform acceleration [length / time^2] (d). */
  private List<Double> pull(int dimension) {
    return field.isEmpty() ? Collections.nCopies(dimension, 0.0) : pull(field);
  }

  private static List<Double> pull(List<String> field) {
    try {
      List<Double> pull = field.stream().map(Double::valueOf).toList();
      pull.forEach(a -> Checks.between("dynamics.field", a, -MOST, MOST));
      return pull;
    } catch (NumberFormatException e) {
      throw InputException.invalid("dynamics.field", field, "a list of numbers");
    }
  }

  /** The standard error of a tracked coordinate [length]. */
  public double sigma(int dimension) {
    return positionNoise * spread * Math.sqrt(2.0 * dimension);
  }
}
