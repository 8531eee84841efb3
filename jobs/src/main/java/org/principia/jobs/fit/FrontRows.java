package org.principia.jobs.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.principia.jobs.artefact.table.UserTable;
import org.principia.jobs.cluster.search.Found;
import org.principia.jobs.console.Console;
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

  static StructType schema() {
    StructType schema =
        new StructType()
            .add("group", DataTypes.StringType, false)
            .add("complexity", DataTypes.IntegerType, false)
            .add("loss", DataTypes.DoubleType, false)
            .add("score", DataTypes.DoubleType, false)
            .add("r2", DataTypes.DoubleType, false);
    for (FormulaFormat format : FormulaFormat.values()) {
      schema = schema.add(format.column(), DataTypes.StringType, false);
    }
    return schema
        .add("snapped", DataTypes.StringType, false)
        .add("chosen", DataTypes.BooleanType, false)
        .add("rows", DataTypes.IntegerType, false)
        .add("rounds", DataTypes.IntegerType, false)
        .add("end", DataTypes.StringType, false)
        .add("keys", DataTypes.createArrayType(DataTypes.StringType, false), false)
        .add("structure", DataTypes.StringType, true)
        .add("scale", DataTypes.DoubleType, true)
        .add("shift", DataTypes.DoubleType, true);
  }

  /**
   * Writes the fronts as one file.
   *
   * @param spark the session
   * @param console where progress is shown, of many groups
   * @param fitted the fronts
   * @param path a directory to make
   * @return the chosen formulas with simple numbers, by group
   */
  static Map<String, String> write(SparkSession spark, Console console, Fitted fitted, Path path) {
    List<Measured> measured = measured(spark, console, fitted.lines(), fitted.table());
    List<Row> rows = new ArrayList<>();
    measured.forEach(m -> rows.add(row(m.line(), fitted.table(), m.numbers())));
    spark.createDataFrame(rows, schema()).coalesce(1).write().parquet(path.toString());
    return snapped(measured);
  }

  /** The chosen formulas with simple numbers, by group. */
  static Map<String, String> snapped(SparkSession spark, Console console, Fitted fitted) {
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
      SparkSession spark, Console console, List<Fitted.Line> lines, UserTable all) {
    Map<String, List<Fitted.Line>> groups = new LinkedHashMap<>();
    lines.forEach(line -> groups.computeIfAbsent(line.group(), g -> new ArrayList<>()).add(line));
    List<Numbers> numbers =
        groups.size() == 1
            ? work(groups.values().iterator().next(), all).measured()
            : ofGroups(spark, console, List.copyOf(groups.values()), all);
    List<Measured> measured = new ArrayList<>();
    groups
        .values()
        .forEach(
            of -> of.forEach(l -> measured.add(new Measured(l, numbers.get(measured.size())))));
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
        all.add(new Numbers(Quality.r2(f, table), FitText.simple(f, table, loss).toText()));
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
      SparkSession spark, Console console, List<List<Fitted.Line>> groups, UserTable all) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int atATime = GROUPS_PER_CORE * Math.max(1, context.defaultParallelism());
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
        context
            .parallelize(works, works.size())
            .map(Work::measured)
            .collect()
            .forEach(measured::addAll);
      }
      from += works.size();
      console.progress("numbers", from, groups.size(), from + " of " + groups.size() + " groups");
    }
    console.clear();
    return measured;
  }

  private static Row row(Fitted.Line line, UserTable all, Numbers measured) {
    ParetoMember m = line.member();
    Found found = line.found();
    List<Object> cells =
        new ArrayList<>(List.of(line.group(), m.complexity(), m.loss(), m.score(), measured.r2()));
    Formula formula = new Formula(line.formula(), all.features());
    for (FormulaFormat format : FormulaFormat.values()) {
      cells.add(format.print(formula));
    }
    cells.add(measured.snapped());
    int rows = all.tables().get(line.group()).rows();
    cells.addAll(List.of(line.chosen(), rows, found.rounds(), found.end().label()));
    cells.add(all.keys().get(line.group()).toArray());
    cells.add(line.coefficients().map(c -> m.expression().toText()).orElse(null));
    cells.add(line.coefficients().map(Fitted.Coefficients::scale).orElse(null));
    cells.add(line.coefficients().map(Fitted.Coefficients::shift).orElse(null));
    return RowFactory.create(cells.toArray());
  }
}
