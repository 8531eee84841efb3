package org.principia.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;

final class LawsCommandTest {
  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(realOut);
    System.setErr(realErr);
  }

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void everyLawHasALineWithItsTimeStepAndFormula() {
    assertThat(PrincipiaCommand.execute("laws")).isZero();
    List<String> lines = lines();
    assertThat(lines).allMatch(line -> line.length() < 100);
    assertThat(lines.get(0)).startsWith("law ").contains("time step", "force");
    for (String name : ForceLaws.names()) {
      ForceLaw law = ForceLaws.of(name, DynamicsSettings.defaults().softening());
      assertThat(lines)
          .filteredOn(line -> line.startsWith(name + " "))
          .singleElement()
          .asString()
          .contains("  " + law.timeStep() + " ", law.formula().substring(0, 8));
    }
  }

  private static Map<String, Object> row(String name, String step, String kept, String formula) {
    return Map.of("name", name, "time-step", step, "conserved", kept, "force", formula);
  }

  @Test
  void aLongFormulaGoesOnBelowItself() {
    String formula = "m1 m2 / (r + 0.01)^2 - ".repeat(4) + "q1 q2";
    List<String> lines =
        LawsCommand.table(List.of(row("own", "0.5", "E", formula), row("b", "1", "", "r")))
            .lines()
            .toList();
    int column = lines.get(0).indexOf("force");
    assertThat(lines).hasSize(5).allMatch(line -> line.length() < 100);
    assertThat(lines.get(2).substring(0, column)).isBlank();
    assertThat(lines.get(1).substring(column) + " " + lines.get(2).substring(column))
        .isEqualTo(formula);
    assertThat(lines.get(3)).startsWith("b ").endsWith(" r");
  }

  @Test
  void aLawOfTheConfigurationIsListedWithTheOthers() {
    assertThat(
            PrincipiaCommand.execute(
                "laws", "--set", "laws.own.force=m2*r", "--set", "laws.own.time-step=0.25"))
        .isZero();
    assertThat(lines())
        .filteredOn(line -> line.startsWith("own "))
        .singleElement()
        .asString()
        .contains(" 0.25 ", "(m2*r) u");
    assertThat(lines()).filteredOn(line -> line.startsWith("string ")).hasSize(1);
  }

  @Test
  void everyLawIsDrawnAndTheFilesAreNamed() throws IOException {
    Path pictures = directory.resolve("new/pictures");
    assertThat(PrincipiaCommand.execute("laws", "--pictures", pictures.toString())).isZero();
    assertThat(lines())
        .containsExactlyElementsOf(
            ForceLaws.names().stream()
                .map(name -> pictures.resolve("trajectories-" + name + ".svg").toString())
                .toList());
    for (String file : lines()) {
      String svg = Files.readString(Path.of(file));
      assertThat(svg).startsWith("<svg").contains("500 states").hasSizeLessThan(40_000);
      assertThat(svg.split("class=\"pp-line ", -1)).hasSize(1 + 4);
    }
  }

  @Test
  void theSamePicturesComeOutAgain() throws IOException {
    String file = "trajectories-" + ForceLaws.names().get(0) + ".svg";
    PrincipiaCommand.execute("laws", "--pictures", directory.resolve("a").toString());
    PrincipiaCommand.execute("laws", "--pictures", directory.resolve("b").toString());
    assertThat(directory.resolve("a").resolve(file))
        .hasSameBinaryContentAs(directory.resolve("b").resolve(file));
  }

  @Test
  void aDirectoryThatIsAFileIsAMistakeInOneLine() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThat(PrincipiaCommand.execute("laws", "--pictures", file.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("Cannot write pictures to " + file + ": not a writable directory");
    assertThat(lines()).isEmpty();
  }
}
