package org.principia.jobs.stage;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.gnn.EpochReport;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.training.NetworkTraining.TrainingListener;
import org.principia.gnn.training.NetworkTraining.TrainingResult;
import org.principia.gnn.training.WorkerListener;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.cell.FramesArtefact;
import org.principia.jobs.artefact.cell.ModelArtefact;
import org.principia.jobs.artefact.dataset.GraphTable;
import org.principia.jobs.cluster.device.TrainingDevice;
import org.principia.jobs.cluster.metrics.JobMetrics;
import org.principia.jobs.cluster.training.CheckpointStore;
import org.principia.jobs.cluster.training.SparkTraining;
import org.principia.jobs.config.Reference;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Runner.Overwrite;
import org.principia.jobs.run.Work;
import org.principia.validation.MessageProbe;

/** Trains the graph network and writes it with its learning curve. */
public final class TrainStage extends Stage<FramesArtefact, ModelArtefact> {
  private static final String CHECKPOINTS = "_checkpoints";

  /** No message that carries a force has so small a deviation; kl's want to have 1. */
  private static final double VANISHED = 0.02;

  /** Graphs whose edges are counted for the memory of a GPU. */
  private static final int COUNTED = 100;

  /** To be changed when the same settings come to mean another training. */
  private static final String METHOD = "method 3\n";

  public TrainStage(Source<FramesArtefact> source) {
    super(
        source,
        "train",
        cell -> cell.of("model"),
        List.of("gnn"),
        all -> METHOD + Reference.values(all.gnn()),
        work -> ModelArtefact::new);
  }

  @Override
  Map<String, Object> make(FramesArtefact frames, ModelArtefact output, Work work) {
    GnnSettings settings = work.settings().gnn();
    TrainingDevice.requireForTraining(
        output.at(),
        settings,
        frames.schema(),
        work.settings().dynamics().resolvedParticles(),
        () -> frames.drawn(Split.TRAIN, COUNTED));
    work.tellOfBox(frames.schema());
    GraphTable training = frames.table(Split.TRAIN);
    GraphTable validation = frames.table(Split.VALIDATION);
    CheckpointStore store =
        new CheckpointStore(
            output.at().storage().fileSystem().getConf(),
            work.directories().of(CHECKPOINTS).path(),
            work.fingerprint(),
            work.settings().run().checkpoints());
    int done = resumable(work, store);
    for (Path damaged : store.damaged()) {
      work.console().info("  " + damaged.getName() + " is damaged, passed over");
    }
    if (done > 0) {
      work.console().info("  goes on after epoch " + done);
    }
    TrainingResult trained =
        new SparkTraining(
                output.at().context(),
                training,
                validation,
                () ->
                    MessageProbe.of(
                        frames.drawn(Split.VALIDATION, MessageProbe.FRAMES),
                        work.settings().dynamics().forceLaw()),
                settings,
                frames.schema(),
                work.cell().seed())
            .run(
                store,
                JobMetrics.get().cell(work.cell().name()).training(new EpochTable()),
                WorkerListener.NONE);
    output.write(trained.network(), trained.curve());
    return result(work, trained);
  }

  private static Map<String, Object> result(Work work, TrainingResult trained) {
    GnnSettings settings = work.settings().gnn();
    EpochReport last = trained.curve().get(trained.curve().size() - 1);
    work.console()
        .info(
            String.format(
                Locale.ROOT,
                "  validation error %.4g after %d epochs",
                last.validationError(),
                last.epoch()));
    if (settings.trainingStrategy().penalised() && last.deviations()[0] < VANISHED) {
      work.console()
          .info(
              String.format(
                  Locale.ROOT,
                  "  the messages have vanished (largest deviation %.2g): their penalty outweighs"
                      + " the error; lower gnn.%s-weight",
                  last.deviations()[0],
                  settings.strategy()));
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("epochs", last.epoch());
    result.put("training-loss", last.trainingLoss());
    result.put("validation-error", last.validationError());
    result.put("frames-per-second", Math.round(last.framesPerSecond()));
    result.put(
        "seconds-of-epochs",
        Math.round(trained.curve().stream().mapToDouble(EpochReport::seconds).sum()));
    return result;
  }

  @Override
  public void committed() {
    work().directories().of(CHECKPOINTS).delete();
  }

  /** How many epochs a checkpoint has; one of another training goes where that is allowed. */
  private static int resumable(Work work, CheckpointStore store) {
    try {
      return store.latest().map(checkpoint -> checkpoint.curve().size()).orElse(0);
    } catch (InputException e) {
      if (work.overwrite() == Overwrite.REFUSE) {
        throw InputException.cannot(
            "train " + work.cell().label(),
            work.directories().of(CHECKPOINTS).path()
                + " has checkpoints of a training with other settings; --overwrite removes them",
            e);
      }
      work.console().info("  checkpoints of other settings are removed");
      work.directories().of(CHECKPOINTS).delete();
      return 0;
    }
  }

  /** The training curve as it grows, one line an epoch, with the time left below. */
  private final class EpochTable implements TrainingListener {
    /** Lines of the longest training: of more epochs than that some are passed over. */
    private static final int LINES = 200;

    /** Deviations shown: those of the d leading components and of some that should be silent. */
    private static final int SILENT = 2;

    private final Console console = work().console();
    private final GnnSettings settings = work().settings().gnn();
    private final int epochs = settings.epochs();
    private boolean headed;
    private String error = "";

    /** The time left is that of rounds: what came before them is over. */
    @Override
    public void begins(int whole) {
      console.startAt(whole);
      console.progress(verb(), whole, epochs, "");
    }

    @Override
    public void reaches(double reached) {
      console.progress(verb(), reached, epochs, error);
    }

    /** A line for an epoch. */
    @Override
    public void ends(EpochReport report) {
      if (!headed) {
        headed = true;
        console.info(
            "   epoch       loss    penalty validation      rate  frames/s  R2 on the force |"
                + " largest deviations of messages");
      }
      int every = (epochs + LINES - 1) / LINES;
      if (report.epoch() % every == 0 || report.epoch() == epochs) {
        console.info(line(report));
      }
      error = String.format(Locale.ROOT, "validation error %.4g", report.validationError());
      console.progress(verb(), report.epoch(), epochs, error);
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
                  report.deviations(),
                  Math.min(report.deviations().length, work().cell().dimension() + SILENT)),
              "%.3g"),
          settings.trainingStrategy().pruned() ? " | " + report.components() + " left" : "");
    }

    private String numbers(double[] values, String format) {
      return Arrays.stream(values)
          .mapToObj(value -> String.format(Locale.ROOT, format, value))
          .collect(Collectors.joining(" "));
    }
  }
}
