package org.principia.dynamics.law;

import java.io.Serializable;
import java.util.regex.Pattern;
import org.principia.common.Checks;
import org.principia.common.InputException;

/**
 * A pairwise central force as a user writes it in the section {@code laws} of a configuration.
 *
 * <pre>
 * laws.yukawa { force = "-m1*m2*exp(-r)/(r+0.01)^2", time-step = 0.001 }
 * </pre>
 *
 * <p>The force acts along the unit vector from the receiver to the sender: positive attracts. Its
 * text is read when the law is made, by {@link ForceLaws#of}.
 *
 * @param name the name that {@code dynamics.law} uses: lower-case letters, digits and hyphens, a
 *     letter first; not that of a law that is built in
 * @param force the attraction over r, m1 and q1 of the receiver, m2 and q2 of the sender [mass
 *     length / time^2]
 * @param timeStep the step at which trajectories are stored [time], positive
 */
public record LawDefinition(String name, String force, double timeStep) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
  private static final int MOST_CHARACTERS = 4_000;

  /** Checks the name, the length of the text and the step; messages name the keys. */
  public LawDefinition {
    if (!NAME.matcher(name).matches()) {
      throw InputException.invalid(
          "name of a law in the section laws",
          name,
          "lower-case letters, digits and hyphens, a letter first");
    }
    if (ForceLaws.names().contains(name)) {
      throw InputException.invalid(
          "name of a law in the section laws", name, "another one: this law is built in");
    }
    // One line, however it was written: it stands in messages and tables.
    force = force.strip().replaceAll("\\s+", " ");
    if (force.length() > MOST_CHARACTERS) {
      throw InputException.invalid(
          "laws." + name + ".force",
          force.length() + " characters",
          "at most " + MOST_CHARACTERS + " characters");
    }
    Checks.positive("laws." + name + ".time-step", timeStep);
  }

  /**
   * The law that is defined.
   *
   * @throws org.principia.common.InputException if the formula is not one of a force
   */
  public ForceLaw law() {
    return new FormulaLaw(this);
  }

  /** The key of the formula. */
  public String forceKey() {
    return "laws." + name + ".force";
  }
}
