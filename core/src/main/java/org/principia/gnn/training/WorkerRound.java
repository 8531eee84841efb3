package org.principia.gnn.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.principia.gnn.Architecture;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.batch.Deal;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.Translation;
import org.principia.gnn.layers.TrainingStrategy;
import org.principia.graphs.GraphSchema;
import org.principia.parallel.Distributed.Part;
import org.principia.parallel.Distributed.PartTask;

/**
 * What a worker does in a round: from the common state it fits its minibatches one after another,
 * each made while the one before it is fitted.
 *
 * <p>A function of its arguments alone: a task that is lost is run again and gives the same. Every
 * round of an epoch sees the shard in the same {@link ShardOrder} and takes its own part of it.
 *
 * @param training name of this run of the training, for what executors keep
 * @param key the network
 * @param plan how frames are laid out
 * @param round number of the round in its epoch
 * @param translation by what frames are displaced, with seed and epoch
 * @param listener is told what is done
 */
record WorkerRound(
    String training,
    Networks.Key key,
    EpochPlan plan,
    int round,
    Translation translation,
    WorkerListener listener)
    implements PartTask<NetworkState, GraphBlock, NetworkState.WorkerPart> {

  @Override
  public NetworkState.WorkerPart run(NetworkState start, Part<GraphBlock> part) {
    GraphBlock block = part.items().next();
    listener.begins(block);
    Deal deal = ShardOrder.deal(training, block, plan, translation, part.index());
    int count = plan.firstMinibatch(round + 1) - plan.firstMinibatch(round);
    // Closed however the task ends: at its last minibatch, by an exception or because it is killed.
    try (OneAhead<MultiDataSet> minibatches =
        new OneAhead<>(count, new Maker(block, deal), GraphBatch::free)) {
      return fitted(start, part, minibatches);
    }
  }

  private NetworkState.WorkerPart fitted(
      NetworkState start, Part<GraphBlock> part, OneAhead<MultiDataSet> minibatches) {
    ComputationGraph graph = Networks.take(key);
    start.into(graph);
    int fitted = 0;
    double scores = 0;
    double penalties = 0;
    for (; minibatches.hasNext(); fitted++) {
      part.requireWanted();
      MultiDataSet minibatch = minibatches.next();
      listener.beforeFit(minibatch, graph);
      graph.fit(minibatch);
      scores += graph.score();
      penalties += Architecture.vertex(graph).penalty();
    }
    NetworkState.WorkerPart result =
        new NetworkState.WorkerPart(NetworkState.of(graph), fitted, scores, penalties);
    Networks.giveBack(key, graph);
    return result;
  }

  /** Makes one minibatch after another, on a thread that is not the task's. */
  private final class Maker implements Supplier<MultiDataSet> {
    private final GraphBatch batches;
    private final Deal deal;
    private final int device = Nd4j.getAffinityManager().getDeviceForCurrentThread();
    private int next = plan.firstMinibatch(round);

    Maker(GraphBlock block, Deal deal) {
      TrainingStrategy strategy = key.settings().trainingStrategy();
      int components = key.settings().messageComponents(key.schema().outputs());
      this.deal = deal;
      this.batches = new GraphBatch(block, deal.rows(), deal.edges(), strategy, components);
    }

    @Override
    public MultiDataSet get() {
      // ND4J gives each new thread the next device; the arrays belong on the task's.
      Nd4j.getAffinityManager().unsafeSetDevice(device);
      int from = deal.first(next);
      next++;
      return batches.of(deal.order(), from, deal.first(next), translation);
    }
  }

  /**
   * Networks that tasks of this JVM have used and that the next tasks may use: to build one takes
   * longer than some minibatches.
   *
   * <p>Whoever takes one puts it into a state of his own first, so that it does not matter which
   * one it is. Several trainings at a time share this place: what goes, when there are more than
   * processors, is what nobody has used for longest.
   */
  static final class Networks {
    private static final Deque<Idle> IDLE = new ArrayDeque<>();

    private Networks() {}

    /**
     * What determines a network but for its state; steps are minibatches of a worker in the whole
     * training.
     */
    record Key(GnnSettings settings, GraphSchema schema, int steps)
        implements java.io.Serializable {}

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

  /**
   * Makes the next element on a thread of its own while the current one is used.
   *
   * <p>At most two elements are there at a time. An element is the iterator's: it is given back to
   * the releaser once, when the one after it is asked for or at the close, whichever comes first;
   * also one that was made and never asked for. Whatever making throws, {@link #next} throws.
   *
   * <p>It serves one thread, which also closes it; closing waits for an element in the making,
   * since half of one could not be given back.
   *
   * @param <T> what is made
   */
  static final class OneAhead<T> implements Iterator<T>, AutoCloseable {
    private final Supplier<T> maker;
    private final Consumer<T> releaser;
    private final ExecutorService thread;
    private int left;
    private CompletableFuture<T> ahead;
    private T current;

    /**
     * Begins with the first of so many elements, which the maker makes on the other thread and the
     * releaser takes back on the caller's.
     */
    OneAhead(int count, Supplier<T> maker, Consumer<T> releaser) {
      this.maker = maker;
      this.releaser = releaser;
      this.left = count;
      this.thread =
          Executors.newSingleThreadExecutor(
              task -> {
                Thread made = new Thread(task, Thread.currentThread().getName() + " one ahead");
                made.setDaemon(true);
                return made;
              });
      begin();
    }

    private void begin() {
      ahead = left > 0 ? CompletableFuture.supplyAsync(maker, thread) : null;
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      release();
      try {
        current = ahead.join();
      } catch (CompletionException e) {
        left = 0;
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
      left--;
      begin();
      return current;
    }

    private void release() {
      T used = current;
      current = null;
      if (used != null) {
        releaser.accept(used);
      }
    }

    @Override
    public void close() {
      thread.shutdown();
      left = 0;
      try {
        release();
      } finally {
        CompletableFuture<T> made = ahead;
        ahead = null;
        // What nobody asks for any more; nothing where its making failed.
        current = made == null ? null : made.exceptionally(failed -> null).join();
        release();
      }
    }
  }
}
