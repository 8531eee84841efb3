package org.principia.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Storage;

/** Who may take a lease, and from whom. */
final class LeaseTest extends LeaseFixture {
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
}
