package org.principia.jobs;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * Local files under the scheme {@code store} that behave as the objects of one, as S3A of Hadoop
 * 3.3 shows them: a file is there from its end on, of two who create one the last has it, times are
 * not set, and a rename copies file after file and may end in between.
 */
public final class StoreFiles extends WatchedFiles {
  /** Spark's setting that opens it. */
  static final String SETTING = "spark.hadoop.fs.store.impl";

  private static final AtomicInteger COPIES = new AtomicInteger(Integer.MAX_VALUE);

  /** Opened by Hadoop. */
  public StoreFiles() {
    super("store");
  }

  /**
   * The connection is lost.
   *
   * @param number how many files are copied under the final name of an output until then
   */
  static void copies(int number) {
    COPIES.set(number);
  }

  @Override
  OutputStream made(Path path, boolean overwrite, Opening local) throws IOException {
    java.nio.file.Path target = local(path);
    if (!overwrite && Files.exists(target)) {
      throw new org.apache.hadoop.fs.FileAlreadyExistsException(path + " is there");
    }
    java.nio.file.Path part = Files.createTempFile("upload", "");
    return new Upload(Files.newOutputStream(part), part, target);
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  /** What is written becomes a file as it is closed. */
  private static final class Upload extends FilterOutputStream {
    private final java.nio.file.Path part;
    private final java.nio.file.Path target;
    private boolean closed;

    Upload(OutputStream out, java.nio.file.Path part, java.nio.file.Path target) {
      super(out);
      this.part = part;
      this.target = target;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        out.close();
        Files.createDirectories(target.getParent());
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    java.nio.file.Path source = local(from);
    java.nio.file.Path target = local(to);
    if (Files.isDirectory(target)) {
      target = target.resolve(source.getFileName());
    }
    if (!Files.exists(source) || Files.exists(target)) {
      return false;
    }
    boolean whole = Files.isDirectory(source) && !target.toString().contains("/_");
    for (java.nio.file.Path file : filesBelow(source)) {
      if (whole && COPIES.getAndDecrement() <= 0) {
        throw new IOException("injected: the connection was lost");
      }
      java.nio.file.Path copy = target.resolve(source.relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    return delete(from, true);
  }

  /** In the order of their names, as a store lists them; of a file itself. */
  private static List<java.nio.file.Path> filesBelow(java.nio.file.Path path) {
    try (Stream<java.nio.file.Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void setTimes(Path path, long modified, long accessed) {
    // A store has none to set.
  }
}
