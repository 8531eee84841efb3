package org.principia.jobs.cluster.analysis;

import java.util.List;
import java.util.stream.IntStream;

/** Names of the outputs that formulas are searched for. */
public final class Components {
  /** The messages as one vector. */
  public static final String VECTOR = "messages";

  /** The accelerations as one vector. */
  public static final String ACCELERATIONS = "accelerations";

  private Components() {}

  /** The kept message components: message_1 to message_d. */
  public static List<String> messages(int dimension) {
    return IntStream.rangeClosed(1, dimension).mapToObj(k -> "message_" + k).toList();
  }

  /** The acceleration components: acceleration_1 to acceleration_d. */
  public static List<String> accelerations(int dimension) {
    return IntStream.rangeClosed(1, dimension).mapToObj(k -> "acceleration_" + k).toList();
  }
}
