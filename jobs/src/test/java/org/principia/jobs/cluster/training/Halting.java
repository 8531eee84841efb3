package org.principia.jobs.cluster.training;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.principia.gnn.training.WorkerListener;
import org.principia.jobs.ClusterProcess;

/**
 * Writes down what an executor's process is about to fit, and halts it at some minibatches, each
 * time for the first attempt alone, so that the test can kill it there.
 *
 * @param directory where files of lines {@code worker iteration} are, one a process, and of halts
 * @param halts where to halt
 */
record Halting(String directory, List<Minibatch> halts) implements WorkerListener {
  private static final String FITTED = "fitted-";
  private static final String HALTED = "halted-";

  /** A worker's minibatch, counted from the training's start. */
  record Minibatch(int worker, int iteration) implements Serializable {
    /** The file that has the number of the process halted there. */
    Path file(Path directory) {
      return directory.resolve(HALTED + worker + "-" + iteration);
    }
  }

  /** A minibatch and the process that was about to fit it. */
  record Note(Minibatch minibatch, long process) {}

  /** All notes of a directory. */
  static List<Note> notes(Path directory) throws IOException {
    List<Note> notes = new ArrayList<>();
    try (var files = Files.newDirectoryStream(directory, FITTED + "*")) {
      for (Path file : files) {
        long process = Long.parseLong(file.getFileName().toString().substring(FITTED.length()));
        for (String line : Files.readAllLines(file)) {
          String[] numbers = line.split(" ", -1);
          notes.add(
              new Note(
                  new Minibatch(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])),
                  process));
        }
      }
    }
    return notes;
  }

  @Override
  public void beforeFit(MultiDataSet data, ComputationGraph graph) {
    int iteration = graph.getConfiguration().getIterationCount();
    Minibatch minibatch = new Minibatch(TaskContext.getPartitionId(), iteration);
    try {
      Files.writeString(
          Path.of(directory, FITTED + ProcessHandle.current().pid()),
          minibatch.worker() + " " + minibatch.iteration() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      if (halts.contains(minibatch)) {
        ClusterProcess.halt(minibatch.file(Path.of(directory)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
