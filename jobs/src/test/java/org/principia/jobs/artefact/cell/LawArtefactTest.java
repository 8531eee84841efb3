package org.principia.jobs.artefact.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.InputException;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.theory.law.ComposedLaw;

final class LawArtefactTest {
  private static final String GOOD =
      "{'law': 'spring', 'dimension': 2, 'fitted': {'edges': ['dx - dx/r', 'dy - dy/r'],"
          + " 'nodes': ['s1/m', 's2/m']}}";

  @TempDir Path root;
  private LawArtefact artefact;

  @BeforeEach
  void open() {
    artefact = Artefacts.of(Artefacts.look(root), new CellId("spring", 2, "l1", 1)).law();
  }

  private ComposedLaw parse(String text) {
    artefact.at().write("law.json", text.replace('\'', '"'));
    return artefact.fitted();
  }

  @Test
  void aLawIsReadBack() {
    assertThat(parse(GOOD))
        .isEqualTo(
            ComposedLaw.parse(
                2, java.util.List.of("dx - dx/r", "dy - dy/r"), java.util.List.of("s1/m", "s2/m")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dx - dx/r            | dx - dw/r         | dw
          dx - dx/r            | dx - (            | dx - (
          ['s1/m'             | ['s1/m', 's1/m'  | fitted has 2 edge and 3 node formulas, not 2 of each
          , 'dimension': 2     | , 'dimension': 3  | it is of spring in 3 dimensions, not of spring in 2
          {'law': 'spring'     | {'law': 'charge'  | it is of charge in 2 dimensions, not of spring in 2
          , 'fitted'           | , 'settled'       | it is no law of this program
          {'law'               | {{'law'           | it is no law of this program
          ['s1/m', 's2/m']     | 's1/m'            | it is no law of this program
          """)
  void anEditedLawIsRefusedInOneLineThatNamesTheFile(String from, String to, String reason) {
    assertThat(GOOD).contains(from);
    assertThatThrownBy(() -> parse(GOOD.replace(from, to)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Cannot read " + artefact.at().file("law.json"))
        .hasMessageContaining(reason)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }
}
