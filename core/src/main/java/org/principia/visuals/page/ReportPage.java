package org.principia.visuals.page;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import org.principia.visuals.Markup;
import org.principia.visuals.Palette;

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
    // A script that HTML and XML read alike.
    out.open("script").raw("//<![CDATA[\n").raw(resource("report.js")).raw("//]]>");
    out.close("script").newLine();
    return out.close("body").close("html").newLine().toString();
  }

  /** The figures with names, those of fronts among them. */
  public List<Block.Figure> named() {
    return named(blocks);
  }

  private static List<Block.Figure> named(List<Block> blocks) {
    return blocks.stream()
        .map(block -> block instanceof Block.Front front ? front.figure() : block)
        .filter(Block.Figure.class::isInstance)
        .map(Block.Figure.class::cast)
        .filter(figure -> !figure.name().isEmpty())
        .toList();
  }

  private static String resource(String name) {
    InputStream in = ReportPage.class.getResourceAsStream(name);
    try (Scanner text = new Scanner(in, StandardCharsets.UTF_8)) {
      return text.useDelimiter("\\A").next();
    }
  }

  private void contents(Markup out) {
    List<Block> headings = blocks.stream().filter(Block.Heading.class::isInstance).toList();
    if (headings.size() < 3) {
      return;
    }
    out.open("nav", "aria-label", "Contents");
    for (int i = 0; i < headings.size(); i++) {
      String text = ((Block.Heading) headings.get(i)).text();
      out.text("a", text, "href", "#section-" + (i + 1)).newLine();
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
      sections += block instanceof Block.Heading ? 1 : 0;
      block.write(out, sections);
    }
    if (figures) {
      out.close("div").newLine();
    }
  }
}
