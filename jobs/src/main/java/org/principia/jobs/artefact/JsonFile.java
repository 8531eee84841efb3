package org.principia.jobs.artefact;

import java.util.function.Function;
import org.principia.common.InputException;

/**
 * A record as JSON.
 *
 * @param name of the file
 * @param type of the record
 * @param print {@link Json#text} for people, {@link Json#line} for few bytes
 * @param verb that makes the file again
 * @param <T> the record
 */
public record JsonFile<T>(String name, Class<T> type, Function<Object, String> print, String verb) {

  /**
   * Reads it.
   *
   * @param directory of the output
   * @return what it holds
   * @throws InputException when it is not there or holds something else
   */
  public T read(Directory directory) {
    return parse(directory.read(name), directory);
  }

  /**
   * Reads a text of it.
   *
   * @param text JSON
   * @param directory where it lies, for complaints
   * @return the record
   * @throws InputException if it is no such record
   */
  public T parse(String text, Directory directory) {
    return Json.parse(text, type).orElseThrow(() -> foreign(directory, null));
  }

  /**
   * The complaint about a file that this program did not write.
   *
   * @param directory where it lies
   * @param cause what was noticed; may be null
   * @return the complaint
   */
  public InputException foreign(Directory directory, Throwable cause) {
    return InputException.cannot(
        "read " + directory.file(name),
        "this program did not write it; principia " + verb + " --overwrite makes it again",
        cause);
  }

  /** Writes it into an output. */
  public void write(Directory directory, T value) {
    String text = print.apply(value);
    directory.write(name, text.endsWith("\n") ? text : text + "\n");
  }
}
