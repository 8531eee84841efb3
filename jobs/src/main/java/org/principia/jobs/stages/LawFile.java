package org.principia.jobs.stages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.symbolic.Expression;
import org.principia.theory.ComposedLaw;

/** A composed law as JSON: its formulas before and after the fit of all constants. */
final class LawFile {
  static final String NAME = "law.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private LawFile() {}

  static String json(Cell cell, ComposedLaw composed, ComposedLaw chosen, ComposedLaw fitted) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("law", cell.settings().dynamics().law());
    entries.put("dimension", cell.dimension());
    entries.put("composed", formulas(composed));
    entries.put("chosen", formulas(chosen));
    entries.put("fitted", formulas(fitted));
    entries.put("latex", latex(fitted));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(entries) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write law: " + e.getMessage(), e);
    }
  }

  /** The law of a cell: members that serve the accelerations best, constants fitted. */
  static ComposedLaw fitted(Cell cell) {
    return read(cell, "fitted");
  }

  /** The formulas that the fronts' rule chose, as they were found: what the network says. */
  static ComposedLaw composed(Cell cell) {
    return read(cell, "composed");
  }

  /** The law of the members that the fronts' rule chose, constants fitted. */
  static ComposedLaw chosen(Cell cell) {
    return read(cell, "chosen");
  }

  private static ComposedLaw read(Cell cell, String which) {
    Path file = new Path(cell.workspace().stage("law"), NAME);
    try {
      JsonNode tree = JSON.readTree(cell.workspace().read(file));
      JsonNode law = tree.get(which);
      return ComposedLaw.parse(
          tree.get("dimension").asInt(), texts(law.get("edges")), texts(law.get("nodes")));
    } catch (JsonProcessingException | NullPointerException e) {
      throw InputException.cannot("read " + file, "it is no law of this program", e);
    }
  }

  private static Map<String, Object> formulas(ComposedLaw law) {
    Map<String, Object> formulas = new LinkedHashMap<>();
    formulas.put("edges", law.edges().stream().map(Expression::toText).toList());
    formulas.put("nodes", law.nodes().stream().map(Expression::toText).toList());
    return formulas;
  }

  private static Map<String, Object> latex(ComposedLaw law) {
    Map<String, Object> formulas = new LinkedHashMap<>();
    formulas.put("edges", law.edges().stream().map(e -> e.toLatex(6)).toList());
    formulas.put("nodes", law.nodes().stream().map(e -> e.toLatex(6)).toList());
    return formulas;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }
}
