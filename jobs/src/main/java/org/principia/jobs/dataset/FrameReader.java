package org.principia.jobs.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetReader;
import org.principia.common.InputException;
import org.principia.frames.Frame;

/**
 * The frames of one file, in its order.
 *
 * <p>A file that is cut short, damaged, of another schema or with values that are not finite ends
 * in one line that says which file and what is wrong with it.
 */
public final class FrameReader implements Iterator<Frame>, Closeable {
  private final String file;
  private final ParquetReader<Frame> reader;
  private Frame next;

  /**
   * Opens a file.
   *
   * @param conf configuration of the file systems
   * @param file the file
   * @param dimension d of the frames that are expected
   * @throws InputException when it holds no such frames
   */
  public FrameReader(Configuration conf, Path file, int dimension) {
    this.file = file.toString();
    try {
      reader =
          ParquetReader.builder(new FrameReadSupport(this.file, dimension), file)
              .withConf(conf)
              .usePageChecksumVerification()
              .build();
    } catch (IOException | RuntimeException e) {
      throw explained(e);
    }
    next = read();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Frame next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    Frame current = next;
    next = read();
    return current;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw explained(e);
    }
  }

  private Frame read() {
    try {
      return reader.read();
    } catch (IOException | RuntimeException e) {
      throw explained(e);
    }
  }

  private InputException explained(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InputException mistake) {
        return mistake;
      }
    }
    String reason =
        String.valueOf(e.getMessage()).lines().findFirst().orElse("").replace(file, "it");
    return InputException.cannot(
        "read " + file, "it is cut short, damaged or no Parquet file (" + reason + ")", e);
  }
}
