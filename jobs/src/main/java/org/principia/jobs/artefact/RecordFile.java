package org.principia.jobs.artefact;

import java.util.List;

/**
 * A Parquet table of records.
 *
 * @param name of its directory
 * @param table its columns
 * @param <R> a row
 */
public record RecordFile<R extends Record>(String name, RecordTable<R> table)
    implements ArtefactFile<List<R>> {

  @Override
  public List<R> read(Directory directory) {
    return table.read(directory.spark(), directory.file(name));
  }

  @Override
  public void write(Directory directory, List<R> records) {
    table.write(directory.spark(), records, directory.file(name));
  }
}
