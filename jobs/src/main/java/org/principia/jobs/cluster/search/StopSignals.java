package org.principia.jobs.cluster.search;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Catches the first SIGINT or SIGTERM while it is open; what was installed before gets the second.
 *
 * <p>Several may be open at a time, in any order: all of them receive the first signal.
 *
 * <p>The JDK has no supported way to catch a signal, and its compiler warns of the unsupported one
 * in any case: hence the reflection. Where a JVM lacks that class or gives the signal to nobody
 * ({@code -Xrs}), the process ends at the first signal, as any other.
 */
final class StopSignals implements AutoCloseable {
  /** Those that wait for a signal; handlers are installed while there are any. */
  private static final Set<StopSignals> OPEN = new LinkedHashSet<>();

  private static final Map<StopSignal, Object> BEFORE = new EnumMap<>(StopSignal.class);

  private final Consumer<StopSignal> action;

  /** Installs handlers; the action runs once, on a thread of the JVM's. */
  StopSignals(Consumer<StopSignal> action) {
    this.action = action;
    synchronized (OPEN) {
      if (OPEN.isEmpty()) {
        install();
      }
      OPEN.add(this);
    }
  }

  private static void install() {
    for (StopSignal signal : StopSignal.values()) {
      try {
        BEFORE.put(signal, install(signal, handler(signal)));
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        // Without it the first signal ends the process.
        BEFORE.remove(signal);
      }
    }
  }

  private static Object handler(StopSignal signal) throws ClassNotFoundException {
    Class<?> type = Class.forName("sun.misc.SignalHandler");
    return Proxy.newProxyInstance(
        StopSignals.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return method.invoke(signal, arguments);
          }
          deliver(signal);
          return null;
        });
  }

  private static void deliver(StopSignal signal) {
    List<StopSignals> open;
    synchronized (OPEN) {
      open = List.copyOf(OPEN);
      OPEN.clear();
      // From now on a signal ends the process.
      restore();
    }
    open.forEach(one -> one.action.accept(signal));
  }

  private static Object install(StopSignal signal, Object handler)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    Method handle = type.getMethod("handle", type, Class.forName("sun.misc.SignalHandler"));
    return handle.invoke(
        null, type.getConstructor(String.class).newInstance(signal.name()), handler);
  }

  private static void restore() {
    BEFORE.forEach(
        (signal, handler) -> {
          try {
            install(signal, handler);
          } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new IllegalStateException("Cannot restore the handler of " + signal, e);
          }
        });
    BEFORE.clear();
  }

  @Override
  public void close() {
    synchronized (OPEN) {
      if (OPEN.remove(this) && OPEN.isEmpty()) {
        restore();
      }
    }
  }

  /** A signal that asks a process to end. */
  enum StopSignal {
    /** Ctrl-C. */
    INT(2),
    /** What {@code kill}, YARN and Kubernetes send. */
    TERM(15);

    private static final int SIGNALLED = 128;

    private final int number;

    StopSignal(int number) {
      this.number = number;
    }

    int exitCode() {
      return SIGNALLED + number;
    }

    @Override
    public String toString() {
      return "SIG" + name();
    }
  }
}
