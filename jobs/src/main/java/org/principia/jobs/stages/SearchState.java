package org.principia.jobs.stages;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.symbolic.Search;

/**
 * The searches between two rounds on disk, so that a killed search goes on.
 *
 * <p>It is written under another name and renamed; what belongs to other settings is ignored.
 */
final class SearchState {
  /** Nothing but this program's records and the JDK's containers is ever built from the file. */
  private static final ObjectInputFilter FILTER =
      ObjectInputFilter.Config.createFilter("org.principia.**;java.base/*;!*");

  private final FileSystem files;
  private final Path file;
  private final String fingerprint;

  /**
   * The state in a directory of its own.
   *
   * @param files the file system
   * @param directory the directory, which need not exist
   * @param fingerprint what determines the searches: settings and tables
   */
  SearchState(FileSystem files, Path directory, String fingerprint) {
    this.files = files;
    this.file = new Path(directory, "state");
    this.fingerprint = fingerprint;
  }

  void save(Map<String, Search> searches) {
    Path temporary = new Path(file.getParent(), "_state");
    try {
      try (ObjectOutputStream out = new ObjectOutputStream(files.create(temporary, true))) {
        out.writeUTF(fingerprint);
        out.writeObject(searches);
      }
      files.delete(file, false);
      if (!files.rename(temporary, file)) {
        throw new IOException("the rename of " + temporary + " failed");
      }
    } catch (IOException e) {
      throw InputException.cannot("write " + file, String.valueOf(e.getMessage()), e);
    }
  }

  /** The searches where they were; empty when there are none of these settings. */
  @SuppressWarnings({"unchecked", "BanSerializableRead"})
  Optional<Map<String, Search>> load() {
    try {
      if (!files.exists(file)) {
        return Optional.empty();
      }
      try (ObjectInputStream in = new ObjectInputStream(files.open(file))) {
        in.setObjectInputFilter(FILTER);
        return in.readUTF().equals(fingerprint)
            ? Optional.of((Map<String, Search>) in.readObject())
            : Optional.empty();
      }
    } catch (IOException | ClassNotFoundException e) {
      // A state of another version, or one cut short: the search starts again.
      return Optional.empty();
    }
  }
}
