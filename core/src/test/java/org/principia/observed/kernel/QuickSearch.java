package org.principia.observed.kernel;

import java.util.Map;

/** A search of seconds, for motions of the second order in an inertial frame. */
final class QuickSearch {

  private QuickSearch() {}

  static KernelSettings of(int candidates) {
    return KernelSettings.defaults()
        .with(
            Map.of(
                "frame", "inertial",
                "order", "2",
                "max-complexity", 10,
                "candidates", candidates,
                "islands", 2,
                "rounds", 2,
                "fits-per-round", 300));
  }
}
