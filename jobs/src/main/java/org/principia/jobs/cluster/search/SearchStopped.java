package org.principia.jobs.cluster.search;

import java.util.LinkedHashMap;
import java.util.Map;
import org.principia.jobs.cluster.search.StopSignals.StopSignal;

/** Somebody asked to stop; what was found so far is here, and the state lies on the disk. */
public final class SearchStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, Found> found;
  private final StopSignal signal;

  SearchStopped(StopSignal signal, Map<String, Found> found) {
    this("Stopped by " + signal, signal, found);
  }

  private SearchStopped(String message, StopSignal signal, Map<String, Found> found) {
    super(message);
    this.signal = signal;
    this.found = new LinkedHashMap<>(found);
  }

  /** The fronts so far, by name; searches that had not begun are missing. */
  public Map<String, Found> found() {
    return found;
  }

  /** The same with another message, one line for the user: how to go on. */
  public SearchStopped withMessage(String message) {
    return new SearchStopped(message, signal, found);
  }

  /** Exit code of a process that ends by this signal. */
  public int exitCode() {
    return signal.exitCode();
  }
}
