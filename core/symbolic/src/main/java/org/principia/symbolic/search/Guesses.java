package org.principia.symbolic.search;

import java.util.List;
import org.principia.common.InputException;
import org.principia.symbolic.constraint.Constraints;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.settings.SymbolicSettings;

/** Formulas that a user lets a search start from. */
final class Guesses {
  private Guesses() {}

  /** Refuses guesses that are no expressions over the columns, or that other settings forbid. */
  static void requireAllowed(SymbolicSettings settings, Problem table) {
    Constraints constraints = settings.constraintsOn(table);
    for (String guess : settings.guesses()) {
      requireAllowed(guess, parsed(guess, table.names()), constraints, settings);
    }
  }

  /** An expression over the columns. */
  static Expression parsed(String guess, List<String> names) {
    try {
      return Expression.parse(guess, names);
    } catch (InputException e) {
      throw InputException.invalid("guesses", guess, e.getMessage());
    }
  }

  /** A guess that the other options forbid would be passed over in silence. */
  private static void requireAllowed(
      String text, Expression guess, Constraints constraints, SymbolicSettings settings) {
    if (!constraints.allowPart(guess)) {
      throw InputException.invalid("guesses", text, "what constraints, units and max-depth allow");
    }
    int complexity = settings.complexityWeights().of(guess);
    if (complexity > 2 * settings.maxComplexity()) {
      throw InputException.invalid(
          "guesses",
          text,
          "of complexity " + complexity + ", near max-complexity = " + settings.maxComplexity());
    }
  }
}
