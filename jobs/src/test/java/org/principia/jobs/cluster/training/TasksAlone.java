package org.principia.jobs.cluster.training;

import org.apache.spark.util.LongAccumulator;
import org.principia.common.InputException;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.training.WorkerListener;

/** What tasks of a training do first, in a process that has a GPU which is not fit. */
final class TasksAlone {
  private TasksAlone() {}

  public static void main(String[] arguments) {
    GraphBlock block = GraphBlock.of(TrainingFixture.frames(0, 4));
    WorkerListener listener =
        new SparkTraining.OnExecutor(
            GnnSettings.defaults(), new LongAccumulator(), WorkerListener.NONE);
    try {
      listener.begins(block);
      System.out.println("computed");
    } catch (InputException e) {
      System.out.println(e.getMessage());
    }
  }
}
