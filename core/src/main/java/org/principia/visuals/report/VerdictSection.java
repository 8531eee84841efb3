package org.principia.visuals.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.principia.observed.verdict.Check;
import org.principia.observed.verdict.Verdict;
import org.principia.visuals.page.Block;
import org.principia.visuals.page.Block.Alignment;
import org.principia.visuals.page.Block.Column;

/**
 * The section on what a law of observed particles is worth: the outcome, and all tests with number
 * and limit.
 *
 * @param verdict on the law
 */
public record VerdictSection(Verdict verdict) {

  /** The outcome, and the tests that failed, in some lines for a terminal. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(List.of("", "  verdict: " + verdict.sentence()));
    long passed = verdict.checks().stream().filter(Check::passed).count();
    if (!verdict.checks().isEmpty()) {
      lines.add("    " + passed + " of " + verdict.checks().size() + " tests passed");
    }
    for (Check check : verdict.checks()) {
      if (!check.passed()) {
        lines.add(
            String.format(
                Locale.ROOT,
                "    %s: %.3g (at most %.3g): %s",
                check.name(),
                check.number(),
                check.limit(),
                check.sentence()));
      }
    }
    return lines;
  }

  /** The blocks of the section. */
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("Verdict: " + verdict.sentence()));
    if (!verdict.checks().isEmpty()) {
      blocks.add(
          new Block.Table(
              "Tests of the law, none of which knows the truth; all in units of what the noise of"
                  + " the positions alone makes",
              List.of(
                  new Column("test", Alignment.TEXT),
                  new Column("number", Alignment.NUMBER),
                  new Column("limit", Alignment.NUMBER),
                  new Column("passed", Alignment.TEXT),
                  new Column("in words", Alignment.TEXT)),
              verdict.checks().stream().map(VerdictSection::row).toList()));
    }
    return blocks;
  }

  private static List<String> row(Check check) {
    return List.of(
        check.name(),
        String.format(Locale.ROOT, "%.3g", check.number()),
        String.format(Locale.ROOT, "%.3g", check.limit()),
        check.passed() ? "yes" : "no",
        check.sentence());
  }
}
