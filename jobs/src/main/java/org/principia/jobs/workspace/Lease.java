package org.principia.jobs.workspace;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;

/**
 * The right to make one output, held by one process at a time.
 *
 * <p>A file beside the output says who holds it. On the same host a holder is known to be dead at
 * once; one on another host must say every {@value #BEAT} seconds that it lives, and is taken for
 * dead when it was silent for {@value #SILENCE} seconds.
 */
public final class Lease implements AutoCloseable {
  private static final long BEAT = 15;
  private static final long SILENCE = 120;

  /** Times that a lease is asked for, or read while it is being written. */
  private static final int ATTEMPTS = 5;

  /** For who writes to be done with it [ms]. */
  private static final long WRITING = 100;

  /** Leases of this process, which a thread of it may ask for too. */
  private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

  private final Storage storage;
  private final Path file;
  private final String id = UUID.randomUUID().toString();
  private final ScheduledExecutorService beat;

  private Lease(Storage storage, Path file) {
    this.storage = storage;
    this.file = file;
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
    Lease lease = new Lease(storage, new Path(output.getParent(), "_lease-" + output.getName()));
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
    Lease lease = new Lease(storage, new Path(output.getParent(), "_lease-" + output.getName()));
    lease.beat.shutdownNow();
    return lease.holder().filter(Holder::lives).map(Holder::name);
  }

  /**
   * Requires that nobody makes an output now.
   *
   * @param storage where it lies
   * @param output its final name
   * @throws InputException when another living process has its lease
   */
  public static void requireFree(Storage storage, Path output) {
    Lease lease = new Lease(storage, new Path(output.getParent(), "_lease-" + output.getName()));
    lease.beat.shutdownNow();
    lease.refuseIfHeld(output);
  }

  private void take(Path output) {
    for (int attempt = 0; !taken(output); attempt++) {
      if (attempt == ATTEMPTS) {
        throw InputException.cannot("make " + output, "others ask for it at the same instant");
      }
    }
    var unused = beat.scheduleAtFixedRate(this::sayQuietly, BEAT, BEAT, TimeUnit.SECONDS);
  }

  private boolean taken(Path output) {
    refuseIfHeld(output);
    HELD.add(id);
    boolean ours = false;
    try {
      say();
      // Whoever asked at the same instant wrote too; the last one has it.
      ours = holder().map(Holder::id).orElse("").equals(id);
    } finally {
      if (!ours) {
        HELD.remove(id);
      }
    }
    return ours;
  }

  private void refuseIfHeld(Path output) {
    holder()
        .filter(Holder::lives)
        .ifPresent(
            holder -> {
              throw InputException.cannot(
                  "make " + output, holder.name() + " is making it; it is free when that ends");
            });
  }

  /** Who holds a lease, and when it was last heard of. */
  private record Holder(String id, String host, long process, String started, long seen) {
    String name() {
      return "process " + process + " on " + host;
    }

    boolean lives() {
      if (host.equals(hostName())) {
        return process == ProcessHandle.current().pid()
            ? HELD.contains(id)
            : ProcessHandle.of(process).map(p -> start(p).equals(started)).orElse(false);
      }
      return Instant.now().getEpochSecond() - seen < SILENCE;
    }
  }

  /** Between its creation and its text a file is empty: it is read again before that counts. */
  private Optional<Holder> holder() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Optional<Holder> holder = read();
        if (holder.isPresent() || !storage.fileSystem().exists(file)) {
          return holder;
        }
      } catch (IOException e) {
        throw InputException.cannot("read " + file, Storage.firstLine(e), e);
      }
      try {
        Thread.sleep(WRITING);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return read();
  }

  private Optional<Holder> read() {
    try {
      if (!storage.fileSystem().exists(file)) {
        return Optional.empty();
      }
    } catch (IOException e) {
      throw InputException.cannot("read " + file, Storage.firstLine(e), e);
    }
    Map<String, Object> entries = Manifest.parse(storage.read(file)).entries();
    if (!(entries.get("process") instanceof Number process)
        || !(entries.get("seen") instanceof Number seen)) {
      // Cut short: its writer is dead, or writes it again in a moment.
      return Optional.empty();
    }
    return Optional.of(
        new Holder(
            String.valueOf(entries.get("id")),
            String.valueOf(entries.get("host")),
            process.longValue(),
            String.valueOf(entries.get("started")),
            seen.longValue()));
  }

  private void say() {
    storage.write(
        file,
        new Manifest(
                Map.of(
                    "id",
                    id,
                    "host",
                    hostName(),
                    "process",
                    ProcessHandle.current().pid(),
                    "started",
                    start(ProcessHandle.current()),
                    "seen",
                    Instant.now().getEpochSecond()))
            .json());
  }

  /** A file system that does not answer now may do so at the next beat. */
  private void sayQuietly() {
    try {
      say();
    } catch (RuntimeException e) {
      return;
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

  @Override
  public void close() {
    beat.shutdownNow();
    try {
      // A beat that is being written would come back after the removal.
      beat.awaitTermination(BEAT, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (HELD.remove(id) && holder().map(Holder::id).orElse("").equals(id)) {
      storage.delete(file);
    }
  }
}
