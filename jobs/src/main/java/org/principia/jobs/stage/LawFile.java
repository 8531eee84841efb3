package org.principia.jobs.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.dynamics.LawDefinition;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.SqlDialect;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.law.LawLatex;
import org.principia.theory.law.LawSql;
import org.principia.theory.law.MessageMap;
import org.principia.theory.law.PhysicalForm;

/** A composed law in the files of its directory: JSON, text, LaTeX, SQL, and a law of ours. */
final class LawFile {
  static final String NAME = "law.json";

  /** The name that the found law has in the section laws. */
  static final String FOUND = "found";

  private static final ObjectMapper JSON = new ObjectMapper();

  private LawFile() {}

  /**
   * What a composition comes to.
   *
   * @param composed the formulas that the fronts' rule chose, as they were found
   * @param chosen the same, all constants fitted
   * @param fitted the law
   * @param steps errors on the way
   * @param messages what the network's messages are of the law's force; empty where it has none
   */
  record Content(
      ComposedLaw composed,
      ComposedLaw chosen,
      ComposedLaw fitted,
      List<Step> steps,
      Optional<MessageMap> messages) {}

  /** Writes all files but the Parquet table. */
  static void write(Cell cell, Content content, Path directory) {
    ComposedLaw law = content.fitted;
    Optional<PhysicalForm> form = PhysicalForm.of(law);
    List<String> text = new ArrayList<>(law.lines(6));
    form.ifPresent(f -> text.addAll(f.lines(6)));
    write(cell, directory, NAME, json(cell, content, form));
    write(cell, directory, "law.txt", String.join("\n", text) + "\n");
    write(cell, directory, "law.tex", LawLatex.of(law, 6));
    write(cell, directory, "law.sql", sql(law, SqlDialect.SPARK));
    write(cell, directory, "law-duckdb.sql", sql(law, SqlDialect.DUCKDB));
    form.flatMap(f -> f.definition(FOUND, cell.settings().dynamics().resolvedTimeStep()))
        .ifPresent(d -> write(cell, directory, "law.conf", hocon(d)));
  }

  private static void write(Cell cell, Path directory, String name, String text) {
    cell.workspace().write(new Path(directory, name), text);
  }

  /** The query over a view with the name frames. */
  static String sql(ComposedLaw law, SqlDialect dialect) {
    return "-- Accelerations of all particles by the found law, over a view frames of the files of"
        + " frames.\n"
        + LawSql.of(law, dialect, "frames")
        + "\n";
  }

  static String hocon(LawDefinition d) {
    return "# The found law for the simulator: principia simulate law.conf --law "
        + FOUND
        + "\nlaws."
        + d.name()
        + " { force = \""
        + d.force()
        + "\", time-step = "
        + d.timeStep()
        + " }\n";
  }

  private static String json(Cell cell, Content content, Optional<PhysicalForm> form) {
    ComposedLaw law = content.fitted;
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("law", cell.settings().dynamics().law());
    entries.put("dimension", cell.dimension());
    entries.put("composed", formulas(content.composed));
    entries.put("chosen", formulas(content.chosen));
    entries.put("fitted", formulas(law));
    entries.put("latex", latex(law));
    entries.put("trees", trees(law));
    form.ifPresent(f -> entries.put("physical", physical(cell, f)));
    content.messages.ifPresent(map -> entries.put("messages", map));
    List<Map<String, Object>> steps = new ArrayList<>();
    for (Step step : content.steps) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", step.name());
      entry.put("error", step.error());
      steps.add(entry);
    }
    entries.put("steps", steps);
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(entries) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write law: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> physical(Cell cell, PhysicalForm form) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("force", form.force().stream().map(Expression::toText).toList());
    form.attraction().ifPresent(f -> entries.put("attraction", f.toText()));
    entries.put("rest", form.rest().stream().map(Expression::toText).toList());
    entries.put(
        "map", form.map().stream().map(r -> r.stream().map(Expression::toText).toList()).toList());
    entries.put("messages-are-forces", form.messagesAreForces());
    entries.put("messages-are-specific-forces", form.messagesAreSpecificForces());
    entries.put(
        "imbalance",
        form.imbalance(RecordStage.edges(cell).stream().map(e -> e.inputs()).toList()));
    return entries;
  }

  private static Map<String, Object> trees(ComposedLaw law) {
    Map<String, Object> trees = new LinkedHashMap<>();
    trees.put("edges", law.edges().stream().map(LawFile::tree).toList());
    trees.put("nodes", law.nodes().stream().map(LawFile::tree).toList());
    return trees;
  }

  private static JsonNode tree(Expression e) {
    try {
      return JSON.readTree(e.toJson());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Cannot write " + e, impossible);
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
    return parse(
        cell.workspace().read(file),
        which,
        cell.settings().dynamics().law(),
        cell.dimension(),
        file);
  }

  /**
   * Reads a law.
   *
   * @throws InputException if it is no law of this program, or of another force law or dimension
   */
  static ComposedLaw parse(String json, String which, String law, int dimension, Path file) {
    try {
      JsonNode tree = JSON.readTree(json);
      JsonNode formulas = tree.path(which);
      if (!formulas.path("edges").isArray() || !formulas.path("nodes").isArray()) {
        throw InputException.cannot("read " + file, "it is no law of this program");
      }
      if (!tree.path("law").asText().equals(law) || tree.path("dimension").asInt() != dimension) {
        throw InputException.cannot(
            "read " + file,
            String.format(
                "it is of %s in %s dimensions, not of %s in %d",
                tree.path("law").asText(), tree.path("dimension").asText(), law, dimension));
      }
      List<String> edges = texts(formulas.path("edges"));
      List<String> nodes = texts(formulas.path("nodes"));
      if (edges.size() != dimension || nodes.size() != dimension) {
        throw InputException.cannot(
            "read " + file,
            String.format(
                "%s has %d edge and %d node formulas, not %d of each",
                which, edges.size(), nodes.size(), dimension));
      }
      return ComposedLaw.parse(dimension, edges, nodes);
    } catch (JsonProcessingException e) {
      throw InputException.cannot("read " + file, "it is no law of this program", e);
    } catch (InputException e) {
      throw e.getMessage().contains(file.toString())
          ? e
          : InputException.cannot("read " + file, e.getMessage(), e);
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
