package org.principia.symbolic.search;

import java.util.random.RandomGenerator;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Trees;

/** A part of one parent in the place of a part of the other (Koza 1992), each node as likely. */
final class Crossover {
  private Crossover() {}

  /**
   * A child of two parents.
   *
   * @param receiver of which one node is replaced
   * @param giver of which one node, with all below it, is copied
   * @param rng where the nodes come from
   * @return the child
   */
  static Expression of(Expression receiver, Expression giver, RandomGenerator rng) {
    Expression part = Trees.at(giver, rng.nextInt(giver.complexity()));
    return Trees.replace(receiver, rng.nextInt(receiver.complexity()), part);
  }
}
