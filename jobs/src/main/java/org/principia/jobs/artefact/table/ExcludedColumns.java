package org.principia.jobs.artefact.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Why columns are not numeric: one value that is no number makes a whole column of CSV a text. */
final class ExcludedColumns {
  private static final int SHOWN = 20;
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d*,\\d+");

  private ExcludedColumns() {}

  /** The reasons, by column. */
  static Map<String, String> of(Dataset<Row> data, List<String> columns) {
    Map<String, String> reasons = new LinkedHashMap<>();
    if (columns.isEmpty()) {
      return reasons;
    }
    // By place, as the rows are read.
    List<String> names = Arrays.asList(data.columns());
    String[] places = new String[names.size()];
    Arrays.setAll(places, i -> "c" + i);
    Dataset<Row> named = data.toDF(places);
    List<Column> counts = new ArrayList<>();
    for (String column : columns) {
      Column text = named.col(places[names.indexOf(column)]).cast("string");
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
  static String example(Dataset<Row> data, int place) {
    if (!data.schema().fields()[place].dataType().equals(DataTypes.StringType)) {
      return "";
    }
    String[] places = new String[data.columns().length];
    Arrays.setAll(places, i -> "c" + i);
    Dataset<Row> named = data.toDF(places);
    Row least = named.agg(functions.min(named.col(places[place]))).head();
    return least.isNullAt(0) ? "" : ": " + shown(least.getString(0));
  }

  private static String shown(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }

  private static String nearly(long texts, long values, String one) {
    return texts + " of " + values + " values no number: " + shown(one);
  }
}
