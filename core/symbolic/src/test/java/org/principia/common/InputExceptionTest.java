package org.principia.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class InputExceptionTest {

  @Test
  void aBareKeyTakesTheNameOfItsSection() {
    InputException bare = InputException.invalid("max-complexity", 2, "3 to 100");
    assertThat(bare.within("symbolic")).hasMessage("Invalid symbolic.max-complexity: 2 (3 to 100)");
    assertThat(bare.within("")).isSameAs(bare);
  }

  @Test
  void aCallerMayHaveOtherNamesForThings() {
    InputException mistake = InputException.invalid("--weight", "w", "numbers from 0");
    assertThat(mistake.renamed(Map.of("--weight", "weightCol", "--target", "labelCol")))
        .hasMessage("Invalid weightCol: w (numbers from 0)");
  }

  @Test
  void whatIsNoBareKeyStaysAsItIs() {
    InputException whole = InputException.invalid("gnn.epochs", 0, "at least 1");
    InputException data = InputException.invalid("row weight", -1, "not negative");
    InputException action = InputException.cannot("read x", "it is empty");
    assertThat(whole.within("gnn")).isSameAs(whole);
    assertThat(data.within("symbolic")).isSameAs(data);
    assertThat(action.within("symbolic")).isSameAs(action);
  }
}
