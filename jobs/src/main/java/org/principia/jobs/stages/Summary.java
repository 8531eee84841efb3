package org.principia.jobs.stages;

import java.util.ArrayList;
import java.util.List;
import org.principia.theory.ComposedLaw;
import org.principia.theory.PhysicalForm;
import org.principia.validation.Scorecard;

/** What a run ends with: the law, the scorecard, and where the report lies. */
public final class Summary {
  private Summary() {}

  /**
   * The summary of a complete cell.
   *
   * @param cell the cell
   * @return some lines
   */
  public static String of(Cell cell) {
    ComposedLaw law = LawFile.fitted(cell);
    Scorecard scorecard = EvaluateStage.read(cell);
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Law found (" + cell.workspace().cell() + "):");
    law.lines(4).forEach(line -> lines.add("  " + line));
    PhysicalForm.of(law)
        .ifPresent(
            form -> {
              lines.add("");
              lines.add("As a force of each pair:");
              form.lines(4).forEach(line -> lines.add("  " + line));
            });
    lines.add("");
    lines.add(
        "What the network says, each function by itself, before the law was fitted as a whole:");
    List<String> spoken = LawFile.composed(cell).lines(4);
    spoken.subList(0, spoken.size() - 1).forEach(line -> lines.add("  " + line));
    lines.add("");
    lines.add("The law's messages as affine maps of the true force f:");
    scorecard.maps().forEach(line -> lines.add("  " + line));
    lines.add("");
    for (Scorecard.Line line : scorecard.lines()) {
      lines.add(String.format("  %-24s %-14s %s", line.name(), line.value(), line.note()));
    }
    lines.add("");
    lines.add("recovered: " + (scorecard.recovery().recovered() ? "yes" : "no"));
    lines.add("report: " + ReportStage.page(cell));
    return String.join("\n", lines);
  }
}
