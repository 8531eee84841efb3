package org.principia.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpellingTest {

  @Test
  void editsCountInsertionsDeletionsAndSubstitutions() {
    assertThat(Spelling.edits("kitten", "sitting")).isEqualTo(3);
    assertThat(Spelling.edits("", "abc")).isEqualTo(3);
    assertThat(Spelling.edits("abc", "abc")).isZero();
  }

  @Test
  void nearestIsTheWordWithTheFewestEdits() {
    assertThat(Spelling.nearest("sprong", List.of("charge", "spring", "string")))
        .isEqualTo("spring");
  }
}
