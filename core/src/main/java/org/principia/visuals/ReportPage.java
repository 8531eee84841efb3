package org.principia.visuals;

import java.util.ArrayList;
import java.util.List;

/**
 * A report on one self-contained page: no script, no network, readable on a telephone, in the dark
 * and on paper.
 *
 * <p>The page is well-formed XML as well as HTML, and the same text for the same content.
 *
 * @param title its heading
 * @param subtitle one line below
 * @param blocks what is on it, in order; neighbouring figures stand side by side where there is
 *     room
 */
public record ReportPage(String title, String subtitle, List<Block> blocks) {
  private static final String STYLE =
      """
      *{box-sizing:border-box}
      body{margin:0 auto;max-width:1080px;padding:1.2rem 1rem 4rem;background:var(--pp-paper);
      color:var(--pp-ink);font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif}
      h1{font-size:1.65rem;line-height:1.2;margin:.6rem 0 .2rem}
      h2{font-size:1.25rem;line-height:1.25;margin:2.4rem 0 .6rem;padding-top:.8rem;
      border-top:1px solid var(--pp-grid)}
      p{margin:.6rem 0;max-width:44rem}
      .subtitle,figcaption,caption,.truth b,.found b{color:var(--pp-muted)}
      nav{margin:1rem 0}nav a{display:inline-block;margin:0 1rem .3rem 0}
      a{color:var(--pp-0)}
      .law{background:var(--pp-panel);border-radius:8px;padding:.7rem .9rem;margin:.6rem 0}
      .law h3{font-size:1rem;margin:0 0 .3rem}
      .law div{margin:.15rem 0;display:grid;grid-template-columns:3.6rem 1fr;align-items:baseline}
      .law b{font-weight:400}
      code,.code{font-family:ui-monospace,'DejaVu Sans Mono',Consolas,monospace;font-size:.92em;
      overflow-wrap:anywhere}
      .verdict{border-left:5px solid;padding:.4rem .9rem;margin:.9rem 0;background:var(--pp-panel);
      border-radius:0 8px 8px 0}
      .verdict strong{display:block}.verdict strong::first-letter{text-transform:uppercase}
      .verdict span{display:block}
      .yes{border-color:var(--pp-good)}.yes strong{color:var(--pp-good)}
      .no{border-color:var(--pp-bad)}.no strong{color:var(--pp-bad)}
      .open{border-color:var(--pp-open)}.open strong{color:var(--pp-open)}
      .wide{overflow-x:auto;margin:1rem 0}
      table{border-collapse:collapse;font-size:.94rem}
      caption{text-align:left;padding-bottom:.3rem}
      th,td{text-align:left;vertical-align:top;padding:.3rem .9rem .3rem 0;
      border-bottom:1px solid var(--pp-grid)}
      th,th.code{font:600 1em/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif}
      .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}th.number{white-space:normal}
      td.code{min-width:11rem}
      .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:1.2rem;
      margin:1rem 0}
      figure{margin:0;max-width:540px}
      figure svg{display:block;width:100%;height:auto}
      figcaption{font-size:.92rem;margin-top:.2rem}
      @media print{body{max-width:none;font-size:11pt;padding:0}
      figure,.law,.verdict,tr{break-inside:avoid}h2{break-after:avoid}nav{display:none}}
      """;

  /** Keeps an unmodifiable copy of the list. */
  public ReportPage {
    blocks = List.copyOf(blocks);
  }

  /** The page as HTML. */
  public String html() {
    Markup out = new Markup();
    out.raw("<!DOCTYPE html>\n").open("html", "lang", "en").newLine();
    out.open("head").newLine();
    out.empty("meta", "charset", "utf-8").newLine();
    out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.newLine().text("title", title).newLine();
    out.open("style").newLine().raw(Palette.variables(":root")).raw(STYLE).close("style");
    out.newLine().close("head").newLine().open("body").newLine();
    out.open("header").text("h1", title);
    if (!subtitle.isBlank()) {
      out.text("p", subtitle, "class", "subtitle");
    }
    out.close("header").newLine();
    contents(out);
    out.open("main").newLine();
    body(out);
    return out.close("main").newLine().close("body").close("html").newLine().toString();
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
      boolean figure = block instanceof Block.Figure;
      if (figure && !figures) {
        out.open("div", "class", "figures");
      } else if (figures && !figure) {
        out.close("div").newLine();
      }
      figures = figure;
      if (block instanceof Block.Heading heading) {
        out.text("h2", heading.text(), "id", "section-" + ++sections).newLine();
      } else {
        write(out, block);
      }
    }
    if (figures) {
      out.close("div").newLine();
    }
  }

  private static void write(Markup out, Block block) {
    if (block instanceof Block.Paragraph paragraph) {
      out.text("p", paragraph.text()).newLine();
    } else if (block instanceof Block.Laws laws) {
      laws.lines().forEach(line -> law(out, line));
    } else if (block instanceof Block.Verdict verdict) {
      verdict(out, verdict);
    } else if (block instanceof Block.Table table) {
      table(out, table);
    } else if (block instanceof Block.Figure figure) {
      out.open("figure").newLine().raw(figure.plot().svg());
      out.text("figcaption", figure.caption()).close("figure").newLine();
    }
  }

  private static void law(Markup out, Block.LawLine line) {
    out.open("section", "class", "law").text("h3", line.name());
    out.open("div", "class", "found").text("b", "found").text("code", line.found());
    out.close("div");
    if (!line.truth().isBlank()) {
      out.open("div", "class", "truth").text("b", "true").text("code", line.truth());
      out.close("div");
    }
    out.close("section").newLine();
  }

  private static void verdict(Markup out, Block.Verdict verdict) {
    String answer =
        switch (verdict.outcome()) {
          case YES -> "yes";
          case NO -> "no";
          case OPEN -> "open";
        };
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
}
