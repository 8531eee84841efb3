package org.principia.jobs.training;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;

/**
 * Order in which a worker takes the frames of its shard in an epoch.
 *
 * <p>Orders are kept in the executor's JVM for the rounds of the epoch, 4 bytes a frame: without
 * that each round shuffles the whole shard for the few minibatches that it takes of it. Those kept
 * are of one (seed, epoch), at most one for each worker. Keeping changes no result: an order is a
 * function of its key.
 */
final class ShardOrder {
  private static final Map<Key, int[]> KEPT = new ConcurrentHashMap<>();

  private ShardOrder() {}

  /** What determines an order. */
  private record Key(int size, long seed, int epoch, int worker) {

    /** Whether an order of this key is no longer asked for where the other one's is. */
    boolean isReplacedBy(Key other) {
      boolean current = seed == other.seed && epoch == other.epoch && worker != other.worker;
      return !current && !equals(other);
    }
  }

  /**
   * The order.
   *
   * @param size frames of the shard
   * @param seed the user's seed
   * @param epoch the epoch, from 0
   * @param worker the worker, from 0
   * @return the numbers 0 to size - 1, shared: not to be changed
   */
  static int[] of(int size, long seed, int epoch, int worker) {
    Key key = new Key(size, seed, epoch, worker);
    KEPT.keySet().removeIf(old -> old.isReplacedBy(key));
    return KEPT.computeIfAbsent(key, ShardOrder::shuffled);
  }

  /** Number of orders kept. */
  static int kept() {
    return KEPT.size();
  }

  /** The inside-out shuffle of Fisher and Yates. */
  private static int[] shuffled(Key key) {
    RandomGenerator random = RandomStream.of(key.seed, "gnn.shuffle", key.epoch, key.worker);
    int[] order = new int[key.size];
    for (int i = 0; i < key.size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
