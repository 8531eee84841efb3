package org.principia.symbolic.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.common.Setting;

final class SymbolicSettingsTest {

  @Test
  void aWrongValueIsReportedUnderItsKey() {
    assertThatThrownBy(() -> SymbolicSettings.defaults().withEffort(0, 1, 1))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid symbolic.islands: 0 (");
    assertThatThrownBy(() -> SymbolicSettings.defaults().withEffort(1, 1, 0))
        .hasMessageStartingWith("Invalid symbolic.fits-per-round: 0 (");
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
        .hasMessageStartingWith("Invalid symbolic.max-complexity: 2 (");
    assertThatThrownBy(() -> before.with(Map.of("maxComplexity", 7)))
        .hasMessageContaining("maxComplexity");
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

  @Test
  void theShareOfRelativeIslandsIsKeptAndTheLastIsAmongThem() {
    for (double share : new double[] {0, 0.25, 0.3, 1}) {
      SymbolicSettings s = SymbolicSettings.defaults().with(Map.of("relative-islands", share));
      assertThat(IntStream.range(0, 100).filter(s::isRelative)).hasSize((int) (100 * share));
      assertThat(s.isRelative(99)).isEqualTo(share > 0);
      assertThat(s.isRelative(0)).isEqualTo(share == 1);
    }
  }
}
