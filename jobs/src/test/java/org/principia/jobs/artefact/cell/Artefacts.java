package org.principia.jobs.artefact.cell;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;

/** The artefacts of one cell in a directory of a test. */
public final class Artefacts {
  private Artefacts() {}

  /** A directory to look at, without Spark. */
  static Directory look(Path root) {
    return Directory.look(Storage.open(new Configuration(), "output", root.toString()));
  }

  /** The scorecard, from which all before it are reached; each under its name. */
  public static ScorecardArtefact of(Directory root, CellId id) {
    CellDirectories cell = new CellDirectories(root, id);
    FramesArtefact frames = new FramesArtefact(cell.frames(), id, "of a test");
    ModelArtefact model = new ModelArtefact(cell.of("model"), frames);
    MessagesArtefact messages = new MessagesArtefact(cell.of("messages"), model);
    FrontsArtefact fronts = new FrontsArtefact(cell.of("fronts"), messages);
    return new ScorecardArtefact(cell.of("scorecard"), new LawArtefact(cell.of("law"), fronts));
  }
}
