package org.principia.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.InputException;
import org.principia.symbolic.settings.SymbolicSettings;

final class ComplexitiesTest {
  private static final List<String> NAMES = List.of("x", "y");

  @Test
  void eachThingCountsWhatWasSaidAndElseOne() {
    Complexities weights = new Complexities(List.of("sin = 3", "constant=2", " variable = 4 "));
    // sin 3, + 1, constant 2, variable 4, * 1, variable 4.
    assertThat(weights.of(Expression.parse("sin(2 + x) * y", NAMES))).isEqualTo(15);
    Expression any = RandomTrees.draw(5);
    assertThat(Complexities.ones().of(any)).isEqualTo(any.complexity());
  }

  @Test
  void simplifyingNeverMakesAFormulaMoreComplex() {
    Expression sum = Expression.parse("x + x", NAMES);
    assertThat(new Complexities(List.of("* = 5")).simplified(sum)).isEqualTo(sum);
    assertThat(Complexities.ones().simplified(sum)).isEqualTo(Expression.parse("2 * x", NAMES));
  }

  @ParameterizedTest
  @CsvSource({
    "sine = 3, such as",
    "sin, such as",
    "sin = 0, such as",
    "sin = 1.5, such as",
    "sin = -1, such as",
    "sin = 100, such as"
  })
  void whatIsNoWeightIsRefused(String text, String hint) {
    assertThatThrownBy(
            () -> SymbolicSettings.defaults().with(Map.of("complexities", List.of(text))))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid complexities: " + text + " (" + hint);
  }

  @Test
  void contradictionsAreRefused() {
    SymbolicSettings settings = SymbolicSettings.defaults();
    assertThatThrownBy(() -> settings.with(Map.of("complexities", List.of("sin = 3", "sin = 4"))))
        .hasMessage("Invalid complexities: sin = 4 (one weight for sin)");
    assertThatThrownBy(() -> settings.with(Map.of("complexities", List.of("log = 3", "ln = 4"))))
        .hasMessage("Invalid complexities: ln = 4 (one weight for ln)");
    assertThatThrownBy(() -> settings.with(Map.of("complexities", List.of("variable = 30"))))
        .hasMessageStartingWith("Invalid max-complexity: 25 (");
  }
}
