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
   * Reads it from an output; an {@link InputException} when it is not there or holds something
   * else.
   */
  public T read(Directory directory) {
    return parse(directory.read(name), directory);
  }

  /**
   * Reads a text of it that lies in a directory; an {@link InputException} if it is no such record.
   */
  public T parse(String text, Directory directory) {
    return Json.parse(text, type).orElseThrow(() -> foreign(directory, null));
  }

  /**
   * The complaint about a file of a directory that this program did not write; the cause may be
   * null.
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
