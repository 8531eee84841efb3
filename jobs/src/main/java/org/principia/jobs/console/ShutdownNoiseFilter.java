package org.principia.jobs.console;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.concurrent.RejectedExecutionException;

/**
 * Standard error without the stack traces of a Spark that ends.
 *
 * <p>Where Spark stops while an answer to one of its own messages is under way, as of the removal
 * of a broadcast, the answer finds the pool of its thread shut down. Scala's default reporter then
 * prints the rejection and its trace to standard error, by no logger. Nothing is lost: what the
 * answer was about has ended.
 */
public final class ShutdownNoiseFilter extends PrintStream {
  private static final String SCALAS = "Task scala.concurrent.";

  private final PrintStream stream;
  private boolean dropping;

  /** Wraps a stream that is written to. */
  public ShutdownNoiseFilter(PrintStream stream) {
    super(stream, true, Charset.defaultCharset());
    this.stream = stream;
  }

  /** In the stream's own character set. */
  @Override
  public void print(String text) {
    stream.print(text);
  }

  @Override
  public void print(Object x) {
    stream.print(x);
  }

  @Override
  public void println(String text) {
    stream.println(text);
  }

  /** What {@link Throwable#printStackTrace} writes its lines with, and nothing else here does. */
  @Override
  public void println(Object x) {
    synchronized (this) {
      dropping =
          x instanceof RejectedExecutionException rejected
              ? String.valueOf(rejected.getMessage()).startsWith(SCALAS)
              : dropping && x instanceof String line && line.startsWith("\tat ");
      if (!dropping) {
        stream.println(x);
      }
    }
  }
}
