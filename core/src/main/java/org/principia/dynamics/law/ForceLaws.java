package org.principia.dynamics.law;

import java.util.ArrayList;
import java.util.List;
import org.principia.common.InputException;
import org.principia.common.Spelling;

/** The force laws that a configuration file can name. */
public final class ForceLaws {
  private static final List<String> NAMES =
      List.of(
          "spring",
          "inverse-distance",
          "inverse-square",
          "charge",
          "damped",
          "superposition",
          "discontinuous",
          "string");

  private ForceLaws() {}

  /** The names of the laws that are built in, in the order of the documentation. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The law of that name, one that is built in.
   *
   * @param name one of {@link #names()}
   * @param softening eps [length], added to the distance by every law that is singular at contact;
   *     not negative
   * @return the law
   * @throws InputException if there is no such law, or the softening is negative or not finite
   */
  public static ForceLaw of(String name, double softening) {
    return of(name, softening, List.of());
  }

  /**
   * The law of that name.
   *
   * @param name one of {@link #names()}, or of a definition
   * @param softening eps [length], added to the distance by every law that is built in and singular
   *     at contact; not negative
   * @param definitions laws given as formulas, each with a name of its own
   * @return the law
   * @throws InputException if there is no such law, its formula cannot be read, two definitions
   *     have the same name, or the softening is negative or not finite
   */
  public static ForceLaw of(String name, double softening, List<LawDefinition> definitions) {
    checkSoftening(softening);
    List<String> known = names(definitions);
    return switch (name) {
      case "spring" -> new Spring();
      case "inverse-distance" -> new InverseDistance(softening);
      case "inverse-square" -> new InverseSquare(softening);
      case "charge" -> new Charge(softening);
      case "damped" -> new Damped();
      case "superposition" -> new Superposition(softening);
      case "discontinuous" -> new Discontinuous();
      case "string" -> new HangingString();
      default ->
          definitions.stream()
              .filter(definition -> definition.name().equals(name))
              .findFirst()
              .<ForceLaw>map(FormulaLaw::new)
              .orElseThrow(
                  () ->
                      InputException.invalid(
                          "dynamics.law",
                          name,
                          "one of "
                              + String.join(", ", known)
                              + "; nearest: "
                              + Spelling.nearest(name, known)));
    };
  }

  private static List<String> names(List<LawDefinition> definitions) {
    List<String> names = new ArrayList<>(NAMES);
    for (LawDefinition definition : definitions) {
      if (names.contains(definition.name())) {
        throw InputException.invalid(
            "name of a law in the section laws", definition.name(), "each name once");
      }
      names.add(definition.name());
    }
    return names;
  }

  static void checkSoftening(double softening) {
    if (!(softening >= 0 && softening < Double.POSITIVE_INFINITY)) {
      throw InputException.invalid("dynamics.softening", softening, "a number of at least 0");
    }
  }
}
