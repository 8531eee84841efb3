package org.principia.jobs.workspace;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;

/**
 * The right to make one output, held by one process at a time.
 *
 * <p>A file beside the output says who holds it. It is created where there is none, which one
 * process alone can do on a local disk and on HDFS; on a store that has no such operation whoever
 * wrote last has it, and all look again after a while. What a dead holder left is renamed before it
 * is removed, so that of two who find it one comes too late.
 *
 * <p>On the same host a holder is known to be dead at once. One elsewhere says every {@link
 * Timing#beat} seconds that it lives; when its last word is more than {@link Timing#silence}
 * seconds away, by the clocks of two hosts, it is listened to for {@link Timing#listening} seconds
 * of this process's own clock that never jumps, and is dead when it says nothing. An earlier
 * attempt of the same YARN application is dead: there is one at a time.
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

  private final Storage storage;
  private final Path file;
  private final Timing timing;
  private final String id = UUID.randomUUID().toString();
  private final ScheduledExecutorService beat;

  /**
   * When a holder counts as dead.
   *
   * @param beat how often it says that it lives [s]
   * @param silence how old its last word may be [s]
   * @param listening how long is waited for its next one where it is older [s]
   */
  record Timing(long beat, long silence, long listening) {}

  private Lease(Storage storage, Path output, Timing timing) {
    this.storage = storage;
    this.file = new Path(output.getParent(), "_lease-" + output.getName());
    this.timing = timing;
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
   * @return the lease, to be closed
   * @throws InputException when another living process has it
   */
  public static Lease take(Storage storage, Path output) {
    return take(storage, output, TIMING);
  }

  static Lease take(Storage storage, Path output, Timing timing) {
    Lease lease = new Lease(storage, output, timing);
    try {
      lease.take(output);
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
    Lease lease = new Lease(storage, output, TIMING);
    lease.beat.shutdownNow();
    return lease.holder().filter(holder -> holder.seemsToLive(TIMING)).map(Holder::name);
  }

  /**
   * Requires that nobody makes an output now.
   *
   * @param storage where it lies
   * @param output its final name
   * @throws InputException when another living process has its lease
   */
  public static void requireFree(Storage storage, Path output) {
    Lease lease = new Lease(storage, output, TIMING);
    lease.beat.shutdownNow();
    lease.holder().ifPresent(holder -> lease.refuseIfAlive(holder, output));
  }

  private void take(Path output) {
    for (int attempt = 0; !taken(output); attempt++) {
      if (attempt == ATTEMPTS) {
        throw InputException.cannot("make " + output, "others ask for it at the same instant");
      }
      pause(WRITING);
    }
    var unused =
        beat.scheduleAtFixedRate(this::sayQuietly, timing.beat(), timing.beat(), TimeUnit.SECONDS);
  }

  private boolean taken(Path output) {
    Optional<Holder> holder = holder();
    holder.ifPresent(other -> refuseIfAlive(other, output));
    HELD.add(id);
    boolean ours = false;
    try {
      ours = removed(holder) && created() && holder().map(Holder::id).orElse("").equals(id);
    } catch (IOException | FSError e) {
      throw InputException.cannot("write " + file, Storage.firstLine(e), e);
    } finally {
      if (!ours) {
        HELD.remove(id);
      }
    }
    return ours;
  }

  private void refuseIfAlive(Holder holder, Path output) {
    if (holder.seemsToLive(timing) || (holder.maySpeak() && isHeard(holder))) {
      throw InputException.cannot(
          "make " + output, holder.name() + " is making it; it is free when that ends");
    }
  }

  /** Whether a silent holder says another word. */
  private boolean isHeard(Holder holder) {
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
    return Thread.currentThread().isInterrupted();
  }

  /** Removes what a dead holder left; false when another did so, or has taken it. */
  private boolean removed(Optional<Holder> dead) throws IOException {
    FileSystem files = storage.fileSystem();
    if (!files.exists(file)) {
      return true;
    }
    Path aside = new Path(file.getParent(), file.getName() + "-" + id);
    try {
      if (!files.rename(file, aside)) {
        return false;
      }
    } catch (FileNotFoundException e) {
      return false;
    }
    boolean same = read(aside).map(Holder::id).equals(dead.map(Holder::id));
    if (same || files.exists(file) || !files.rename(aside, file)) {
      files.delete(aside, false);
    }
    return same;
  }

  /** Creates the file; false when another was faster. */
  private boolean created() throws IOException {
    FileSystem files = storage.fileSystem();
    byte[] text = text().getBytes(StandardCharsets.UTF_8);
    String scheme = files.getUri().getScheme();
    try (OutputStream out = "file".equals(scheme) ? createdLocally() : files.create(file, false)) {
      out.write(text);
    } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
      return false;
    }
    if (!EXCLUSIVE.contains(scheme)) {
      pause(SETTLING);
    }
    return true;
  }

  /** Hadoop looks whether a local file is there and then creates it, which two can do at once. */
  private OutputStream createdLocally() throws IOException {
    storage.fileSystem().mkdirs(file.getParent());
    java.nio.file.Path local = java.nio.file.Path.of(file.toUri().getPath());
    Files.deleteIfExists(local.resolveSibling("." + local.getFileName() + ".crc"));
    return Files.newOutputStream(local, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /**
   * Who holds a lease, and when it was last heard of.
   *
   * @param space of processes: containers of one host may count them apart
   * @param application of YARN; empty for none
   */
  private record Holder(
      String id,
      String host,
      String space,
      long process,
      String started,
      String application,
      long seen) {

    String name() {
      return "process " + process + " on " + host;
    }

    boolean seemsToLive(Timing timing) {
      if (!isElsewhere()) {
        return process == ProcessHandle.current().pid()
            ? HELD.contains(id)
            : ProcessHandle.of(process).map(p -> start(p).equals(started)).orElse(false);
      }
      return maySpeak() && Math.abs(Instant.now().getEpochSecond() - seen) < timing.silence();
    }

    /** Not of this host's processes, nor an earlier attempt of this application. */
    boolean maySpeak() {
      return isElsewhere() && (application.isEmpty() || !application.equals(yarnApplication()));
    }

    private boolean isElsewhere() {
      return !host.equals(hostName()) || !space.equals(processSpace());
    }
  }

  /** Between its creation and its text a file is empty: it is read again before that counts. */
  private Optional<Holder> holder() {
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Optional<Holder> holder = read(file);
        if (holder.isPresent() || !storage.fileSystem().exists(file)) {
          return holder;
        }
        pause(WRITING);
      }
      return read(file);
    } catch (IOException e) {
      throw InputException.cannot("read " + file, Storage.firstLine(e), e);
    }
  }

  private Optional<Holder> read(Path path) throws IOException {
    String text;
    try (FSDataInputStream in = storage.fileSystem().open(path)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (FileNotFoundException | ChecksumException e) {
      // Not there, or rewritten at this moment.
      return Optional.empty();
    }
    Map<String, Object> entries = Manifest.parse(text).entries();
    if (!(entries.get("process") instanceof Number process)
        || !(entries.get("seen") instanceof Number seen)) {
      // Cut short: its writer is dead, or writes it again in a moment.
      return Optional.empty();
    }
    return Optional.of(
        new Holder(
            String.valueOf(entries.get("id")),
            String.valueOf(entries.get("host")),
            String.valueOf(entries.getOrDefault("space", processSpace())),
            process.longValue(),
            String.valueOf(entries.get("started")),
            String.valueOf(entries.getOrDefault("application", "")),
            seen.longValue()));
  }

  private String text() {
    return new Manifest(
            Map.of(
                "id",
                id,
                "host",
                hostName(),
                "space",
                processSpace(),
                "process",
                ProcessHandle.current().pid(),
                "started",
                start(ProcessHandle.current()),
                "application",
                yarnApplication(),
                "seen",
                Instant.now().getEpochSecond()))
        .json();
  }

  /** A file system that does not answer now may do so at the next beat. */
  private void sayQuietly() {
    try {
      if (read(file).map(Holder::id).orElse(id).equals(id)) {
        storage.write(file, text());
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

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String processSpace() {
    try {
      return Files.readSymbolicLink(java.nio.file.Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** The application that this process is the master of; empty elsewhere. */
  private static String yarnApplication() {
    return System.getProperty("spark.yarn.app.id", "");
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
    if (HELD.remove(id) && holder().map(Holder::id).orElse("").equals(id)) {
      storage.delete(file);
    }
  }
}
