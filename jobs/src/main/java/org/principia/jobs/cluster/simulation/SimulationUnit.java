package org.principia.jobs.cluster.simulation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.principia.dynamics.Simulator;
import org.principia.dynamics.Trajectory;
import org.principia.graphs.Split;

/**
 * Consecutive runs of one set, which one task simulates and writes.
 *
 * @param set which stream they are drawn from
 * @param index number of the unit in its set, from 0
 * @param first number of the first run
 * @param end number after the last run
 */
record SimulationUnit(Set set, int index, int first, int end) implements Serializable {
  /** Runs of a unit: fixed, so that files do not depend on the number of cores. */
  static final int RUNS = 200;

  /** A set of runs with a stream of its own. */
  enum Set {
    /** Runs for training and validation. */
    RUN,
    /** Runs of the test set. */
    TEST_RUN;

    /** Its name in tables. */
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Trajectory simulate(Simulator simulator, int number) {
      return this == RUN ? simulator.run(number) : simulator.testRun(number);
    }

    /** The splits that its runs' frames go to. */
    List<Split> splits() {
      return this == RUN
          ? List.of(Split.TRAIN, Split.VALIDATION)
          : List.of(Split.TEST, Split.TEST_RAW);
    }

    /** The splits that a run's frames go to. */
    List<Split> splits(int number) {
      return this == RUN ? List.of(Split.ofRun(number)) : splits();
    }
  }

  /** Cuts a set into units. */
  static List<SimulationUnit> of(Set set, int runs) {
    List<SimulationUnit> units = new ArrayList<>();
    for (int first = 0; first < runs; first += RUNS) {
      units.add(new SimulationUnit(set, units.size(), first, Math.min(first + RUNS, runs)));
    }
    return units;
  }

  /** Its name in the list of what is done. */
  String label() {
    return String.format(Locale.ROOT, "%s-%05d", set.label(), index);
  }

  /** Name of its file of a split. */
  String file() {
    return String.format(Locale.ROOT, "part-%05d.parquet", index);
  }
}
