package org.principia.visuals.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.principia.visuals.Markup;
import org.principia.visuals.NumberText;
import org.principia.visuals.Palette;
import org.principia.visuals.chart.ParetoPlot;
import org.principia.visuals.chart.ParetoPlot.FrontPoint;

/**
 * A report on one self-contained page: no network, readable on a telephone, in the dark and on
 * paper.
 *
 * <p>The page is well-formed XML as well as HTML, and the same text for the same content. It is
 * complete without its script, which shows the values under the pointer, hides series by their key,
 * copies formulas and saves pictures.
 *
 * @param title its heading
 * @param subtitle one line below
 * @param blocks what is on it, in order; neighbouring figures stand side by side where there is
 *     room
 */
public record ReportPage(String title, String subtitle, List<Block> blocks) {

  /** Keeps an unmodifiable copy of the list, and checks that no two figures share their files. */
  public ReportPage {
    blocks = List.copyOf(blocks);
    Set<String> names = new HashSet<>();
    for (Block.Figure figure : named(blocks)) {
      if (!names.add(figure.name())) {
        throw new IllegalArgumentException("Invalid page: two figures " + figure.name());
      }
    }
  }

  /** The page as HTML. */
  public String html() {
    Markup out = new Markup();
    out.raw("<!DOCTYPE html>\n").open("html", "lang", "en").newLine();
    out.open("head").newLine();
    out.empty("meta", "charset", "utf-8").newLine();
    out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.newLine().text("title", title).newLine();
    out.open("style").newLine().raw(Palette.variables(":root")).raw(resource("report.css"));
    out.close("style").newLine().close("head").newLine().open("body").newLine();
    out.open("header").text("h1", title);
    if (!subtitle.isBlank()) {
      out.text("p", subtitle, "class", "subtitle");
    }
    out.close("header").newLine();
    contents(out);
    out.open("main").newLine();
    body(out);
    out.close("main").newLine();
    script(out, resource("report.js"));
    return out.close("body").close("html").newLine().toString();
  }

  /** The figures with names, those of fronts among them. */
  public List<Block.Figure> named() {
    return named(blocks);
  }

  private static List<Block.Figure> named(List<Block> blocks) {
    List<Block.Figure> named = new ArrayList<>();
    for (Block block : blocks) {
      Block inner = block instanceof Block.Front front ? front.figure() : block;
      if (inner instanceof Block.Figure figure && !figure.name().isEmpty()) {
        named.add(figure);
      }
    }
    return named;
  }

  /** A script that HTML and XML read alike. */
  private static void script(Markup out, String text) {
    out.open("script").raw("//<![CDATA[\n").raw(text).raw("//]]>").close("script").newLine();
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void contents(Markup out) {
    List<String> headings = new ArrayList<>();
    for (Block block : blocks) {
      if (block instanceof Block.Heading heading) {
        headings.add(heading.text());
      }
    }
    if (headings.size() < 3) {
      return;
    }
    out.open("nav", "aria-label", "Contents");
    for (int i = 0; i < headings.size(); i++) {
      out.text("a", headings.get(i), "href", "#section-" + (i + 1)).newLine();
    }
    out.close("nav").newLine();
  }

  private void body(Markup out) {
    int sections = 0;
    boolean figures = false;
    for (Block block : blocks) {
      boolean figure = block instanceof Block.Figure || block instanceof Block.Front;
      if (figure && !figures) {
        out.open("div", "class", "figures");
      } else if (figures && !figure) {
        out.close("div").newLine();
      }
      figures = figure;
      if (block instanceof Block.Heading heading) {
        out.text("h2", heading.text(), "id", "section-" + ++sections).newLine();
      } else {
        BlockMarkup.write(out, block);
      }
    }
    if (figures) {
      out.close("div").newLine();
    }
  }

  /** Writes the blocks of a page as HTML. */
  private static final class BlockMarkup {
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
            "tr",
            "data-text",
            point.formula(),
            "data-latex",
            point.latex(),
            "data-sql",
            point.sql());
        out.text("td", Integer.toString(point.complexity()), "class", "number");
        out.text("td", NumberText.of(point.loss()), "class", "number").open("td");
        formula(out, point.formula());
        out.close("td").text("td", plot.note(i)).close("tr").newLine();
      }
      out.close("tbody").close("table").close("div").close("details").close("section").newLine();
    }
  }
}
