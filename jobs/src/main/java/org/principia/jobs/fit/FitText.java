package org.principia.jobs.fit;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.principia.jobs.search.Found;
import org.principia.jobs.table.UserTable;
import org.principia.symbolic.ParetoMember;
import org.principia.symbolic.Snapping;

/** Results of a fit for people. */
final class FitText {
  private FitText() {}

  /**
   * The front and its choice, or of several groups a line each.
   *
   * @param target name of the target
   * @param found fronts by group; that of a table without groups has no name
   * @param table the rows, and the groups that could not be fitted
   */
  static String of(String target, Map<String, Found> found, UserTable table) {
    String text =
        found.containsKey("") ? one(target, found.get(""), table) : many(target, found, table);
    return table.leftOut().isEmpty()
        ? text
        : text + "left out, not numeric: " + leftOut(table) + System.lineSeparator();
  }

  /** The columns that are not numeric, each with the reason. */
  static String leftOut(UserTable table) {
    StringJoiner columns = new StringJoiner(", ");
    table.leftOut().forEach((column, reason) -> columns.add(column + " (" + reason + ")"));
    return columns.toString();
  }

  private static String one(String target, Found found, UserTable table) {
    ParetoMember chosen = found.front().chosen();
    double r2 = Quality.r2(chosen.expression(), table.tables().get(""));
    String fitted = chosen.expression().toText(6);
    String simple =
        Snapping.snapped(chosen.expression(), table.tables().get(""), found.front().loss())
            .toText(6);
    String beside =
        simple.equals(fitted)
            ? ""
            : String.format(Locale.ROOT, "  %s  (simple numbers, which the rows allow)%n", simple);
    return found.front().toText()
        + String.format(
            Locale.ROOT,
            "%n%s = %s%n%s%s%n",
            target,
            fitted,
            beside,
            String.format(
                Locale.ROOT,
                "loss %.4g, R2 %s on %d rows; %s after round %d, %d formulas fitted",
                chosen.loss(),
                share(r2),
                table.tables().get("").rows(),
                found.end().label(),
                found.rounds(),
                found.fits()));
  }

  private static String many(String target, Map<String, Found> found, UserTable table) {
    int width = "group".length();
    for (String group : found.keySet()) {
      width = Math.max(width, group.length());
    }
    for (String group : table.problems().keySet()) {
      width = Math.max(width, group.length());
    }
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    String names = "%-" + width + "s";
    lines.add(
        String.format(
            Locale.ROOT,
            names + " %8s %10s %10s %12s  %s",
            "group",
            "rows",
            "complexity",
            "loss",
            "R2",
            target));
    found.forEach((group, f) -> lines.add(line(names, group, f, table)));
    table
        .problems()
        .forEach(
            (group, problem) ->
                lines.add(String.format(Locale.ROOT, names + " not fitted: %s", group, problem)));
    return lines + System.lineSeparator();
  }

  private static String line(String names, String group, Found found, UserTable table) {
    ParetoMember chosen = found.front().chosen();
    return String.format(
        Locale.ROOT,
        names + " %8d %10d %10.4g %12s  %s",
        group,
        table.tables().get(group).rows(),
        chosen.complexity(),
        chosen.loss(),
        share(Quality.r2(chosen.expression(), table.tables().get(group))),
        chosen.expression().toText(6));
  }

  /** So many digits that what is missing to 1 can be seen. */
  private static String share(double r2) {
    return 1 - r2 < 1e-3 && r2 < 1
        ? String.format(Locale.ROOT, "1 - %.1e", 1 - r2)
        : String.format(Locale.ROOT, "%.4f", r2);
  }
}
