package org.principia.jobs.artefact.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.principia.common.InputException;
import org.principia.common.Spelling;
import org.principia.jobs.artefact.table.UserTable.TableRequest;
import org.principia.symbolic.expression.Operator;

/**
 * Which columns of a table serve what, by their places.
 *
 * @param names of all columns
 * @param target place of the target
 * @param features places of the features, at least one
 * @param groups places of the columns to group by
 * @param weight place of the weight, -1 for none
 * @param leftOut columns that are not numeric and were not asked for
 */
record Columns(
    List<String> names,
    int target,
    List<Integer> features,
    List<Integer> groups,
    int weight,
    List<String> leftOut) {
  private static final int SHOWN = 20;
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d*,\\d+");

  /**
   * Finds the columns of a request. Throws an {@link InputException} if one is missing or not
   * numeric, or no feature is left.
   */
  static Columns of(TableRequest request, Dataset<Row> data) {
    StructType schema = data.schema();
    List<String> names = Arrays.asList(schema.fieldNames());
    int target = numeric("--target", request.target(), data);
    List<Integer> groups =
        request.groups().stream().map(name -> place("--group-by", name, names)).toList();
    int weight = request.weight().map(name -> numeric("--weight", name, data)).orElse(-1);
    List<Integer> features = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    if (request.features().isEmpty()) {
      for (int i = 0; i < names.size(); i++) {
        if (i != target && i != weight && !groups.contains(i)) {
          if (isNumeric(schema.fields()[i])) {
            features.add(i);
          } else {
            leftOut.add(names.get(i));
          }
        }
      }
    } else {
      request.features().forEach(name -> features.add(numeric("--features", name, data)));
    }
    if (features.isEmpty()) {
      throw InputException.cannot(
          "fit to " + request.path(),
          "it has no numeric column beside the target " + request.target());
    }
    return new Columns(names, target, features, groups, weight, leftOut);
  }

  /** The same without some features, given by their place among the features. */
  Columns without(List<Integer> places) {
    List<Integer> kept =
        IntStream.range(0, features.size())
            .filter(k -> !places.contains(k))
            .mapToObj(features::get)
            .toList();
    return new Columns(names, target, kept, groups, weight, leftOut);
  }

  /** Target, features and weight: what must be a finite number in each row. */
  List<Integer> numbers() {
    List<Integer> all = new ArrayList<>(List.of(target));
    all.addAll(features);
    if (weight >= 0) {
      all.add(weight);
    }
    return all;
  }

  private static int place(String option, String name, List<String> names) {
    int place = names.indexOf(name);
    if (place < 0) {
      throw InputException.invalid(
          option,
          name,
          "no such column; the nearest is "
              + Spelling.nearest(name, names)
              + "; columns: "
              + String.join(", ", names));
    }
    return place;
  }

  private static int numeric(String option, String name, Dataset<Row> data) {
    StructType schema = data.schema();
    int place = place(option, name, Arrays.asList(schema.fieldNames()));
    if (!isNumeric(schema.fields()[place])) {
      String type = schema.fields()[place].dataType().simpleString();
      String reason = reasons(data, List.of(name)).get(name);
      throw InputException.invalid(
          option,
          name,
          "a numeric column; this one"
              + (reason.equals(type)
                  ? " is of type " + type + example(data, place)
                  : ": " + reason));
    }
    return place;
  }

  static boolean anyNumeric(StructType schema) {
    return Arrays.stream(schema.fields()).anyMatch(Columns::isNumeric);
  }

  private static boolean isNumeric(StructField field) {
    return field.dataType() instanceof NumericType;
  }

  /**
   * Names as a formula can have them: letters, digits and underscores, no operator's name, each
   * once. As many as there are columns; most are as they were.
   */
  static List<String> variables(List<String> names) {
    Set<String> taken = new LinkedHashSet<>();
    for (String name : names) {
      String variable = name.replaceAll("[^\\p{L}_0-9]", "_");
      if (variable.isEmpty() || Character.isDigit(variable.charAt(0))) {
        variable = "_" + variable;
      }
      boolean operator = Operator.of(variable).isPresent() || "pow".equals(variable);
      String free = operator ? variable + "_" : variable;
      while (!taken.add(free)) {
        free = free + "_";
      }
    }
    return List.copyOf(taken);
  }

  /** The same rows, columns named c0, c1, …: a name may have dots, or differ in its case alone. */
  static Dataset<Row> byPlace(Dataset<Row> data) {
    return data.toDF(
        IntStream.range(0, data.columns().length).mapToObj(i -> "c" + i).toArray(String[]::new));
  }

  /**
   * Why columns are not numeric, by column: one value that is no number makes a whole column of CSV
   * a text.
   */
  static Map<String, String> reasons(Dataset<Row> data, List<String> columns) {
    Map<String, String> reasons = new LinkedHashMap<>();
    if (columns.isEmpty()) {
      return reasons;
    }
    List<String> names = Arrays.asList(data.columns());
    Dataset<Row> named = byPlace(data);
    List<Column> counts = new ArrayList<>();
    for (String column : columns) {
      Column text = named.col("c" + names.indexOf(column)).cast("string");
      Column number = text.cast("double");
      counts.add(functions.count(text));
      counts.add(functions.count(number));
      counts.add(functions.min(functions.when(number.isNull(), text)));
    }
    Row row =
        named.agg(counts.get(0), counts.subList(1, counts.size()).toArray(new Column[0])).head();
    for (int k = 0; k < columns.size(); k++) {
      DataType type = data.schema().fields()[names.indexOf(columns.get(k))].dataType();
      long values = row.getLong(3 * k);
      long numbers = row.getLong(3 * k + 1);
      boolean nearly = type.equals(DataTypes.StringType) && numbers > 0 && numbers < values;
      String one = values == 0 ? "" : String.valueOf(row.getString(3 * k + 2));
      String reason = type.simpleString();
      if (values == 0) {
        reason = "empty";
      } else if (nearly) {
        reason = nearly(values - numbers, values, one);
      } else if (DECIMAL_COMMA.matcher(one).matches()) {
        reason = "decimal commas: " + one;
      }
      reasons.put(columns.get(k), reason);
    }
    return reasons;
  }

  /** One of the texts of a column that is of texts: {@code : steel}. */
  private static String example(Dataset<Row> data, int place) {
    if (!data.schema().fields()[place].dataType().equals(DataTypes.StringType)) {
      return "";
    }
    Dataset<Row> named = byPlace(data);
    Row least = named.agg(functions.min(named.col("c" + place))).head();
    return least.isNullAt(0) ? "" : ": " + shown(least.getString(0));
  }

  private static String shown(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }

  private static String nearly(long texts, long values, String one) {
    return texts + " of " + values + " values no number: " + shown(one);
  }
}
