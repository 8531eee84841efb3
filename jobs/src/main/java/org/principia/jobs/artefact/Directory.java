package org.principia.jobs.artefact;

import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.principia.common.InputException;

/**
 * A directory of outputs and the session that reads and writes tables in it. A file that cannot be
 * read or written is an {@link InputException}.
 *
 * @param storage where it lies
 * @param path the directory
 * @param session gives Spark's session
 */
public record Directory(Storage storage, Path path, Supplier<SparkSession> session) {

  /** The root of a storage. */
  public static Directory of(Storage storage, SparkSession spark) {
    return new Directory(storage, storage.root(), () -> spark);
  }

  /** A directory to look at: its small files can be read, and there is no Spark for its tables. */
  public static Directory look(Storage storage) {
    return new Directory(
        storage,
        storage.root(),
        () -> {
          throw new IllegalStateException("Cannot work on " + storage.root() + ": no Spark");
        });
  }

  /** Another directory of the same storage. */
  public Directory at(Path other) {
    return new Directory(storage, other, session);
  }

  /** The directory of a name in it. */
  public Directory below(String name) {
    return at(file(name));
  }

  /** Removes it with all that is in it, where there is one. */
  public void delete() {
    storage.delete(path);
  }

  /** The whole path of a file, given by its name or its path below this directory. */
  public Path file(String name) {
    return new Path(path, name);
  }

  /** Spark's session. */
  public SparkSession spark() {
    return session.get();
  }

  /** Spark's context for Java. */
  public JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark().sparkContext());
  }

  /** Reads a text file in UTF-8. */
  public String read(String name) {
    return storage.read(file(name));
  }

  /** Writes a text file in UTF-8, or replaces it. */
  public void write(String name, String text) {
    storage.write(file(name), text);
  }

  /** Reads a file as it is. */
  public byte[] bytes(String name) {
    return storage.bytes(file(name));
  }

  /** Writes a file as it is, or replaces it. */
  public void write(String name, byte[] bytes) {
    storage.write(file(name), bytes);
  }
}
