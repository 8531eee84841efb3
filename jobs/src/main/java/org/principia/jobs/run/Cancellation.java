package org.principia.jobs.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.principia.jobs.run.Output.Label;

/** Ends work that runs on threads of its own: while it is under way it says here how to end it. */
public final class Cancellation {
  private final Set<Runnable> actions = ConcurrentHashMap.newKeySet();

  /** Registers until its close what ends work, on another thread and perhaps more than once. */
  public Label register(Runnable action) {
    actions.add(action);
    return () -> actions.remove(action);
  }

  /** Ends what is under way now. */
  public void cancel() {
    actions.forEach(Runnable::run);
  }
}
