package org.principia.jobs.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.ipc.RemoteException;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Storage;

/**
 * The right to make one output, held by one process at a time.
 *
 * <ol>
 *   <li><b>Exclusive create.</b> The file {@code _lease-NAME} beside the output names its holder.
 *       Whoever creates it has the lease; a local disk and HDFS let one process alone do so.
 *   <li><b>Heartbeat.</b> Every {@link #HEARTBEAT} the holder renews the file's modification time.
 *       The text is written once, so that no full disk empties it. An object store cannot set
 *       times: there the file is put again.
 *   <li><b>Expiry.</b> A lease whose modification time is {@link #EXPIRY} away from this host's
 *       clock has expired. A holder on this host, or in an earlier attempt of this YARN
 *       application, is known to be dead without waiting; one that lives on this host never
 *       expires.
 *   <li><b>Takeover.</b> Whoever finds a lease of another host expired waits {@link #LISTEN} for a
 *       heartbeat. If the file is still the same directly before, it is deleted. The new holder
 *       creates its own and looks again after {@link #SETTLE}: if several do so at once, the last
 *       writer has it. An object store, which creates without exclusion, is settled in the same
 *       way.
 *   <li><b>Fencing.</b> A holder that finds the file gone or another's has lost the lease for good.
 *       {@link #requireHeld} looks directly before the rename that commits an output, so that of
 *       two processes that believe to hold the lease (clocks more than {@link #EXPIRY} apart, a
 *       process that slept) one is refused, and it is the other's work that stays.
 * </ol>
 */
public final class Lease implements AutoCloseable {
  static final Duration HEARTBEAT = Duration.ofSeconds(15);
  static final Duration EXPIRY = Duration.ofMinutes(2);
  static final Duration SETTLE = Duration.ofSeconds(2);

  /** One heartbeat and some slack. */
  static final Duration LISTEN = HEARTBEAT.plusSeconds(5);

  /** How long a check waits for a heartbeat under way [s]; a file system may not answer. */
  private static final long PATIENCE = 2;

  /** File systems that create a file exclusively and can set its modification time. */
  private static final Set<String> EXCLUSIVE = Set.of("file", "hdfs");

