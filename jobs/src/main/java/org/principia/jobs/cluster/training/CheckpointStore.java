package org.principia.jobs.cluster.training;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.principia.common.SettingValue;
import org.principia.common.SettingsCopy;
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

  /**
   * The store in a directory of one training alone, which need not exist yet. The fingerprint is
   * what determines the training, configuration and inputs, on one line; so many checkpoints stay,
   * from 1.
   */
  public CheckpointStore(Configuration hadoop, Path directory, String fingerprint, int kept) {
    if (fingerprint.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("Invalid fingerprint: it has several lines");
    }
    this.hadoop = hadoop;
    this.directory = directory;
    this.fingerprint = fingerprint;
    this.kept = kept;
  }

  /**
   * Writes a checkpoint; it and those before it stay, as many as are to be kept. Later ones go too:
   * they are damaged, or the training would have gone on after them.
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
      Storage.rename(files, temporary, target);
      List<Path> all = list(files, directory);
      long end = all.stream().filter(p -> p.getName().compareTo(target.getName()) <= 0).count();
      for (int i = 0; i < all.size(); i++) {
        if (i < end - kept || i >= end) {
          files.delete(all.get(i), false);
        }
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
    return Storage.inside(files, directory).stream()
        .map(FileStatus::getPath)
        .filter(path -> path.getName().startsWith(PREFIX) && path.getName().endsWith(SUFFIX))
        .sorted()
        .toList();
  }

  private static String name(int epochs) {
    return PREFIX + String.format("%08d", epochs) + SUFFIX;
  }

  private void write(Checkpoints.Checkpoint checkpoint, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    put(zip, STATE, text(fingerprint + "\n" + checkpoint.seed() + "\n"));
    put(
        zip,
        CURVE,
        text(checkpoint.curve().stream().map(CheckpointStore::line).collect(joining())));
    ByteArrayOutputStream network = new ByteArrayOutputStream();
    checkpoint.network().save(network);
    put(zip, NETWORK, network.toByteArray());
    zip.finish();
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
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
    return Arrays.stream(EpochReport.class.getRecordComponents())
        .map(component -> SettingsCopy.value(report, component))
        .map(v -> v instanceof double[] numbers ? joined(numbers) : String.valueOf(v))
        .collect(joining(",", "", "\n"));
  }

  private static String joined(double[] values) {
    return Arrays.stream(values).mapToObj(String::valueOf).collect(joining(" "));
  }

  private static double[] split(String values) {
    return Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static EpochReport report(String line) {
    Iterator<String> cells = List.of(line.split(",", -1)).iterator();
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : EpochReport.class.getRecordComponents()) {
      String cell = cells.next();
      Class<?> type = component.getType();
      values.add(type.isArray() ? split(cell) : SettingValue.of(component.getName(), cell, type));
    }
    return SettingsCopy.make(EpochReport.class, values);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String[] lines(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).split("\n", 0);
  }
}
