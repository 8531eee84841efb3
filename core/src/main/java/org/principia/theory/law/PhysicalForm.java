package org.principia.theory.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.principia.common.InputException;
import org.principia.dynamics.law.ForceLaws;
import org.principia.dynamics.law.LawDefinition;
import org.principia.graphs.GraphSchema;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Variable;
import org.principia.symbolic.expression.Operator;

/**
 * A composed law as a sum of forces: {@code a_i = (1 / m_i) sum over j of f_ij + o_i}.
 *
 * <p>It exists where the node formulas are linear in the sums, {@code a_k = sum over l of c_kl(m,
 * q) s_l + o_k}. Then {@code f_ij = m_i C(m_i, q_i) message_ij}: C is the map from messages to
 * specific forces, m_i C that to forces. The true law is not looked at.
 *
 * @param schema of the law: which particles act on each other, in which space
 * @param map C over m1, q1 of the receiver (d x d)
 * @param force f_ij over the edge variables (d)
 * @param rest o_i over the node variables, zero where there is none (d)
 */
public record PhysicalForm(
    GraphSchema schema, List<List<Expression>> map, List<Expression> force, List<Expression> rest) {
  private static final Expression MASS = new Variable("m1", 0);

  /**
   * The form of a law; empty where a node formula is not written as linear in the sums, with
   * coefficients of mass and charge alone.
   */
  public static Optional<PhysicalForm> of(ComposedLaw law) {
    int d = law.dimension();
    List<String> sums = new NodeVariables(d).sumNames();
    Map<String, Expression> receiver = Map.of("m", variable("m1", d), "q", variable("q1", d));
    List<List<Expression>> map = new ArrayList<>();
    List<Expression> force = new ArrayList<>();
    List<Expression> rest = new ArrayList<>();
    for (Expression node : law.nodes()) {
      Optional<LinearForm> form = LinearForm.of(node, sums);
      if (form.isEmpty()
          || !form.get().coefficients().stream()
              .allMatch(c -> Set.of("m", "q").containsAll(c.variables()))) {
        return Optional.empty();
      }
      List<Expression> row =
          form.get().coefficients().stream().map(c -> c.substitute(receiver)).toList();
      Expression pulled = Expression.constant(0);
      for (int l = 0; l < d; l++) {
        pulled =
            LinearForm.sum(
                Operator.ADD, pulled, LinearForm.product(row.get(l), law.edges().get(l)));
      }
      map.add(row.stream().map(Expression::simplified).toList());
      force.add(Factors.product(pulled, MASS));
      rest.add(form.get().rest().simplified());
    }
    return Optional.of(new PhysicalForm(law.schema(), map, force, rest));
  }

  /** Dimension d of space. */
  public int dimension() {
    return schema.dimension();
  }

  private static Variable variable(String name, int dimension) {
    return new Variable(name, EdgeVariables.names(dimension).indexOf(name));
  }

  /** Whether nothing but the forces of pairs accelerates a particle. */
  public boolean isPairwise() {
    return rest.stream().allMatch(e -> LinearForm.is(e, 0));
  }

  /**
   * The force of a pair along the line of centres, where that is all there is: {@code f_ij = F u},
   * u the unit vector from i to j; positive attracts. F is a function of r, m1, m2, q1, q2 (bound
   * to the edge variables); empty where the force has another direction or depends on more, or
   * something else accelerates.
   */
  public Optional<Expression> attraction() {
    List<Optional<Expression>> perLength =
        IntStream.range(0, dimension()).mapToObj(this::perLength).distinct().toList();
    return isPairwise() && perLength.size() == 1
        ? perLength.get(0).map(g -> Factors.product(g, variable("r", dimension())))
        : Optional.empty();
  }

  /** What the separation along an axis is multiplied by, where its force has nothing else. */
  private Optional<Expression> perLength(int axis) {
    return LinearForm.of(force.get(axis), new EdgeVariables(dimension()).separationNames())
        .filter(form -> LinearForm.is(form.rest().simplified(), 0))
        .map(LinearForm::coefficients)
        .filter(
            all ->
                IntStream.range(0, all.size())
                    .allMatch(k -> k == axis || LinearForm.is(all.get(k).simplified(), 0)))
        .map(all -> Factors.cancelled(all.get(axis)));
  }

  /**
   * Whether {@code m_i C} does not depend on the particle: messages are then forces, up to a linear
   * map of numbers, and the node formulas are Newton's second law.
   */
  public boolean messagesAreForces() {
    return map.stream()
        .flatMap(List::stream)
        .map(c -> Factors.product(c, MASS))
        .allMatch(c -> c.variables().isEmpty());
  }

  /** Whether C does not depend on the particle: messages are specific forces. */
  public boolean messagesAreSpecificForces() {
    return map.stream().flatMap(List::stream).allMatch(c -> c.variables().isEmpty());
  }

  /**
   * How far the forces of pairs are from cancelling at some edges (each d + 5), Newton's third law:
   * the mean size of f_ij + f_ji, relative to the mean size of f_ij.
   */
  public double imbalance(List<double[]> edges) {
    EdgeVariables layout = new EdgeVariables(dimension());
    double sum = 0;
    double size = 0;
    for (double[] edge : edges) {
      double[] exchanged = layout.reversed(edge);
      for (Expression component : force) {
        double there = component.evaluate(edge);
        sum += Math.abs(there + component.evaluate(exchanged));
        size += Math.abs(there);
      }
    }
    return sum / size;
  }

  /**
   * The law as the simulator's formula law, for the section {@code laws} of a configuration, under
   * a name there and with the step at which trajectories are stored [time]. Empty where the force
   * is no central one, or not finite everywhere that a formula law must be, or acts on neighbours
   * alone or in a box, which a formula law cannot.
   */
  public Optional<LawDefinition> definition(String name, double timeStep) {
    if (!schema.isOfAllPairs() || !schema.box().isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<LawDefinition> definition =
          attraction().map(force -> new LawDefinition(name, force.toText(), timeStep));
      definition.ifPresent(d -> ForceLaws.of(name, 0, List.of(d)));
      return definition;
    } catch (InputException e) {
      return Optional.empty();
    }
  }

  /** The form for people, constants with so many significant digits. */
  public List<String> lines(int digits) {
    List<String> lines = new ArrayList<>();
    Optional<Expression> attraction = attraction();
    if (attraction.isPresent()) {
      lines.add("force on 1 from 2, towards 2: f = " + attraction.get().toText(digits));
    } else {
      for (int k = 0; k < dimension(); k++) {
        lines.add("f_" + EdgeVariables.AXES.get(k) + " = " + force.get(k).toText(digits));
      }
    }
    String senders = schema.isOfAllPairs() ? "other particles" : "neighbours";
    String sum = "a = (1/m) (sum of f over the " + senders + ")";
    lines.add(isPairwise() ? sum : sum + " + o");
    for (int k = 0; k < dimension(); k++) {
      if (!LinearForm.is(rest.get(k), 0)) {
        lines.add("o_" + EdgeVariables.AXES.get(k) + " = " + rest.get(k).toText(digits));
      }
    }
    lines.add("from messages to forces: f = m1 C message, C = " + matrix(digits));
    return lines;
  }

  private String matrix(int digits) {
    return map.stream()
        .map(row -> row.stream().map(c -> c.toText(digits)).collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; ", "[", "]"));
  }
}
