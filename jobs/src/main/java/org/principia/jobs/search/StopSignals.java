package org.principia.jobs.search;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Catches the first SIGINT or SIGTERM while it is open; what was installed before gets the second.
 *
 * <p>The JDK has no supported way to catch a signal, and its compiler warns of the unsupported one
 * whatever is said: hence the reflection. Where a JVM lacks that class or gives the signal to
 * nobody ({@code -Xrs}), the process ends at the first signal, as any other.
 */
final class StopSignals implements AutoCloseable {
  private final Consumer<StopSignal> action;
  private final Map<StopSignal, Object> before = new EnumMap<>(StopSignal.class);
  private boolean told;

  /** Installs handlers; the action runs once, on a thread of the JVM's. */
  StopSignals(Consumer<StopSignal> action) {
    this.action = action;
    for (StopSignal signal : StopSignal.values()) {
      try {
        before.put(signal, install(signal, handler(signal)));
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        // Without it the first signal ends the process.
        before.remove(signal);
      }
    }
  }

  private Object handler(StopSignal signal) throws ClassNotFoundException {
    Class<?> type = Class.forName("sun.misc.SignalHandler");
    return Proxy.newProxyInstance(
        StopSignals.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "handle" -> tell(signal);
            case "hashCode" -> {
              return System.identityHashCode(proxy);
            }
            case "equals" -> {
              return proxy == arguments[0];
            }
            default -> {
              return "handler of " + signal;
            }
          }
          return null;
        });
  }

  private void tell(StopSignal signal) {
    synchronized (this) {
      if (told) {
        return;
      }
      told = true;
      // From now on a signal ends the process.
      restore();
    }
    action.accept(signal);
  }

  private static Object install(StopSignal signal, Object handler)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    Method handle = type.getMethod("handle", type, Class.forName("sun.misc.SignalHandler"));
    return handle.invoke(
        null, type.getConstructor(String.class).newInstance(signal.name()), handler);
  }

  private void restore() {
    before.forEach(
        (signal, handler) -> {
          try {
            install(signal, handler);
          } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new IllegalStateException("Cannot restore the handler of " + signal, e);
          }
        });
    before.clear();
  }

  @Override
  public synchronized void close() {
    restore();
  }
}
