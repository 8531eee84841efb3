package org.principia.observed.spline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;
import org.principia.observed.weak.Extra;
import org.principia.observed.weak.Gram;
import org.principia.observed.weak.LogSplines;

final class PooledGramTest {
  private static final int PARTICLES = 3;
  private static final LogSplines SPLINES = LogSplines.even(1, 10, 5, 1);
  private static final int COLUMNS = PARTICLES * 5 + Extra.widths(2) + 1;

  /** Sums of some rows; a receiver does not act on itself. */
  private static Gram gram(int self, RandomGenerator random) {
    Gram gram = new Gram(COLUMNS);
    for (int w = 0; w < 40; w++) {
      double[] row = new double[COLUMNS];
      Arrays.setAll(row, c -> c / 5 == self ? 0 : random.nextGaussian());
      gram.add(row, 0);
    }
    return gram.mirrored();
  }

  private static RunGram run(String name, RandomGenerator random) {
    List<RunGram.Receiver> receivers = new ArrayList<>();
    for (int i = 0; i < PARTICLES; i++) {
      receivers.add(new RunGram.Receiver(i, gram(i, random), gram(i, random), 1));
    }
    return new RunGram(name, List.of("a", "b", "c"), new int[PARTICLES], Map.of(), receivers);
  }

  @Test
  void theErrorOfAllRunsIsTheSumOfThoseOfTheirReceivers() {
    RandomGenerator random = RandomStream.of(1, "pooled");
    List<RunGram> runs = List.of(run("one", random), run("two", random));
    for (boolean shared : new boolean[] {true, false}) {
      KernelModel model =
          KernelModel.of(
              runs,
              SPLINES,
              1,
              Strengths.EQUAL.learning(true, false, shared),
              new boolean[Extra.widths(2)]);
      KernelFit fit = new KernelFit(model);
      double[] parameters = random.doubles(model.count(), -1, 1).toArray();
      double sum = 0;
      for (int r = 0; r < runs.size(); r++) {
        for (RunGram.Receiver receiver : runs.get(r).receivers()) {
          sum += fit.error(parameters, r, receiver, true);
        }
      }
      assertThat(fit.error(parameters, true)).isCloseTo(sum, within(1e-9 * sum));
      assertThat(PooledGram.of(model)).hasSize(shared ? PARTICLES : 2 * PARTICLES);
      assertThat(PooledGram.of(model).get(0).size()).isEqualTo(COLUMNS - 5);
    }
  }
}
