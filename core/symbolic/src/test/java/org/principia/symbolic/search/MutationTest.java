package org.principia.symbolic.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.RandomStream;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.expression.Primitives;
import org.principia.symbolic.expression.RandomTrees;
import org.principia.symbolic.expression.Trees;

final class MutationTest {
  private static final List<String> NAMES = RandomTrees.NAMES;
  private static final Primitives ARITHMETIC =
      new Primitives(
          List.of(Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY, Operator.DIVIDE), NAMES);

  static Stream<Mutation> all() {
    return Mutation.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyMutationChangesMostTreesAndKeepsThemReadable(Mutation mutation) {
    RandomGenerator rng = RandomStream.of(5, "test.mutation");
    int changed = 0;
    for (int i = 0; i < 400; i++) {
      Expression e = ARITHMETIC.tree(1 + rng.nextInt(7), rng);
      Expression after = mutation.apply(e, ARITHMETIC, rng);
      assertThat(Expression.parse(after.toText(), NAMES)).isEqualTo(after);
      changed += after.equals(e) ? 0 : 1;
    }
    assertThat(changed).isGreaterThan(80);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSingleLeafIsNoTrap(Mutation mutation) {
    RandomGenerator rng = RandomStream.of(6, "test.mutation");
    for (int i = 0; i < 50; i++) {
      Expression leaf = ARITHMETIC.leaf(rng);
      assertThat(mutation.apply(leaf, ARITHMETIC, rng).complexity()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"+", "sin", "- /", "^", "* sin", "/", "- cos"})
  void noMutationBringsAnOperatorThatTheSearchDoesNotHave(String symbols) {
    List<String> list = List.of(symbols.split(" ", -1));
    List<Operator> operators = Operator.listOf("operators", list);
    Primitives few = new Primitives(operators, NAMES);
    RandomGenerator rng = RandomStream.of(8, "test.few." + symbols);
    for (Mutation mutation : Mutation.ALL) {
      for (int i = 0; i < 200; i++) {
        Expression after = mutation.apply(few.tree(rng.nextInt(6), rng), few, rng);
        assertThat(operators).as("%s: %s", mutation, after).containsAll(operators(after));
        // Simplification writes x + x as 2 * x.
        Expression other = ARITHMETIC.tree(rng.nextInt(6), rng);
        assertThat(mutation.apply(other, few, rng).complexity()).isPositive();
      }
    }
  }

  private static Set<Operator> operators(Expression e) {
    Set<Operator> found = new HashSet<>();
    for (int i = 0; i < e.complexity(); i++) {
      Expression node = Trees.at(e, i);
      if (node instanceof Expression.Unary u) {
        found.add(u.operator());
      } else if (node instanceof Expression.Binary b) {
        found.add(b.operator());
      }
    }
    return found;
  }

  @Test
  void mutationsAreDrawnByTheirWeight() {
    RandomGenerator rng = RandomStream.of(7, "test.mutation");
    int n = 50_000;
    Map<Mutation, Integer> counts = new HashMap<>();
    for (int i = 0; i < n; i++) {
      counts.merge(Mutation.draw(rng), 1, Integer::sum);
    }
    double total = Mutation.ALL.stream().mapToDouble(Mutation::weight).sum();
    for (Mutation m : Mutation.ALL) {
      double p = m.weight() / total;
      double sigma = Math.sqrt(p * (1 - p) / n);
      assertThat(counts.get(m) / (double) n).isBetween(p - 5 * sigma, p + 5 * sigma);
    }
  }

  @Test
  void deletingANodePutsAnOperandInItsPlace() {
    Expression e = Expression.parse("x + y", NAMES);
    Set<Expression> seen = new HashSet<>();
    RandomGenerator rng = RandomStream.of(8, "test.mutation");
    for (int i = 0; i < 100; i++) {
      seen.add(Mutation.DELETE_NODE.apply(e, ARITHMETIC, rng));
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(e, Expression.parse("x", NAMES), Expression.parse("y", NAMES));
  }

  @Test
  void rotationTurnsTheTreeAndKeepsItsLeavesInOrder() {
    RandomGenerator rng = RandomStream.of(9, "test.mutation");
    Set<Expression> seen = new HashSet<>();
    Expression e = Expression.parse("(x - y) / m1", NAMES);
    for (int i = 0; i < 100; i++) {
      seen.add(Mutation.ROTATE.apply(e, ARITHMETIC, rng));
    }
    assertThat(seen).contains(Expression.parse("x - y / m1", NAMES));
    assertThat(seen).allMatch(t -> t.complexity() == 5);
  }

  @Test
  void aRepeatedMotifMayMoveOnToTheNextColumns() {
    RandomGenerator rng = RandomStream.of(10, "test.mutation");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 400; i++) {
      seen.add(
          Mutation.REPEAT_MOTIF.apply(Expression.parse("x * x", NAMES), ARITHMETIC, rng).toText());
    }
    assertThat(seen).contains("x * x + y * y", "x * x + m1 * m1", "x * x - x * x");
  }
}
