package org.principia.jobs.artefact.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.InputException;
import org.principia.jobs.artefact.table.UserTable.TableRequest;

final class TableRequestTest {

  private static List<String> list(String names) {
    return names == null ? List.of() : Arrays.asList(names.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a y |     |   | Invalid --features: y (another column: this one is the target)",
        "a a |     |   | Invalid --features: a (each column once)",
        "a   | y   |   | Invalid --group-by: y (another column: this one is the target)",
        "a b | b   |   | Invalid --group-by: b (another column: this one is a feature)",
        "a   |     | y | Invalid --weight: y (another column: this one is the target)",
        "a   |     | a | Invalid --weight: a (another column: this one is a feature)",
        "a   | w v | w | Invalid --weight: w (another column: this one is a group)"
      })
  void whatContradictsItselfIsRefused(
      String features, String groups, String weight, String message) {
    assertThatThrownBy(
            () ->
                new TableRequest(
                    "t",
                    "y",
                    list(features),
                    list(groups),
                    Optional.ofNullable(weight),
                    TableRequest.InvalidRows.REFUSE,
                    10,
                    TableRequest.Header.FIRST_ROW))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }

  @Test
  void variablesAreNamesThatFormulasCanHaveEachOnce() {
    assertThat(Columns.variables(List.of("x", "length (m)", "2nd", "exp", "a.b", "a b", "größe")))
        .containsExactly("x", "length__m_", "_2nd", "exp_", "a_b", "a_b_", "größe");
  }

  @ParameterizedTest
  @CsvSource({
    "y, yerr, true",
    "y, y_err, true",
    "y, sigma_y, true",
    "F (N), F_error (N), true",
    "mu, Uncertainty mu, true",
    "y, Yerr, true",
    "y, xerr, false",
    "y, err, false",
    "y, dy, false",
    "y, y, false",
    "y, yerr2, false"
  })
  void uncertaintiesOfTheTargetAreKnownByTheirNames(String target, String name, boolean error) {
    assertThat(Columns.isErrorOf(target, name)).isEqualTo(error);
  }

  @Test
  void rowsAreOrderedByTheirValuesAlone() {
    double[][] one = {{2, 1, 2}, {5, 9, -3}};
    double[][] other = {{1, 2, 2}, {9, -3, 5}};
    assertThat(RowBlock.sort(one)).isDeepEqualTo(RowBlock.sort(other));
    assertThat(RowBlock.sort(one)).isDeepEqualTo(new double[][] {{1, 2, 2}, {9, -3, 5}});
  }

  @Test
  void rowsKeepTheirNumbersInTheFileWhenBlocksAreJoinedAndSorted() {
    RowBlock block = block(new Object[] {9.0, 1.0}, new Object[] {null, 2.0});
    block.addAll(block(new Object[] {7.0, 3.0}, new Object[] {8.0, 4.0}));
    assertThat(block.sorted().get(""))
        .isDeepEqualTo(new double[][] {{7, 8, 9}, {3, 4, 1}, {3, 4, 1}});
  }

  private static RowBlock block(Object[]... rows) {
    return new RowBlock(2, 0).of(List.of(rows).iterator(), TextFormat.POINT);
  }
}
