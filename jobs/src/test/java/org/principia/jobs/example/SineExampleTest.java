package org.principia.jobs.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.jobs.config.Configuration;

final class SineExampleTest {

  @Test
  void theFormulaIsTheSineAndTheNetworkIsNotBeyondItsSamples() {
    SineExample example =
        new SineExample(
            Configuration.parse(
                    "symbolic { operators = [\"+\", \"*\", exp, sin], islands = 2, rounds = 2,"
                        + " fits-per-round = 300 }",
                    "test",
                    List.of())
                .symbolic(),
            0);
    for (double x : new double[] {-40, -3, 0.7, 15, 1000}) {
      assertThat(example.formula().evaluate(new double[] {x})).isCloseTo(Math.sin(x), within(1e-6));
    }
    assertThat(SineExample.error(example::predicted, 0, SineExample.TRAINED)).isLessThan(0.1);
    assertThat(SineExample.error(example::predicted, SineExample.TRAINED, 20)).isGreaterThan(1);
    assertThat(example.picture().svg()).startsWith("<svg").contains("formula found: sin(x)");
  }
}
