package org.principia.jobs.artefact.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.InputException;
import org.principia.jobs.artefact.table.UserTable.TableRequest;

final class TextSnifferTest {
  private static TextHead head(String text, TableRequest.Header header) {
    TableRequest request =
        new TableRequest(
            "t",
            "y",
            List.of(),
            List.of(),
            Optional.empty(),
            TableRequest.InvalidRows.REFUSE,
            1,
            header);
    return new TextSniffer(text.replace("~", "\t").lines().toList(), request)
        .head(StandardCharsets.UTF_8.name());
  }

  private static TextHead head(String text) {
    return head(text.replace("/", "\n"), TableRequest.Header.FIRST_ROW);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiterString = "->",
      value = {
        "`a,b;c,d` -> `,` -> false",
        "`a;b;\"c,d\";e` -> ; -> false",
        "`a~b` -> TAB -> false",
        "`alone` -> `,` -> false",
        "`x,y/1,2/3,4` -> `,` -> false",
        "`x y z/1 2.5  3/10 3.5 4` -> BLANKS -> false",
        "`x ~ y/1 ~ 2/3   4` -> BLANKS -> false",
        "`x~y/steel rod~2/1~4` -> TAB -> false",
        "`x~y~z/1~~2/3~~4` -> TAB -> false",
        "`x|y/1|2/3|4` -> | -> false",
        "`x;y/1,5;2,3/2,5;3` -> ; -> true",
        "`1,5;2,3/2,5;3,1` -> ; -> true",
        "`x;y/1,234;2/2,345;3` -> ; -> true",
        "`x;y/1.5;2/2,5;3` -> ; -> false",
        "`x~y/1,5~2/2,25~3` -> TAB -> true",
        "`x~y/1,234~2/2,345~3` -> TAB -> false",
        "`x y/1,5 2,5/2,5 3,5` -> BLANKS -> true",
        "`x,y/1.5, 2.5/2.5, 3.5` -> `,` -> false",
        "`x,y/\"1,5\",2/\"0,25\",3` -> `,` -> true",
        "`x,y/\"1,500\",2/\"2,250\",3` -> `,` -> false",
        "`name,y/Foo bar baz,1/Foo bar,2` -> `,` -> false",
        "`when,y/2020-01-01 10:00,1/2020-01-02 11:00,2` -> `,` -> false",
        "`m;x;y/Stahl, alt;1,5;2/Holz;2,5;3` -> ; -> true"
      })
  void theSeparatorIsTheOneThatMakesARegularTableOfNumbers(
      String text, String separator, boolean decimalComma) {
    char expected =
        switch (separator) {
          case "TAB" -> '\t';
          case "BLANKS" -> TextFormat.BLANKS;
          default -> separator.charAt(0);
        };
    // Without a header there is no name to ask for.
    TextHead head = head(text.replace('/', '\n'), TableRequest.Header.NONE);
    assertThat(head.format()).isEqualTo(new TextFormat(expected, decimalComma));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiterString = "->",
      value = {
        "`x y z/1 2 3` -> x;y;z",
        "`# d N y/1 2 3/4 5 6` -> d;N;y",
        "`# d, N, y/1 2 3/4 5 6` -> d;N;y",
        "`# made by hand/#x y/1,2/3,4` -> x;y",
        "`# a word on it/y,1,2` -> y;1;2",
        "`#kind x y/steel 1 2/wood 3 4` -> kind;x;y",
        "`# d N y/# m - kg/1 2 3/4 5 6` -> d;N;y",
        "`# a comment, or two/x,y/1,2` -> x;y",
        "`length (m)    mass (kg)   y/1.0   2.0   3.0` -> length (m);mass (kg);y",
        "`\"x\" \"y\"/\"1\" 0.5 2/\"2\" 1.5 3` -> ;x;y",
        "`Instrument: foo/Date: today/x,y/1,2/3,4` -> x;y",
        "`sep=;/x;y/1;2` -> x;y",
        "`| x | y |/|---|---|/| 1 | 2 |` -> ;x;y;",
        "`#,x,y/1,2,3` -> ;x;y",
        "`%Fe,%Ni,y/1,2,3` -> %Fe;%Ni;y",
        "`% x y/1 2/3 4` -> x;y",
        "`,0,y/0,1,2` -> ;0;y",
        "`a,a,y,a,a_2/1,2,3,4,5` -> a;a_2;y;a_3;a_2_2",
      })
  void namesAreInTheFirstRowOrInTheCommentAboveIt(String text, String names) {
    assertThat(String.join(";", head(text).names())).isEqualTo(names);
  }

  @Test
  void aFirstRowOfNumbersIsNoHeaderUnlessItNamesTheTarget() {
    assertThatThrownBy(() -> head("9.00e+01, 2.73e-04/9.50e+01, 4.73e-04"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot read t: it has no header, its first row is numbers: 9.00e+01, 2.73e-04 (write"
                + " the columns' names above it, or give --no-header, which names them c1, c2, …)");
    TextHead none = head("1,2,3\n4,5,6", TableRequest.Header.NONE);
    assertThat(none.names()).containsExactly("c1", "c2", "c3");
    assertThat(none.header()).isEmpty();
    assertThatThrownBy(() -> head("steel,1,,2/wood,2,3,4"))
        .hasMessageContaining("it has no header, its first row is mostly numbers: steel, 1, 2 (");
    assertThat(head("2019,2020,y/1,2,3").names()).containsExactly("2019", "2020", "y");
    assertThat(head("2019,y/1,2").notes())
        .containsExactly(
            "the first row is taken for the header, though there are numbers in it: 2019, y"
                + " (--no-header if it is data)");
    assertThatThrownBy(() -> head(",,/1,2,3")).hasMessage("Cannot read t: its header has no names");
  }

  @Test
  void whatIsUnusualInATableIsSaid() {
    assertThat(head("x,y/1,2").notes()).isEmpty();
    assertThat(head("x;y/1,5;2").notes())
        .containsExactly("read with cells separated by semicolons, decimal commas");
    assertThat(head("# x y/1 2").notes())
        .containsExactly(
            "read with cells separated by blanks",
            "the names of its columns are those of a comment above the first row");
    assertThat(head("a,a,y/1,2,3").notes())
        .containsExactly("another column is named a, too: here it is a_2");
    assertThat(head("Made by hand/x,y/1,2/3,4").notes())
        .containsExactly("left out above its header: Made by hand");
  }
}
