package org.principia.jobs.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.ipc.RemoteException;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;

/**
 * The right to make one output, held by one process at a time.
 *
 * <ol>
 *   <li>The file {@code _lease-NAME} beside the output names its holder. Whoever creates it where
 *       there is none has the lease, which on a local disk and on HDFS one process alone can do.
 *   <li>It is written once. Every {@link Timing#beat} its holder sets its time (on a store, which
 *       has no such operation, it is put again), so that no full disk makes it empty.
 *   <li>A file that cannot be read has a holder, who has not said his name.
 *   <li>A holder on this host is dead when its process is. So is an earlier attempt of the same
 *       YARN application, of which there is one at a time.
 *   <li>Any other is dead when its last word is more than {@link Timing#silence} away, by the
 *       clocks of two hosts, and it then says nothing for {@link Timing#listening} of this
 *       process's own clock, which never jumps; its other leases are then not listened to again.
 *   <li>What a dead holder left is removed by the one who creates {@code _lease-NAME.removing}, and
 *       who then finds that file unchanged. A guard that stays for that long is a dead one's.
 *   <li>Who finds at a beat that the file is gone or another's has lost the lease for good.
 *   <li>Nothing goes under the final name unless {@link #requireHeld} finds the own id directly
 *       before: of two who believe to have it, one is refused, and it is the other's work that
 *       stays.
 *   <li>So an error is left only where a process stands still between that look and the rename
 *       after it for as long as the others need to find it dead, make the output and commit it; and
 *       even then the rename finds an output that was not there when it began, and is refused.
 *   <li>A store that creates in two steps has whoever wrote last; all look again after a while.
 * </ol>
 */
public final class Lease implements AutoCloseable {
  private static final Timing TIMING = new Timing(15, 120, 45);

  /** Times that a lease is asked for, or read while it is being written. */
  private static final int ATTEMPTS = 5;

  /** For who writes to be done with it [ms]. */
  private static final long WRITING = 100;

  /** For those to write who found nothing at the same instant, on a store [ms]. */
  private static final long SETTLING = 2000;

  /** File systems that create a file once. */
  private static final Set<String> EXCLUSIVE = Set.of("file", "hdfs");

  /** Leases of this process, which a thread of it may ask for too. */
  private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

  /**
   * Processes of other hosts that were listened to in vain, and their last word [ms since 1970].
   */
  private static final Map<String, Long> SILENT = new ConcurrentHashMap<>();

  private final Storage storage;
  private final Path output;
  private final Path file;
  private final Timing timing;
  private final Consumer<String> say;
  private final String id = UUID.randomUUID().toString();
  private final ScheduledExecutorService beat;
  private volatile boolean lost;
  private volatile Runnable whenLost = () -> {};

  /**
   * When a holder counts as dead.
   *
   * @param beat how often it says that it lives [s]
   * @param silence how old its last word may be [s]
   * @param listening how long is waited for its next one where it is older [s]
   */
  record Timing(long beat, long silence, long listening) {}

