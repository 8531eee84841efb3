package org.principia.jobs.cluster.training;

import java.util.List;
import org.principia.common.InputException;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.Translation;

/** What tasks of a training do first, in a process that has a GPU which is not fit. */
final class TasksAlone {
  private TasksAlone() {}

  public static void main(String[] arguments) {
    GnnSettings settings = GnnSettings.defaults();
    GraphBlock block = GraphBlock.of(NetworkTrainingIT.frames(0, 4));
    EpochPlan plan = EpochPlan.of(4, settings);
    Translation translation = new Translation(1, 0, 3);
    tell(
        () ->
            new RoundOfMinibatches("alone", plan, 0, settings, translation)
                .call(0, List.of(block).iterator()));
    tell(() -> new ErrorOfBlock(null, settings, 2).call(block));
  }

  private static void tell(Runnable task) {
    try {
      task.run();
      System.out.println("computed");
    } catch (InputException e) {
      System.out.println(e.getMessage());
    }
  }
}
