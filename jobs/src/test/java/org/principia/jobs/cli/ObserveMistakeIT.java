package org.principia.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.jobs.CommandLineRun;
import org.principia.jobs.CommandLineRun.Outcome;

/** Tables that are refused, as a user sees it. */
final class ObserveMistakeIT {
  @TempDir Path root;

  @AfterEach
  void forgetMaster() {
    System.clearProperty("spark.master");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "observe | time,x,y;0,1,2;1,1,2 | Cannot find the particle in TABLE: it has no column",
        "observe | particle,time,x,y;a,0,1,2;a,0,1,3;a,1,1,3 | Cannot read TABLE: particle a is"
            + " twice",
        "observe | particle,time,x,y;a,0,1,2;a,1,u,3 | Invalid observed.position: x (a numeric",
        "observe | particle,time,x,y;a,0,1,2;a,0,1,3 | Cannot read TABLE: particle a has all",
        "run | particle,time,x,y;a,0,1,2;b,1,1,3 | Cannot find a law in TABLE: its longest track",
        "kernel | particle,time,x,y;a,0,1,2 | Cannot kernel beads: "
      })
  void theAnswerIsOneLineAndTheExitCodeIsTwo(String verb, String rows, String answer)
      throws IOException {
    Path table = Files.write(root.resolve("beads.csv"), List.of(rows.split(";")));
    Outcome outcome =
        CommandLineRun.of(
            "local[1]",
            List.of(
                verb,
                "--quiet",
                "--set",
                "observed.table=" + table,
                "--out",
                root.resolve("out").toString()));
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err().lines().filter(line -> line.matches("(Cannot|Invalid) .*")))
        .singleElement()
        .asString()
        .startsWith(answer.replace("TABLE", table.toString()));
    assertThat(outcome.err()).doesNotContain("\tat ", "Exception");
    assertThat(outcome.out()).isEmpty();
  }
}
