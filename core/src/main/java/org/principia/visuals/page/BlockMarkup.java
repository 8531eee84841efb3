package org.principia.visuals.page;

import java.util.List;
import org.principia.visuals.Markup;
import org.principia.visuals.NumberText;
import org.principia.visuals.chart.ParetoPlot;
import org.principia.visuals.chart.ParetoPlot.FrontPoint;

/** Writes the blocks of a page as HTML. */
final class BlockMarkup {
  private BlockMarkup() {}

  static void write(Markup out, Block block) {
    if (block instanceof Block.Paragraph paragraph) {
      out.text("p", paragraph.text()).newLine();
    } else if (block instanceof Block.Laws laws) {
      out.open("div", "class", "laws").newLine();
      laws.lines().forEach(line -> law(out, line));
      out.close("div").newLine();
    } else if (block instanceof Block.Verdict verdict) {
      verdict(out, verdict);
    } else if (block instanceof Block.Table table) {
      table(out, table);
    } else if (block instanceof Block.Folded folded) {
      out.open("details").text("summary", folded.summary());
      table(out, folded.table());
      out.close("details").newLine();
    } else if (block instanceof Block.Matrix matrix) {
      matrix(out, matrix);
    } else if (block instanceof Block.Figure figure) {
      figure(out, figure);
    } else if (block instanceof Block.Front front) {
      front(out, front);
    }
  }

  /** Typeset where it can be read, else as text. */
  private static void formula(Markup out, String text) {
    out.open("span", "class", "formula");
    Typeset.mathml(text).ifPresentOrElse(out::raw, () -> out.text("code", text));
    out.close("span");
  }

  private static void law(Markup out, Block.LawLine line) {
    out.open(
        "section",
        "class",
        "law",
        "data-text",
        line.found(),
        "data-latex",
        line.latex(),
        "data-sql",
        line.sql());
    out.text("h3", line.name()).open("div", "class", "found").text("b", "found");
    formula(out, line.found());
    out.close("div");
    if (!line.truth().isBlank()) {
      out.open("div", "class", "truth").text("b", "true");
      formula(out, line.truth());
      out.close("div");
    }
    if (!line.note().isBlank()) {
      out.text("p", line.note(), "class", "note");
    }
    out.close("section").newLine();
  }

  private static String word(Block.Outcome outcome) {
    return switch (outcome) {
      case YES -> "yes";
      case NO -> "no";
      case OPEN -> "open";
      case NONE -> "none";
    };
  }

  private static void verdict(Markup out, Block.Verdict verdict) {
    String answer = word(verdict.outcome());
    out.open("div", "class", "verdict " + answer);
    out.text("strong", verdict.question() + ": " + answer);
    if (!verdict.detail().isBlank()) {
      out.text("span", verdict.detail());
    }
    out.close("div").newLine();
  }

  private static void table(Markup out, Block.Table table) {
    out.open("div", "class", "wide").open("table").text("caption", table.caption()).newLine();
    out.open("thead").open("tr");
    for (Block.Column column : table.columns()) {
      out.text("th", column.name(), "scope", "col", "class", style(column));
    }
    out.close("tr").close("thead").newLine().open("tbody").newLine();
    for (List<String> row : table.rows()) {
      out.open("tr");
      for (int i = 0; i < row.size(); i++) {
        out.text("td", row.get(i), "class", style(table.columns().get(i)));
      }
      out.close("tr").newLine();
    }
    out.close("tbody").close("table").close("div").newLine();
  }

  private static String style(Block.Column column) {
    return switch (column.alignment()) {
      case TEXT -> "text";
      case NUMBER -> "number";
      case CODE -> "code";
    };
  }

  private static void matrix(Markup out, Block.Matrix matrix) {
    out.open("div", "class", "wide").open("table", "class", "matrix");
    out.text("caption", matrix.caption()).newLine().open("thead").open("tr").text("th", "");
    matrix.columns().forEach(name -> out.text("th", name, "scope", "col"));
    out.close("tr").close("thead").newLine().open("tbody").newLine();
    for (Block.Matrix.Row row : matrix.rows()) {
      out.open("tr").text("th", row.name(), "scope", "row");
      row.answers().forEach(answer -> answer(out, answer));
      out.close("tr").newLine();
    }
    out.close("tbody").close("table").close("div").newLine();
  }

  private static void answer(Markup out, Block.Matrix.Answer answer) {
    out.open("td", "class", word(answer.outcome()));
    if (answer.link().isEmpty()) {
      out.text("strong", answer.text());
    } else {
      out.text("a", answer.text(), "href", answer.link());
    }
    answer.details().forEach(line -> out.text("span", line));
    out.close("td");
  }

  private static void figure(Markup out, Block.Figure figure) {
    if (figure.name().isEmpty()) {
      out.open("figure");
    } else {
      out.open("figure", "id", figure.name());
    }
    out.newLine().raw(figure.plot().svg()).open("figcaption").write(figure.caption());
    if (!figure.name().isEmpty()) {
      out.open("span", "class", "links");
      out.text("a", "SVG", "href", figure.name() + ".svg").write(" ");
      out.text("a", "CSV", "href", "data/" + figure.name() + ".csv").close("span");
    }
    out.close("figcaption").close("figure").newLine();
  }

  private static void front(Markup out, Block.Front front) {
    ParetoPlot plot = front.plot();
    out.open("section", "class", "front");
    figure(out, front.figure());
    out.open("div", "class", "picked", "aria-live", "polite").close("div");
    out.open("details")
        .text("summary", "all " + plot.front().size() + " formulas of " + plot.title());
    out.open("div", "class", "wide").open("table").open("thead").open("tr");
    out.text("th", "complexity", "scope", "col", "class", "number");
    out.text("th", plot.lossLabel(), "scope", "col", "class", "number");
    out.text("th", "formula", "scope", "col").text("th", "", "scope", "col");
    out.close("tr").close("thead").newLine().open("tbody").newLine();
    for (int i = 0; i < plot.front().size(); i++) {
      FrontPoint point = plot.front().get(i);
      out.open(
          "tr", "data-text", point.formula(), "data-latex", point.latex(), "data-sql", point.sql());
      out.text("td", Integer.toString(point.complexity()), "class", "number");
      out.text("td", NumberText.of(point.loss()), "class", "number").open("td");
      formula(out, point.formula());
      out.close("td").text("td", plot.note(i)).close("tr").newLine();
    }
    out.close("tbody").close("table").close("div").close("details").close("section").newLine();
  }
}