  private final Storage storage;
  private final Path output;
  private final Path file;
  private final Clock clock;
  private final String id = UUID.randomUUID().toString();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          new BasicThreadFactory.Builder().namingPattern("lease heartbeat").daemon(true).build());

  /** Held by a heartbeat while it is at the file. */
  private final ReentrantLock renewing = new ReentrantLock();

  private boolean torn;
  private volatile boolean closed;
  private volatile boolean lost;
  private volatile Runnable whenLost = () -> {};

  /** Waits; a test moves its clock instead. */
  interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  private Lease(Storage storage, Path output, Clock clock) {
    this.storage = storage;
    this.output = output;
    this.file = file(output);
    this.clock = clock;
  }

  /** Takes the lease of an output's final name; an {@link InputException} when another has it. */
  public static Lease take(Storage storage, Path output) {
    return take(storage, output, Clock.systemUTC(), duration -> Thread.sleep(duration.toMillis()));
  }

  static Lease take(Storage storage, Path output, Clock clock, Sleeper sleeper) {
    Lease lease = new Lease(storage, output, clock);
    Holder.OWN.add(lease.id);
    try {
      lease.acquire(sleeper);
    } catch (IOException | FSError | RuntimeException e) {
      lease.cleanUp(lease.id::equals, e);
      Holder.OWN.remove(lease.id);
      throw e instanceof RuntimeException refused
          ? refused
          : InputException.cannot("write " + lease.file, Storage.firstLine(e), e);
    }
    long period = HEARTBEAT.toSeconds();
    var unused =
        lease.scheduler.scheduleAtFixedRate(lease::heartbeat, period, period, TimeUnit.SECONDS);
    return lease;
  }

  /** The process and host that make an output now; empty when nobody does. */
  public static Optional<String> holding(Storage storage, Path output) {
    return read(storage, file(output))
        .filter(holder -> holder.isAlive(Clock.systemUTC()))
        .map(Holder::name);
  }

  /** Requires that nobody makes an output now, else throws an {@link InputException}. */
  public static void requireFree(Storage storage, Path output) {
    Optional<String> name = holding(storage, output);
    if (name.isPresent()) {
      throw refused(output, name.get());
    }
  }

  private void acquire(Sleeper sleeper) throws IOException {
    Optional<Holder> former = read(storage, file);
    if (former.isPresent()) {
      if (former.get().isAlive(clock)) {
        throw refused(output, former.get().name());
      }
      remove(former.get(), sleeper);
    }
    boolean created = create();
    // A file that nobody else could have created needs no second look.
    boolean contested = former.isPresent() || !isExclusive();
    if (created && contested) {
      sleep(sleeper, SETTLE);
    }
    if (!created || (contested && !found().equals(id))) {
      throw refused(output, read(storage, file).map(Holder::name).orElse(Holder.UNKNOWN));
    }
  }

  /** Removes the lease of one that is dead, unless it shows itself alive or another took it. */
  private void remove(Holder dead, Sleeper sleeper) throws IOException {
    boolean listened = !dead.isKnownByHeartbeat() || sleep(sleeper, LISTEN);
    Optional<Holder> now = read(storage, file);
    if (!listened || now.filter(holder -> !holder.equals(dead)).isPresent()) {
      throw refused(output, now.orElse(dead).name());
    }
    storage.fileSystem().delete(file, false);
  }

  /** False when the thread was interrupted. */
  private static boolean sleep(Sleeper sleeper, Duration duration) {
    try {
      sleeper.sleep(duration);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Deletes the file, as far as that can be done, if its id is one of ours. */
  private void cleanUp(Predicate<String> ours, Throwable cause) {
    try {
      if (read(storage, file).map(Holder::id).filter(ours).isPresent()) {
        storage.fileSystem().delete(file, false);
      }
    } catch (IOException | RuntimeException | FSError e) {
      cause.addSuppressed(e);
    }
  }

  private static InputException refused(Path output, String name) {
    return InputException.cannot(
        "make " + output, name + " is making it; it is free when that ends");
  }

  /** The fencing check, by the file; an {@link InputException} when the lease was lost. */
  public void requireHeld() {
    afterHeartbeat(
        () -> {
          if (lost || !found().equals(id)) {
            lost = true;
            throw InputException.cannot(
                "write " + output, "its lease expired and another process took it", new Loss());
          }
        });
  }

  /** Waits, not for long, while a store's file may be empty since it is put again. */
  private void afterHeartbeat(Runnable action) {
    boolean waited = false;
    try {
      waited = renewing.tryLock(PATIENCE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      action.run();
    } finally {
      if (waited) {
        renewing.unlock();
      }
    }
  }

  /** Whether an exception comes of a lost lease: another is at the work, and tells of it. */
  public static boolean isLoss(Throwable thrown) {
    return ExceptionUtils.indexOfType(thrown, Loss.class) >= 0;
  }

  /** Marks a lost lease among the causes of an exception. */
  private static final class Loss extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Whether it is known to be lost, without a look at the file. */
  public boolean isLost() {
    return lost;
  }

  /** What spares work when it is lost: run at each heartbeat from then on, by another thread. */
  public void whenLost(Runnable action) {
    whenLost = action;
  }

  /** Renews the lease; a file system that does not answer now may do so next time. */
  void heartbeat() {
    renewing.lock();
    try {
      String found = found();
      // A write that failed may have emptied the file: then it is written again.
      if (!found.equals(id) && !(torn && found.isEmpty())) {
        lost = true;
      }
      if (lost) {
        whenLost.run();
      } else if (isExclusive()) {
        storage.fileSystem().setTimes(file, clock.millis(), -1);
      } else {
        put();
      }
    } catch (IOException | RuntimeException | FSError e) {
      return;
    } finally {
      renewing.unlock();
    }
  }

  private void put() throws IOException {
    if (closed) {
      return;
    }
    torn = true;
    storage.write(file, Holder.text(id));
    torn = false;
    if (closed) {
      // Nobody waited for a write that took too long.
      storage.fileSystem().delete(file, false);
    }
  }

  /** The id in the file. */
  private String found() {
    return read(storage, file).map(Holder::id).orElse(Holder.UNKNOWN);
  }

  private boolean isExclusive() {
    return EXCLUSIVE.contains(storage.fileSystem().getUri().getScheme());
  }

  /** Creates the file; false when another was faster. */
  private boolean create() throws IOException {
    try {
      write(open());
      return true;
    } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
      return false;
    } catch (RemoteException e) {
      // HDFS, while another is between its creation and its text.
      if (e.getClassName().endsWith("AlreadyBeingCreatedException")) {
        return false;
      }
      throw e;
    }
  }

  /** Writes and closes: what fails before this has created nothing that could be deleted. */
  private void write(OutputStream out) throws IOException {
    try (out) {
      out.write(Holder.text(id).getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | FSError e) {
      // A full disk: an empty file would block others until it expires.
      cleanUp(found -> found.isEmpty() || found.equals(id), e);
      throw e;
    }
  }

  /** Hadoop looks whether a local file is there and then creates it, which two can do at once. */
  private OutputStream open() throws IOException {
    if (!"file".equals(storage.fileSystem().getUri().getScheme())) {
      return storage.fileSystem().create(file, false);
    }
    storage.fileSystem().mkdirs(file.getParent());
    java.nio.file.Path local = java.nio.file.Path.of(file.toUri().getPath());
    Files.deleteIfExists(local.resolveSibling("." + local.getFileName() + ".crc"));
    return Files.newOutputStream(local, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static Path file(Path output) {
    return new Path(output.getParent(), "_lease-" + output.getName());
  }

  /** Empty where there is no file; one without a readable text has an unknown holder. */
  private static Optional<Holder> read(Storage storage, Path file) {
    try {
      // Opened first: on NFS that brings the file's time up to date as well.
      String text = text(storage, file);
      long heartbeat = storage.fileSystem().getFileStatus(file).getModificationTime();
      return Optional.of(Holder.of(text, heartbeat));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw InputException.cannot("read " + file, Storage.firstLine(e), e);
    }
  }

  private static String text(Storage storage, Path file) throws IOException {
    try (FSDataInputStream in = storage.fileSystem().open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (ChecksumException e) {
      return "";
    }
  }

  @Override
  public void close() {
    whenLost = () -> {};
    closed = true;
    scheduler.shutdown();
    try {
      afterHeartbeat(
          () -> {
            if (!lost && found().equals(id)) {
              storage.delete(file);
            }
          });
    } finally {
      // After the file: until then another thread must not take it for one left behind.
      Holder.OWN.remove(id);
    }
  }
}
