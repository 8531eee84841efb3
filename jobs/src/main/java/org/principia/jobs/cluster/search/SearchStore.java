package org.principia.jobs.cluster.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.ObjectFile;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.config.Reference;
import org.principia.symbolic.search.Search;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * The state of each search between two rounds, so that a search that was killed goes on.
 *
 * <p>A file a search, {@code search-NUMBER-ROUND}, written under another name and renamed; the one
 * of the round before goes afterwards, so that at any moment a whole one is there. What belongs to
 * other settings or rows, or was cut short, is passed over.
 */
public final class SearchStore {
  private static final Pattern NAME = Pattern.compile("search-(\\d{1,9})-(\\d{1,9})");

  private final FileSystem files;
  private final Path directory;
  private final String fingerprint;
  private Map<Integer, NavigableMap<Integer, Path>> saved;

  /**
   * A store in a directory of its own, which need not be there; the fingerprint is what determines
   * the searches: rows, settings and seed.
   */
  public SearchStore(FileSystem files, Path directory, String fingerprint) {
    this.files = files;
    this.directory = directory;
    this.fingerprint = fingerprint;
  }

  /** What a finished search depends on: the method and all settings, one line a key. */
  public static String outcome(SymbolicSettings settings) {
    // A setting of former versions stands where it stood, so that their results are known.
    String values =
        Reference.values(settings)
            .replaceFirst("(?m)^(scaled-islands = .*)$", "$1\nrelative-islands = 0.0");
    return "method " + Search.METHOD + "\n" + values;
  }

  /** The settings that determine a search until it stops, one line a key: all but the limits. */
  public static String settings(SymbolicSettings settings) {
    return outcome(settings)
        .lines()
        .filter(line -> !line.startsWith("time-limit ") && !line.startsWith("evaluation-limit "))
        .collect(Collectors.joining("\n"));
  }

  /**
   * Saves a search under its number from 0; others may be saved at the same time. Throws an {@link
   * InputException} when it cannot be written.
   */
  void save(int number, Search search) {
    Path file = file(number, search.round());
    new ObjectFile(files, file, fingerprint).write(search);
    try {
      files.delete(file(number, search.round() - 1), false);
    } catch (IOException | FSError e) {
      throw InputException.cannot("write " + file, String.valueOf(e.getMessage()), e);
    }
  }

  private Path file(int number, int round) {
    return new Path(directory, "search-" + number + "-" + round);
  }

  /** The search of a number where it was; empty when none of these settings is there. */
  Optional<Search> load(int number) {
    return saved().getOrDefault(number, new TreeMap<>()).descendingMap().values().stream()
        .map(this::read)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * Whether searches were stopped here that cannot be gone on with: there are states, and none that
   * can be read of these settings and rows.
   */
  public boolean isOfOthers() {
    return !saved().isEmpty() && saved().keySet().stream().allMatch(n -> load(n).isEmpty());
  }

  /** The files that were there at first, by number and round: one look at the directory. */
  private synchronized Map<Integer, NavigableMap<Integer, Path>> saved() {
    if (saved == null) {
      saved = new HashMap<>();
      try {
        for (FileStatus status : Storage.inside(files, directory)) {
          Matcher name = NAME.matcher(status.getPath().getName());
          if (name.matches()) {
            saved
                .computeIfAbsent(Integer.valueOf(name.group(1)), number -> new TreeMap<>())
                .put(Integer.valueOf(name.group(2)), status.getPath());
          }
        }
      } catch (IOException e) {
        throw InputException.cannot("read " + directory, String.valueOf(e.getMessage()), e);
      }
    }
    return saved;
  }

  private Optional<Search> read(Path file) {
    return new ObjectFile(files, file, fingerprint)
        .read()
        .filter(Search.class::isInstance)
        .map(Search.class::cast);
  }
}
