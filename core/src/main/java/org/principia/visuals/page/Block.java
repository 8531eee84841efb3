package org.principia.visuals.page;

import java.util.List;
import org.principia.visuals.chart.ParetoPlot;
import org.principia.visuals.chart.Plot;

/** A part of a {@link ReportPage}; the page knows nothing of where its content comes from. */
public sealed interface Block {

  /** A heading that begins a section; pages with several list them at the top. */
  record Heading(String text) implements Block {}

  /** A paragraph of plain text. */
  record Paragraph(String text) implements Block {}

  /** Formulas that were found, each beside the true one. */
  record Laws(List<LawLine> lines) implements Block {
    /** Keeps an unmodifiable copy of the list. */
    public Laws {
      lines = List.copyOf(lines);
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
  record LawLine(String name, String found, String truth, String note, String latex, String sql) {}

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
  record Verdict(String question, Outcome outcome, String detail) implements Block {}

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
  record Column(String name, Alignment alignment) {

    /** A column of words. */
    public static Column text(String name) {
      return new Column(name, Alignment.TEXT);
    }

    /** A column of numbers. */
    public static Column number(String name) {
      return new Column(name, Alignment.NUMBER);
    }

    /** A column of formulas, hashes or paths. */
    public static Column code(String name) {
      return new Column(name, Alignment.CODE);
    }
  }

  /**
   * A table: what it holds, its columns, and its cells row by row, a row as long as there are
   * columns.
   */
  record Table(String caption, List<Column> columns, List<List<String>> rows) implements Block {
    /** Checks the length of the rows. */
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<String> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "Invalid row: " + row.size() + " cells (" + columns.size() + " columns)");
        }
      }
    }

    /** A table of names and their values. */
    public static Table pairs(String caption, List<List<String>> rows) {
      return new Table(caption, List.of(Column.text("what"), Column.code("value")), rows);
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

    ParetoPlot plot() {
      return (ParetoPlot) figure.plot();
    }
  }

  /** A table that unfolds at a click on its summary; on paper it is as the reader left it. */
  record Folded(String summary, Table table) implements Block {}

  /** A table of answers by row and column, for example laws by strategies. */
  record Matrix(String caption, List<String> columns, List<Row> rows) implements Block {
    /** Checks the length of the rows. */
    public Matrix {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      for (Row row : rows) {
        if (row.answers().size() != columns.size()) {
          throw new IllegalArgumentException(
              "Invalid row: " + row.answers().size() + " answers (" + columns.size() + " columns)");
        }
      }
    }

    /** A named row, an answer a column. */
    public record Row(String name, List<Answer> answers) {
      /** Keeps an unmodifiable copy of the list. */
      public Row {
        answers = List.copyOf(answers);
      }
    }

    /**
     * An answer in a word or two, a link to a page with the details, relative to this one (empty
     * where there is none), and lines below.
     */
    public record Answer(Outcome outcome, String text, String link, List<String> details) {
      /** Keeps an unmodifiable copy of the list. */
      public Answer {
        details = List.copyOf(details);
      }
    }
  }
}
