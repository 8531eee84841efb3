package org.principia.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.sweep.CellResult.Scale;
import org.principia.jobs.sweep.CellResult.Status;

final class ResultTextTest {
  private static CellResult result(
      String strategy, Status status, String reason, Scale scale, Map<String, Object> scores) {
    PlannedCell cell =
        new PlannedCell(
            "seed-1", Configuration.parse("", "test", List.of("gnn.strategy=" + strategy)));
    Map<String, Double> seconds = scale.epochs() > 0 ? Map.of("train", 90.0) : Map.of();
    return new CellResult(cell, status, reason, seconds, scale, "", "abc", scores);
  }

  private static final List<CellResult> RESULTS =
      List.of(
          result(
              "bottleneck",
              Status.RECOVERED,
              "",
              new Scale(500_000, 8),
              Map.of(
                  "network_error_mean",
                  0.0123,
                  "law_error_mean",
                  2e-7,
                  "extrapolation_ratio",
                  50.0)),
          result(
              "kl",
              Status.NOT_RECOVERED,
              "search",
              new Scale(500_000, 4),
              Map.of(
                  "network_error_mean", 0.5, "law_error_mean", 0.25, "reason_text", "Not found.")),
          result("l1", Status.FAILED, "train: Cannot train", new Scale(0, 0), Map.of()),
          result("standard", Status.MISSING, "", new Scale(500_000, 2), Map.of()));

  @Test
  void theMatrixHasOursAbovePublishedFiguresAndALineForEachFailure() {
    List<String> lines = ResultText.matrix(RESULTS).lines().toList();
    assertThat(lines)
        .anyMatch(l -> l.matches(" +bottleneck +kl +l1 +standard"))
        .anyMatch(
            l ->
                l.matches(
                    "seed-1/spring-2d +yes 0\\.0123  2\\.0e-07 +no  0\\.5000  0\\.2500 +failed"
                        + " +trained"))
        // Table 5 of the report, and its counts of formulas: 2/2 2/2, 0/2 0/2, 2/2 2/2, 1/2 2/2.
        .anyMatch(
            l ->
                l.matches(
                    " +published +yes 0\\.0182  0\\.0234 +no  1\\.7455  0\\.0234 +yes 0\\.0249 "
                        + " 0\\.0234 +no  0\\.0200  0\\.0234"))
        .contains("4 cells: 1 recovered, 1 not recovered, 1 failed, 1 missing")
        .contains("failed: seed-1/spring-2d/l1: train: Cannot train")
        .anyMatch(l -> l.startsWith("Networks saw 1.0 to 4.0 million frames in all"));
  }

  @Test
  void theTableInMarkdownSaysWhyAndHowMuchBetterTheLawIsOutside() {
    List<String> lines = ResultText.markdown(RESULTS).lines().toList();
    assertThat(lines.get(2))
        .isEqualTo(
            "| seed-1/spring-2d/bottleneck | yes | 0.0123 | 2.0e-07 | 50.0 | 4.0 | 1 min 30 s | abc"
                + " | yes | 2/2 | 2/2 | 0.0182 | 0.0234 |");
    assertThat(lines)
        .contains("- seed-1/spring-2d/kl (not recovered): Not found.")
        .contains("- seed-1/spring-2d/l1 (failed): train: Cannot train");
  }
}
