package org.principia.symbolic.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;
import org.principia.common.RandomStream;
import org.principia.symbolic.SymbolicRegression;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.search.Search;
import org.principia.symbolic.settings.Choice;
import org.principia.symbolic.settings.FirstPassEffort;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

final class UnitsTest {
  private static final List<String> NAMES = List.of("x", "v", "g", "t", "n");
  private static final List<String> UNITS =
      List.of("x = m", "v = m/s", "g = m/s^2", "t = s", "n = 1", "target = m");

  /** A place after a time at a speed, with a little noise. */
  private static Table drift() {
    RandomGenerator rng = RandomStream.of(3, "test.units");
    double[][] columns = new double[NAMES.size()][300];
    double[] y = new double[300];
    for (int i = 0; i < y.length; i++) {
      for (double[] column : columns) {
        column[i] = 1 + rng.nextDouble();
      }
      y[i] = columns[0][i] + columns[1][i] * columns[3][i] + 0.05 * rng.nextGaussian();
    }
    return Table.of(NAMES, columns, y);
  }

  private static Units units(String... more) {
    List<String> texts = new ArrayList<>(UNITS);
    texts.addAll(List.of(more));
    return Units.of(texts, drift());
  }

  @ParameterizedTest
  @CsvSource({
    "m/s^2, m*s^-2",
    "m/s/s, m*s^-2",
    "kg * m ^ 2 / s^2, J",
    "kg/m*s, kg*s*m^-1",
    "N/m^2, Pa",
    "V*A, W",
    "1/s, Hz",
    "rad, 1",
    "m^0.5*m^1.5, m^2",
    "m/m, 1"
  })
  void equalUnitsMatch(String one, String other) {
    Dimension a = Dimension.parse(one).orElseThrow();
    assertThat(a.matches(Dimension.parse(other).orElseThrow())).as(a.toString()).isTrue();
  }

