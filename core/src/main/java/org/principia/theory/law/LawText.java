package org.principia.theory.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.SqlDialect;

/** A law in LaTeX and in SQL. */
public final class LawText {
  private static final List<String> AXES = List.of("x", "y", "z");

  private LawText() {}

  /**
   * The law as a LaTeX fragment: its equations in an {@code align*} of amsmath; particle 1
   * receives, particle 2 sends.
   *
   * @param law the law
   * @param digits significant digits of the constants
   */
  public static String latex(ComposedLaw law, int digits) {
    List<String> lines = new ArrayList<>();
    Optional<PhysicalForm> form = PhysicalForm.of(law);
    Optional<Expression> attraction = form.flatMap(PhysicalForm::attraction);
    if (attraction.isPresent()) {
      lines.add(
          "\\mathbf{a}_1 &= \\frac{1}{m_1} \\sum_2 \\left("
              + attraction.get().toLatex(digits)
              + "\\right) \\frac{\\mathbf{x}_2 - \\mathbf{x}_1}{r}");
    }
    for (int k = 0; k < law.dimension(); k++) {
      lines.add(
          "s_{"
              + (k + 1)
              + "} &= \\sum_2 \\left("
              + law.edges().get(k).toLatex(digits)
              + "\\right)");
    }
    for (int k = 0; k < law.dimension(); k++) {
      lines.add("a_{" + AXES.get(k) + "} &= " + law.nodes().get(k).toLatex(digits));
    }
    return "\\begin{align*}\n" + String.join(" \\\\\n", lines) + "\n\\end{align*}\n";
  }

  /**
   * The law as one SELECT over a table of frames: the acceleration of every particle.
   *
   * <p>The table has the columns of the frames' files: {@code simulation}, {@code step} and {@code
   * particles}, an array of (mass, charge, position, velocity). The result has {@code simulation,
   * step, particle} (from 0) and {@code ax, ay, (az)}.
   *
   * @param law the law
   * @param dialect of Spark or of DuckDB
   * @param frames the table: a name, or what stands in its place after FROM
   * @return one statement without a semicolon
   */
  public static String sql(ComposedLaw law, SqlDialect dialect, String frames) {
    int d = law.dimension();
    List<String> lines = new ArrayList<>(particles(dialect, d, frames));
    lines.add("), separation AS (");
    lines.add("  SELECT a.simulation, a.step, a.i, a.m AS m1, b.m AS m2, a.q AS q1, b.q AS q2,");
    lines.add(
        "    " + list(d, k -> "b." + AXES.get(k) + " - a." + AXES.get(k) + " AS d" + AXES.get(k)));
    lines.add("  FROM particle a JOIN particle b");
    lines.add("    ON a.simulation = b.simulation AND a.step = b.step AND a.i <> b.i");
    lines.add("), pair AS (");
    lines.add(
        "  SELECT *, sqrt("
            + String.join(
                " + ",
                IntStream.range(0, d)
                    .mapToObj(k -> "d" + AXES.get(k) + " * d" + AXES.get(k))
                    .toList())
            + ") AS r");
    lines.add("  FROM separation");
    lines.add("), total AS (");
    lines.add("  SELECT simulation, step, i,");
    lines.add(
        "    " + list(d, k -> "sum(" + law.edges().get(k).toSql(dialect) + ") AS s" + (k + 1)));
    lines.add("  FROM pair GROUP BY simulation, step, i");
    lines.add(")");
    lines.add("SELECT simulation, step, i AS particle,");
    lines.add("  " + list(d, k -> law.nodes().get(k).toSql(dialect) + " AS a" + AXES.get(k)));
    lines.add("FROM particle JOIN total USING (simulation, step, i)");
    return String.join("\n", lines);
  }

  /** The particles of all frames, one row each, with named axes. */
  private static List<String> particles(SqlDialect dialect, int d, String frames) {
    List<String> lines = new ArrayList<>();
    lines.add("WITH element AS (");
    lines.add(
        dialect == SqlDialect.SPARK
            ? "  SELECT simulation, step, i, p FROM "
                + frames
                + " LATERAL VIEW posexplode(particles) AS i, p"
            : "  SELECT simulation, step, generate_subscripts(particles, 1) - 1 AS i,"
                + " unnest(particles) AS p FROM "
                + frames);
    lines.add("), particle AS (");
    lines.add(
        "  SELECT simulation, step, i, "
            + asDouble("p.mass")
            + " AS m, "
            + asDouble("p.charge")
            + " AS q,");
    lines.add("    " + vector(dialect, d, "position", "") + ",");
    lines.add("    " + vector(dialect, d, "velocity", "v"));
    lines.add("  FROM element");
    return lines;
  }

  private static String list(int dimension, IntFunction<String> item) {
    return String.join(",\n    ", IntStream.range(0, dimension).mapToObj(item).toList());
  }

  /** Frames are in single precision, the law in double. */
  private static String asDouble(String column) {
    return "CAST(" + column + " AS DOUBLE)";
  }

  private static String vector(SqlDialect dialect, int dimension, String name, String prefix) {
    int first = dialect == SqlDialect.SPARK ? 0 : 1;
    return String.join(
        ", ",
        IntStream.range(0, dimension)
            .mapToObj(
                k ->
                    asDouble("p." + name + "[" + (first + k) + "]") + " AS " + prefix + AXES.get(k))
            .toList());
  }
}
