package org.principia.theory.central;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Operator;
import org.principia.theory.law.LinearForm;

/**
 * The central laws that members of fronts can make.
 *
 * <p>Each message formula that is linear in the separation gives functions g: its coefficients,
 * without factors that are numbers, as they are and with the receiver's mass and charge set to one
 * (a network may divide a message by a function of these that its node function undoes). Each node
 * formula that is linear in the sums gives functions h in the same way, and, where it is linear in
 * the velocity, w. To these come h = 1 and h = 1/m: g is then a specific force, or a force.
 */
public final class CentralCandidates {
  private static final Expression ONE = Expression.constant(1);

  private final int dimension;
  private final Map<Long, Expression> pairs = new LinkedHashMap<>();
  private final Map<Long, Expression> nodes = new LinkedHashMap<>();
  private final Map<Long, Expression> drags = new LinkedHashMap<>();

  /** Collects functions of message formulas and of node formulas. */
  public CentralCandidates(
      int dimension, Collection<Expression> edges, Collection<Expression> nodeFormulas) {
    this.dimension = dimension;
    List<String> names = NodeVariables.names(dimension);
    put(nodes, ONE);
    put(nodes, Expression.parse("1/m", names));
    edges.forEach(this::addPairs);
    nodeFormulas.forEach(this::addNodes);
  }

  private void addPairs(Expression edge) {
    Map<String, Expression> noMass = Map.of("m1", ONE);
    Map<String, Expression> noCharge = Map.of("q1", ONE);
    LinearForm.of(edge, new EdgeVariables(dimension).separationNames()).stream()
        .flatMap(form -> form.coefficients().stream())
        .flatMap(g -> Stream.of(g, g.substitute(noCharge)))
        .flatMap(g -> Stream.of(g, g.substitute(noMass)))
        .forEach(g -> put(pairs, g));
  }

  private void addNodes(Expression formula) {
    NodeVariables layout = new NodeVariables(dimension);
    Optional<LinearForm> form = LinearForm.of(formula, layout.sumNames());
    if (form.isEmpty()) {
      return;
    }
    form.get().coefficients().stream()
        .filter(CentralCandidates::isOfParticle)
        .forEach(h -> put(nodes, h));
    LinearForm.of(form.get().rest(), layout.velocityNames()).stream()
        .flatMap(rest -> rest.coefficients().stream())
        .filter(CentralCandidates::isOfParticle)
        .forEach(w -> put(drags, w));
  }

  private static boolean isOfParticle(Expression e) {
    return Set.of("m", "q").containsAll(e.variables());
  }

  /** Keeps a function, the first of each structure. */
  private static void put(Map<Long, Expression> functions, Expression e) {
    Expression bare = bare(e.simplified());
    if (!LinearForm.is(bare, 0)) {
      functions.putIfAbsent(bare.structureHash(), bare);
    }
  }

  /** A function without signs, factors and divisors that are numbers. */
  public static Expression bare(Expression e) {
    if (e instanceof Constant c) {
      return c.value() == 0 ? c : ONE;
    }
    if (e instanceof Unary u && u.operator() == Operator.NEG) {
      return bare(u.operand());
    }
    if (e instanceof Binary b && b.operator() == Operator.MULTIPLY) {
      return LinearForm.product(bare(b.left()), bare(b.right()));
    }
    if (e instanceof Binary b && b.operator() == Operator.DIVIDE) {
      Expression divisor = bare(b.right());
      Expression left = bare(b.left());
      return LinearForm.is(divisor, 1) ? left : Expression.apply(Operator.DIVIDE, left, divisor);
    }
    return e;
  }

  /** Every g with every h, the scale a constant of g. */
  public List<CentralLaw> laws() {
    return pairs.values().stream()
        .map(g -> Expression.apply(Operator.MULTIPLY, ONE, g))
        .flatMap(
            g ->
                nodes.values().stream().map(h -> new CentralLaw(dimension, g, h, Optional.empty())))
        .toList();
  }

  /** A law with every drag, in either direction. */
  public List<CentralLaw> withDrag(CentralLaw law) {
    return drags.values().stream()
        .flatMap(
            w ->
                Stream.of(-1, 1)
                    .map(sign -> Expression.apply(Operator.MULTIPLY, Expression.constant(sign), w)))
        .map(drag -> new CentralLaw(dimension, law.pair(), law.node(), Optional.of(drag)))
        .toList();
  }
}
