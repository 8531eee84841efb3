package org.principia.jobs.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Storage;

/** A lease on a store, its clock, its sleeper and its former holders made up. */
abstract class LeaseFixture {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final long EXPIRY = Lease.EXPIRY.toSeconds();
  static final String OTHERS = "{\"id\": \"x\", \"host\": \"elsewhere\", \"process\": 7}";

  @TempDir Path root;
  Storage storage;
  Path file;
  final List<Duration> slept = new ArrayList<>();

  /** A file system that, like an object store, neither creates exclusively nor sets times. */
  public static final class Store extends RawLocalFileSystem {
    static final AtomicReference<Hook> BEFORE_CREATION = new AtomicReference<>();

    @Override
    public URI getUri() {
      return URI.create("store:///");
    }

    @Override
    public void setTimes(org.apache.hadoop.fs.Path p, long m, long a) throws IOException {
      throw new IOException("a store has no times to set");
    }

    @Override
    public org.apache.hadoop.fs.FSDataOutputStream create(
        org.apache.hadoop.fs.Path path, boolean overwrite) throws IOException {
      Hook hook = BEFORE_CREATION.get();
      if (hook != null) {
        hook.run();
      }
      return super.create(path, true);
    }
  }

  /** What happens to a store. */
  interface Hook {
    void run() throws IOException;
  }

  @BeforeEach
  void open() {
    Store.BEFORE_CREATION.set(null);
    storage = Storage.open(new Configuration(), "output", root.toString());
    file = root.resolve("_lease-frames");
  }

  static Storage store(Path root) {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.store.impl", Store.class.getName());
    return Storage.open(hadoop, "output", "store://" + root);
  }

  Lease take() {
    return take(slept::add);
  }

  Lease take(Lease.Sleeper sleeper) {
    return take(storage, sleeper);
  }

  static Lease take(Storage storage, Lease.Sleeper sleeper) {
    return Lease.take(
        storage, new org.apache.hadoop.fs.Path(storage.root(), "frames"), CLOCK, sleeper);
  }

  /** Another's lease, renewed some seconds ago. */
  void held(String text, long age) {
    try {
      Files.writeString(file, text);
      Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(age)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String holder(String host, long process, String more) {
    return String.format(
        "{\"id\": \"x\", \"host\": \"%s\", \"process\": %d, \"started\": \"\"%s}",
        host, process, more);
  }

  static String thisHost() throws IOException {
    return InetAddress.getLocalHost().getHostName();
  }

  /** The lease of a process of this host that has ended. */
  static String killed() throws IOException, InterruptedException {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    return holder(thisHost(), dead.pid(), "");
  }

  void assertRefused(String holder) {
    assertThatThrownBy(this::take)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Cannot make ")
        .hasMessageEndingWith(holder + " is making it; it is free when that ends");
  }

  static boolean isHeld(Lease lease) {
    try {
      lease.requireHeld();
      return true;
    } catch (InputException e) {
      return false;
    }
  }

  Instant modified() throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }
}
