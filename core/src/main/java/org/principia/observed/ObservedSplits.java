package org.principia.observed;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.principia.common.RandomStream;

/**
 * Divides observations into those that a law is found on, chosen by and judged by: 60, 20 and 20
 * per cent.
 *
 * <p>Three runs or more are divided by run, in the order of a hash of seed and name; each split has
 * one at least. One or two runs are each divided by time, with a gap of one window between the
 * blocks, which no split has.
 *
 * @param byRun the splits of the runs; empty where they are divided by time
 */
public record ObservedSplits(Map<String, ObservedSplit> byRun) implements Serializable {
  /** Median steps of a gap between blocks. */
  private static final double WINDOW = 20;

  /** What a gap has of the duration at the most. */
  private static final double MAX_GAP = 0.03;

  private static final double TRAIN = 0.6;
  private static final double HELD_OUT = 0.2;
  private static final int FEW_RUNS = 2;

  /** Divides runs of these names. */
  public static ObservedSplits of(long seed, List<String> runs) {
    Map<String, ObservedSplit> byRun = new HashMap<>();
    if (runs.size() > FEW_RUNS) {
      Comparator<String> byKey =
          Comparator.comparingLong(run -> RandomStream.key(seed, "observed.split." + run));
      List<String> drawn = runs.stream().sorted(byKey.thenComparing(run -> run)).toList();
      int each = Math.max(1, (int) Math.round(HELD_OUT * runs.size()));
      for (int i = 0; i < drawn.size(); i++) {
        byRun.put(
            drawn.get(i),
            i < each
                ? ObservedSplit.TEST
                : i < 2 * each ? ObservedSplit.VALIDATION : ObservedSplit.TRAIN);
      }
    }
    return new ObservedSplits(byRun);
  }

  /** Whether runs are divided by time. */
  public boolean byTime() {
    return byRun.isEmpty();
  }

  /**
   * What each split has of a run: all of it or a block, called by run and split; particles that are
   * not seen in a block are left out of it.
   */
  public Map<ObservedSplit, TrackedRun> of(TrackedRun run) {
    Map<ObservedSplit, TrackedRun> parts = new EnumMap<>(ObservedSplit.class);
    if (!byTime()) {
      parts.put(byRun.get(run.run()), run);
      return parts;
    }
    double[] times =
        run.tracks().stream().flatMapToDouble(t -> Arrays.stream(t.times())).sorted().toArray();
    double last = times[times.length - 1];
    double validation = times[(int) (TRAIN * times.length)];
    double test = times[(int) ((TRAIN + HELD_OUT) * times.length)];
    double gap = Math.min(WINDOW * run.medianStep(), MAX_GAP * (last - times[0]));
    put(parts, ObservedSplit.TRAIN, run, times[0], validation);
    put(parts, ObservedSplit.VALIDATION, run, validation + gap, test);
    put(parts, ObservedSplit.TEST, run, test + gap, Math.nextUp(last));
    return parts;
  }

  private static void put(
      Map<ObservedSplit, TrackedRun> parts,
      ObservedSplit split,
      TrackedRun run,
      double from,
      double to) {
    List<Track> tracks = new ArrayList<>();
    for (Track track : run.tracks()) {
      Track part = track.between(from, to);
      if (part.size() > 0) {
        tracks.add(part);
      }
    }
    if (!tracks.isEmpty()) {
      String block = run.run().isEmpty() ? split.label() : run.run() + "-" + split.label();
      parts.put(split, new TrackedRun(block, tracks));
    }
  }
}
