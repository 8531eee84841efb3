package org.principia.jobs.artefact.table;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** A table as it is stored: what its columns are, and its rows. */
interface StoredTable {
  /** Names of the columns, each once; empty where there is none. */
  List<String> names();

  /** Whether the values of a column are numbers. */
  boolean isNumeric(int place);

  /**
   * Whether at least half of the values of a column are numbers, so that it may be read as such.
   */
  default boolean isMostlyNumbers(int place) {
    return isNumeric(place);
  }

  /** Whether a column can be read. */
  default boolean isReadable(int place) {
    return true;
  }

  /** Spark's name of the type of a column. */
  String type(int place);

  /** What is not as everybody expects, a line each. */
  default List<String> notes() {
    return List.of();
  }

  /** How numbers are written in texts. */
  default TextFormat format() {
    return TextFormat.POINT;
  }

  /** Looks at columns of type string, in their order. */
  List<Survey.TextColumn> survey(List<Integer> places);

  /**
   * The rows: the cells of some columns as numbers, or texts that should be ones, then those of
   * others as texts; null where a cell is empty.
   */
  JavaRDD<Object[]> rows(List<Integer> numbers, List<Integer> texts);
}
