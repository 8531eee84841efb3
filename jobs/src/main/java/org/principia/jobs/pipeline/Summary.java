package org.principia.jobs.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.principia.jobs.artefact.cell.LawArtefact;
import org.principia.jobs.pipeline.Pipeline.StageState;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.law.PhysicalForm;
import org.principia.theory.search.OutputNames;
import org.principia.validation.Scorecard;

/** What a run ends with: the law, the scorecard, and where the report lies. */
public final class Summary {
  private Summary() {}

  /** What a stage, or {@code run}, came to, for other programs; with law and verdict at the end. */
  public static Map<String, Object> entries(String verb, Pipeline cell) {
    List<StageState> stages =
        cell.states().stream()
            .filter(s -> "run".equals(verb) ? s.complete() : s.verb().equals(verb))
            .toList();
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("verb", verb);
    entries.put("cell", cell.cell().label());
    entries.put("seed", cell.cell().seed());
    if ("kernel".equals(verb) || (cell.isObserved() && "run".equals(verb))) {
      entries.put("kernel", cell.kernel().entries());
    }
    if (cell.isObserved()) {
      entries.put("page", cell.observations().page().toString());
      if (stages.stream().anyMatch(s -> s.verb().equals("report"))) {
        entries.put("report", cell.observedReport().page().toString());
      }
    } else if (stages.stream().anyMatch(s -> s.verb().equals("report"))) {
      Scorecard scorecard = cell.report().scorecard().scorecard();
      entries.put("law", formulas(cell.report().scorecard().law()));
      entries.put("recovered", scorecard.recovery().recovered());
      entries.put("network-error", scorecard.network().mean());
      entries.put("law-error", scorecard.fittedLaw().mean());
      entries.put("report", cell.report().page().toString());
    }
    entries.put("stages", stages.stream().map(Summary::entries).toList());
    return entries;
  }

  private static Map<String, String> formulas(LawArtefact found) {
    ComposedLaw law = found.fitted();
    Map<String, String> formulas = new LinkedHashMap<>();
    int d = law.dimension();
    for (int k = 0; k < d; k++) {
      formulas.put(OutputNames.messages(d).get(k), law.edges().get(k).toText());
    }
    for (int k = 0; k < d; k++) {
      formulas.put(OutputNames.accelerations(d).get(k), law.nodes().get(k).toText());
    }
    return formulas;
  }

  private static Map<String, Object> entries(StageState stage) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("stage", stage.verb());
    entries.put("path", stage.path().toString());
    stage
        .manifest()
        .ifPresent(
            m ->
                List.of("seconds", "fingerprint", "result")
                    .forEach(key -> entries.put(key, m.entries().get(key))));
    return entries;
  }

  /** The scorecard of a cell that was evaluated, as a table. */
  public static String scorecard(Pipeline cell) {
    return String.join("\n", cell.report().scorecard().scorecard().table());
  }

  /** The summary of observed particles in some lines. */
  public static String ofObserved(Pipeline cell) {
    return cell.kernel().text() + "\nreport: " + cell.observedReport().page();
  }

  /** The summary of a complete cell in some lines. */
  public static String of(Pipeline cell) {
    LawArtefact found = cell.report().scorecard().law();
    ComposedLaw law = found.fitted();
    Scorecard scorecard = cell.report().scorecard().scorecard();
    List<String> lines = new ArrayList<>();
    lines.addAll(List.of("", "Law found (" + cell.cell().label() + "):"));
    law.lines(4).forEach(line -> lines.add("  " + line));
    PhysicalForm.of(law)
        .ifPresent(
            form -> {
              lines.addAll(List.of("", "As a force of each pair:"));
              form.lines(4).forEach(line -> lines.add("  " + line));
            });
    lines.add("");
    lines.add("Formulas distilled from the network, before their constants were fitted together:");
    List<String> distilled = found.composed().lines(4);
    distilled.subList(0, distilled.size() - 1).forEach(line -> lines.add("  " + line));
    lines.addAll(List.of("", "The law's messages as affine maps of the true force f:"));
    scorecard.maps().forEach(line -> lines.add("  " + line));
    lines.add("");
    lines.addAll(scorecard.table());
    lines.add("");
    lines.add("recovered: " + (scorecard.recovery().recovered() ? "yes" : "no"));
    lines.add("report: " + cell.report().page());
    return String.join("\n", lines);
  }
}
