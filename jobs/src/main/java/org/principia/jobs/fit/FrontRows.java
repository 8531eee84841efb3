package org.principia.jobs.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.table.UserTable;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.cluster.search.Found;
import org.principia.jobs.console.Console;
import org.principia.parallel.Cluster;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.settings.Loss;

/** Fronts as Parquet rows, one a member. */
final class FrontRows {
  /** Groups that are measured between two lines of progress, for each core. */
  private static final int GROUPS_PER_CORE = 32;

  /** Rows that are sent at a time; Spark takes tasks of 128 MiB at the most. */
  private static final long BYTES = 32L << 20;

  private FrontRows() {}

  /** Writes the fronts as one file; returns the chosen formulas with simple numbers, by group. */
  static Map<String, String> write(
      SparkApplication spark, Console console, Fitted fitted, Directory front) {
    List<FrontRow> rows = of(spark, console, fitted);
    FrontRow.TABLE.write(spark.session(), rows, front.path());
    return rows.stream()
        .filter(FrontRow::chosen)
        .collect(
            Collectors.toMap(FrontRow::group, FrontRow::snapped, (a, b) -> a, LinkedHashMap::new));
  }

  /** The rows of the fronts, group by group. */
  static List<FrontRow> of(SparkApplication spark, Console console, Fitted fitted) {
    return measured(spark, console, fitted.lines(), fitted.table()).stream()
        .map(m -> row(m.line(), fitted.table(), m.numbers()))
        .toList();
  }

  /** The chosen formulas with simple numbers, by group. */
  static Map<String, String> snapped(SparkApplication spark, Console console, Fitted fitted) {
    return snapped(measured(spark, console, fitted.chosen(), fitted.table()));
  }

  private static Map<String, String> snapped(List<Measured> measured) {
    Map<String, String> chosen = new LinkedHashMap<>();
    measured.stream()
        .filter(m -> m.line().chosen())
        .forEach(m -> chosen.put(m.line().group(), m.numbers().snapped()));
    return chosen;
  }

  /** The lines, group by group, with what is measured of them. */
  private static List<Measured> measured(
      SparkApplication spark, Console console, List<Fitted.Line> lines, UserTable all) {
    Map<String, List<Fitted.Line>> groups = new LinkedHashMap<>();
    lines.forEach(line -> groups.computeIfAbsent(line.group(), g -> new ArrayList<>()).add(line));
    List<Numbers> numbers =
        groups.size() == 1
            ? work(groups.values().iterator().next(), all).measured()
            : ofGroups(spark, console, List.copyOf(groups.values()), all);
    List<Measured> measured = new ArrayList<>();
    for (List<Fitted.Line> group : groups.values()) {
      group.forEach(line -> measured.add(new Measured(line, numbers.get(measured.size()))));
    }
    return measured;
  }

  /** A line and what is measured of it. */
  private record Measured(Fitted.Line line, Numbers numbers) {}

  /** What is measured of a formula on its rows. */
  private record Numbers(double r2, String snapped) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** The formulas of a group, to be measured. */
  private record Work(Table table, Loss loss, List<Expression> formulas) implements Serializable {
    private static final long serialVersionUID = 1L;

    List<Numbers> measured() {
      List<Numbers> all = new ArrayList<>();
      for (Expression f : formulas) {
        all.add(new Numbers(Fitted.r2(f, table), FitText.simple(f, table, loss).toText()));
      }
      return all;
    }
  }

  private static Work work(List<Fitted.Line> lines, UserTable all) {
    return new Work(
        all.tables().get(lines.get(0).group()),
        lines.get(0).found().front().loss(),
        new ArrayList<>(lines.stream().map(Fitted.Line::formula).toList()));
  }

  /**
   * Each group is a task: to try simple numbers takes a fit for each constant and each number.
   * Large groups, which are few, are measured here: a task carries its rows.
   */
  private static List<Numbers> ofGroups(
      SparkApplication spark, Console console, List<List<Fitted.Line>> groups, UserTable all) {
    Cluster cluster = spark.cluster();
    int atATime = GROUPS_PER_CORE * Math.max(1, spark.slots());
    List<Numbers> measured = new ArrayList<>();
    console.start();
    int from = 0;
    while (from < groups.size()) {
      List<Work> works = new ArrayList<>();
      long bytes = 0;
      for (int g = from; g < groups.size() && works.size() < atATime; g++) {
        Work work = work(groups.get(g), all);
        bytes += 8L * work.table().rows() * (all.features().size() + 2);
        if (bytes > BYTES && !works.isEmpty()) {
          break;
        }
        works.add(work);
      }
      if (works.size() == 1) {
        measured.addAll(works.get(0).measured());
      } else {
        cluster.map("", works, (nothing, work) -> work.measured()).forEach(measured::addAll);
      }
      from += works.size();
      console.progress("numbers", from, groups.size(), from + " of " + groups.size() + " groups");
    }
    console.clear();
    return measured;
  }

  private static FrontRow row(Fitted.Line line, UserTable all, Numbers measured) {
    ParetoMember m = line.member();
    Found found = line.found();
    return new FrontRow(
        line.group(),
        m.complexity(),
        m.loss(),
        m.score(),
        measured.r2(),
        FormulaFormat.FORMULA.print(line.formula(), all.features()),
        FormulaFormat.LATEX.print(line.formula(), all.features()),
        FormulaFormat.SQL.print(line.formula(), all.features()),
        FormulaFormat.JSON.print(line.formula(), all.features()),
        FormulaFormat.JAVA.print(line.formula(), all.features()),
        measured.snapped(),
        line.chosen(),
        all.tables().get(line.group()).rows(),
        found.rounds(),
        found.end().label(),
        all.keys().get(line.group()),
        line.coefficients().map(c -> m.expression().toText()),
        line.coefficients().map(Fitted.Coefficients::scale),
        line.coefficients().map(Fitted.Coefficients::shift));
  }
}
