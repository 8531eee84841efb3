package org.principia.jobs.stages;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.principia.frames.Split;
import org.principia.gnn.GraphNetwork;
import org.principia.theory.ComposedLaw;
import org.principia.validation.DistanceBin;
import org.principia.validation.ErrorStatistics;
import org.principia.validation.FrameErrors;
import org.principia.validation.Rivals;
import org.principia.validation.TestErrors;

/**
 * Errors of network and law on a test set: both in one pass over the frames, then a second over
 * their errors alone, for the medians.
 *
 * @param split which test set
 * @param network statistics of the network
 * @param law statistics of the law
 * @param size mean absolute value of the true accelerations
 * @param byDistance mean errors by the distance of the closest pair
 */
record TestErrorJob(
    Split split,
    ErrorStatistics network,
    ErrorStatistics law,
    double size,
    List<DistanceBin> byDistance) {

  /** Runs it; what it returns does not depend on how the frames are dealt out. */
  static TestErrorJob run(Cell cell, Split split, ComposedLaw law, Broadcast<byte[]> model) {
    JavaRDD<FrameErrors> errors =
        cell.frames(split)
            .mapPartitions(
                part -> {
                  GraphNetwork network = TrainStage.network(model.value());
                  Rivals rivals = new Rivals(network::accelerations, law);
                  return new FlatIterator<>(
                      new RunChunks(part), chunk -> rivals.errors(chunk).iterator());
                })
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      TestErrors counted = errors.aggregate(new TestErrors(), TestErrors::add, TestErrors::merge);
      TestErrors.Medians medians =
          errors.aggregate(counted.medians(), TestErrors.Medians::add, TestErrors.Medians::merge);
      return new TestErrorJob(
          split,
          counted.network(medians),
          counted.law(medians),
          counted.size(),
          counted.byDistance());
    } finally {
      errors.unpersist();
    }
  }
}
