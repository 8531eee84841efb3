package org.principia.jobs.cluster.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.gnn.EpochReport;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.training.Checkpoints;
import org.principia.jobs.artefact.Storage;

/**
 * Checkpoints of one training in a directory of any Hadoop file system.
 *
 * <p>A checkpoint is one zip: what it belongs to, the curve so far, the network. It is written
 * under a temporary name and renamed, so that whatever has the final name is whole, unless the file
 * system loses some of it; therefore the last few stay, and a damaged one is passed over.
 *
 * <p>The random state of a training is its seed and its epoch: every stream is keyed by them.
 */
public final class CheckpointStore implements Checkpoints {
  private static final String PREFIX = "epoch-";
  private static final String SUFFIX = ".zip";
  private static final String STATE = "state";
  private static final String CURVE = "curve";
  private static final String NETWORK = "network";
  private static final List<String> ENTRIES = List.of(STATE, CURVE, NETWORK);

  private final Configuration hadoop;
  private final Path directory;
  private final String fingerprint;
  private final int kept;
  private List<Path> damaged = List.of();

  private CheckpointStore(Configuration hadoop, Path directory, String fingerprint, int kept) {
    this.hadoop = hadoop;
    this.directory = directory;
    this.fingerprint = fingerprint;
    this.kept = kept;
  }

  /**
   * The store in a directory of one training alone, which need not exist yet.
   *
   * @param hadoop where file systems are configured
   * @param directory the directory
   * @param fingerprint what determines the training: configuration and inputs, on one line
   * @param kept how many checkpoints stay, from 1
   */
  public static CheckpointStore at(
      Configuration hadoop, Path directory, String fingerprint, int kept) {
    if (fingerprint.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("Invalid fingerprint: it has several lines");
    }
    return new CheckpointStore(hadoop, directory, fingerprint, kept);
  }

  /**
   * Writes a checkpoint; it and those before it stay, as many as are to be kept.
   *
   * <p>Later ones go too: they are damaged, or the training would have gone on after them.
   *
   * @throws InputException if the file system fails
   */
  @Override
  public void save(Checkpoints.Checkpoint checkpoint) {
    try {
      FileSystem files = directory.getFileSystem(hadoop);
      Path target = new Path(directory, name(checkpoint.curve().size()));
      Path temporary = new Path(directory, "." + target.getName() + ".tmp");
      try (OutputStream out = files.create(temporary, true)) {
        write(checkpoint, out);
      }
      files.delete(target, false);
      if (!files.rename(temporary, target)) {
        throw new IOException("Cannot rename " + temporary + " to " + target);
      }
      List<Path> all = list(files, directory);
      List<Path> later =
          all.stream().filter(path -> path.getName().compareTo(target.getName()) > 0).toList();
      int outdated = Math.max(0, all.size() - later.size() - kept);
      for (Path path : all.subList(0, outdated)) {
        files.delete(path, false);
      }
      for (Path path : later) {
        files.delete(path, false);
      }
    } catch (IOException | FSError e) {
      throw InputException.cannot("write a checkpoint to " + directory, Storage.firstLine(e), e);
    }
  }

  /**
   * The last checkpoint that is whole; nothing where none was written or all are damaged.
   *
   * @throws InputException if it belongs to another training
   * @throws UncheckedIOException if the file system fails
   */
  @Override
  public Optional<Checkpoints.Checkpoint> latest() {
    try {
      FileSystem files = directory.getFileSystem(hadoop);
      List<Path> all = list(files, directory);
      for (int i = all.size() - 1; i >= 0; i--) {
        damaged = all.subList(i + 1, all.size());
        Map<String, byte[]> entries = entries(files, all.get(i));
        if (entries.keySet().containsAll(ENTRIES)) {
          return Optional.of(checkpoint(all.get(i), entries));
        }
      }
      damaged = all;
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read a checkpoint from " + directory, e);
    }
  }

