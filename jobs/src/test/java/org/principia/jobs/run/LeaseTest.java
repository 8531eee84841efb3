package org.principia.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Storage;

final class LeaseTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final long EXPIRY = Lease.EXPIRY.toSeconds();
  private static final String OTHERS = "{\"id\": \"x\", \"host\": \"elsewhere\", \"process\": 7}";

  @TempDir Path root;
  private Storage storage;
  private Path file;
  private final List<Duration> slept = new ArrayList<>();

  /** A file system that, like an object store, neither creates exclusively nor sets times. */
  public static final class Store extends RawLocalFileSystem {
    private static final AtomicReference<Hook> BEFORE_CREATION = new AtomicReference<>();

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

  private static Storage store(Path root) {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.store.impl", Store.class.getName());
    return Storage.open(hadoop, "output", "store://" + root);
  }

  private Lease take() {
    return take(slept::add);
  }

  private Lease take(Lease.Sleeper sleeper) {
    return take(storage, sleeper);
  }

  private static Lease take(Storage storage, Lease.Sleeper sleeper) {
    return Lease.take(
        storage, new org.apache.hadoop.fs.Path(storage.root(), "frames"), CLOCK, sleeper);
  }

  /** Another's lease, renewed some seconds ago. */
  private void held(String text, long age) {
    try {
      Files.writeString(file, text);
      Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(age)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String holder(String host, long process, String more) {
    return String.format(
        "{\"id\": \"x\", \"host\": \"%s\", \"process\": %d, \"started\": \"\"%s}",
        host, process, more);
  }

  private static String thisHost() throws IOException {
    return InetAddress.getLocalHost().getHostName();
  }

  /** The lease of a process of this host that has ended. */
  private static String killed() throws IOException, InterruptedException {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    return holder(thisHost(), dead.pid(), "");
  }

  private void assertRefused(String holder) {
    assertThatThrownBy(this::take)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Cannot make ")
        .hasMessageEndingWith(holder + " is making it; it is free when that ends");
  }

  private static boolean isHeld(Lease lease) {
    try {
      lease.requireHeld();
      return true;
    } catch (InputException e) {
      return false;
    }
  }

  private Instant modified() throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }

  @Test
  void oneHolderAtATimeAndNothingIsLeftBehind() throws IOException {
    try (Lease first = take()) {
      assertThatCode(first::requireHeld).doesNotThrowAnyException();
      assertRefused("process " + ProcessHandle.current().pid() + " on " + thisHost());
    }
    take().close();
    assertThat(root).isEmptyDirectory();
    assertThat(slept).as("nobody held it").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {119, -119})
  void aLeaseThatHasNotExpiredIsHeld(long age) {
    held(OTHERS, age);
    assertRefused("process 7 on elsewhere");
    assertThat(file).hasContent(OTHERS);
  }

  @ParameterizedTest
  @ValueSource(longs = {120, -120})
  void anExpiredLeaseIsTakenOverAndSettled(long age) {
    held(OTHERS, age);
    take().close();
    assertThat(slept).containsExactly(Lease.LISTEN, Lease.SETTLE);
    assertThat(file).doesNotExist();
  }

  @Test
  void anExpiredLeaseWhoseHolderIsHeardIsHeld() {
    held(OTHERS, EXPIRY + 900);
    assertThatThrownBy(
            () ->
                take(
                    duration -> {
                      if (duration.equals(Lease.LISTEN)) {
                        held(OTHERS, EXPIRY + 890);
                      }
                    }))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("process 7 on elsewhere is making it");
    assertThat(file).hasContent(OTHERS);
  }

  @Test
  void whoIsInterruptedWhileListeningTakesNothing() {
    held(OTHERS, EXPIRY);
    assertThatThrownBy(
            () ->
                take(
                    listening -> {
                      throw new InterruptedException();
                    }))
        .isInstanceOf(InputException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).hasContent(OTHERS);
  }

  @Test
  void aKilledProcessOfThisHostHoldsNothing() throws Exception {
    held(killed(), 0);
    take().close();
    assertThat(file).doesNotExist();
  }

  @Test
  void aLeaseThatThisVeryProcessLeftBehindHoldsNothing() throws IOException {
    Files.writeString(file, Holder.text("left"));
    take().close();
    assertThat(file).doesNotExist();
    assertThat(slept).as("known without listening").containsExactly(Lease.SETTLE);
  }

  @Test
  void anAcquisitionThatFailsLeavesNothingBehind() {
    held(OTHERS, EXPIRY);
    assertThatThrownBy(
            () ->
                take(
                    duration -> {
                      if (duration.equals(Lease.SETTLE)) {
                        throw new IllegalStateException("failed on purpose");
                      }
                    }))
        .hasMessage("failed on purpose");
    assertThat(file).doesNotExist();
  }

  @Test
  void whoCannotCreateALeaseLeavesThatOfAnother() {
    Storage storage = store(root);
    Store.BEFORE_CREATION.set(
        () -> {
          held(OTHERS, 0);
          throw new IOException("failed on purpose");
        });
    assertThatThrownBy(() -> take(storage, slept::add))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("failed on purpose");
    assertThat(file).hasContent(OTHERS);
  }

  @Test
  void aProcessNumberThatIsUsedAgainIsAnotherProcess() throws IOException {
    held(holder(thisHost(), ProcessHandle.current().pid(), ""), 0);
    take().close();
    assertThat(file).doesNotExist();
  }

  @Test
  void aLeaseWithoutTextIsHeldUntilItExpires() {
    held("", EXPIRY - 1);
    assertRefused("another process");
    held("{\"id\": ", EXPIRY);
    take().close();
    assertThat(file).doesNotExist();
  }

  @Test
  void anEarlierAttemptOfTheSameApplicationIsDeadAtOnce() {
    String earlier = holder("elsewhere", 1, ", \"application\": \"application_1_0001\"");
    held(earlier, 0);
    assertRefused("process 1 on elsewhere");
    System.setProperty("spark.yarn.app.id", "application_1_0001");
    try {
      take().close();
    } finally {
      System.clearProperty("spark.yarn.app.id");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aNumberOfAnotherContainerOfTheSameHostSaysNothingOfItsProcess() throws IOException {
    held(holder(thisHost(), 999_999_999, ", \"space\": \"pid:[1]\""), 0);
    assertRefused("process 999999999 on " + thisHost());
  }

  @Test
  void whoOnlyAsksWaitsForNobodyAndTakesNothing() throws IOException {
    org.apache.hadoop.fs.Path output = new org.apache.hadoop.fs.Path(storage.root(), "frames");
    held(OTHERS, 0);
    Lease.requireFree(storage, output);
    assertThat(file).hasContent(OTHERS);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    assertThatThrownBy(() -> Lease.requireFree(storage, output))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("process 7 on elsewhere is making it");
  }

  @Test
  void aHeartbeatRenewsTheModificationTimeAndNothingElse() throws IOException {
    try (Lease lease = take()) {
      String text = Files.readString(file);
      Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(100)));
      lease.heartbeat();
      assertThat(modified()).isEqualTo(NOW);
      assertThat(file).hasContent(text);
      lease.requireHeld();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoFindsTheLeaseGoneOrAnothersHasLostItForGoodAndIsTold(boolean gone) throws IOException {
    AtomicInteger told = new AtomicInteger();
    try (Lease lease = take()) {
      lease.whenLost(told::incrementAndGet);
      String own = Files.readString(file);
      lease.heartbeat();
      assertThat(told).hasValue(0);
      if (gone) {
        Files.delete(file);
      } else {
        held(OTHERS, 0);
      }
      lease.heartbeat();
      assertThat(lease.isLost()).isTrue();
      assertThat(Files.exists(file)).as("taken back").isEqualTo(!gone);
      Files.writeString(file, own);
      lease.heartbeat();
      assertThat(told).as("at each heartbeat").hasValue(2);
      assertThatThrownBy(lease::requireHeld)
          .isInstanceOf(InputException.class)
          .hasMessageEndingWith("its lease expired and another process took it")
          .matches(Lease::isLoss);
      held(OTHERS, 0);
    }
    assertThat(file).as("the other's").hasContent(OTHERS);
  }

  @Test
  void theFencingCheckFindsALossBeforeAnyHeartbeat() {
    try (Lease lease = take()) {
      held(OTHERS, 0);
      assertThatThrownBy(lease::requireHeld).matches(Lease::isLoss);
    }
    assertThat(file).hasContent(OTHERS);
  }

  @Test
  void ofTwoWhoTakeOverTheLastWriterHasIt() {
    held(OTHERS, EXPIRY);
    String faster = OTHERS.replace("7", "8");
    assertThatThrownBy(
            () ->
                take(
                    duration -> {
                      if (duration.equals(Lease.SETTLE)) {
                        held(faster, 0);
                      }
                    }))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("process 8 on elsewhere is making it");
    assertThat(file).hasContent(faster);
  }

  @Test
  void onAStoreTheLastWriterHasItAndAHeartbeatPutsTheFileAgain() throws IOException {
    Storage store = store(root);
    assertThatThrownBy(() -> take(store, settling -> held(OTHERS, 0)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("process 7 on elsewhere is making it");
    Files.delete(file);
    try (Lease lease = take(store, slept::add)) {
      assertThat(slept).containsExactly(Lease.SETTLE);
      String text = Files.readString(file);
      Files.setLastModifiedTime(file, FileTime.from(NOW));
      lease.heartbeat();
      assertThat(modified()).isAfter(NOW.plus(Lease.EXPIRY));
      assertThat(file).hasContent(text);
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatAFailedHeartbeatEmptiedIsWrittenAgain() throws IOException {
    try (Lease lease = take(store(root), slept::add)) {
      String text = Files.readString(file);
      Store.BEFORE_CREATION.set(
          () -> {
            Files.writeString(file, "");
            throw new IOException("a full disk");
          });
      lease.heartbeat();
      lease.heartbeat();
      assertThat(file).isEmptyFile();
      Store.BEFORE_CREATION.set(null);
      lease.heartbeat();
      assertThat(file).hasContent(text);
      lease.requireHeld();
      Files.writeString(file, "");
      lease.heartbeat();
      assertThat(lease.isLost()).as("emptied by another").isTrue();
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aHeartbeatThatHangsKeepsNobodyFromTheLease() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    Lease lease = take(store(root), slept::add);
    Store.BEFORE_CREATION.set(
        () -> {
          hangs.countDown();
          try {
            answers.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    CompletableFuture<Void> heartbeat = CompletableFuture.runAsync(lease::heartbeat);
    hangs.await();
    lease.requireHeld();
    lease.close();
    assertThat(file).doesNotExist();
    answers.countDown();
    heartbeat.get();
    assertThat(file).as("written too late").doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofManyWhoAskAtOnceOneMayCommit(boolean expired) throws Exception {
    int asking = 8;
    ExecutorService threads = Executors.newFixedThreadPool(asking);
    try {
      for (int round = 0; round < 20; round++) {
        if (expired) {
          held(OTHERS, EXPIRY);
        }
        // Who settles goes on when all others settle too or have been refused.
        Phaser settled = new Phaser(asking);
        Callable<List<Lease>> one =
            () -> {
              try {
                return List.of(take(settling -> settled.arriveAndAwaitAdvance()));
              } catch (InputException e) {
                return List.of();
              } finally {
                settled.arriveAndDeregister();
              }
            };
        List<Lease> taken = new ArrayList<>();
        for (Future<List<Lease>> lease : threads.invokeAll(Collections.nCopies(asking, one))) {
          taken.addAll(lease.get());
        }
        assertThat(taken.stream().filter(LeaseTest::isHeld)).hasSize(1);
        assertThat(taken).as("created exclusively").hasSizeLessThanOrEqualTo(expired ? asking : 1);
        taken.forEach(Lease::close);
        assertThat(root).isEmptyDirectory();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
