package org.principia.jobs.cluster;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.principia.jobs.artefact.Directory;
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
}
