package org.principia.jobs.artefact.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Json;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.messages.AffineFit;
import org.principia.messages.MessageQuantity;
import org.principia.validation.Diagnosis;
import org.principia.validation.Linearity;
import org.principia.validation.MessageSpread;
import org.principia.validation.Recovery;
import org.principia.validation.Scorecard;
import org.principia.validation.error.ErrorStatistics;
import org.principia.validation.rollout.Extrapolation;
import org.principia.validation.rollout.Rollout;

final class ScorecardArtefactTest {
  private static final String FILE = "scorecard.json";

  @TempDir Path root;
  private ScorecardArtefact artefact;

  @BeforeEach
  void open() {
    artefact = Artefacts.of(Artefacts.look(root), new CellId("spring", 2, "l1", 1));
  }

  private Scorecard read(String json) {
    artefact.at().write(FILE, json);
    return artefact.scorecard();
  }

  /** A scorecard of a bad cell: some figures are infinite, some are not numbers. */
  private static Scorecard bad() {
    double[] two = {0.25, Double.NaN};
    ErrorStatistics network = new ErrorStatistics(5, 1.5, 2, 0.5);
    ErrorStatistics law =
        new ErrorStatistics(5, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN);
    return new Scorecard(
        Scorecard.FORMAT,
        "spring",
        2,
        "l1",
        network,
        network,
        law,
        law,
        1.25,
        new Linearity(
            MessageQuantity.FORCES.stream()
                .map(quantity -> new Linearity.Figures(quantity, two, two, two))
                .toList()),
        new MessageSpread(
            100,
            List.of(new MessageSpread.Component(7, 0.5, MessageQuantity.FIELD, 0.125)),
            0.5,
            0.75),
        new Recovery(
            List.of(MessageQuantity.FORCE, MessageQuantity.SPECIFIC_FIELD),
            two,
            List.of(new AffineFit(two, 1, Double.NaN)),
            Double.POSITIVE_INFINITY,
            false),
        false,
        new boolean[] {true, false},
        List.of(new Extrapolation("far", network, law, 3)),
        new Rollout(
            3,
            3,
            0,
            List.of(new Rollout.Instant(0.5, 1, Double.NaN, Double.NaN, 2, 3, 0, 3)),
            1e-9,
            Double.NaN,
            0.5),
        new Diagnosis("network", "numbers"));
  }

  @Test
  void aScorecardComesBackAsItWasInfiniteFiguresIncluded() {
    String json = Json.text(bad());
    Scorecard read = read(json);
    assertThat(Json.text(read)).isEqualTo(json);
    assertThat(read.fittedLaw()).isEqualTo(bad().fittedLaw());
    assertThat(read.rollout()).isEqualTo(bad().rollout());
    assertThat(read.lines()).isEqualTo(bad().lines());
  }

  @Test
  void aScorecardOfAnotherFormatIsOneLine() {
    String json = Json.text(bad());
    String old = json.replace("\"format\" : " + Scorecard.FORMAT, "\"format\" : 1");
    assertThat(old).isNotEqualTo(json);
    for (String text : List.of(old, "{\"law\" : \"spring\", \"network\" : {}}")) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "Cannot read "
                  + artefact.at().file(FILE)
                  + ": its format is 1 and this program's is "
                  + Scorecard.FORMAT
                  + "; principia evaluate --overwrite makes it again");
    }
    String empty = "{\"format\" : " + Scorecard.FORMAT + "}";
    for (String text : List.of(empty, "{", json.replace("\"slopes\"", "\"slope\""))) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(
              "Cannot read " + artefact.at().file(FILE) + ": this program did not write it")
          .hasMessageNotContaining("\n");
    }
  }
}
