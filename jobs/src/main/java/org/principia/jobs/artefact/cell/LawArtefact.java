package org.principia.jobs.artefact.cell;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.principia.common.InputException;
import org.principia.dynamics.law.LawDefinition;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Json;
import org.principia.jobs.artefact.RecordTable;
import org.principia.jobs.artefact.RecordTable.RecordFile;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.messages.EdgeSample;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.SqlDialect;
import org.principia.theory.Composition;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.law.LawText;
import org.principia.theory.law.PhysicalForm;

/**
 * A composed law: JSON, text, LaTeX, SQL, a law of our own, and the errors on the way to it.
 *
 * @param at their directory
 * @param fronts that its formulas are from
 */
public record LawArtefact(Directory at, FrontsArtefact fronts) {
  /** The name that the found law has in the section laws. */
  public static final String FOUND = "found";

  private static final String NAME = "law.json";

  private static final RecordFile<StepRow> STEPS =
      new RecordFile<>("steps", RecordTable.of(StepRow.class));

  private record StepRow(int step, String name, double error) {}

  /** Formulas of edges and nodes, in any language. */
  private record Formulas(List<?> edges, List<?> nodes) {
    static Formulas of(ComposedLaw law, Function<Expression, ?> language) {
      return new Formulas(
          law.edges().stream().map(language).toList(), law.nodes().stream().map(language).toList());
    }
  }

  /** Whose it is. */
  public CellId cell() {
    return fronts.cell();
  }

  /** Writes all files; the time step is the simulator's, for the law of our own. */
  public void write(Composition content, double timeStep) {
    ComposedLaw law = content.fitted();
    Optional<PhysicalForm> form = PhysicalForm.of(law);
    List<String> text = new ArrayList<>(law.lines(6));
    form.ifPresent(f -> text.addAll(f.lines(6)));
    at.write(NAME, Json.text(entries(content, form)));
    at.write("law.txt", String.join("\n", text) + "\n");
    at.write("law.tex", LawText.latex(law, 6));
    at.write("law.sql", sql(law, SqlDialect.SPARK));
    at.write("law-duckdb.sql", sql(law, SqlDialect.DUCKDB));
    form.flatMap(f -> f.definition(FOUND, timeStep)).ifPresent(d -> at.write("law.conf", hocon(d)));
    List<StepRow> rows = new ArrayList<>();
    content.steps().forEach(s -> rows.add(new StepRow(rows.size(), s.name(), s.error())));
    STEPS.write(at, rows);
  }

  /** The query over a view with the name frames. */
  static String sql(ComposedLaw law, SqlDialect dialect) {
    return "-- Accelerations of all particles by the found law, over a view frames of the files of"
        + " frames.\n"
        + LawText.sql(law, dialect, "frames")
        + "\n";
  }

  static String hocon(LawDefinition d) {
    return "# The found law for the simulator: principia simulate law.conf --law "
        + String.format(
            "%s\nlaws.%s { force = \"%s\", time-step = %s }\n",
            FOUND, d.name(), d.force(), d.timeStep());
  }

  private Map<String, Object> entries(Composition content, Optional<PhysicalForm> form) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("law", cell().law());
    entries.put("dimension", cell().dimension());
    entries.put("composed", Formulas.of(content.composed(), Expression::toText));
    entries.put("chosen", Formulas.of(content.chosen(), Expression::toText));
    entries.put("fitted", Formulas.of(content.fitted(), Expression::toText));
    entries.put("latex", Formulas.of(content.fitted(), e -> e.toLatex(6)));
    entries.put("trees", Formulas.of(content.fitted(), e -> Json.tree(e.toJson())));
    form.ifPresent(f -> entries.put("physical", physical(f)));
    content.messages().ifPresent(map -> entries.put("messages", map));
    entries.put("steps", content.steps());
    return entries;
  }

  private Map<String, Object> physical(PhysicalForm form) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("messages-are-forces", form.messagesAreForces());
    entries.put("messages-are-specific-forces", form.messagesAreSpecificForces());
    entries.put("force", texts(form.force()));
    form.attraction().ifPresent(force -> entries.put("attraction", force.toText()));
    entries.put("rest", texts(form.rest()));
    entries.put("map", form.map().stream().map(LawArtefact::texts).toList());
    List<double[]> edges = fronts.messages().edges().stream().map(EdgeSample::inputs).toList();
    entries.put("imbalance", form.imbalance(edges));
    return entries;
  }

  private static List<String> texts(List<Expression> formulas) {
    return formulas.stream().map(Expression::toText).toList();
  }

  /** The law: members that serve the accelerations best, constants fitted. */
  public ComposedLaw fitted() {
    return read("fitted");
  }

  /** The formulas that the fronts' rule chose, as they were found. */
  public ComposedLaw composed() {
    return read("composed");
  }

  /** The law of the members that the fronts' rule chose, constants fitted. */
  public ComposedLaw chosen() {
    return read("chosen");
  }

  /** One of its laws; refused is what is no law of this program, or of another cell. */
  private ComposedLaw read(String which) {
    JsonNode tree = Json.tree(at.read(NAME));
    JsonNode formulas = tree.path(which);
    if (!formulas.path("edges").isArray() || !formulas.path("nodes").isArray()) {
      throw unreadable("it is no law of this program", null);
    }
    String law = cell().law();
    int d = cell().dimension();
    if (!tree.path("law").asText().equals(law) || tree.path("dimension").asInt() != d) {
      throw unreadable(
          String.format(
              "it is of %s in %s dimensions, not of %s in %d",
              tree.path("law").asText(), tree.path("dimension").asText(), law, d),
          null);
    }
    List<String> edges = texts(formulas.path("edges"));
    List<String> nodes = texts(formulas.path("nodes"));
    if (edges.size() != d || nodes.size() != d) {
      throw unreadable(
          String.format(
              "%s has %d edge and %d node formulas, not %d of each",
              which, edges.size(), nodes.size(), d),
          null);
    }
    try {
      return ComposedLaw.parse(d, edges, nodes).over(fronts.messages().model().frames().schema());
    } catch (InputException e) {
      throw unreadable(e.getMessage(), e);
    }
  }

  private InputException unreadable(String reason, Throwable cause) {
    return InputException.cannot("read " + at.file(NAME), reason, cause);
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
