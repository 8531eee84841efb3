package org.principia.jobs.cluster;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.principia.jobs.console.Console;
import scala.collection.JavaConverters;

/**
 * Shows how far a step is by the tasks that have ended, while it is open.
 *
 * <p>Jobs of the thread that opened it count, and of threads that this one began; those of other
 * cells do not.
 */
public final class TaskProgress extends SparkListener implements AutoCloseable {
  private static final String MARK = "principia.step";

  private static final int WHOLE = 1000;

  private final JavaSparkContext context;
  private final Console console;
  private final String step;
  private final String mark = UUID.randomUUID().toString();
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
  private final AtomicInteger ended = new AtomicInteger();
  private volatile Phase phase = new Phase("", 1, 0, 0);

  private record Phase(String name, int tasks, double begin, double end) {}

  /** Starts to listen to the jobs of a context, for a step that the console shows. */
  public TaskProgress(JavaSparkContext context, Console console, String step) {
    this.context = context;
    this.console = console;
    this.step = step;
    context.setLocalProperty(MARK, mark);
    context.sc().addSparkListener(this);
  }

  /**
   * A phase of that name and number of tasks begins; the shares of the step are what lies before it
   * and what is done with it.
   */
  public void phase(String name, int tasks, double begin, double end) {
    if (phase.name().isEmpty()) {
      console.startAt(WHOLE * begin);
    }
    ended.set(0);
    phase = new Phase(name, tasks, begin, end);
    show(0);
  }

  @Override
  public void onJobStart(SparkListenerJobStart event) {
    if (mark.equals(event.properties().getProperty(MARK))) {
      JavaConverters.seqAsJavaList(event.stageInfos())
          .forEach(stage -> stages.add(stage.stageId()));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    if (stages.contains(event.stageId()) && event.reason() instanceof org.apache.spark.Success$) {
      show(ended.incrementAndGet());
    }
  }

  private void show(int tasks) {
    Phase now = phase;
    double within = Math.min(1, tasks / (double) now.tasks());
    console.progress(
        step, WHOLE * (now.begin() + within * (now.end() - now.begin())), WHOLE, now.name());
  }

  @Override
  public void close() {
    context.setLocalProperty(MARK, null);
    context.sc().removeSparkListener(this);
  }
}
