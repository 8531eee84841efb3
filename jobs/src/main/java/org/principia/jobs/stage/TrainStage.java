package org.principia.jobs.stage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.principia.common.InputException;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.Topology;
import org.principia.gnn.EpochReport;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.training.TrainingResult;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.dataset.GraphTable;
import org.principia.jobs.cluster.device.TrainingDevice;
import org.principia.jobs.cluster.training.CheckpointStore;
import org.principia.jobs.cluster.training.SparkTraining;
import org.principia.jobs.config.Reference;
import org.principia.jobs.device.MemoryNeed;
import org.principia.jobs.run.Overwrite;
import org.principia.validation.MessageProbe;

/** Trains the graph network and writes it with its learning curve. */
final class TrainStage implements Stage {
  static final String MODEL = "model.zip";

  private static final String CHECKPOINTS = "_checkpoints";

  /** To be changed when the same settings come to mean another training. */
  /** No message that carries a force has so small a deviation; kl's want to have 1. */
  private static final double VANISHED = 0.02;

  private static final String METHOD = "method 3\n";

  private static final StructType CURVE =
      new StructType()
          .add("epoch", DataTypes.IntegerType, false)
          .add("training_loss", DataTypes.DoubleType, false)
          .add("penalty", DataTypes.DoubleType, false)
          .add("validation_error", DataTypes.DoubleType, false)
          .add("learning_rate", DataTypes.DoubleType, false)
          .add("seconds", DataTypes.DoubleType, false)
          .add("frames_per_second", DataTypes.DoubleType, false)
          .add("components", DataTypes.IntegerType, false)
          .add("deviations", DataTypes.createArrayType(DataTypes.DoubleType, false), false)
          .add("linearity", DataTypes.createArrayType(DataTypes.DoubleType, false), false);

  @Override
  public String verb() {
    return "train";
  }

  @Override
  public Path directory(Cell cell) {
    return cell.workspace().stage("model");
  }

  @Override
  public Optional<Stage> input() {
    return Optional.of(new SimulateStage());
  }

  @Override
  public List<String> sections() {
    return List.of("gnn");
  }

  @Override
  public String settings(Cell cell) {
    return METHOD + Reference.values(cell.settings().gnn());
  }

  /** Told before the runs are simulated: the network joins every particle with every other. */
  static void requireAllPairs(DynamicsSettings dynamics, String cell) {
    if (dynamics.forceLaw().topology() != Topology.ALL_PAIRS) {
      throw InputException.cannot(
          "train " + cell,
          "particles of the law "
              + dynamics.law()
              + " act on their neighbours alone, the network joins all pairs; principia simulate"
              + " writes its frames");
    }
  }

