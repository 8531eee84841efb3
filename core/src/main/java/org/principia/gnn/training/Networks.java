package org.principia.gnn.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.principia.gnn.Architecture;
import org.principia.gnn.GnnSettings;
import org.principia.graphs.GraphSchema;

/**
 * Networks that tasks of this JVM have used and that the next tasks may use: to build one takes
 * longer than some minibatches.
 *
 * <p>Whoever takes one puts it into a state of his own first, so that it does not matter which one
 * it is. Several trainings at a time share this place: what goes, when there are more than
 * processors, is what nobody has used for longest.
 */
final class Networks {
  private static final Deque<Idle> IDLE = new ArrayDeque<>();

  private Networks() {}

  /**
   * What determines a network but for its state.
   *
   * @param settings widths, strategy, schedule
   * @param schema what the numbers of a graph mean
   * @param steps minibatches of a worker in the whole training
   */
  record Key(GnnSettings settings, GraphSchema schema, int steps) implements java.io.Serializable {}

  private record Idle(Key key, ComputationGraph graph) {}

  /** A network of that kind in any state, of the caller's alone until he gives it back. */
  static ComputationGraph take(Key key) {
    return idle(key)
        .orElseGet(() -> Architecture.create(key.settings(), key.schema(), key.steps(), 0));
  }

  private static synchronized Optional<ComputationGraph> idle(Key key) {
    for (Iterator<Idle> all = IDLE.iterator(); all.hasNext(); ) {
      Idle next = all.next();
      if (next.key.equals(key)) {
        all.remove();
        return Optional.of(next.graph);
      }
    }
    return Optional.empty();
  }

  /** Gives one back that nothing went wrong with. */
  static synchronized void giveBack(Key key, ComputationGraph graph) {
    IDLE.addFirst(new Idle(key, graph));
    while (IDLE.size() > Runtime.getRuntime().availableProcessors()) {
      IDLE.removeLast();
    }
  }

  /** Number of idle networks. */
  static synchronized int idle() {
    return IDLE.size();
  }
}
