package org.principia.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FitCommandTest {
  @Test
  void theCommandIsQuotedAsAShellReadsIt() {
    assertThat(
            FitCommand.command(
                List.of("fit", "a b.csv", "--operators", "+ - *", "--target", "it's", "--seed=3")))
        .isEqualTo("principia fit 'a b.csv' --operators '+ - *' --target 'it'\\''s' --seed=3");
  }
}
