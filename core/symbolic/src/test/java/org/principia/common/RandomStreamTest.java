package org.principia.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RandomStreamTest {

  @Test
  void sameKeyGivesTheSameDraws() {
    assertThat(RandomStream.of(7, "dynamics.run", 3).doubles(5).toArray())
        .isEqualTo(RandomStream.of(7, "dynamics.run", 3).doubles(5).toArray());
  }

  @Test
  void everyPartOfTheKeyMatters() {
    Set<Long> keys = new HashSet<>();
    keys.add(RandomStream.key(7, "a", 1, 2));
    keys.add(RandomStream.key(8, "a", 1, 2));
    keys.add(RandomStream.key(7, "b", 1, 2));
    keys.add(RandomStream.key(7, "a", 2, 1));
    keys.add(RandomStream.key(7, "a", 1));
    keys.add(RandomStream.key(7, "a", 1, 2, 0));
    assertThat(keys).hasSize(6);
  }

  @Test
  void neighbouringKeysGiveUncorrelatedDraws() {
    int n = 20_000;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double x = RandomStream.of(1, "t", i).nextDouble() - 0.5;
      double y = RandomStream.of(1, "t", i + 1).nextDouble() - 0.5;
      sum += x * y;
    }
    // The standard error of the mean of products of two uniforms is (1/12) / sqrt(n).
    assertThat(Math.abs(sum / n)).isLessThan(5 / 12.0 / Math.sqrt(n));
  }
}
