package org.principia.jobs.run;

import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.console.Console;

/** A directory that a {@link Runner} makes: what it depends on, and the work. */
public interface Output {

  /** The verb that makes it. */
  String verb();

  /** Its final name. */
  Path path();

  /** Hash of its settings and inputs. */
  String fingerprint();

  /** What its manifest says before the result. */
  Map<String, Object> manifest();

  /**
   * Does the work.
   *
   * @param made where to write, {@link #staging} if there is one; it is renamed when this returns
   * @return what the manifest is to say of the result, counts for example
   */
  Map<String, Object> make(Path made);

  /** What is different in an output of another manifest, to follow "other settings or inputs". */
  default String difference(Manifest other) {
    return "";
  }

  /** Where a killed attempt goes on, renamed as a whole; empty if it starts again from nothing. */
  default Optional<Path> staging() {
    return Optional.empty();
  }

  /** Whether a committed output still has all its files. */
  default boolean isWhole() {
    return true;
  }

  /** What is wrong with the content, all of which is read; asked where it may be replaced. */
  default Optional<String> damage() {
    return Optional.empty();
  }

  /** Whether the manifest has the hash of a file, or of all in a directory, below the output. */
  default boolean isHashed(String name) {
    return true;
  }

  /** The work begins, which the console shows; it bears the label. */
  default Label begins(Console console) {
    return Label.NONE;
  }

  /** The output was complete, nothing is done. */
  default void skipped() {}

  /** The output lies under its final name, under its lease: what served to resume may go. */
  default void committed() {}

  /** What the work on an output bears while it is under way, and by which it can be cancelled. */
  interface Label extends AutoCloseable {
    /** Work without one. */
    Label NONE = () -> {};

    /** Cancels what is under way on the cluster. */
    default void cancel() {}

    @Override
    void close();
  }
}
