package org.principia.jobs.artefact.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Columns of CSV that a few words, such as N/A, make texts of: they are numbers with bad cells. */
final class MostlyNumericColumns {
  /** Nine of ten values are numbers. */
  private static final double MOST = 0.9;

  private MostlyNumericColumns() {}

  /** The same rows; what is no number in such a column is NaN. */
  static Dataset<Row> of(Dataset<Row> data, List<String> texts) {
    String[] names = data.columns();
    // By place: a name may have dots, or differ from another in its case alone.
    String[] places = new String[names.length];
    Arrays.setAll(places, i -> "c" + i);
    Dataset<Row> named = data.toDF(places);
    List<Integer> candidates = new ArrayList<>();
    List<Column> counts = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      if (data.schema().fields()[i].dataType().equals(DataTypes.StringType)
          && !texts.contains(names[i])) {
        candidates.add(i);
        counts.add(functions.count(named.col(places[i])));
        counts.add(functions.count(named.col(places[i]).cast("double")));
      }
    }
    if (candidates.isEmpty()) {
      return data;
    }
    Row row =
        named.agg(counts.get(0), counts.subList(1, counts.size()).toArray(new Column[0])).head();
    Column[] columns = Arrays.stream(places).map(named::col).toArray(Column[]::new);
    for (int k = 0; k < candidates.size(); k++) {
      if (row.getLong(2 * k) > 0 && row.getLong(2 * k + 1) >= MOST * row.getLong(2 * k)) {
        Column text = columns[candidates.get(k)];
        Column number = text.cast("double");
        columns[candidates.get(k)] =
            functions.when(text.isNotNull().and(number.isNull()), Double.NaN).otherwise(number);
      }
    }
    return named.select(columns).toDF(names);
  }
}
