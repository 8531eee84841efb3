package org.principia.jobs.cluster.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.gnn.training.NetworkState;
import org.principia.gnn.training.NodeTraining;

/**
 * The state of a node model's training after its last epoch, in one file of any Hadoop file system.
 *
 * <p>It is written under a temporary name and renamed. One that is damaged, or of another training,
 * counts as none: that training takes seconds.
 */
public final class NodeCheckpoint implements NodeTraining.Checkpoints {
  private static final int FORMAT = 1;

  private final FileSystem files;
  private final Path path;
  private final String fingerprint;

  /**
   * The checkpoint at a place.
   *
   * @param files the file system
   * @param path of the file
   * @param fingerprint what determines the training
   */
  public NodeCheckpoint(FileSystem files, Path path, String fingerprint) {
    this.files = files;
    this.path = path;
    this.fingerprint = fingerprint;
  }

  @Override
  public void save(NetworkState state) {
    Path temporary = path.suffix(".tmp");
    try {
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(files.create(temporary, true)))) {
        out.writeInt(FORMAT);
        out.writeUTF(fingerprint);
        out.writeInt(state.iteration());
        out.writeInt(state.epoch());
        write(out, state.parameters());
        write(out, state.moments());
        out.writeInt(sum(state));
      }
      files.delete(path, false);
      if (!files.rename(temporary, path)) {
        throw new IOException("Cannot rename " + temporary + " to " + path);
      }
    } catch (IOException | FSError e) {
      throw InputException.cannot("write a checkpoint to " + path, CheckpointStore.firstLine(e), e);
    }
  }

  @Override
  public Optional<NetworkState> load() {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(files.open(path)))) {
      if (in.readInt() != FORMAT || !in.readUTF().equals(fingerprint)) {
        return Optional.empty();
      }
      int iteration = in.readInt();
      int epoch = in.readInt();
      NetworkState state = new NetworkState(read(in), read(in), iteration, epoch);
      return in.readInt() == sum(state) ? Optional.of(state) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static int sum(NetworkState state) {
    return 31 * Arrays.hashCode(state.parameters()) + Arrays.hashCode(state.moments());
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static float[] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    // A damaged length must not ask for all memory.
    if (length < 0 || length > in.available() + (1 << 26)) {
      throw new IOException("damaged");
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
