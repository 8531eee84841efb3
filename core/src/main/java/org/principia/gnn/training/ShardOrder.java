package org.principia.gnn.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.gnn.batch.Deal;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.Translation;

/**
 * Order in which a worker takes the frames of its shard in an epoch.
 *
 * <p>Orders are kept in the executor's JVM for the rounds of the epoch, 4 bytes a frame, and where
 * graphs differ 4 more for how they are dealt: without that each round shuffles and sorts the whole
 * shard for the few minibatches that it takes of it. Those kept are, of each training, of one
 * (seed, epoch), at most one for each worker; of trainings, those of the last few that asked, since
 * several may share this JVM. Keeping changes no result: an order is a function of its key.
 */
public final class ShardOrder {
  /** Trainings at a time are as many as tasks at the most. */
  private static final int TRAININGS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private static final Map<String, Map<Key, Kept>> KEPT = new LinkedHashMap<>(16, 0.75f, true);

  private ShardOrder() {}

  /** What determines an order. */
  private record Key(int size, long seed, int epoch, int worker) {

    /** Whether an order of this key is no longer asked for where the other one's is. */
    boolean isReplacedBy(Key other) {
      boolean current = seed == other.seed && epoch == other.epoch && worker != other.worker;
      return !current && !equals(other);
    }
  }

  /** An order, and how its graphs are dealt once a round has asked. */
  private static final class Kept {
    private final int[] order;
    private Deal deal;

    Kept(Key key) {
      order = shuffled(key);
    }

    synchronized Deal deal(GraphBlock block, EpochPlan plan) {
      if (deal == null) {
        deal = Deal.of(block, order, plan.minibatches(), plan.capacity());
      }
      return deal;
    }
  }

  /**
   * How the shard of a worker is dealt to the minibatches of an epoch, in the order that the seed
   * and epoch of the translation key; shared within a training, as its order is.
   */
  static Deal deal(
      String training, GraphBlock block, EpochPlan plan, Translation translation, int worker) {
    Key key = new Key(block.size(), translation.seed(), translation.epoch(), worker);
    return kept(training, key).deal(block, plan);
  }

  /** The order alone: the numbers 0 to size - 1, shared, not to be changed. */
  public static int[] of(String training, int size, long seed, int epoch, int worker) {
    return kept(training, new Key(size, seed, epoch, worker)).order;
  }

  private static Kept kept(String training, Key key) {
    Map<Key, Kept> orders = orders(training);
    orders.keySet().removeIf(old -> old.isReplacedBy(key));
    return orders.computeIfAbsent(key, Kept::new);
  }

  private static Map<Key, Kept> orders(String training) {
    synchronized (KEPT) {
      Map<Key, Kept> orders = KEPT.computeIfAbsent(training, name -> new ConcurrentHashMap<>());
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
