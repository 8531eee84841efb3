package org.principia.jobs.cluster.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.principia.jobs.cluster.search.StopSignals.StopSignal;

final class StopSignalsTest {
  private static final BlockingQueue<String> CAUGHT = new LinkedBlockingQueue<>();
  private static Object before;

  /** What is outside would end the process; here it is one that tells. */
  @BeforeAll
  static void outside() throws ReflectiveOperationException {
    Consumer<String> tell = CAUGHT::add;
    before =
        install(
            Proxy.newProxyInstance(
                StopSignalsTest.class.getClassLoader(),
                new Class<?>[] {Class.forName("sun.misc.SignalHandler")},
                (proxy, method, arguments) -> {
                  tell.accept("outside");
                  return null;
                }));
  }

  @AfterAll
  static void restored() throws ReflectiveOperationException {
    install(before);
  }

  @Test
  @SuppressWarnings("try") // Handlers are in force by being there.
  void theFirstSignalIsCaughtAndTheSecondGoesToWhoeverWasThereBefore() throws Exception {
    try (StopSignals signals = new StopSignals(signal -> CAUGHT.add("caught " + signal))) {
      raise();
      assertThat(CAUGHT.poll(20, TimeUnit.SECONDS)).isEqualTo("caught SIGTERM");
      raise();
      assertThat(CAUGHT.poll(20, TimeUnit.SECONDS)).isEqualTo("outside");
    }
    assertThat(CAUGHT).isEmpty();
  }

  @Test
  @SuppressWarnings("try")
  void allThatAreOpenAreToldInWhateverOrderOthersWereClosed() throws Exception {
    StopSignals first = new StopSignals(signal -> CAUGHT.add("first"));
    try (StopSignals second = new StopSignals(signal -> CAUGHT.add("second"));
        StopSignals third = new StopSignals(signal -> CAUGHT.add("third"))) {
      first.close();
      raise();
      assertThat(CAUGHT.poll(20, TimeUnit.SECONDS)).isEqualTo("second");
      assertThat(CAUGHT.poll(20, TimeUnit.SECONDS)).isEqualTo("third");
    }
    raise();
    assertThat(CAUGHT.poll(20, TimeUnit.SECONDS)).isEqualTo("outside");
    assertThat(CAUGHT).isEmpty();
  }

  @Test
  void theExitCodeTellsTheSignal() {
    assertThat(StopSignal.INT.exitCode()).isEqualTo(130);
    assertThat(StopSignal.TERM.exitCode()).isEqualTo(143);
  }

  private static Object install(Object handler) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    Method handle = type.getMethod("handle", type, Class.forName("sun.misc.SignalHandler"));
    return handle.invoke(null, type.getConstructor(String.class).newInstance("TERM"), handler);
  }

  private static void raise() throws Exception {
    String process = String.valueOf(ProcessHandle.current().pid());
    assertThat(new ProcessBuilder("kill", "-TERM", process).start().waitFor()).isZero();
  }
}