  /**
   * The report of the last epoch that has a checkpoint, without the network; empty where there is
   * none, or it is just being replaced.
   */
  public static Optional<EpochReport> lastReport(FileSystem files, Path directory) {
    try {
      List<Path> all = list(files, directory);
      if (all.isEmpty()) {
        return Optional.empty();
      }
      try (ZipInputStream zip = new ZipInputStream(files.open(all.get(all.size() - 1)))) {
        for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
          if (CURVE.equals(entry.getName())) {
            String[] curve = lines(zip.readAllBytes());
            return Optional.of(report(curve[curve.length - 1]));
          }
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Files that {@link #latest} passed over, because bytes of them are missing or changed, oldest
   * first.
   */
  public List<Path> damaged() {
    return List.copyOf(damaged);
  }

  /** Entries of a checkpoint whose bytes are as they were written; not all of a damaged one. */
  private static Map<String, byte[]> entries(FileSystem files, Path path) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(files.open(path))) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    } catch (ZipException | EOFException | ChecksumException e) {
      // Damage, and not a file system that fails: what was read so far is not all.
      return entries;
    }
    return entries;
  }

  /** Checkpoints under their final names, oldest first. */
  private static List<Path> list(FileSystem files, Path directory) throws IOException {
    List<Path> paths = new ArrayList<>();
    try {
      for (FileStatus status : files.listStatus(directory)) {
        String name = status.getPath().getName();
        if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
          paths.add(status.getPath());
        }
      }
    } catch (FileNotFoundException e) {
      return paths;
    }
    paths.sort(null);
    return paths;
  }

  private static String name(int epochs) {
    return PREFIX + String.format("%08d", epochs) + SUFFIX;
  }

  private void write(Checkpoints.Checkpoint checkpoint, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.putNextEntry(new ZipEntry(STATE));
    zip.write(text(fingerprint + "\n" + checkpoint.seed() + "\n"));
    zip.closeEntry();
    zip.putNextEntry(new ZipEntry(CURVE));
    for (EpochReport report : checkpoint.curve()) {
      zip.write(text(line(report)));
    }
    zip.closeEntry();
    ByteArrayOutputStream network = new ByteArrayOutputStream();
    checkpoint.network().save(network);
    zip.putNextEntry(new ZipEntry(NETWORK));
    zip.write(network.toByteArray());
    zip.closeEntry();
    zip.finish();
  }

  private Checkpoints.Checkpoint checkpoint(Path path, Map<String, byte[]> entries)
      throws IOException {
    String[] state = lines(entries.get(STATE));
    if (!state[0].equals(fingerprint)) {
      throw InputException.cannot(
          "resume from " + path,
          "it belongs to another configuration or input; remove it or choose another directory");
    }
    List<EpochReport> curve =
        Arrays.stream(lines(entries.get(CURVE))).map(CheckpointStore::report).toList();
    GraphNetwork network = GraphNetwork.load(new ByteArrayInputStream(entries.get(NETWORK)));
    return new Checkpoints.Checkpoint(network, Long.parseLong(state[1]), curve);
  }

  private static String line(EpochReport report) {
    Stream<?> cells =
        Stream.of(
            report.epoch(),
            report.trainingLoss(),
            report.penalty(),
            report.validationError(),
            report.learningRate(),
            report.seconds(),
            report.framesPerSecond(),
            report.components(),
            joined(report.deviations()),
            joined(report.linearity()));
    return cells.map(String::valueOf).collect(Collectors.joining(",", "", "\n"));
  }

  private static String joined(double[] values) {
    return Arrays.stream(values).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }

  private static double[] split(String values) {
    return Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static EpochReport report(String line) {
    String[] cells = line.split(",", -1);
    return new EpochReport(
        Integer.parseInt(cells[0]),
        Double.parseDouble(cells[1]),
        Double.parseDouble(cells[2]),
        Double.parseDouble(cells[3]),
        Double.parseDouble(cells[4]),
        Double.parseDouble(cells[5]),
        Double.parseDouble(cells[6]),
        Integer.parseInt(cells[7]),
        split(cells[8]),
        split(cells[9]));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String[] lines(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).split("\n", 0);
  }
}
