package org.principia.jobs.cluster.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;
import org.apache.spark.util.LongAccumulator;
import org.principia.gnn.EpochReport;
import org.principia.gnn.training.NetworkTraining.TrainingListener;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.cluster.metrics.JobMetrics.CellMetrics;
import org.principia.jobs.cluster.search.Found;
import org.principia.jobs.cluster.search.SearchJob.SearchListener;
import org.principia.jobs.console.Console;
import org.principia.jobs.console.EventLog;
import org.principia.jobs.run.Cancellation;
import org.principia.jobs.run.Output.Label;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.search.Search;
import org.slf4j.MDC;
import scala.collection.JavaConverters;

/**
 * The source of this program's metrics on the driver, in Spark's metrics system: its servlet, JMX
 * and whatever sinks are configured.
 *
 * <p>A metric is called {@code NAMESPACE.driver.principia.CELL.METRIC}; the namespace is the
 * application's id where {@code spark.metrics.namespace} does not override it.
 */
public final class JobMetrics implements Source {
  /** Name of the source. */
  public static final String NAME = "principia";

  private final MetricRegistry registry = new MetricRegistry();
  private final Map<String, DoubleSupplier> values = new ConcurrentHashMap<>();

  private JobMetrics() {}

  /** The source of the present application, registered with the first call. */
  public static synchronized JobMetrics get() {
    SparkEnv environment = SparkEnv.get();
    JobMetrics made = new JobMetrics();
    if (environment == null) {
      // Nobody would read them.
      return made;
    }
    MetricsSystem system = environment.metricsSystem();
    for (Source there : JavaConverters.seqAsJavaList(system.getSourcesByName(NAME))) {
      if (there instanceof JobMetrics registered) {
        return registered;
      }
    }
    system.registerSource(made);
    return made;
  }

  /** The metrics of a cell. */
  public CellMetrics cell(String name) {
    return new CellMetrics(this, name);
  }

  /** Sets the source of a metric from now on, asked whenever somebody reads it. */
  public void set(String name, DoubleSupplier value) {
    if (values.put(name, value) == null) {
      registry.register(name, (Gauge<Double>) () -> values.get(name).getAsDouble());
    }
  }

  /** Sets the value of a metric from now on. */
  public void set(String name, double value) {
    set(name, () -> value);
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }

  /**
   * The metrics of one cell, or of a fit:
   *
   * <ul>
   *   <li>{@code stage}: number of the stage that is at work, from 1; 0 while none is;
   *   <li>{@code runs_simulated}, {@code frames_written}: by this process;
   *   <li>{@code epochs}: of the training, that are over, a fraction;
   *   <li>{@code frames_per_second}: training frames, in the last epoch;
   *   <li>{@code training_loss}, {@code validation_error}: of the last epoch;
   *   <li>{@code evaluations}: formulas that were evaluated on the rows and fitted, of the search
   *       under way;
   *   <li>{@code evaluations_per_second}: the same, since this process began with that search;
   *   <li>{@code best_loss}: the smallest so far of the search under way; with the search's name
   *       behind, of each of a few.
   * </ul>
   *
   * @param metrics all of this application
   * @param cell its name
   */
  public record CellMetrics(JobMetrics metrics, String cell) {
    /** Searches with a metric of their own, at the most: a table may have thousands of groups. */
    private static final int NAMED = 50;

    /** Groups are named by a table's texts, which may be anything. */
    private static final Pattern NAME = Pattern.compile("\\w{1,40}");

    private void set(String metric, double value) {
      metrics.set(cell + "." + metric, value);
    }

    /** Which stage is at work, by its place in the pipeline from 1; 0 for none. */
    public void stage(int number) {
      set("stage", number);
    }

    /** What a simulation counts: runs that are simulated, frames that are written. */
    public void simulating(LongAccumulator runs, LongAccumulator frames) {
      metrics.set(cell + ".runs_simulated", () -> (double) runs.value());
      metrics.set(cell + ".frames_written", () -> (double) frames.value());
    }

