package org.principia.jobs.artefact.cell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.principia.common.InputException;
import org.principia.gnn.EpochReport;
import org.principia.gnn.GraphNetwork;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.RecordTable;
import org.principia.jobs.artefact.RecordTable.RecordFile;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.jobs.cluster.device.TrainingDevice;
import org.principia.jobs.device.MemoryNeed;
import org.principia.validation.error.ModelSource;

/**
 * The trained network and its learning curve.
 *
 * @param at their directory
 * @param frames that it was trained on
 */
public record ModelArtefact(Directory at, FramesArtefact frames) {
  private static final String MODEL = "model.zip";

  private static final RecordFile<EpochReport> CURVE =
      new RecordFile<>("curve", RecordTable.of(EpochReport.class));

  /** Whose it is. */
  public CellId cell() {
    return frames.cell();
  }

  /** The network. Throws an {@link InputException} when it is another strategy's or dimension's. */
  public GraphNetwork network() {
    GraphNetwork network = network(bytes());
    CellId cell = cell();
    if (network.dimension() != cell.dimension()
        || !network.settings().strategy().equals(cell.strategy())) {
      throw InputException.cannot(
          "use " + at.file(MODEL),
          String.format(
              Locale.ROOT,
              "it is a network of strategy %s in %d dimensions, and the cell is %s",
              network.settings().strategy(),
              network.dimension(),
              cell.label()));
    }
    return network;
  }

  /** A network from the bytes of its file, also within a task. */
  public static GraphNetwork network(byte[] model) {
    TrainingDevice.require(MemoryNeed.ofUse());
    return ModelSource.load(model);
  }

  /** The network's file, to be sent to tasks. */
  public byte[] bytes() {
    return at.bytes(MODEL);
  }

  /** The learning curve, an entry an epoch. */
  public List<EpochReport> curve() {
    return CURVE.read(at);
  }

  /** Writes the network and its curve, an entry an epoch. */
  public void write(GraphNetwork network, List<EpochReport> curve) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      network.save(bytes);
    } catch (IOException e) {
      throw InputException.cannot("write " + at.file(MODEL), String.valueOf(e.getMessage()), e);
    }
    at.write(MODEL, bytes.toByteArray());
    CURVE.write(at, curve);
  }
}
