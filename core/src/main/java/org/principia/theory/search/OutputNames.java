package org.principia.theory.search;

import java.util.List;
import java.util.stream.IntStream;

/** Names of the outputs that formulas are searched for; a name keys the draws of its search. */
public final class OutputNames {
  /** The messages as one vector. */
  public static final String MESSAGES = "messages";

  /** The accelerations as one vector. */
  public static final String ACCELERATIONS = "accelerations";

  private OutputNames() {}

  /** The projected message components: message_1 to message_d. */
  public static List<String> messages(int dimension) {
    return IntStream.rangeClosed(1, dimension).mapToObj(k -> "message_" + k).toList();
  }

  /** The acceleration components: acceleration_1 to acceleration_d. */
  public static List<String> accelerations(int dimension) {
    return IntStream.rangeClosed(1, dimension).mapToObj(k -> "acceleration_" + k).toList();
  }
}