    /** Watches a training, and calls the next listener. */
    public TrainingListener training(TrainingListener next) {
      return new TrainingListener() {
        @Override
        public void begins(int epochs) {
          set("epochs", epochs);
          next.begins(epochs);
        }

        @Override
        public void reaches(double epochs) {
          set("epochs", epochs);
          next.reaches(epochs);
        }

        @Override
        public void ends(EpochReport report) {
          set("epochs", report.epoch());
          set("frames_per_second", report.framesPerSecond());
          set("training_loss", report.trainingLoss());
          set("validation_error", report.validationError());
          next.ends(report);
        }
      };
    }

    /** Watches searches, and calls the next listener. */
    public SearchListener searching(SearchListener next) {
      return new Searching(next);
    }

    private final class Searching implements SearchListener {
      private final SearchListener next;
      private final long started = System.nanoTime();
      private final Map<String, Long> fits = new HashMap<>();
      private long all;
      private long earlier;
      private double best = Double.POSITIVE_INFINITY;

      Searching(SearchListener next) {
        this.next = next;
      }

      @Override
      public void at(String name, Search search) {
        Long before = fits.put(name, search.fits());
        if (before == null) {
          // What an earlier attempt did took none of this one's time.
          earlier += search.fits();
          before = 0L;
        }
        all += search.fits() - before;
        set("evaluations", (double) all);
        set(
            "evaluations_per_second",
            (double) (all - earlier) / Math.max(1e-3, (System.nanoTime() - started) * 1e-9));
        search.front().members().stream()
            .mapToDouble(ParetoMember::loss)
            .min()
            .ifPresent(loss -> setBest(name, loss));
        next.at(name, search);
      }

      private void setBest(String name, double loss) {
        best = Math.min(best, loss);
        set("best_loss", best);
        if (fits.size() <= NAMED && NAME.matcher(name).matches()) {
          set("best_loss." + name, loss);
        }
      }

      @Override
      public void ended(String name, Found found) {
        next.ended(name, found);
      }

      @Override
      public void stopping() {
        next.stopping();
      }
    }
  }

  /**
   * What this thread works on, while it is open: in the description and group of its Spark jobs,
   * which the UI shows, and in the context of log lines here and in its tasks.
   */
  public static final class WorkLabel implements Label {
    private static final String GROUP = "spark.jobGroup.id";
    private static final String DESCRIPTION = "spark.job.description";

    private final SparkContext spark;
    private final Console console;
    private final CellMetrics metrics;
    private final String group;
    private final Cancellation cancellation;
    private final Map<String, String> before = new LinkedHashMap<>();
    private final Map<String, String> previous;

    /**
     * Begins the work of a cell on a stage, of which the number is its place in the pipeline, from
     * 1.
     */
    public WorkLabel(
        Directory directory,
        Console console,
        String cell,
        String stage,
        int number,
        Cancellation cancellation) {
      this.spark = directory.spark().sparkContext();
      this.console = console;
      this.metrics = JobMetrics.get().cell(cell);
      this.group = cell + " " + stage;
      this.cancellation = cancellation;
      metrics.stage(number);
      set(GROUP, group);
      set(DESCRIPTION, cell + ": " + stage);
      // Spark hands on to the log of tasks what begins so.
      set(EventLog.CELL, cell);
      set(EventLog.STAGE, stage);
      MDC.put(EventLog.CELL, cell);
      MDC.put(EventLog.STAGE, stage);
      previous = console.working(Map.of(EventLog.CELL, cell, EventLog.STAGE, stage));
    }

    private void set(String key, String value) {
      before.put(key, spark.getLocalProperty(key));
      spark.setLocalProperty(key, value);
    }

    @Override
    public void cancel() {
      cancellation.cancel();
      spark.cancelJobGroup(group);
    }

    @Override
    public void close() {
      metrics.stage(0);
      before.forEach(spark::setLocalProperty);
      MDC.remove(EventLog.CELL);
      MDC.remove(EventLog.STAGE);
      console.working(previous);
    }
  }
}
