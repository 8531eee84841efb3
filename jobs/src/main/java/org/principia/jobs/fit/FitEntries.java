package org.principia.jobs.fit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.principia.jobs.artefact.table.UserTable;
import org.principia.jobs.artefact.table.UserTable.TableRequest;
import org.principia.symbolic.data.Table;

/** Results of a fit for programs: what the manifest and {@code --json} have. */
final class FitEntries {
  /** What a result says of the table. */
  private static final List<String> COUNTS =
      List.of("rows", "rows-left-out", "columns-left-out", "not-fitted");

  private FitEntries() {}

  /** A whole result; the chosen formulas with simple numbers are by group. */
  static Map<String, Object> of(TableRequest request, Fitted fitted, Map<String, String> snapped) {
    Map<String, Object> result = heading(request.target());
    result.put("formulas", formulas(request, fitted, snapped));
    counts(fitted.table(), result);
    return result;
  }

  /** What was found until a signal came; simple numbers take time, which there is none. */
  static Map<String, Object> stopped(TableRequest request, Fitted fitted) {
    Map<String, Object> result = of(request, fitted, Map.of());
    result.put("stopped", true);
    result.put(
        "not-begun",
        fitted.joint().isPresent() ? List.of() : FitText.notBegun(fitted.found(), fitted.table()));
    return result;
  }

  /** The result that a manifest tells of. */
  static Map<String, Object> written(String target, Map<String, Object> manifest) {
    Map<String, Object> result = heading(target);
    result.put("formulas", manifest.getOrDefault("result", Map.of()));
    for (String key : COUNTS) {
      result.put(key, manifest.get(key));
    }
    return result;
  }

  private static Map<String, Object> heading(String target) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("verb", "fit");
    result.put("target", target);
    return result;
  }

  static void counts(UserTable table, Map<String, Object> entries) {
    entries.put("rows", table.rows());
    entries.put("rows-left-out", table.invalidRows());
    entries.put("columns-left-out", table.leftOut());
    entries.put("not-fitted", table.problems());
  }

  /** The chosen formulas by group, or by the target where there are no groups. */
  static Map<String, Object> formulas(
      TableRequest request, Fitted fitted, Map<String, String> snapped) {
    Map<String, Object> formulas = new LinkedHashMap<>();
    for (Fitted.Line line : fitted.chosen()) {
      formulas.put(
          line.group().isEmpty() ? request.target() : line.group(),
          formula(line, fitted.table(), Optional.ofNullable(snapped.get(line.group()))));
    }
    return formulas;
  }

  private static Map<String, Object> formula(
      Fitted.Line line, UserTable all, Optional<String> snapped) {
    Table rows = all.tables().get(line.group());
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("formula", line.formula().toText());
    snapped.ifPresent(text -> entry.put("snapped", text));
    entry.put("sql", FormulaFormat.SQL.print(line.formula(), all.features()));
    entry.put("rows", rows.rows());
    entry.put("r2", Fitted.r2(line.formula(), rows));
    entry.put("complexity", line.member().complexity());
    entry.put("loss", line.member().loss());
    line.coefficients()
        .ifPresent(
            c -> {
              entry.put("structure", line.member().expression().toText());
              entry.put("scale", c.scale());
              entry.put("shift", c.shift());
            });
    entry.put("end", line.found().end().label());
    entry.put("rounds", line.found().rounds());
    entry.put("fits", line.found().fits());
    return entry;
  }
}
