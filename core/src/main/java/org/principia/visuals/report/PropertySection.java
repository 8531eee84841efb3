package org.principia.visuals.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.principia.observed.kernel.KernelResult.Exponent;
import org.principia.observed.kernel.KernelResult.Hypothesis;
import org.principia.observed.kernel.KernelResult.Relation;
import org.principia.visuals.Digits;
import org.principia.visuals.page.Block;
import org.principia.visuals.page.Block.Alignment;
import org.principia.visuals.page.Block.Column;

/** What strengths have to do with known properties, as lines and as tables. */
final class PropertySection {
  private PropertySection() {}

  /** In words, a line each. */
  static List<String> sentences(Relation relation) {
    List<String> lines = new ArrayList<>();
    if (!relation.exponents().isEmpty()) {
      lines.add(
          relation.strength()
              + " goes as "
              + relation.exponents().stream()
                  .map(e -> e.property() + "^(" + Digits.within(e.value(), e.error()) + ")")
                  .collect(Collectors.joining(" ")));
    }
    List<Hypothesis> agreeing = relation.hypotheses().stream().filter(Hypothesis::agrees).toList();
    agreeing.forEach(
        h -> lines.add(relation.strength() + " = " + h.factor() + " agrees: " + numbers(h)));
    if (agreeing.isEmpty()) {
      relation.hypotheses().stream()
          .min(Comparator.comparingDouble(Hypothesis::squares))
          .ifPresent(
              h ->
                  lines.add(
                      relation.strength()
                          + " is none of 1, known properties and ratios of them; the nearest: "
                          + h.factor()
                          + ", "
                          + numbers(h)));
    }
    return lines;
  }

  private static String numbers(Hypothesis h) {
    return String.format(
            Locale.ROOT,
            "chi-squared %.3g of %d, off by %.2g %%",
            h.squares(),
            h.freedom(),
            100 * h.off())
        .replace("e+0", "e");
  }

  /** Two tables, or nothing. */
  static List<Block> tables(List<Relation> relations) {
    if (relations.isEmpty()) {
      return List.of();
    }
    List<List<String>> exponents = new ArrayList<>();
    List<List<String>> hypotheses = new ArrayList<>();
    for (Relation relation : relations) {
      for (Exponent e : relation.exponents()) {
        exponents.add(
            List.of(
                relation.strength(),
                e.property(),
                Digits.within(e.value(), e.error()),
                KernelSection.number(e.correlation())));
      }
      for (Hypothesis h : relation.hypotheses()) {
        hypotheses.add(
            List.of(
                relation.strength() + " = " + h.factor(),
                KernelSection.number(h.squares()),
                String.valueOf(h.freedom()),
                KernelSection.number(h.off()),
                h.agrees() ? "yes" : "no"));
      }
    }
    return List.of(
        new Block.Table(
            "Strengths as products of powers of known properties, and the correlation of their"
                + " logarithms",
            List.of(
                new Column("strength", Alignment.TEXT),
                new Column("property", Alignment.TEXT),
                new Column("exponent", Alignment.NUMBER),
                new Column("correlation", Alignment.NUMBER)),
            exponents),
        new Block.Table(
            "Which known properties the strengths may be, times a scale",
            List.of(
                new Column("hypothesis", Alignment.TEXT),
                new Column("chi-squared", Alignment.NUMBER),
                new Column("degrees of freedom", Alignment.NUMBER),
                new Column("off by (share)", Alignment.NUMBER),
                new Column("agrees", Alignment.TEXT)),
            hypotheses));
  }
}
