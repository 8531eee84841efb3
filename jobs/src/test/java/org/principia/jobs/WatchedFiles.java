package org.principia.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Local files under a scheme of their own, what is written to them as a test says. */
abstract class WatchedFiles extends RawLocalFileSystem {
  private final String scheme;

  WatchedFiles(String scheme) {
    this.scheme = scheme;
  }

  /** Opens the local file itself. */
  interface Opening {
    /**
     * Makes the file.
     *
     * @return the stream into it
     */
    OutputStream open() throws IOException;
  }

  /**
   * Makes a file.
   *
   * @param path its path
   * @param overwrite whether one that is there is replaced
   * @param local makes the local one
   * @return the stream into it
   */
  abstract OutputStream made(Path path, boolean overwrite, Opening local) throws IOException;

  @Override
  public final URI getUri() {
    return URI.create(scheme + ":///");
  }

  @Override
  public final String getScheme() {
    return scheme;
  }

  @Override
  public final FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    Opening local =
        () -> super.create(path, overwrite, bufferSize, replication, blockSize, progress);
    return new FSDataOutputStream(made(path, overwrite, local), null);
  }

  @Override
  public final FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    Opening local =
        () ->
            super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
    return new FSDataOutputStream(made(path, overwrite, local), null);
  }
}
