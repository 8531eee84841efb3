package org.principia.jobs.cluster.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.util.LongAccumulator;
import org.principia.gnn.EpochReport;
import org.principia.gnn.training.NetworkTraining.TrainingListener;
import org.principia.jobs.cluster.search.Found;
import org.principia.jobs.cluster.search.SearchListener;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.search.Search;

/** The metrics of one cell, or of a fit. */
public final class CellMetrics {
  /** Number of the stage that is at work, from 1; 0 while none is. */
  public static final String STAGE = "stage";

  /** Runs that this process simulated. */
  public static final String RUNS = "runs_simulated";

  /** Frames that this process wrote. */
  public static final String FRAMES = "frames_written";

  /** Epochs of the training that are over, a fraction. */
  public static final String EPOCHS = "epochs";

  /** Training frames a second, in the last epoch. */
  public static final String RATE = "frames_per_second";

  /** Loss of the training, of the last epoch. */
  public static final String LOSS = "training_loss";

  /** Error on the validation frames after the last epoch. */
  public static final String ERROR = "validation_error";

  /** Formulas that were evaluated on the rows and fitted, of the search under way. */
  public static final String EVALUATIONS = "evaluations";

  /** The same a second, since this process began with that search. */
  public static final String EVALUATION_RATE = "evaluations_per_second";

  /**
   * The smallest loss so far of the search under way; with the search's name behind, of each of a
   * few.
   */
  public static final String BEST = "best_loss";

  /** Searches with a metric of their own, at the most: a table may have thousands of groups. */
  private static final int NAMED = 50;

  /** Groups are named by a table's texts, which may be anything. */
  private static final Pattern NAME = Pattern.compile("\\w{1,40}");

  private final JobMetrics metrics;
  private final String cell;

  CellMetrics(JobMetrics metrics, String cell) {
    this.metrics = metrics;
    this.cell = cell;
  }

  private void set(String metric, double value) {
    metrics.set(cell + "." + metric, value);
  }

  /** Which stage is at work, by its place in the pipeline from 1; 0 for none. */
  public void stage(int number) {
    set(STAGE, number);
  }

  /** What a simulation counts: runs that are simulated, frames that are written. */
  public void simulating(LongAccumulator runs, LongAccumulator frames) {
    metrics.set(cell + "." + RUNS, () -> (double) runs.value());
    metrics.set(cell + "." + FRAMES, () -> (double) frames.value());
  }

  /** Watches a training, and calls the next listener. */
  public TrainingListener training(TrainingListener next) {
    return new TrainingListener() {
      @Override
      public void begins(int epochs) {
        set(EPOCHS, epochs);
        next.begins(epochs);
      }

      @Override
      public void reaches(double epochs) {
        set(EPOCHS, epochs);
        next.reaches(epochs);
      }

      @Override
      public void ends(EpochReport report) {
        set(EPOCHS, report.epoch());
        set(RATE, report.framesPerSecond());
        set(LOSS, report.trainingLoss());
        set(ERROR, report.validationError());
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
      set(EVALUATIONS, (double) all);
      set(
          EVALUATION_RATE,
          (double) (all - earlier) / Math.max(1e-3, (System.nanoTime() - started) * 1e-9));
      search.front().members().stream()
          .mapToDouble(ParetoMember::loss)
          .min()
          .ifPresent(loss -> setBest(name, loss));
      next.at(name, search);
    }

    private void setBest(String name, double loss) {
      best = Math.min(best, loss);
      set(BEST, best);
      if (fits.size() <= NAMED && NAME.matcher(name).matches()) {
        set(BEST + "." + name, loss);
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
