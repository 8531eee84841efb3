package org.principia.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.principia.jobs.artefact.Json;

final class ColoursTest {

  @Test
  void coloursAreForTerminalsOfThoseWhoWantThem() {
    assertThat(Colours.wanted(true, null)).isTrue();
    assertThat(Colours.wanted(true, "")).isTrue();
    assertThat(Colours.wanted(true, "1")).isFalse();
    assertThat(Colours.wanted(false, null)).isFalse();
    assertThat(Colours.RED.of("no", true)).isEqualTo("\033[31mno\033[0m");
    assertThat(Colours.RED.of("no", false)).isEqualTo("no");
  }

  @Test
  void theLauncherTellsWhetherStandardErrorIsATerminal() {
    assertThat(Colours.terminal("true")).isTrue();
    assertThat(Colours.terminal("false")).isFalse();
  }

  @Test
  void aColouredTextIsAsWideAsItsLetters() {
    assertThat(Colours.width("[" + Colours.GREEN.of("##", true) + "..]")).isEqualTo(6);
    assertThat(Colours.width("plain")).isEqualTo(5);
  }

  @Test
  void jsonIsAsciiWhateverTheLocale() {
    assertThat(Json.ascii(Map.of("law", "\u221a\u00e9"))).isEqualTo("{\"law\":\"\\u221A\\u00E9\"}");
  }

  private static Console console(PrintStream out, PrintStream err, Console.Format format) {
    Terminal elsewhere = new Terminal(err, false, false);
    return new Console(out, elsewhere, Console.Detail.FULL, format, System::nanoTime, "");
  }

  @Test
  void elsewhereThanOnATerminalNothingBearsAnEscape() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Console console = console(stream, stream, Console.Format.TEXT);
    console.heading("train: spring-2d-bottleneck");
    console.start();
    console.progress("train", 2, 2, "");
    console.print("law");
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("train: spring", "100 %", "law")
        .doesNotContain("\033");
  }

  @Test
  void ofResultsAsJsonTheTextIsProgress() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Console.Format.JSON);
    console.print("law");
    console.result(Map.of("loss", Double.NaN));
    assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo("{\"loss\":\"NaN\"}");
    assertThat(err.toString(StandardCharsets.UTF_8).strip()).isEqualTo("law");
  }
}