  private Lease(Storage storage, Path output, Timing timing, Consumer<String> say) {
    this.storage = storage;
    this.output = output;
    this.file = new Path(output.getParent(), "_lease-" + output.getName());
    this.timing = timing;
    this.say = say;
    this.beat =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lease of " + file.getName());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes the lease of an output.
   *
   * @param storage where it lies
   * @param output its final name
   * @param say told, in a line, when it takes long
   * @return the lease, to be closed
   * @throws InputException when another living process has it
   */
  public static Lease take(Storage storage, Path output, Consumer<String> say) {
    return take(storage, output, TIMING, say);
  }

  static Lease take(Storage storage, Path output, Timing timing, Consumer<String> say) {
    Lease lease = new Lease(storage, output, timing, say);
    try {
      lease.take();
      return lease;
    } catch (RuntimeException e) {
      lease.beat.shutdownNow();
      throw e;
    }
  }

  /**
   * Who makes an output now.
   *
   * @param storage where it lies
   * @param output its final name
   * @return process and host; empty when nobody does
   */
  public static Optional<String> holding(Storage storage, Path output) {
    Lease lease = new Lease(storage, output, TIMING, line -> {});
    lease.beat.shutdownNow();
    return lease.holder().filter(holder -> holder.seemsToLive(TIMING, HELD)).map(Holder::name);
  }

  /**
   * Requires that nobody makes an output now. Who was silent for long is not listened to: that is
   * for {@link #take}.
   *
   * @param storage where it lies
   * @param output its final name
   * @throws InputException when another living process has its lease
   */
  public static void requireFree(Storage storage, Path output) {
    holding(storage, output)
        .ifPresent(
            name -> {
              throw refused(output, name);
            });
  }

  private static InputException refused(Path output, String name) {
    return InputException.cannot(
        "make " + output, name + " is making it; it is free when that ends");
  }

  private void take() {
    for (int attempt = 0; !taken(); attempt++) {
      if (attempt == ATTEMPTS) {
        throw InputException.cannot("make " + output, "others ask for it at the same instant");
      }
      pause(WRITING);
    }
    var unused =
        beat.scheduleAtFixedRate(this::sayQuietly, timing.beat(), timing.beat(), TimeUnit.SECONDS);
  }

  private boolean taken() {
    Optional<Holder> holder = holder();
    holder.ifPresent(this::refuseIfAlive);
    HELD.add(id);
    boolean ours = false;
    try {
      ours = removed(holder) && created() && isOurs();
    } catch (IOException | FSError e) {
      throw InputException.cannot("write " + file, Storage.firstLine(e), e);
    } finally {
      if (!ours) {
        HELD.remove(id);
      }
    }
    return ours;
  }

  private boolean isOurs() {
    return holder().map(Holder::id).orElse("").equals(id);
  }

  /**
   * Requires that this process still has the lease, by the file.
   *
   * @throws InputException when another has it, or it was removed
   */
  public void requireHeld() {
    if (lost || !isOurs()) {
      lost = true;
      throw InputException.cannot(
          "write " + output,
          "another process took its lease while this one was silent",
          new Loss());
    }
  }

  /**
   * Whether an exception comes of a lease that was lost: another is at the work, and nothing more
   * is to be written about it.
   *
   * @param thrown the exception
   */
  public static boolean isLoss(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Loss) {
        return true;
      }
    }
    return false;
  }

  /** Told by its class alone. */
  private static final class Loss extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Whether it is known to be lost, without a look at the file. */
  public boolean isLost() {
    return lost;
  }

  /**
   * What to do when it is lost, to spare work that will be refused.
   *
   * @param action run at each beat from then on, by another thread
   */
  public void whenLost(Runnable action) {
    whenLost = action;
  }

  private void refuseIfAlive(Holder holder) {
    if (holder.seemsToLive(timing, HELD) || (holder.maySpeak() && isHeard(holder))) {
      throw refused(output, holder.name());
    }
  }

  /** Whether a silent holder says another word. */
  private boolean isHeard(Holder holder) {
    if (isKnownDead(holder)) {
      return false;
    }
    say.accept(
        String.format(
            "%s is silent: waiting %d s whether it is dead (%s)",
            holder.name(), timing.listening(), file));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timing.listening());
    while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
      pause(Math.max(WRITING, timing.beat() * 100));
      Optional<Holder> now = holder();
      if (now.isEmpty()) {
        return false;
      }
      if (!now.get().equals(holder)) {
        return true;
      }
    }
    // Who is told to end has not listened long enough.
    if (Thread.currentThread().isInterrupted()) {
      return true;
    }
    if (!holder.isUnknown()) {
      SILENT.put(holder.person(), holder.seen());
    }
    return false;
  }

  /** Of all its leases a process speaks within a beat: a later word is of one that went on. */
  private boolean isKnownDead(Holder holder) {
    Long last = SILENT.get(holder.person());
    return last != null && holder.seen() <= last + 2000 * timing.beat();
  }

  /** Removes what a dead holder left; false when another does so, or did, or the holder lives. */
  private boolean removed(Optional<Holder> dead) throws IOException {
    if (dead.isEmpty()) {
      return true;
    }
    Path guard = new Path(file.getParent(), file.getName() + ".removing");
    if (!created(guard, id)) {
      removeIfLeft(guard);
      return false;
    }
    FileSystem files = storage.fileSystem();
    try {
      Optional<Holder> now = holder();
      if (now.isPresent() && !now.equals(dead)) {
        return false;
      }
      files.delete(file, false);
      return true;
    } finally {
      files.delete(guard, false);
    }
  }

  /** A guard is there for milliseconds: one that stays was left by a process that was killed. */
  private void removeIfLeft(Path guard) throws IOException {
    Optional<String> first = textOf(guard);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timing.listening());
    while (System.nanoTime() < end) {
      pause(WRITING);
      if (Thread.currentThread().isInterrupted() || !textOf(guard).equals(first)) {
        return;
      }
    }
    if (textOf(guard).equals(first)) {
      storage.fileSystem().delete(guard, false);
    }
  }

  /** Creates the file; false when another was faster. */
  private boolean created() throws IOException {
    boolean created = created(file, Holder.text(id));
    if (created && !canBeTouched()) {
      pause(SETTLING);
    }
    return created;
  }

  /** Creates a file with a text; false when there is one. */
  private boolean created(Path path, String text) throws IOException {
    try (OutputStream out = create(path)) {
      write(out, path, text);
    } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
      return false;
    } catch (RemoteException e) {
      // HDFS, while another is between its creation and its text.
      if (e.getClassName().endsWith("AlreadyBeingCreatedException")) {
        return false;
      }
      throw e;
    }
    return true;
  }

  /** On a full disk nothing is left of it. */
  private void write(OutputStream out, Path path, String text) throws IOException {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException | FSError e) {
      storage.fileSystem().delete(path, false);
      throw e;
    }
  }

  /** Hadoop looks whether a local file is there and then creates it, which two can do at once. */
  private OutputStream create(Path path) throws IOException {
    if (!"file".equals(storage.fileSystem().getUri().getScheme())) {
      return storage.fileSystem().create(path, false);
    }
    storage.fileSystem().mkdirs(path.getParent());
    java.nio.file.Path local = java.nio.file.Path.of(path.toUri().getPath());
    Files.deleteIfExists(local.resolveSibling("." + local.getFileName() + ".crc"));
    return Files.newOutputStream(local, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private boolean canBeTouched() {
    return EXCLUSIVE.contains(storage.fileSystem().getUri().getScheme());
  }

  /** Between its creation and its text a file is empty: it is read again before that counts. */
  private Optional<Holder> holder() {
    try {
      Optional<Holder> holder = read();
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (holder.isEmpty() || !holder.get().isUnknown()) {
          return holder;
        }
        pause(WRITING);
        holder = read();
      }
      return holder;
    } catch (IOException e) {
      throw InputException.cannot("read " + file, Storage.firstLine(e), e);
    }
  }

  private Optional<Holder> read() throws IOException {
    // Opened first: on NFS that brings the file's time up to date as well.
    Optional<String> text = textOf(file);
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(
              Holder.of(
                  Manifest.parse(text.get()).entries(),
                  storage.fileSystem().getFileStatus(file).getModificationTime()));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Empty where there is no such file. */
  private Optional<String> textOf(Path path) throws IOException {
    try (FSDataInputStream in = storage.fileSystem().open(path)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (ChecksumException e) {
      return Optional.of("");
    }
  }

  /** A file system that does not answer now may do so at the next beat. */
  private void sayQuietly() {
    try {
      Optional<Holder> now = lost ? Optional.empty() : read();
      boolean ours = now.map(holder -> holder.id().equals(id)).orElse(false);
      if (ours && canBeTouched()) {
        storage.fileSystem().setTimes(file, System.currentTimeMillis(), -1);
      } else if (ours || (now.map(Holder::isUnknown).orElse(false) && !canBeTouched())) {
        storage.write(file, Holder.text(id));
      } else {
        lost = true;
        whenLost.run();
      }
    } catch (IOException | RuntimeException | FSError e) {
      return;
    }
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    beat.shutdownNow();
    try {
      // A beat that is being written would come back after the removal.
      beat.awaitTermination(timing.beat(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (HELD.remove(id) && isOurs()) {
      storage.delete(file);
    }
  }
}
