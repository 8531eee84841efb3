package org.principia.dynamics.law;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.principia.common.InputException;
import org.principia.common.SettingValue;
import org.principia.common.Spelling;

/** The force laws that a configuration file can name. */
public final class ForceLaws {
  private static final List<String> NAMES =
      Arrays.stream(BuiltInLaw.Kind.values()).map(SettingValue::label).toList();

  private ForceLaws() {}

  /** The names of the laws that are built in, in the order of the documentation. */
  public static List<String> names() {
    return NAMES;
  }

  /** The law of that name, one that is built in; see {@link #of(String, double, List)}. */
  public static ForceLaw of(String name, double softening) {
    return of(name, softening, List.of());
  }

  /**
   * The law of that name, one of {@link #names()} or of the definitions, each with a name of its
   * own; the softening eps [length], not negative, is added to the distance by every law that is
   * built in and singular at contact. Throws an {@link InputException} if there is no such law, its
   * formula cannot be read, two definitions have the same name, or the softening is negative or not
   * finite.
   */
  public static ForceLaw of(String name, double softening, List<LawDefinition> definitions) {
    if (!(softening >= 0 && softening < Double.POSITIVE_INFINITY)) {
      throw InputException.invalid("dynamics.softening", softening, "a number of at least 0");
    }
    List<String> defined = definitions.stream().map(LawDefinition::name).toList();
    for (int k = 0; k < defined.size(); k++) {
      if (defined.indexOf(defined.get(k)) < k) {
        throw InputException.invalid(
            "name of a law in the section laws", defined.get(k), "each name once");
      }
    }
    for (BuiltInLaw.Kind kind : BuiltInLaw.Kind.values()) {
      if (SettingValue.label(kind).equals(name)) {
        return new BuiltInLaw(kind, softening);
      }
    }
    if (defined.contains(name)) {
      return definitions.get(defined.indexOf(name)).law();
    }
    List<String> known = Stream.concat(NAMES.stream(), defined.stream()).toList();
    throw InputException.invalid(
        "dynamics.law",
        name,
        "one of " + String.join(", ", known) + "; nearest: " + Spelling.nearest(name, known));
  }
}
