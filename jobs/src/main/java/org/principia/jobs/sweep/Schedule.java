package org.principia.jobs.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be done next: frames that several cells share, and the cells, which wait for them.
 *
 * <p>The longest goes first, frames counting as much as the longest cell that waits for them: what
 * is long and begins last is what everybody waits for in the end. Of equals the first of the plan.
 */
final class Schedule {
  private enum Frames {
    WAITING,
    IN_THE_MAKING,
    THERE,
    FAILED
  }

  private final Map<String, Frames> frames = new HashMap<>();
  private final List<Work> waiting = new ArrayList<>();
  private int inHands;
  private boolean closed;

  /**
   * A piece of work.
   *
   * @param name frames or a cell, as {@link PlannedCell} calls them
   * @param frames the frames that it makes or needs
   * @param cells the cell; of frames, all that need them
   * @param cost how long it takes, in no unit
   * @param makesFrames whether it is the simulation
   */
  record Work(
      String name, String frames, List<PlannedCell> cells, double cost, boolean makesFrames) {}

  /**
   * All work of a plan.
   *
   * @param costs each cell with the time that it takes, in no unit, in the order of the plan
   */
  Schedule(Map<PlannedCell, Double> costs) {
    Map<String, List<PlannedCell>> sharing = new LinkedHashMap<>();
    costs
        .keySet()
        .forEach(c -> sharing.computeIfAbsent(c.frames(), name -> new ArrayList<>()).add(c));
    sharing.forEach(
        (name, cells) -> {
          frames.put(name, Frames.WAITING);
          double longest = cells.stream().mapToDouble(costs::get).max().orElse(0);
          waiting.add(new Work(name, name, cells, longest, true));
        });
    costs.forEach(
        (c, cost) -> waiting.add(new Work(c.label(), c.frames(), List.of(c), cost, false)));
    waiting.sort(Comparator.comparingDouble(Work::cost).reversed());
  }

  /** The next piece; empty when there is none left. Waits while it depends on what is in hands. */
  synchronized Optional<Work> next() throws InterruptedException {
    while (!closed) {
      Optional<Work> ready = waiting.stream().filter(this::ready).findFirst();
      if (ready.isPresent()) {
        waiting.remove(ready.get());
        inHands++;
        if (ready.get().makesFrames()) {
          frames.put(ready.get().frames(), Frames.IN_THE_MAKING);
        }
        return ready;
      }
      if (waiting.isEmpty() || inHands == 0) {
        return Optional.empty();
      }
      wait();
    }
    return Optional.empty();
  }

  private boolean ready(Work work) {
    return frames.get(work.frames()) == (work.makesFrames() ? Frames.WAITING : Frames.THERE);
  }

  /** It is done. */
  synchronized void done(Work work) {
    end(work, Frames.THERE);
  }

  /** It came to nothing; what waits for frames that failed will not be done. */
  synchronized void failed(Work work) {
    end(work, Frames.FAILED);
    if (work.makesFrames()) {
      waiting.removeIf(other -> other.frames().equals(work.frames()));
    }
  }

  private void end(Work work, Frames state) {
    inHands--;
    if (work.makesFrames()) {
      frames.put(work.frames(), state);
    }
    notifyAll();
  }

  /** Nothing more is begun. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
