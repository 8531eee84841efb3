package org.principia.jobs.artefact;

import java.util.List;

/**
 * A Parquet table of records.
 *
 * @param name of its directory
 * @param table its columns
 * @param <R> a row
 */
public record RecordFile<R extends Record>(String name, RecordTable<R> table) {

  /** Reads it from an output; an InputException when it is not there or holds something else. */
  public List<R> read(Directory directory) {
    return table.read(directory.spark(), directory.file(name));
  }

  /** Writes it into an output. */
  public void write(Directory directory, List<R> records) {
    table.write(directory.spark(), records, directory.file(name));
  }
}
