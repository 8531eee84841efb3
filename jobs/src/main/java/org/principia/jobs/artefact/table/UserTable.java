package org.principia.jobs.artefact.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.principia.common.Checks;
import org.principia.common.InputException;
import org.principia.symbolic.data.Groups;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Table;

/**
 * A user's table in memory: a table of numbers for each group that can be fitted.
 *
 * @param tables by group; of one table without groups the name is empty
 * @param numbers of the rows in the file, from 1, by group: a table is sorted by its values
 * @param problems why a group cannot be fitted, by group
 * @param features the columns of the features as the file names them
 * @param variables the same as formulas name them
 * @param keys what the columns to group by hold, by group
 * @param leftOut why a column that is not numeric, or constant, is none of the features, by name
 * @param notes what of the file is not as everybody expects, a line each
 * @param rows in the file
 * @param invalidRows left out for want of a finite number
 */
public record UserTable(
    Map<String, Table> tables,
    Map<String, long[]> numbers,
    Map<String, String> problems,
    List<String> features,
    List<String> variables,
    Map<String, List<String>> keys,
    Map<String, String> leftOut,
    List<String> notes,
    long rows,
    long invalidRows) {

  /** Why a feature that has one value in all rows is left out. */
  public static final String CONSTANT = "constant";

  static final String ROW_NUMBERS = "row numbers";
  static final String ERRORS = "error of the target";

  /** Why numeric columns are left out that were not named. */
  public static final Set<String> UNUSED = Set.of(CONSTANT, ROW_NUMBERS, ERRORS);

  private static final int SHOWN = 20;

  /**
   * Reads what is wanted of a table.
   *
   * @throws InputException if it is not there, has no such columns, no rows, rows without finite
   *     numbers that were not to be dropped, negative weights, or no group that can be fitted
   */
  public static UserTable read(SparkSession spark, TableRequest request) {
    return read(spark, request, columns -> {});
  }

  /**
   * The same.
   *
   * @param columns is told how many columns a text has before its cells are looked at
   */
  public static UserTable read(SparkSession spark, TableRequest request, IntConsumer columns) {
    return of(new TableFile(spark, request, columns).open(), request);
  }

  /**
   * The same of numbers that Spark has: a cell for each name, null where there is none. The path of
   * the request names them in messages.
   */
  public static UserTable of(List<String> names, JavaRDD<Object[]> numbers, TableRequest request) {
    return of(new NumberTable(names, numbers), request);
  }

  private static UserTable of(StoredTable stored, TableRequest request) {
    Columns asked = Columns.of(request, stored);
    RowBlock gathered = gather(stored, asked, request);
    List<Integer> empty = request.features().isEmpty() ? empty(gathered, asked) : List.of();
    Columns all = asked.without(empty);
    RowBlock block = empty.isEmpty() ? gathered : gather(stored, all, request);
    if (block.faults().rows() == 0) {
      throw cannot(request, "it has no rows");
    }
    if (block.faults().invalidRows() > 0 && request.invalid() == TableRequest.InvalidRows.REFUSE) {
      throw cannot(request, faults(block, all) + "; --drop-invalid leaves those rows out");
    }
    Map<String, double[][]> groups = block.sorted();
    Map<String, String> leftOut = new LinkedHashMap<>(all.leftOut());
    empty.forEach(k -> leftOut.put(asked.names().get(asked.features().get(k)), "empty"));
    // Who names a constant wants it, for its unit perhaps.
    List<Integer> constant = request.features().isEmpty() ? constant(groups, all) : List.of();
    constant.forEach(k -> leftOut.put(all.names().get(all.features().get(k)), CONSTANT));
    groups.replaceAll((group, values) -> without(values, constant));
    Columns columns = all.without(constant);
    List<String> features = columns.features().stream().map(columns.names()::get).toList();
    UserTable table =
        new UserTable(
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            features,
            Columns.variables(features),
            block.keys(),
            leftOut,
            stored.notes(),
            block.faults().rows(),
            block.faults().invalidRows());
    for (Map.Entry<String, double[][]> group : groups.entrySet()) {
      table.add(group.getKey(), group.getValue(), columns, request);
    }
    if (table.tables().isEmpty()) {
      throw cannot(request, table.nothing(request, block, all));
    }
    return table;
  }

  /** The first of many texts, separated by commas. */
  public static String listed(List<String> texts) {
    int more = texts.size() - SHOWN;
    return more <= 1
        ? String.join(", ", texts)
        : String.join(", ", texts.subList(0, SHOWN)) + ", … and " + more + " more";
  }

  /** Features without any finite number, by their place among the features; never all. */
  private static List<Integer> empty(RowBlock block, Columns columns) {
    List<Integer> empty =
        IntStream.range(0, columns.features().size())
            .filter(k -> block.faults().isAll(1 + k))
            .boxed()
            .toList();
    return empty.size() < columns.features().size() ? empty : List.of();
  }

  /** Features that have one value in all rows, by their place among the features; never all. */
  private static List<Integer> constant(Map<String, double[][]> groups, Columns columns) {
    List<Integer> constant = new ArrayList<>();
    for (int k = 0; k < columns.features().size(); k++) {
      int column = 1 + k;
      long values =
          groups.values().stream()
              .flatMapToDouble(group -> Arrays.stream(group[column]))
              .distinct()
              .limit(2)
              .count();
      if (values == 1) {
        constant.add(k);
      }
    }
    return constant.size() < columns.features().size() ? constant : List.of();
  }

  private static double[][] without(double[][] values, List<Integer> features) {
    return IntStream.range(0, values.length)
        .filter(i -> !features.contains(i - 1))
        .mapToObj(i -> values[i])
        .toArray(double[][]::new);
  }

  /**
   * All groups that can be fitted as one problem, for a structure that they share: group after
   * group, in the order of the names.
   */
  public JointTable joint() {
    int rows = tables.values().stream().mapToInt(Table::rows).sum();
    double[][] inputs = new double[features.size()][rows];
    double[] target = new double[rows];
    double[] weights = new double[rows];
    List<String> groups = new ArrayList<>();
    int at = 0;
    for (Map.Entry<String, Table> group : tables.entrySet()) {
      Table table = group.getValue();
      for (int j = 0; j < inputs.length; j++) {
        System.arraycopy(table.columns()[j], 0, inputs[j], at, table.rows());
      }
      System.arraycopy(table.target(), 0, target, at, table.rows());
      System.arraycopy(table.weights(), 0, weights, at, table.rows());
      groups.addAll(Collections.nCopies(table.rows(), group.getKey()));
      at += table.rows();
    }
    // No variable has a blank in its name.
    org.principia.symbolic.data.Columns targets =
        new org.principia.symbolic.data.Columns(List.of("the target"), new double[][] {target});
    return new JointTable(
        new org.principia.symbolic.data.Columns(variables, inputs),
        org.principia.symbolic.data.Columns.none(),
        targets,
        Groups.by(groups),
        weights);
  }

  private static RowBlock gather(StoredTable table, Columns columns, TableRequest request) {
    int numbers = columns.numbers().size();
    int groups = columns.groups().size();
    TextFormat format = table.format();
    RowBlock all = new RowBlock(numbers, groups);
    TableFile.collect(
            request.path(),
            table
                .rows(columns.numbers(), columns.groups())
                .mapPartitions(
                    rows -> List.of(new RowBlock(numbers, groups).of(rows, format)).iterator()))
        .forEach(all::addAll);
    return all;
  }

  private void add(String group, double[][] values, Columns columns, TableRequest request) {
    int rows = values[0].length;
    double[] target = values[0];
    double[][] inputs = Arrays.copyOfRange(values, 1, 1 + columns.features().size());
    double[] weights = new double[rows];
    Arrays.fill(weights, 1);
    if (columns.weight() >= 0) {
      weights = values[1 + inputs.length];
      requireWeights(weights, request);
    }
    if (!columns.groups().isEmpty() && rows < request.minRows()) {
      problems.put(group, rows + " rows, fewer than --min-rows " + request.minRows());
    } else if (Arrays.stream(weights).sum() == 0) {
      problems.put(group, "all weights are 0");
    } else if (ofWeight(target, weights).distinct().limit(2).count() < 2) {
      problems.put(
          group,
          request.target()
              + " is constant at "
              + ofWeight(target, weights).findFirst().orElseThrow());
    } else {
      tables.put(group, new Table(variables, inputs, target, weights));
      numbers.put(
          group, DoubleStream.of(values[values.length - 1]).mapToLong(n -> (long) n).toArray());
    }
  }

  /** Targets of the rows that count. */
  private static DoubleStream ofWeight(double[] target, double[] weights) {
    return IntStream.range(0, target.length)
        .filter(i -> weights[i] > 0)
        .mapToDouble(i -> target[i]);
  }

  private static void requireWeights(double[] weights, TableRequest request) {
    for (double w : weights) {
      if (w < 0) {
        throw InputException.invalid(
            "--weight", request.weight().orElseThrow(), "numbers from 0; a row has " + w);
      }
    }
  }

  private String nothing(TableRequest request, RowBlock block, Columns columns) {
    if (block.faults().invalidRows() == block.faults().rows()) {
      return "no row is left, " + faults(block, columns);
    }
    Map.Entry<String, String> first = new LinkedHashMap<>(problems).entrySet().iterator().next();
    return request.groups().isEmpty()
        ? first.getValue()
        : String.format(
            "none of its %s groups can be fitted; %s: %s",
            problems.size(), first.getKey(), first.getValue());
  }

  private static String faults(RowBlock block, Columns columns) {
    List<String> numbers = columns.numbers().stream().map(columns.names()::get).toList();
    List<String> groups = columns.groups().stream().map(columns.names()::get).toList();
    return block.faults().text(numbers, groups);
  }

  private static InputException cannot(TableRequest request, String reason) {
    return InputException.cannot("fit to " + request.path(), reason);
  }

  /**
   * What is wanted of a table.
   *
   * @param path a file or directory of any Hadoop file system
   * @param target the column to explain
   * @param features the columns to explain it with; empty for all numeric ones that serve nothing
   *     else
   * @param groups the columns of whose values each combination is a table of its own; empty for one
   *     table
   * @param weight the column of the rows' weights
   * @param invalid what becomes of rows that lack a finite number
   * @param minRows rows that a group must have
   * @param header whether a text begins with the names of its columns
   */
  public record TableRequest(
      String path,
      String target,
      List<String> features,
      List<String> groups,
      Optional<String> weight,
      InvalidRows invalid,
      int minRows,
      Header header) {

    /** Whether a text begins with the names of its columns. */
    public enum Header {
      /** Its first row is the names, or the comment above. */
      FIRST_ROW,
      /** The same, and nobody can say otherwise. */
      REQUIRED,
      /** It has none: the columns are c1, c2, …. */
      NONE
    }

    /** What becomes of rows that lack a finite number. */
    public enum InvalidRows {
      /** They are refused, with their number. */
      REFUSE,
      /** They are left out. */
      DROP
    }

    /** Refuses what contradicts itself by an {@link InputException} naming the option. */
    public TableRequest {
      features = List.copyOf(features);
      groups = List.copyOf(groups);
      Checks.atLeast("--min-rows", minRows, 1);
      requireDistinct("--features", features);
      requireDistinct("--group-by", groups);
      requireOther("--features", features, "the target", List.of(target));
      requireOther("--group-by", groups, "the target", List.of(target));
      requireOther("--group-by", groups, "a feature", features);
      requireOther("--weight", weight.stream().toList(), "the target", List.of(target));
      requireOther("--weight", weight.stream().toList(), "a feature", features);
      requireOther("--weight", weight.stream().toList(), "a group", groups);
    }

    private static void requireDistinct(String option, List<String> columns) {
      HashSet<String> seen = new HashSet<>();
      for (String column : columns) {
        if (!seen.add(column)) {
          throw InputException.invalid(option, column, "each column once");
        }
      }
    }

    private static void requireOther(
        String option, List<String> columns, String role, List<String> taken) {
      for (String column : columns) {
        if (taken.contains(column)) {
          throw InputException.invalid(option, column, "another column: this one is " + role);
        }
      }
    }
  }
}
