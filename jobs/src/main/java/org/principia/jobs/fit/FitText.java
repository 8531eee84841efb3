package org.principia.jobs.fit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.principia.jobs.artefact.table.UserTable;
import org.principia.jobs.cluster.search.Found;
import org.principia.jobs.cluster.search.Found.End;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.JointFront;
import org.principia.symbolic.front.Outliers;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.front.Snapping;
import org.principia.symbolic.settings.Loss;
import org.principia.visuals.Digits;

/** Results of a fit for people. */
final class FitText {
  private static final int MAX_DIGITS = 15;
  private static final double READ_BACK = 1e-3;
  private static final double ROUNDING = 1e-12;

  /** Groups of which the nearest rival is shown. */
  private static final int SHOWN = 10;

  private static final Expression ONE = Expression.constant(1);

  private FitText() {}

  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** The front and its choice, or of several groups a line each. */
  static String of(Fitted fitted) {
    UserTable table = fitted.table();
    String text =
        fitted
            .joint()
            .map(choice -> joint(choice, fitted))
            .orElseGet(() -> fitted.found().containsKey("") ? one(fitted) : many(fitted));
    StringBuilder lines = new StringBuilder(text);
    leftOut(table).forEach(line -> lines.append(line).append(System.lineSeparator()));
    return lines.toString();
  }