  @Override
  public Map<String, Object> execute(Cell cell, Path temporary) {
    requireAllPairs(cell.settings().dynamics(), cell.workspace().cell());
    GnnSettings settings = cell.settings().gnn();
    requireDevice(cell);
    GraphTable training = cell.table(Split.TRAIN);
    GraphTable validation = cell.table(Split.VALIDATION);
    Path checkpoints = cell.workspace().stage(CHECKPOINTS);
    CheckpointStore store =
        CheckpointStore.at(
            cell.context().hadoopConfiguration(),
            checkpoints,
            Pipeline.fingerprint(this, cell),
            cell.settings().run().checkpoints());
    int done = resumable(cell, store, checkpoints);
    for (Path damaged : store.damaged()) {
      cell.console().say("  " + damaged.getName() + " is damaged, passed over");
    }
    if (done > 0) {
      cell.console().say("  goes on after epoch " + done);
    }
    EpochTable table = new EpochTable(cell.console(), settings, cell.dimension());
    TrainingResult trained =
        new SparkTraining(
                cell.context(),
                training,
                validation,
                () -> probe(cell),
                settings,
                cell.dimension(),
                cell.seed())
            .run(store, cell.metrics().training(table));
    Path model = new Path(temporary, MODEL);
    write(cell, trained.network(), model);
    writeCurve(cell, trained.curve(), new Path(temporary, "curve"));
    EpochReport last = trained.curve().get(trained.curve().size() - 1);
    cell.console()
        .say(
            String.format(
                Locale.ROOT,
                "  validation error %.4g after %d epochs",
                last.validationError(),
                last.epoch()));
    if (settings.trainingStrategy().penalised() && last.deviations()[0] < VANISHED) {
      cell.console()
          .say(
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
  public void committed(Cell cell) {
    cell.workspace().delete(cell.workspace().stage(CHECKPOINTS));
  }

  /** The trained network of a cell. */
  static GraphNetwork network(Cell cell) {
    GraphNetwork network = network(modelBytes(cell));
    if (network.dimension() != cell.dimension()
        || !network.settings().strategy().equals(cell.settings().gnn().strategy())) {
      throw InputException.cannot(
          "use " + new Path(cell.workspace().stage("model"), MODEL),
          String.format(
              Locale.ROOT,
              "it is a network of strategy %s in %d dimensions, and the cell is %s",
              network.settings().strategy(),
              network.dimension(),
              cell.workspace().cell()));
    }
    return network;
  }

  /** A network from the bytes of its file. */
  static GraphNetwork network(byte[] model) {
    TrainingDevice.require(MemoryNeed.ofUse());
    try {
      return GraphNetwork.load(new ByteArrayInputStream(model));
    } catch (IOException e) {
      throw InputException.cannot("load the network", String.valueOf(e.getMessage()), e);
    }
  }

  /** The file of the trained network of a cell. */
  static byte[] modelBytes(Cell cell) {
    Path file = new Path(cell.workspace().stage("model"), MODEL);
    try (var in = cell.workspace().fileSystem().open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw InputException.cannot("read " + file, String.valueOf(e.getMessage()), e);
    }
  }

  /** The learning curve of a cell. */
  static List<EpochReport> curve(Cell cell) {
    Path path = new Path(cell.workspace().stage("model"), "curve");
    return Tables.read(cell.spark(), CURVE, path).orderBy("epoch").collectAsList().stream()
        .map(
            row ->
                new EpochReport(
                    row.getInt(0),
                    row.getDouble(1),
                    row.getDouble(2),
                    row.getDouble(3),
                    row.getDouble(4),
                    row.getDouble(5),
                    row.getDouble(6),
                    row.getInt(7),
                    doubles(row, 8),
                    doubles(row, 9)))
        .toList();
  }

  private static double[] doubles(Row row, int column) {
    return row.<Double>getList(column).stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Told before the frames are dealt out. */
  private static void requireDevice(Cell cell) {
    TrainingDevice.requireForTraining(
        cell.context(),
        cell.settings().gnn(),
        cell.dimension(),
        cell.settings().dynamics().resolvedParticles());
  }

  private static MessageProbe probe(Cell cell) {
    return MessageProbe.of(
        cell.drawn(Split.VALIDATION, MessageProbe.FRAMES), cell.settings().dynamics().forceLaw());
  }

  private static void write(Cell cell, GraphNetwork network, Path file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (FSDataOutputStream out = cell.workspace().fileSystem().create(file, true)) {
      network.save(bytes);
      bytes.writeTo(out);
    } catch (IOException | FSError e) {
      throw InputException.cannot("write " + file, String.valueOf(e.getMessage()), e);
    }
  }

  private static void writeCurve(Cell cell, List<EpochReport> curve, Path path) {
    List<Row> rows =
        curve.stream()
            .map(
                r ->
                    RowFactory.create(
                        r.epoch(),
                        r.trainingLoss(),
                        r.penalty(),
                        r.validationError(),
                        r.learningRate(),
                        r.seconds(),
                        r.framesPerSecond(),
                        r.components(),
                        Arrays.stream(r.deviations()).boxed().toArray(Double[]::new),
                        Arrays.stream(r.linearity()).boxed().toArray(Double[]::new)))
            .toList();
    SampleTable.write(cell.spark(), rows, CURVE, path);
  }

  /** How many epochs a checkpoint has; one of another training goes where that is allowed. */
  private static int resumable(Cell cell, CheckpointStore store, Path checkpoints) {
    try {
      return store.latest().map(checkpoint -> checkpoint.curve().size()).orElse(0);
    } catch (InputException e) {
      if (cell.overwrite() == Overwrite.REFUSE) {
        throw InputException.cannot(
            "train " + cell.workspace().cell(),
            checkpoints
                + " has checkpoints of a training with other settings; --overwrite removes them",
            e);
      }
      cell.console().say("  checkpoints of other settings are removed");
      cell.workspace().delete(checkpoints);
      return 0;
    }
  }
}
