package org.principia.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.jobs.CommandLineRun;
import org.principia.jobs.CommandLineRun.Outcome;

final class CommandMistakeTest {
  @AfterEach
  void forgetMaster() {
    System.clearProperty("spark.master");
  }

  private static void answered(String command, String answer) {
    Outcome outcome = CommandLineRun.of("local[1]", List.of(command.split(" ")));
    assertThat(outcome.err().lines()).containsExactly(answer);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "rn",
    "rn conf/quickstart.conf",
    "rn conf/quickstart.conf --seed 3",
    "rn --help",
    "--help rn",
    "rn --version",
    "rn --lwa spring",
    "--seed 3 rn",
    "--seed=3 rn conf/quickstart.conf",
    "--sed 3 rn",
    "--json --quiet rn",
    "--master local[2] rn",
    "--mster local[2] rn --seed 3",
    "--gpu rn --out x",
    "help rn",
    "--seed 3 help rn"
  })
  void aMisspeltVerbIsAnsweredWithTheNearest(String command) {
    answered(command, "Unknown verb: 'rn' (the nearest is run)");
  }

  @ParameterizedTest
  @CsvSource({
    "swep grid.conf | sweep | swep",
    "lews --pictures x | laws | lews",
    "conf/quickstart.conf | config | conf/quickstart.conf"
  })
  void everyVerbIsKnown(String line) {
    String[] part = line.split(" \\| ");
    answered(part[0], "Unknown verb: '" + part[2] + "' (the nearest is " + part[1] + ")");
  }

  @ParameterizedTest
  @CsvSource({
    "run --lwa spring,--lwa,--law",
    "run --lwa=spring --seed 3,--lwa,--law",
    "run conf/quickstart.conf --seed 3 --jsn,--jsn,--json",
    "fit table.csv --taget y,--taget,--target",
    "fit --taget y table.csv,--taget,--target",
    "--mster yarn run,--mster,--master",
    "--hlep run,--hlep,--help",
    "--sedd 3 run,--sedd,--seed",
    "--hlep,--hlep,--help"
  })
  void aMisspeltOptionIsAnsweredWithTheNearest(String command, String option, String nearest) {
    answered(command, "Unknown option: '" + option + "' (the nearest is " + nearest + ")");
  }

  @ParameterizedTest
  @CsvSource({
    "--seed 3 run,--seed,it goes after run",
    "--target y fit table.csv,--target,it goes after fit",
    "run --master yarn,--master,options of the launcher go before the verb",
    "run conf/quickstart.conf --conf a=b,--conf,options of the launcher go before the verb"
  })
  void anOptionOutOfPlaceIsSentToItsPlace(String command, String option, String place) {
    answered(command, "Unknown option: '" + option + "' (" + place + ")");
  }

  @ParameterizedTest
  @CsvSource({
    "run conf/quickstart.conf more,Unknown argument: 'more' (see principia run --help)",
    "fit table.csv,Missing required option: '--target=COLUMN' (see principia fit --help)",
    "sweep --list,Missing required parameter: 'CONFIG' (see principia sweep --help)",
    "'fit t.csv --target y --bootstrap 1','Invalid --bootstrap: 1 (2 fits or more, or 0 for none)'",
    "'fit t.csv --target y --bootstrap -3',"
        + "'Invalid --bootstrap: -3 (2 fits or more, or 0 for none)'",
    "'fit t.csv --target y --joint','Invalid --joint: without --group-by (with --group-by"
        + " COLUMNS)'",
    "'fit t.csv --target y --overwrite','Invalid --overwrite: without --out (with --out DIR)'"
  })
  void anyOtherMistakeIsAnsweredInALine(String command, String answer) {
    answered(command, answer);
  }
}
