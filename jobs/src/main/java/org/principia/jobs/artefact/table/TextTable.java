package org.principia.jobs.artefact.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.principia.common.InputException;

/**
 * A table in lines of text. Spark reads the lines; their cells are told apart here, since Spark
 * compiles code for each column, minutes for thousands.
 *
 * @param lines bytes of a line, name of the file, its first byte that the task reads, and the texts
 *     of the columns of partitions
 * @param head what the first lines tell
 * @param names of all columns
 * @param all what the cells look like
 * @param notes what is not as everybody expects
 */
record TextTable(
    Dataset<Row> lines, TextHead head, List<String> names, Survey all, List<String> notes)
    implements StoredTable {

  /** Opens it and looks at all cells; an {@link InputException} if a row has too many or few. */
  static TextTable open(SparkSession spark, String path, TextHead head) {
    DataFrameReader reader = TableFile.reader(spark);
    if (!head.charset().equals(StandardCharsets.UTF_8.name())) {
      reader = reader.option("encoding", head.charset()).option("lineSep", "\n");
    }
    Dataset<Row> data = reader.text(path);
    List<Column> columns =
        new ArrayList<>(
            List.of(
                data.col("value").cast("binary"),
                functions.input_file_name(),
                functions.expr("input_file_block_start()")));
    List<String> partitions = Arrays.asList(data.columns()).subList(1, data.columns().length);
    partitions.forEach(name -> columns.add(data.col("`" + name + "`").cast("string")));
    Dataset<Row> lines = data.select(columns.toArray(new Column[0]));
    List<String> names = Stream.concat(head.names().stream(), partitions.stream()).toList();
    int count = names.size();
    Survey all = new Survey(count, head.format());
    TableFile.collect(
            path,
            lines
                .javaRDD()
                .mapPartitions(
                    part ->
                        List.of(new Survey(count, head.format()).of(new TextRows(part, head)))
                            .iterator()))
        .forEach(all::addAll);
    if (!all.fault().isEmpty()) {
      throw InputException.cannot("read " + path, all.fault());
    }
    if (all.rows() == 0) {
      throw InputException.cannot("read " + path, "it has no rows");
    }
    List<String> notes = new ArrayList<>(head.notes());
    if (all.comments() > 0) {
      notes.add("left out as comments, below its first row: " + all.comments());
    }
    return new TextTable(lines, head, names, all, notes);
  }

  @Override
  public boolean isNumeric(int place) {
    return all.column(place).isNumeric();
  }

  @Override
  public boolean isMostlyNumbers(int place) {
    return all.column(place).isMostlyNumbers();
  }

  @Override
  public String type(int place) {
    return "string";
  }

  @Override
  public TextFormat format() {
    return head.format();
  }

  @Override
  public List<Survey.TextColumn> survey(List<Integer> places) {
    return places.stream().map(all::column).toList();
  }

  @Override
  public JavaRDD<Object[]> rows(List<Integer> numbers, List<Integer> texts) {
    int[] places =
        Stream.concat(numbers.stream(), texts.stream()).mapToInt(Integer::intValue).toArray();
    List<Survey.TextColumn> groups = new ArrayList<>(survey(texts));
    TextHead form = head;
    int first = numbers.size();
    return lines
        .javaRDD()
        .mapPartitions(part -> new TextRows(part, form))
        .map(row -> selected(row, places, first, groups));
  }

  private static Object[] selected(
      Object[] row, int[] places, int first, List<Survey.TextColumn> groups) {
    Object[] cells = new Object[places.length];
    for (int i = 0; i < places.length; i++) {
      Object cell = row[places[i]];
      cells[i] = cell == null || i < first ? cell : groups.get(i - first).written((String) cell);
    }
    return cells;
  }
}
