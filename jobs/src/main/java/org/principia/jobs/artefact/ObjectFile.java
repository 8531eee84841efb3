package org.principia.jobs.artefact;

import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.io.UTFDataFormatException;
import java.util.Optional;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;

/**
 * A file with a serialised object, behind the fingerprint of all that it depends on.
 *
 * <p>It is complete or not there: written under another name and renamed.
 *
 * @param files the file system
 * @param path of the file
 * @param fingerprint what determines the object
 */
public record ObjectFile(FileSystem files, Path path, String fingerprint) {
  /** Nothing but this program's records and the JDK's containers is ever built from a file. */
  public static final ObjectInputFilter FILTER =
      ObjectInputFilter.Config.createFilter("org.principia.**;java.base/*;!*");

  /** Writes an object; an {@link InputException} where it cannot be written. */
  public void write(Object object) {
    Path temporary = new Path(path.getParent(), "_" + path.getName());
    try {
      try (ObjectOutputStream out = new ObjectOutputStream(files.create(temporary, true))) {
        out.writeUTF(fingerprint);
        out.writeObject(object);
      }
      // Only an object that could not be read is in the way.
      Storage.rename(files, temporary, path);
    } catch (IOException | FSError e) {
      throw InputException.cannot("write " + path, String.valueOf(e.getMessage()), e);
    }
  }

  /** The object of a file that is there; empty where it is of others, or was cut short. */
  @SuppressWarnings("BanSerializableRead")
  public Optional<Object> read() {
    try (ObjectInputStream in = new ObjectInputStream(files.open(path))) {
      in.setObjectInputFilter(FILTER);
      return in.readUTF().equals(fingerprint) ? Optional.of(in.readObject()) : Optional.empty();
    } catch (EOFException
        | UTFDataFormatException
        | ObjectStreamException
        | ChecksumException
        | ClassNotFoundException
        | RuntimeException e) {
      // An object of another version, or one cut short.
      return Optional.empty();
    } catch (IOException e) {
      // The file system fails: to begin anew would throw away what it may give again.
      throw InputException.cannot("read " + path, String.valueOf(e.getMessage()), e);
    }
  }
}
