package org.principia.visuals.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.principia.visuals.Markup;
import org.principia.visuals.NumberText;
import org.principia.visuals.chart.ParetoPlot;
import org.principia.visuals.chart.ParetoPlot.FrontPoint;
import org.principia.visuals.chart.Plot;

/** A part of a {@link ReportPage}; the page knows nothing of where its content comes from. */
public sealed interface Block {
  /** Writes it as HTML; in the section of this number, counted from 1, which a heading begins. */
  void write(Markup out, int section);

  /** A heading that begins a section; pages with several list them at the top. */
  record Heading(String text) implements Block {
    @Override
    public void write(Markup out, int section) {
      out.text("h2", text, "id", "section-" + section).newLine();
    }
  }

  /** A paragraph of plain text. */
  record Paragraph(String text) implements Block {
    @Override
    public void write(Markup out, int section) {
      out.text("p", text).newLine();
    }
  }

  /** A text to be copied as it is, a configuration for example, and what it is. */
  record Code(String caption, String text) implements Block {
    @Override
    public void write(Markup out, int section) {
      out.text("p", caption).newLine();
      out.open("pre").text("code", text).close("pre").newLine();
    }
  }

  /** Formulas that were found, each beside the true one. */
  record Laws(List<LawLine> lines) implements Block {
    @Override
    public void write(Markup out, int section) {
      out.open("div", "class", "laws").newLine();
      lines.forEach(line -> line.write(out));
      out.close("div").newLine();
    }
  }

  /**
   * One formula; it is typeset where it can be read, and the texts may be copied.
   *
   * @param name what it gives: {@code message 1}, {@code acceleration}
   * @param found the formula that was found
   * @param truth the true formula, empty where none is known
   * @param note what to know in comparing them, often empty
   * @param latex the found formula in LaTeX, empty where there is none to copy
   * @param sql the found formula in SQL, empty where there is none to copy
   */
  record LawLine(String name, String found, String truth, String note, String latex, String sql) {
    private void write(Markup out) {
      out.open("section", "class", "law", "data-text", found, "data-latex", latex, "data-sql", sql);
      out.text("h3", name).open("div", "class", "found").text("b", "found");
      formula(out, found);
      out.close("div");
      if (!truth.isBlank()) {
        out.open("div", "class", "truth").text("b", "true");
        formula(out, truth);
        out.close("div");
      }
      if (!note.isBlank()) {
        out.text("p", note, "class", "note");
      }
      out.close("section").newLine();
    }
  }

  /** Typeset where it can be read, else as text. */
  private static void formula(Markup out, String text) {
    out.open("span", "class", "formula");
    Typeset.mathml(text).ifPresentOrElse(out::raw, () -> out.text("code", text));
    out.close("span");
  }

