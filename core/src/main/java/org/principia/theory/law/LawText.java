package org.principia.theory.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.NeighbourRule;
import org.principia.messages.EdgeVariables;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.SqlDialect;

/** A law in LaTeX and in SQL. */
public final class LawText {

  private LawText() {}

  /**
   * The law as a LaTeX fragment, its equations in an {@code align*} of amsmath, constants with so
   * many significant digits; particle 1 receives, particle 2 sends, N(1) are the neighbours of 1
   * where not all particles are.
   */
  public static String latex(ComposedLaw law, int digits) {
    List<String> lines = new ArrayList<>();
    String sum = law.schema().isOfAllPairs() ? "\\sum_2" : "\\sum_{2 \\in N(1)}";
    Optional<PhysicalForm> form = PhysicalForm.of(law);
    Optional<Expression> attraction = form.flatMap(PhysicalForm::attraction);
    if (attraction.isPresent()) {
      lines.add(
          ("\\mathbf{a}_1 &= \\frac{1}{m_1} %s \\left(%s\\right)"
                  + " \\frac{\\mathbf{x}_2 - \\mathbf{x}_1}{r}")
              .formatted(sum, attraction.get().toLatex(digits)));
    }
    for (int k = 0; k < law.dimension(); k++) {
      lines.add(
          "s_{%s} &= %s \\left(%s\\right)"
              .formatted(k + 1, sum, law.edges().get(k).toLatex(digits)));
    }
    for (int k = 0; k < law.dimension(); k++) {
      lines.add("a_{" + EdgeVariables.AXES.get(k) + "} &= " + law.nodes().get(k).toLatex(digits));
    }
    return "\\begin{align*}\n" + String.join(" \\\\\n", lines) + "\n\\end{align*}\n";
  }

  /**
   * A law as one SELECT over a table of frames: the acceleration of every particle.
   *
   * <p>The table has the columns of the frames' files: {@code simulation}, {@code step} and {@code
   * particles}, an array of (mass, charge, position, velocity). The result has {@code simulation,
   * step, particle} (from 0) and {@code ax, ay, (az)}. Sums are over the neighbours by the law's
   * schema, 0 where there are none, separations those of the nearest image in its box.
   *
   * <p>It is one statement without a semicolon; frames are a table, or what may follow FROM.
   */
  public static String sql(ComposedLaw law, SqlDialect dialect, String frames) {
    int d = law.dimension();
    GraphSchema schema = law.schema();
    boolean everyPair = schema.isOfAllPairs();
    return """
    WITH element AS (
      SELECT simulation, step, %s
    ), particle AS (
      SELECT simulation, step, i, %s AS m, %s AS q,
        %s,
        %s
      FROM element
    ), separation AS (
      SELECT a.simulation, a.step, a.i, %sa.m AS m1, b.m AS m2, a.q AS q1, b.q AS q2,
        %s
      FROM particle a JOIN particle b
        ON a.simulation = b.simulation AND a.step = b.step AND %s
    ), pair AS (
      SELECT *, sqrt(%s) AS r
      FROM separation
    ), total AS (
      SELECT simulation, step, i,
        %s
      FROM %s GROUP BY simulation, step, i
    )
    SELECT simulation, step, i AS particle,
      %s
    FROM %s\
    """
        .formatted(
            elements(dialect, frames),
            asDouble("p.mass"),
            asDouble("p.charge"),
            vector(dialect, d, "position", ""),
            vector(dialect, d, "velocity", "v"),
            everyPair ? "" : "b.i AS j, ",
            list(d, k -> separation(schema, dialect, k) + " AS d" + EdgeVariables.AXES.get(k)),
            schema.rule() instanceof NeighbourRule.Chain ? "abs(a.i - b.i) = 1" : "a.i <> b.i",
            square(d),
            list(d, k -> "sum(" + law.edges().get(k).toSql(dialect) + ") AS s" + (k + 1)),
            neighbours(schema.rule(), dialect),
            list(d, k -> law.nodes().get(k).toSql(dialect) + " AS a" + EdgeVariables.AXES.get(k)),
            everyPair ? "particle JOIN total USING (simulation, step, i)" : received(d));
  }

  private static String square(int dimension) {
    return join(
        dimension,
        " + ",
        k -> "d" + EdgeVariables.AXES.get(k) + " * d" + EdgeVariables.AXES.get(k));
  }

  private static String elements(SqlDialect dialect, String frames) {
    return dialect == SqlDialect.SPARK
        ? "i, p FROM " + frames + " LATERAL VIEW posexplode(particles) AS i, p"
        : "generate_subscripts(particles, 1) - 1 AS i, unnest(particles) AS p FROM " + frames;
  }

  /** Every particle with its sums, those of one without neighbours included. */
  private static String received(int dimension) {
    return """
    (SELECT particle.*,
        %s
      FROM particle LEFT JOIN total USING (simulation, step, i)) AS received\
    """
        .formatted(list(dimension, k -> "coalesce(s" + (k + 1) + ", 0) AS s" + (k + 1)));
  }

  /** From receiver a to sender b along an axis, in a box to the nearest image. */
  private static String separation(GraphSchema schema, SqlDialect dialect, int axis) {
    String straight = "b." + EdgeVariables.AXES.get(axis) + " - a." + EdgeVariables.AXES.get(axis);
    if (schema.box().isEmpty()) {
      return straight;
    }
    String side = number(schema.box().get(axis), dialect);
    String sides = "(" + straight + ") / " + side;
    String whole =
        dialect == SqlDialect.SPARK ? "rint(" + sides + ")" : "round_even(" + sides + ", 0)";
    return straight + " - " + side + " * " + whole;
  }

  /** The pairs over which messages are summed: what stands after FROM. */
  private static String neighbours(NeighbourRule rule, SqlDialect dialect) {
    if (rule instanceof NeighbourRule.Within within) {
      return "pair WHERE r <= " + number(within.radius(), dialect);
    }
    if (rule instanceof NeighbourRule.Nearest nearest) {
      return "(SELECT *, row_number() OVER (PARTITION BY simulation, step, i ORDER BY r, j)"
          + " AS place FROM pair) AS ranked WHERE place <= "
          + nearest.count();
    }
    return "pair";
  }

  private static String number(double value, SqlDialect dialect) {
    return Expression.constant(value).toSql(dialect);
  }

  private static String list(int dimension, IntFunction<String> item) {
    return join(dimension, ",\n    ", item);
  }

  private static String join(int dimension, String between, IntFunction<String> item) {
    return IntStream.range(0, dimension).mapToObj(item).collect(Collectors.joining(between));
  }

  /** Frames are in single precision, the law in double. */
  private static String asDouble(String column) {
    return "CAST(" + column + " AS DOUBLE)";
  }

  private static String vector(SqlDialect dialect, int dimension, String name, String prefix) {
    int first = dialect == SqlDialect.SPARK ? 0 : 1;
    return join(
        dimension,
        ", ",
        k ->
            asDouble("p." + name + "[" + (first + k) + "]")
                + " AS "
                + prefix
                + EdgeVariables.AXES.get(k));
  }
}
