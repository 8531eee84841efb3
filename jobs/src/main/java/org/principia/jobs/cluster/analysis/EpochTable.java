package org.principia.jobs.cluster.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.principia.gnn.EpochReport;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.training.NetworkTraining.TrainingListener;
import org.principia.jobs.console.Console;

/** The training curve as it grows, one line an epoch, with the time left below. */
public final class EpochTable implements TrainingListener {
  /** Lines of the longest training: of more epochs than that some are passed over. */
  private static final int LINES = 200;

  /** Deviations shown: those of the d leading components and of some that should be silent. */
  private static final int SILENT = 2;

  private static final String STEP = "train";

  private final Console console;
  private final int epochs;
  private final boolean pruned;
  private final int dimension;
  private boolean headed;
  private String error = "";

  /** The table of one training in d dimensions. */
  public EpochTable(Console console, GnnSettings settings, int dimension) {
    this.console = console;
    this.epochs = settings.epochs();
    this.pruned = settings.trainingStrategy().pruned();
    this.dimension = dimension;
  }

  /** The time left is that of rounds: what came before them is over. */
  @Override
  public void begins(int whole) {
    console.startAt(whole);
    console.progress(STEP, whole, epochs, "");
  }

  @Override
  public void reaches(double reached) {
    console.progress(STEP, reached, epochs, error);
  }

  /** A line for an epoch. */
  @Override
  public void ends(EpochReport report) {
    if (!headed) {
      headed = true;
      console.info(
          String.format(
              Locale.ROOT,
              "  %6s %10s %10s %10s %9s %9s  %s",
              "epoch",
              "loss",
              "penalty",
              "validation",
              "rate",
              "frames/s",
              "R2 on the force | largest deviations of messages"));
    }
    int every = (epochs + LINES - 1) / LINES;
    if (report.epoch() % every == 0 || report.epoch() == epochs) {
      console.info(line(report));
    }
    error = String.format(Locale.ROOT, "validation error %.4g", report.validationError());
    console.progress(STEP, report.epoch(), epochs, error);
  }

  private String line(EpochReport report) {
    return String.format(
        Locale.ROOT,
        "  %6d %10.4g %10s %10.4g %9.2e %9.0f  %s | %s%s",
        report.epoch(),
        report.trainingLoss(),
        report.penalty() == 0 ? "-" : String.format(Locale.ROOT, "%.4g", report.penalty()),
        report.validationError(),
        report.learningRate(),
        report.framesPerSecond(),
        numbers(report.linearity(), "%.3f"),
        numbers(
            Arrays.copyOf(
                report.deviations(), Math.min(report.deviations().length, dimension + SILENT)),
            "%.3g"),
        pruned ? " | " + report.components() + " left" : "");
  }

  private static String numbers(double[] values, String format) {
    return Arrays.stream(values)
        .mapToObj(value -> String.format(Locale.ROOT, format, value))
        .collect(Collectors.joining(" "));
  }
}
