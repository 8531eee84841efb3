package org.principia.jobs.artefact.table;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Numbers that Spark has already.
 *
 * @param names of the columns
 * @param cells of each row, doubles
 */
record NumberTable(List<String> names, JavaRDD<Object[]> cells) implements StoredTable {
  @Override
  public boolean isNumeric(int place) {
    return true;
  }

  @Override
  public String type(int place) {
    return "double";
  }

  @Override
  public List<Survey.TextColumn> survey(List<Integer> places) {
    throw new IllegalStateException("Cannot survey columns: none is of texts");
  }

  @Override
  public JavaRDD<Object[]> rows(List<Integer> numbers, List<Integer> texts) {
    int[] places = numbers.stream().mapToInt(Integer::intValue).toArray();
    return cells.map(row -> taken(row, places));
  }

  private static Object[] taken(Object[] row, int[] places) {
    Object[] taken = new Object[places.length];
    for (int i = 0; i < places.length; i++) {
      taken[i] = row[places[i]];
    }
    return taken;
  }
}