  /** Columns that are none of the features, a line for each reason; types are reasons of one. */
  static List<String> leftOut(UserTable table) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    table
        .leftOut()
        .forEach(
            (column, reason) -> {
              boolean unused = UserTable.UNUSED.contains(reason);
              columns
                  .computeIfAbsent(unused ? reason : "not numeric", r -> new ArrayList<>())
                  .add(unused ? column : column + " (" + reason + ")");
            });
    return columns.entrySet().stream()
        .map(line -> "left out, " + line.getKey() + ": " + UserTable.listed(line.getValue()))
        .toList();
  }

  /** The front of the structures, and the coefficients that the chosen one has in each group. */
  private static String joint(JointChoice choice, Fitted fitted) {
    JointFront front = choice.front();
    Found found = choice.found();
    String names = names(front.groups(), fitted.table());
    StringJoiner lines = new StringJoiner(System.lineSeparator(), "", System.lineSeparator());
    lines.add(
        format(
            "%s%n%s = %s, g = %s",
            front.structures().toText(e -> choice.text(e, 4)),
            fitted.target(),
            choice.form(),
            choice.text(front.chosen().structure().expression(), 6)));
    lines.add(format(names + " %8s %14s %14s %12s", "group", "rows", "scale", "shift", "R2"));
    for (Fitted.Line line : fitted.chosen()) {
      Table rows = fitted.table().tables().get(line.group());
      lines.add(
          format(
              names + " %8d %14.6g %14.6g %12s",
              line.group(),
              rows.rows(),
              line.coefficients().orElseThrow().scale(),
              line.coefficients().orElseThrow().shift(),
              Digits.share(Fitted.r2(line.formula(), rows))));
    }
    notFitted(names, fitted.table(), lines);
    choice.line().ifPresent(lines::add);
    choice.sureness(fitted.target()).forEach(lines::add);
    lines.add(
        format(
            "loss %.4g in units of the target's deviation; %s after round %d, %d formulas fitted",
            front.chosen().structure().loss(), found.end().label(), found.rounds(), found.fits()));
    return lines.toString();
  }

  /** Format of a column wide enough for the groups. */
  private static String names(Collection<String> groups, UserTable table) {
    int width =
        Stream.of(List.of("group"), groups, table.problems().keySet())
            .flatMap(Collection::stream)
            .mapToInt(String::length)
            .max()
            .orElseThrow();
    return "%-" + width + "s";
  }

  private static void notFitted(String names, UserTable table, StringJoiner lines) {
    table
        .problems()
        .forEach((group, problem) -> lines.add(format(names + " not fitted: %s", group, problem)));
  }

  private static String one(Fitted fitted) {
    Found found = fitted.found().get("");
    Table rows = fitted.table().tables().get("");
    ParetoFront front = found.front();
    Expression chosen = front.chosen().expression();
    String text = text(chosen, rows, front.loss(), 6);
    Expression simple = simple(chosen, rows, front.loss());
    String simpler = text(simple, rows, front.loss(), 6);
    StringJoiner lines = new StringJoiner(System.lineSeparator(), "", System.lineSeparator());
    lines.add(front.toText(e -> text(e, rows, front.loss(), 4)));
    lines.add(format("%s = %s", fitted.target(), text));
    if (!simpler.equals(text)) {
      lines.add(format("  %s  (simple numbers, which the rows allow)", simpler));
    }
    lines.add(
        format(
            "loss %.4g%s, R2 %s on %d rows; %s after round %d, %d formulas fitted",
            front.chosen().loss(),
            front.rows() < rows.rows() ? format(" on %d rows, others far off", front.rows()) : "",
            Digits.share(Fitted.r2(chosen, rows)),
            rows.rows(),
            found.end().label(),
            found.rounds(),
            found.fits()));
    Verdict verdict = fitted.verdicts().get("");
    verdict.lines(fitted.target()).forEach(lines::add);
    if (verdict.isPoor()) {
      groupable(fitted.table()).ifPresent(lines::add);
    }
    return lines.toString();
  }

  /** Texts may tell rows apart that have laws, or constants, of their own. */
  private static Optional<String> groupable(UserTable table) {
    List<String> texts =
        table.leftOut().entrySet().stream()
            .filter(column -> column.getValue().equals("string"))
            .map(Map.Entry::getKey)
            .toList();
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            format(
                "rows may differ by %s: --group-by finds a formula for each value, and with --joint"
                    + " one for all but for a factor or a shift",
                UserTable.listed(texts)));
  }

  /**
   * A formula with so many significant digits that what is read back has the loss of the formula,
   * rows far off left aside.
   */
  static String text(Expression formula, Table rows, Loss loss, int digits) {
    Table tame = Outliers.tame(formula, rows, loss);
    return text(formula, rows.names(), e -> Snapping.loss(e, tame, loss), digits);
  }

  /** The same with the loss of any formula. */
  static String text(
      Expression formula, List<String> names, ToDoubleFunction<Expression> loss, int digits) {
    double exact = loss.applyAsDouble(formula);
    // A share of the loss, or of what rounding leaves of the loss of a constant.
    double most = (1 + READ_BACK) * exact + ROUNDING * loss.applyAsDouble(ONE);
    for (int d = digits; d < MAX_DIGITS; d++) {
      String text = formula.toText(d);
      if (loss.applyAsDouble(Expression.parse(text, names)) <= most) {
        return text;
      }
    }
    return formula.toText();
  }

  /** The formula with simple numbers that the rows but for outliers allow, written as one would. */
  static Expression simple(Expression formula, Table table, Loss loss) {
    return Snapping.snapped(formula, Outliers.tame(formula, table, loss), loss).readable();
  }

  private static String many(Fitted fitted) {
    Map<String, Found> found = fitted.found();
    UserTable table = fitted.table();
    String names = names(table.tables().keySet(), table);
    List<String> losses =
        found.values().stream().map(f -> f.front().loss().label()).distinct().toList();
    String loss = losses.size() == 1 ? losses.get(0) : "loss";
    String head = names + " %8s %10s %13s %12s %9s  %s";
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    lines.add(format(head, "group", "rows", "complexity", loss, "R2", "noise", fitted.target()));
    found.keySet().forEach(group -> lines.add(line(names, group, fitted)));
    notBegun(found, table).forEach(group -> lines.add(format(names + " not begun", group)));
    notFitted(names, table, lines);
    if (losses.size() > 1) {
      lines.add(
          "the loss is relative, a share of the target, in "
              + UserTable.listed(
                  found.entrySet().stream()
                      .filter(f -> f.getValue().front().loss() == Loss.MEAN_RELATIVE)
                      .map(Map.Entry::getKey)
                      .toList()));
    }
    List<String> others = nearlyAsGood(fitted.verdicts());
    others.stream().limit(SHOWN).forEach(lines::add);
    lines.add(
        (others.isEmpty() ? "in no group another formula found is nearly as good; " : "")
            + "errors of constants and more, of each group: --json");
    return lines + System.lineSeparator();
  }

  /** The groups for whose search a signal came before its first round. */
  static List<String> notBegun(Map<String, Found> found, UserTable table) {
    return table.tables().keySet().stream().filter(group -> !found.containsKey(group)).toList();
  }

  /** The nearest rival of each group that has one. */
  private static List<String> nearlyAsGood(Map<String, Verdict> verdicts) {
    List<String> lines = new ArrayList<>();
    verdicts.forEach((group, v) -> v.nearest().ifPresent(text -> lines.add(group + ": " + text)));
    return lines;
  }

  private static String line(String names, String group, Fitted fitted) {
    UserTable table = fitted.table();
    Found found = fitted.found().get(group);
    ParetoMember chosen = found.front().chosen();
    return format(
        names + " %8d %10d %13.4g %12s %9s  %s%s",
        group,
        table.tables().get(group).rows(),
        chosen.complexity(),
        chosen.loss(),
        Digits.share(Fitted.r2(chosen.expression(), table.tables().get(group))),
        fitted.verdicts().get(group).noise(),
        text(chosen.expression(), table.tables().get(group), found.front().loss(), 6),
        found.end() == End.STOPPED ? "  (stopped after round " + found.rounds() + ")" : "");
  }
}
