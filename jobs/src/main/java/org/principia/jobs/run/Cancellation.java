package org.principia.jobs.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ends work that runs on threads of its own: while it is under way it says here how to end it. */
public final class Cancellation {
  private final Set<Runnable> actions = ConcurrentHashMap.newKeySet();

  /** Work that can be cancelled until this is closed. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Registers work.
   *
   * @param action that ends it, on another thread and perhaps more than once
   */
  public Registration register(Runnable action) {
    actions.add(action);
    return () -> actions.remove(action);
  }

  /** Ends what is under way now. */
  public void cancel() {
    actions.forEach(Runnable::run);
  }
}