  /** Its style on the page. */
  private static String style(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void requireWidth(int row, String what, int columns) {
    if (row != columns) {
      throw new IllegalArgumentException(
          "Invalid row: " + row + " " + what + " (" + columns + " columns)");
    }
  }

  /** The answer to a question. */
  enum Outcome {
    /** Yes. */
    YES,
    /** No. */
    NO,
    /** Not evaluated yet, undecided, or yes with a reservation. */
    OPEN,
    /** Not applicable: an empty place of a matrix. */
    NONE
  }

  /** A question of a word or two ({@code recovered}), its answer, and the numbers behind it. */
  record Verdict(String question, Outcome outcome, String detail) implements Block {
    @Override
    public void write(Markup out, int section) {
      String answer = style(outcome);
      out.open("div", "class", "verdict " + answer);
      out.text("strong", question + ": " + answer);
      if (!detail.isBlank()) {
        out.text("span", detail);
      }
      out.close("div").newLine();
    }
  }

  /** How a column is set. */
  enum Alignment {
    /** Words, to the left. */
    TEXT,
    /** Numbers, to the right. */
    NUMBER,
    /** Formulas, hashes, paths: monospaced, to the left. */
    CODE
  }

  /** A column of a table: its head, with the unit in brackets, and how it is set. */
  record Column(String name, Alignment alignment) {}

  /**
   * A table: what it holds, its columns, and its cells row by row, a row as long as there are
   * columns.
   */
  record Table(String caption, List<Column> columns, List<List<String>> rows) implements Block {
    /** Checks the length of the rows. */
    public Table {
      for (List<String> row : rows) {
        requireWidth(row.size(), "cells", columns.size());
      }
    }

    /** A table of names and their values. */
    public static Table pairs(String caption, Map<String, String> values) {
      return new Table(
          caption,
          List.of(new Column("what", Alignment.TEXT), new Column("value", Alignment.CODE)),
          values.entrySet().stream().map(e -> List.of(e.getKey(), e.getValue())).toList());
    }

    @Override
    public void write(Markup out, int section) {
      out.open("div", "class", "wide").open("table").text("caption", caption).newLine();
      out.open("thead").open("tr");
      columns.forEach(
          column -> out.text("th", column.name, "scope", "col", "class", style(column.alignment)));
      out.close("tr").close("thead").newLine().open("tbody").newLine();
      for (List<String> row : rows) {
        out.open("tr");
        for (int i = 0; i < row.size(); i++) {
          out.text("td", row.get(i), "class", style(columns.get(i).alignment));
        }
        out.close("tr").newLine();
      }
      out.close("tbody").close("table").close("div").newLine();
    }
  }

  /**
   * A picture with its caption.
   *
   * @param name of the files {@code NAME.svg} and {@code data/NAME.csv} beside the page, letters,
   *     digits and hyphens; empty for a picture without files
   * @param plot the picture
   * @param caption what to see in it
   */
  record Figure(String name, Plot plot, String caption) implements Block {

    /** Checks the name. */
    public Figure {
      if (!name.matches("[A-Za-z0-9-]*")) {
        throw new IllegalArgumentException(
            "Invalid name of a figure: " + name + " (letters, digits and hyphens)");
      }
    }

    @Override
    public void write(Markup out, int section) {
      if (name.isEmpty()) {
        out.open("figure");
      } else {
        out.open("figure", "id", name);
      }
      out.newLine().raw(plot.svg()).open("figcaption").write(caption);
      if (!name.isEmpty()) {
        out.open("span", "class", "links").text("a", "SVG", "href", name + ".svg").write(" ");
        out.text("a", "CSV", "href", "data/" + name + ".csv").close("span");
      }
      out.close("figcaption").close("figure").newLine();
    }
  }

  /**
   * A Pareto front: the picture, whose plot is a {@link ParetoPlot}, and a table of all its
   * formulas that unfolds.
   */
  record Front(Figure figure) implements Block {
    /** Checks the plot. */
    public Front {
      if (!(figure.plot() instanceof ParetoPlot)) {
        throw new IllegalArgumentException("Invalid front: " + figure.plot().title());
      }
    }

    @Override
    public void write(Markup out, int section) {
      ParetoPlot plot = (ParetoPlot) figure.plot();
      out.open("section", "class", "front");
      figure.write(out, section);
      out.open("div", "class", "picked", "aria-live", "polite").close("div").open("details");
      out.text("summary", "all " + plot.front().size() + " formulas of " + plot.title());
      out.open("div", "class", "wide").open("table").open("thead").open("tr");
      out.text("th", "complexity", "scope", "col", "class", "number");
      out.text("th", plot.lossLabel(), "scope", "col", "class", "number");
      out.text("th", "formula", "scope", "col").text("th", "", "scope", "col");
      out.close("tr").close("thead").newLine().open("tbody").newLine();
      for (int i = 0; i < plot.front().size(); i++) {
        FrontPoint p = plot.front().get(i);
        out.open("tr", "data-text", p.formula(), "data-latex", p.latex(), "data-sql", p.sql());
        out.text("td", Integer.toString(p.complexity()), "class", "number");
        out.text("td", NumberText.of(p.loss()), "class", "number").open("td");
        formula(out, p.formula());
        out.close("td").text("td", plot.note(i)).close("tr").newLine();
      }
      out.close("tbody").close("table").close("div").close("details").close("section").newLine();
    }
  }

  /** A table that unfolds at a click on its summary; on paper it is as the reader left it. */
  record Folded(String summary, Table table) implements Block {
    @Override
    public void write(Markup out, int section) {
      out.open("details").text("summary", summary);
      table.write(out, section);
      out.close("details").newLine();
    }
  }

  /** A table of answers by row and column, for example laws by strategies. */
  record Matrix(String caption, List<String> columns, List<Row> rows) implements Block {
    /** Checks the length of the rows. */
    public Matrix {
      for (Row row : rows) {
        requireWidth(row.answers.size(), "answers", columns.size());
      }
    }

    @Override
    public void write(Markup out, int section) {
      out.open("div", "class", "wide").open("table", "class", "matrix").text("caption", caption);
      out.newLine().open("thead").open("tr").text("th", "");
      columns.forEach(name -> out.text("th", name, "scope", "col"));
      out.close("tr").close("thead").newLine().open("tbody").newLine();
      for (Row row : rows) {
        out.open("tr").text("th", row.name, "scope", "row");
        row.answers.forEach(answer -> answer.write(out));
        out.close("tr").newLine();
      }
      out.close("tbody").close("table").close("div").newLine();
    }

    /** A named row, an answer a column. */
    public record Row(String name, List<Answer> answers) {}

    /**
     * An answer in a word or two, a link to a page with the details, relative to this one (empty
     * where there is none), and lines below.
     */
    public record Answer(Outcome outcome, String text, String link, List<String> details) {
      private void write(Markup out) {
        out.open("td", "class", style(outcome));
        if (link.isEmpty()) {
          out.text("strong", text);
        } else {
          out.text("a", text, "href", link);
        }
        details.forEach(line -> out.text("span", line));
        out.close("td");
      }
    }
  }
}
