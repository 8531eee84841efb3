package org.principia.gnn.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;

/**
 * Order in which a worker takes the frames of its shard in an epoch.
 *
 * <p>Orders are kept in the executor's JVM for the rounds of the epoch, 4 bytes a frame: without
 * that each round shuffles the whole shard for the few minibatches that it takes of it. Those kept
 * are, of each training, of one (seed, epoch), at most one for each worker; of trainings, those of
 * the last few that asked, since several may share this JVM. Keeping changes no result: an order is
 * a function of its key.
 */
public final class ShardOrder {
  /** Trainings at a time are as many as tasks at the most. */
  private static final int TRAININGS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private static final Map<String, Map<Key, int[]>> KEPT = new LinkedHashMap<>(16, 0.75f, true);

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
   * @param training whose order it is: two trainings may be at other epochs
   * @param size frames of the shard
   * @param seed the user's seed
   * @param epoch the epoch, from 0
   * @param worker the worker, from 0
   * @return the numbers 0 to size - 1, shared: not to be changed
   */
  public static int[] of(String training, int size, long seed, int epoch, int worker) {
    Key key = new Key(size, seed, epoch, worker);
    Map<Key, int[]> orders = orders(training);
    orders.keySet().removeIf(old -> old.isReplacedBy(key));
    return orders.computeIfAbsent(key, ShardOrder::shuffled);
  }

  private static Map<Key, int[]> orders(String training) {
    synchronized (KEPT) {
      Map<Key, int[]> orders = KEPT.computeIfAbsent(training, name -> new ConcurrentHashMap<>());
      if (KEPT.size() > TRAININGS) {
        KEPT.remove(KEPT.keySet().iterator().next());
      }
      return orders;
    }
  }

  /** Number of orders kept of a training. */
  static int kept(String training) {
    synchronized (KEPT) {
      return KEPT.getOrDefault(training, Map.of()).size();
    }
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
