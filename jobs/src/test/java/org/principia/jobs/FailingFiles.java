package org.principia.jobs;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;

/**
 * Local files under the scheme {@code failing}: first attempts of tasks cannot write, or the disk
 * is full, as a test says.
 */
public final class FailingFiles extends WatchedFiles {
  /** Spark's setting that opens it. */
  static final String SETTING = "spark.hadoop.fs.failing.impl";

  private static final AtomicLong ROOM = new AtomicLong(Long.MAX_VALUE);
  private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();
  private static volatile int failingAttempts;

  /** Opened by Hadoop. */
  public FailingFiles() {
    super("failing");
  }

  /** Everything goes well. */
  static void heal() {
    failingAttempts = 0;
    ROOM.set(Long.MAX_VALUE);
    FAILED.clear();
  }

  /**
   * Tasks fail as they begin to write.
   *
   * @param attempts how many of each task
   */
  static void failAttempts(int attempts) {
    failingAttempts = attempts;
  }

  /**
   * The disk becomes full.
   *
   * @param bytes that can be written until then
   */
  static void room(long bytes) {
    ROOM.set(bytes);
  }

  /** The attempts of tasks that failed, as stage, partition and attempt. */
  static Set<String> failed() {
    return Set.copyOf(FAILED);
  }

  @Override
  OutputStream made(Path path, boolean overwrite, Opening local) throws IOException {
    failAttempt();
    return new Limited(local.open());
  }

  private static void failAttempt() throws IOException {
    TaskContext task = TaskContext.get();
    if (task != null && task.attemptNumber() < failingAttempts) {
      FAILED.add(task.stageId() + "." + task.partitionId() + "." + task.attemptNumber());
      throw new IOException("injected");
    }
  }

  /** As a local file of Hadoop's on a full disk. */
  private static final class Limited extends FilterOutputStream {
    Limited(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      take(1);
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      take(length);
      out.write(bytes, offset, length);
    }

    private static void take(int bytes) {
      if (ROOM.addAndGet(-bytes) < 0) {
        throw full();
      }
    }

    /** Hadoop keeps the making of its error to itself. */
    private static FSError full() {
      try {
        Constructor<FSError> constructor = FSError.class.getDeclaredConstructor(Throwable.class);
        constructor.setAccessible(true);
        return constructor.newInstance(new IOException("No space left on device"));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
