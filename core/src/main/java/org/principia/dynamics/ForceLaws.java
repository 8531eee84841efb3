package org.principia.dynamics;

import java.util.List;
import org.principia.common.InputException;
import org.principia.common.Spelling;

/** The force laws that a configuration file can name. */
public final class ForceLaws {
  private static final List<String> NAMES =
      List.of("spring", "inverse-distance", "inverse-square", "charge");

  private ForceLaws() {}

  /** The names that {@link #of} knows, in the order of the documentation. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The law of that name.
   *
   * @param name one of {@link #names()}
   * @param softening eps [length], added to the distance by every law that is singular at contact;
   *     not negative
   * @return the law
   * @throws InputException if there is no such law, or the softening is negative or not finite
   */
  public static ForceLaw of(String name, double softening) {
    checkSoftening(softening);
    return switch (name) {
      case "spring" -> new Spring();
      case "inverse-distance" -> new InverseDistance(softening);
      case "inverse-square" -> new InverseSquare(softening);
      case "charge" -> new Charge(softening);
      default ->
          throw InputException.invalid(
              "dynamics.law",
              name,
              "one of " + String.join(", ", NAMES) + "; nearest: " + Spelling.nearest(name, NAMES));
    };
  }

  static void checkSoftening(double softening) {
    if (!(softening >= 0 && softening < Double.POSITIVE_INFINITY)) {
      throw InputException.invalid("dynamics.softening", softening, "a number of at least 0");
    }
  }
}
