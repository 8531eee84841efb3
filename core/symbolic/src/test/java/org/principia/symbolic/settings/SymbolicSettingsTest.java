package org.principia.symbolic.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.InputException;
import org.principia.common.Setting;

final class SymbolicSettingsTest {

  @Test
  void aWrongValueIsReportedUnderItsKey() {
    assertThatThrownBy(() -> SymbolicSettings.defaults().withEffort(0, 1, 1))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid islands: 0 (");
    assertThatThrownBy(() -> SymbolicSettings.defaults().withEffort(1, 1, 0))
        .hasMessageStartingWith("Invalid fits-per-round: 0 (");
  }

  @Test
  void aChangedCopyDiffersInWhatWasSaidAlone() {
    SymbolicSettings before = SymbolicSettings.defaults();
    SymbolicSettings after = before.with(Map.of("max-complexity", 7, "loss", Loss.HUBER));
    assertThat(after.maxComplexity()).isEqualTo(7);
    assertThat(after.loss()).isEqualTo(Loss.HUBER);
    assertThat(after.with(Map.of("max-complexity", 25, "loss", before.loss()))).isEqualTo(before);
    assertThatThrownBy(() -> before.with(Map.of("max-complexity", 2)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid max-complexity: 2 (");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maxComplexity | 7 | Invalid setting: maxComplexity (no such key; the nearest is"
            + " max-complexity)",
        "operator | + | Invalid setting: operator (no such key; the nearest is operators)",
        "loss | hubber | Invalid loss: hubber (one of auto, mean-absolute, mean-square,"
            + " mean-relative, huber)",
        "rounds | 3.5 | Invalid rounds: 3.5 (a whole number)",
        "rounds | many | Invalid rounds: many (a whole number)",
        "crossover | often | Invalid crossover: often (a number)",
        "operators | + | Invalid operators: + (a list of texts)",
        "tournament | 1 | Invalid tournament: 1 (a whole number from 2 to 150)",
      })
  void aMistakeNamesKeyValueAndWhatIsAllowed(String key, String value, String message) {
    assertThatThrownBy(() -> SymbolicSettings.defaults().with(Map.of(key, value)))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }

  @Test
  void valuesThatStandForTheTypeAreTaken() {
    SymbolicSettings s =
        SymbolicSettings.defaults()
            .with(Map.of("rounds", 3L, "loss", "huber", "migration", 1, "evaluation-limit", 7));
    assertThat(s.rounds()).isEqualTo(3);
    assertThat(s.loss()).isEqualTo(Loss.HUBER);
    assertThat(s.migration()).isEqualTo(1.0);
    assertThat(s.evaluationLimit()).isEqualTo(7);
    assertThatThrownBy(() -> s.with(Map.of("rounds", 1L << 40)))
        .hasMessage("Invalid rounds: 1099511627776 (a whole number)");
  }

  @Test
  void everyKeyIsDocumented() {
    assertThat(SymbolicSettings.class.getRecordComponents())
        .allMatch(c -> c.isAnnotationPresent(Setting.class));
  }

  @Test
  void theShareOfScaledIslandsIsKeptAndSpread() {
    SymbolicSettings s = SymbolicSettings.defaults();
    long scaled = IntStream.range(0, 100).filter(s::isScaled).count();
    assertThat(scaled).isEqualTo(Math.round(100 * s.scaledIslands()));
    assertThat(s.isScaled(0)).isTrue();
  }
}
