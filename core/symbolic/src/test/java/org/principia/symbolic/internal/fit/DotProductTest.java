package org.principia.symbolic.internal.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.RandomStream;
import org.principia.symbolic.internal.program.Program;

final class DotProductTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 200, 255, 256})
  void theSumHoldsEachRowOnce(int n) {
    double[] a = RandomStream.of(1, "test.dot").doubles(Program.BLOCK, -1, 1).toArray();
    // Powers of two times small integers: every order of summation is exact.
    Arrays.setAll(a, i -> Math.rint(a[i] * 1024));
    double[] b = RandomStream.of(2, "test.dot").doubles(Program.BLOCK, -1, 1).toArray();
    Arrays.setAll(b, i -> Math.rint(b[i] * 1024));
    double expected = 0;
    for (int i = 0; i < n; i++) {
      expected += a[i] * b[i];
    }
    assertThat(new NormalEquations.DotProduct().of(a, b, n)).isCloseTo(expected, within(0.0));
  }
}
