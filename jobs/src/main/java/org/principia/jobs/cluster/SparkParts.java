package org.principia.jobs.cluster;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.principia.graphs.Graph;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.cell.FramesArtefact;
import org.principia.parallel.Distributed;
import org.principia.parallel.Part;
import org.principia.parallel.PartTask;

/**
 * The partitions of an RDD.
 *
 * @param <T> its elements
 */
public final class SparkParts<T> implements Distributed<T> {
  private final JavaSparkContext spark;
  private final Supplier<JavaRDD<T>> rdd;

  /** What its tasks were sent, where it is derived. */
  private final Optional<Broadcast<?>> shared;

  /** The partitions of an RDD that is asked for anew for every job. */
  public SparkParts(JavaSparkContext spark, Supplier<JavaRDD<T>> rdd) {
    this(spark, rdd, Optional.empty());
  }

  private SparkParts(
      JavaSparkContext spark, Supplier<JavaRDD<T>> rdd, Optional<Broadcast<?>> shared) {
    this.spark = spark;
    this.rdd = rdd;
    this.shared = shared;
  }

  /** The graphs of a split, a part a file. */
  public static SparkParts<Graph> of(FramesArtefact frames, Split split) {
    JavaRDD<Graph> graphs = frames.graphs(split);
    return new SparkParts<>(frames.at().context(), () -> graphs);
  }

  @Override
  public <V, R> List<R> collect(V shared, PartTask<V, T, R> task) {
    Broadcast<V> broadcast = spark.broadcast(shared);
    try {
      return rdd.get()
          .mapPartitionsWithIndex(
              (index, items) -> List.of(run(broadcast, index, items, task)).iterator(), true)
          .collect();
    } finally {
      // Where Spark has stopped there is nothing left, and to ask would hide why it stopped.
      if (!spark.sc().isStopped()) {
        broadcast.destroy();
      }
    }
  }

  @Override
  public <V, U> Distributed<U> derive(V shared, PartTask<V, T, Iterator<U>> task) {
    Broadcast<V> broadcast = spark.broadcast(shared);
    JavaRDD<U> derived =
        rdd.get()
            .mapPartitionsWithIndex((index, items) -> run(broadcast, index, items, task), true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new SparkParts<>(spark, () -> derived, Optional.of(broadcast));
  }

  private static <V, T, R> R run(
      Broadcast<V> shared, int index, Iterator<T> items, PartTask<V, T, R> task) {
    TaskContext context = TaskContext.get();
    return task.run(shared.value(), new Part<>(index, items, context::isInterrupted));
  }

  @Override
  public void close() {
    if (!spark.sc().isStopped()) {
      rdd.get().unpersist(false);
      shared.ifPresent(Broadcast::destroy);
    }
  }
}
