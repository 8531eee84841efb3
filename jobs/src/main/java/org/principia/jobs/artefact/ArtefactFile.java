package org.principia.jobs.artefact;

/**
 * A file of an output as a type, with its one reader and its one writer.
 *
 * @param <T> what it holds
 */
public interface ArtefactFile<T> {

  /** Its name in the directory of the output. */
  String name();

  /**
   * Reads it.
   *
   * @param directory of the output
   * @return what it holds
   * @throws org.principia.common.InputException when it is not there or holds something else
   */
  T read(Directory directory);

  /**
   * Writes it.
   *
   * @param directory of the output
   * @param value what it is to hold
   */
  void write(Directory directory, T value);
}
