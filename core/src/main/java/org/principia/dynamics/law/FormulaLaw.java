package org.principia.dynamics.law;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.Set;

/**
 * A pairwise central force given as a formula, compiled: it runs like a law written in Java.
 *
 * <p>Force on particle i: {@code force(r, m_i, m_j, q_i, q_j) u}, u the unit vector from i to j.
 * There is no potential in closed form. Where the formula does not change as receiver and sender
 * change places, it is a function of r alone for each pair, so that it has a potential, and energy,
 * momentum and angular momentum are conserved. Where it does change, none of them is: the forces of
 * a pair do not cancel, and no one potential has both as its slope.
 *
 * <p>Serialised as its {@link LawDefinition}, and compiled again on the other side.
 */
final class FormulaLaw implements ForceLaw {
  private static final long serialVersionUID = 1L;

  private final transient LawDefinition definition;
  private final transient PairFunction function;
  private final transient boolean reciprocal;

  /**
   * Reads, checks and compiles a formula.
   *
   * @param definition the formula with its name
   * @throws org.principia.common.InputException if it is no formula over r, m1, m2, q1, q2, or not
   *     finite somewhere on the points of {@link PairFormula}
   */
  FormulaLaw(LawDefinition definition) {
    PairFormula formula = PairFormula.of(definition);
    this.definition = definition;
    this.function = formula.function();
    this.reciprocal = formula.reciprocal();
  }

  @Override
  public String name() {
    return definition.name();
  }

  @Override
  public String formula() {
    return "(" + definition.force() + ") u";
  }

  @Override
  public double timeStep() {
    return definition.timeStep();
  }

  @Override
  public double attraction(double r, double m1, double m2, double q1, double q2) {
    return function.attraction(r, m1, m2, q1, q2);
  }

  @Override
  public boolean reciprocal() {
    return reciprocal;
  }

  @Override
  public Set<Invariant> conserved() {
    return reciprocal ? Invariant.all() : Set.of();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FormulaLaw law && definition.equals(law.definition);
  }

  @Override
  public int hashCode() {
    return definition.hashCode();
  }

  @Override
  public String toString() {
    return "FormulaLaw[" + definition + "]";
  }

  /** What travels in the place of a law. */
  private record Sent(LawDefinition definition) implements Serializable {
    private static final long serialVersionUID = 1L;

    @Serial
    private Object readResolve() {
      return new FormulaLaw(definition);
    }
  }

  @Serial
  private Object writeReplace() {
    return new Sent(definition);
  }

  @Serial
  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("Cannot read a law: its definition is what is sent");
  }
}