  @Test
  void aPrefixMakesAnotherUnit() {
    assertThat(Dimension.parse("mm").orElseThrow().matches(Dimension.parse("m").orElseThrow()))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "x + v * t, true, true",
    "x + 2 * t, true, false",
    "x + v, false, false",
    "x + 1, true, false",
    "sin(x), false, false",
    "sin(2 * x) * x, true, false",
    "sin(n) * x, true, true",
    "exp(v * t / x) * x, true, true",
    "exp(v * t) * x, false, false",
    "sqrt(v * v * t * t), true, true",
    "cbrt(x * square(v * t)), true, true",
    "square(v) * inv(g), true, true",
    "v ^ 2 / g, true, true",
    "v ^ 2.01 / g, false, false",
    "x ^ 0.5 * x ^ 0.5, true, true",
    "x ^ n, false, false",
    "x * 2 ^ n, true, true",
    "x * 2 ^ t, false, false",
    "x ^ (n - 1 + 2), false, false",
    "'max(x, v * t)', true, true",
    "'max(x, t)', false, false",
    "-abs(x), true, true",
    "t, true, false",
  })
  void unitsAgreeOrNot(String formula, boolean freeConstants, boolean plainConstants) {
    Expression e = Expression.parse(formula, NAMES);
    boolean isTarget = !"t".equals(formula);
    assertThat(units().agree(e)).isEqualTo(freeConstants);
    assertThat(units().explain(e)).isEqualTo(freeConstants && isTarget);
    assertThat(units("constant = 1").explain(e)).isEqualTo(plainConstants && isTarget);
  }

  @Test
  void withoutAUnitTheTargetMayHaveAny() {
    Units units = Units.of(UNITS.subList(0, 5), drift());
    assertThat(units.explain(Expression.parse("t", NAMES))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "x = ", "= m", "x = m^", "x = m s", "x = 2", "x = m/", "constant = m"})
  void whatIsNoUnitIsRefused(String text) {
    assertThatThrownBy(() -> SymbolicSettings.defaults().with(Map.of("units", List.of(text))))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid units: " + text + " (");
  }

  @Test
  void unitsAreThoseOfTheColumns() {
    assertThatThrownBy(() -> units("w = m"))
        .hasMessageStartingWith("Invalid units: w (target, constant or one of the columns");
    assertThatThrownBy(() -> Units.of(UNITS.subList(1, 6), drift()))
        .hasMessageContaining("none for x, a number has 1");
    assertThatThrownBy(() -> units("x = s")).hasMessage("Invalid units: x = s (one unit for x)");
  }

  @ParameterizedTest
  @CsvSource({
    "kg, false",
    "m^2*s^3, true",
    "s^0.5, true",
    "1, true",
    "m*kg, false",
  })
  void ofNumbersAndColumnsNoFormulaHasAUnitThatIsNoProductOfTheirs(String unit, boolean possible) {
    List<String> texts = new ArrayList<>(UNITS.subList(0, 5));
    texts.addAll(List.of("target = " + unit, "constant = 1"));
    if (possible) {
      assertThat(Units.of(texts, drift())).isNotNull();
    } else {
      assertThatThrownBy(() -> Units.of(texts, drift()))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("Invalid units: target = " + unit.replace("m*kg", "kg*m"))
          .hasMessageEndingWith("constants being numbers: m, m*s^-1, m*s^-2, s, 1)");
    }
    // A constant of any unit makes up for it.
    assertThat(Units.of(texts.subList(0, 6), drift())).isNotNull();
  }

  @Test
  void theConstantOnAFrontWithoutFormulasIsNotAllowed() {
    SymbolicSettings settings =
        SymbolicSettings.defaults()
            .withEffort(1, 2, 300)
            .with(Map.of("units", units(UNITS, List.of("constant = 1"))))
            .with(Map.of("first-pass", FirstPassEffort.NONE, "max-complexity", 5));
    Table table = drift();
    ParetoFront front = SymbolicRegression.builder().settings(settings).seed(1).build().fit(table);
    assertThat(front.members()).allMatch(m -> settings.constraintsOn(table).allow(m.expression()));
    SymbolicSettings speed =
        settings.with(
            Map.of(
                "operators",
                List.of("+", "exp"),
                "units",
                units(UNITS.subList(0, 5), List.of("target = m^2", "constant = 1"))));
    ParetoFront none = SymbolicRegression.builder().settings(speed).seed(1).build().fit(table);
    assertThat(none.members()).noneMatch(m -> speed.constraintsOn(table).allow(m.expression()));
  }

  private static List<String> units(List<String> units, List<String> more) {
    List<String> all = new ArrayList<>(units);
    all.addAll(more);
    return all;
  }

  @Test
  void aSearchKeepsToTheUnitsInEveryStage() {
    Table table = drift();
    for (FirstPassEffort effort : List.of(FirstPassEffort.NONE, FirstPassEffort.QUICK)) {
      SymbolicSettings settings =
          SymbolicSettings.defaults()
              .withEffort(2, 3, 600)
              .with(
                  Map.of(
                      "units",
                      units(UNITS, List.of("constant = 1")),
                      "first-pass",
                      effort,
                      "loss",
                      Loss.MEAN_SQUARE));
      ParetoFront front =
          SymbolicRegression.builder().settings(settings).seed(1).build().fit(table);
      Units units = units("constant = 1");
      assertThat(front.members()).as(front.toText()).allMatch(m -> units.explain(m.expression()));
      ParetoFront free =
          SymbolicRegression.builder()
              .settings(settings.with(Map.of("units", List.of())))
              .seed(1)
              .build()
              .fit(table);
      assertThat(free.members()).anyMatch(m -> !units.explain(m.expression()));
      // The noise leaves 0.0025.
      assertThat(front.choose(Choice.ACCURACY).loss()).as(front.toText()).isLessThan(0.01);
    }
  }

  @Test
  void aGuessAgainstTheUnitsIsRefused() {
    SymbolicSettings settings =
        SymbolicSettings.defaults()
            .with(Map.of("units", UNITS, "guesses", List.of("x + v * t", "x + v")));
    assertThatThrownBy(() -> Search.start(drift(), settings, 1, "a"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid guesses: x + v (");
  }
}
