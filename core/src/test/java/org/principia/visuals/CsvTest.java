package org.principia.visuals;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CsvTest {

  @Test
  void fieldsAreQuotedWhereTheyMustBe() {
    assertThat(new Csv("a", "b").row("x, \"y\"\n", Double.NaN).row(1, 0.1).toString())
        .isEqualTo("a,b\n\"x, \"\"y\"\"\n\",\n1,0.1\n");
  }
}
