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
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.cell.FramesArtefact;
import org.principia.parallel.Cluster;
import org.principia.parallel.Distributed;

/**
 * Spark as a cluster: a part is a partition, the shared value a broadcast.
 *
 * @param spark the context
 */
public record SparkCluster(JavaSparkContext spark) implements Cluster {

  /** The cluster that the files of a directory are read by. */
  public static SparkCluster of(Directory at) {
    return new SparkCluster(at.context());
  }

  @Override
  public <T> Distributed<T> distribute(List<T> items, int parts) {
    JavaRDD<T> rdd = spark.parallelize(items, parts);
    return new SparkParts<>(spark, () -> rdd);
  }

  /**
   * The partitions of an RDD.
   *
   * @param spark the context
   * @param rdd gives the RDD, asked anew for every job
   * @param sent what the tasks of a derived one were sent; destroyed with it
   * @param <T> its elements
   */
  public record SparkParts<T>(
      JavaSparkContext spark, Supplier<JavaRDD<T>> rdd, Optional<Broadcast<?>> sent)
      implements Distributed<T> {

    /** The partitions of an RDD that is asked for anew for every job. */
    public SparkParts(JavaSparkContext spark, Supplier<JavaRDD<T>> rdd) {
      this(spark, rdd, Optional.empty());
    }

    /** The graphs of a split, a part a file. */
    public static SparkParts<Graph> of(FramesArtefact frames, Split split) {
      JavaRDD<Graph> graphs = frames.graphs(split);
      return new SparkParts<>(frames.at().context(), () -> graphs);
    }

    @Override
    public <V, R> List<R> collect(V shared, Distributed.PartTask<V, T, R> task) {
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
    public <V, U> Distributed<U> derive(V shared, Distributed.PartTask<V, T, Iterator<U>> task) {
      Broadcast<V> broadcast = spark.broadcast(shared);
      JavaRDD<U> derived =
          rdd.get()
              .mapPartitionsWithIndex((index, items) -> run(broadcast, index, items, task), true)
              .persist(StorageLevel.MEMORY_AND_DISK());
      return new SparkParts<>(spark, () -> derived, Optional.of(broadcast));
    }

    private static <V, T, R> R run(
        Broadcast<V> shared, int index, Iterator<T> items, Distributed.PartTask<V, T, R> task) {
      TaskContext context = TaskContext.get();
      return task.run(shared.value(), new Distributed.Part<>(index, items, context::isInterrupted));
    }

    @Override
    public void close() {
      if (!spark.sc().isStopped()) {
        rdd.get().unpersist(false);
        sent.ifPresent(Broadcast::destroy);
      }
    }
  }
}
