package org.principia.theory.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.NeighbourRule;
import org.principia.symbolic.expression.SqlDialect;

/** A law as LaTeX and as SQL. */
final class LawTextTest {
  private static final ComposedLaw SPACE =
      ComposedLaw.parse(
          3,
          List.of("dx*(1 - 1/r)", "dy*(1 - 1/r)", "dz*(1 - 1/r)"),
          List.of("s1/m", "s2/m", "s3/m"));
  private static final ComposedLaw NOT_CENTRAL =
      ComposedLaw.parse(2, List.of("m2*dy", "dx*dx"), List.of("s1 + vx", "s2*s2"));

  @Test
  void everyMessageAndEveryAccelerationHasALineOfLatex() {
    List<String> lines = LawText.latex(SPACE, 4).lines().toList();
    assertThat(lines).first().isEqualTo("\\begin{align*}");
    assertThat(lines).last().isEqualTo("\\end{align*}");
    // The force, three messages, three accelerations.
    assertThat(lines).hasSize(2 + 7);
    assertThat(lines.get(1)).startsWith("\\mathbf{a}_1 &= \\frac{1}{m_1} \\sum_2");
    assertThat(lines.get(4)).startsWith("s_{3} &= \\sum_2");
    assertThat(lines.get(7)).startsWith("a_{z} &= ");
    assertThat(lines.subList(1, 7)).allMatch(line -> line.endsWith(" \\\\"));
  }

  @Test
  void aLawWithoutACentralForceHasNoLineOfIt() {
    assertThat(LawText.latex(NOT_CENTRAL, 4)).doesNotContain("\\mathbf").contains("a_{y} &= ");
  }

  @Test
  void arraysBeginAtZeroInSparkAndAtOneInDuckDb() {
    assertThat(LawText.sql(SPACE, SqlDialect.SPARK, "frames"))
        .contains("CAST(p.position[0] AS DOUBLE) AS x")
        .contains("CAST(p.velocity[2] AS DOUBLE) AS vz")
        .contains("FROM frames LATERAL VIEW posexplode(particles) AS i, p");
    assertThat(LawText.sql(SPACE, SqlDialect.DUCKDB, "frames"))
        .contains("CAST(p.position[1] AS DOUBLE) AS x")
        .contains("CAST(p.velocity[3] AS DOUBLE) AS vz")
        .doesNotContain("posexplode");
  }

  @Test
  void theQuerySumsEachMessageOverTheOtherParticles() {
    String sql = LawText.sql(SPACE, SqlDialect.SPARK, "frames");
    assertThat(sql).contains("a.i <> b.i").contains("b.z - a.z AS dz");
    assertThat(sql).contains("sqrt(dx * dx + dy * dy + dz * dz) AS r");
    assertThat(sql.split("sum\\(", -1)).hasSize(1 + 3);
    assertThat(sql).contains(" AS s3").contains(" AS az");
    assertThat(LawText.sql(NOT_CENTRAL, SqlDialect.SPARK, "frames")).doesNotContain("dz");
  }

  @Test
  void aLawOverNeighboursSaysSo() {
    ComposedLaw chain = SPACE.over(GraphSchema.particles(3, new NeighbourRule.Chain(), List.of()));
    assertThat(LawText.latex(chain, 4)).contains("\\sum_{2 \\in N(1)}").doesNotContain("\\sum_2");
    assertThat(PhysicalForm.of(chain).orElseThrow().lines(4))
        .contains("a = (1/m) (sum of f over the neighbours)");
    assertThat(LawText.sql(chain, SqlDialect.SPARK, "frames")).contains("abs(a.i - b.i) = 1");
  }
}
