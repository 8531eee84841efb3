package org.principia.jobs.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs commands as processes.
 *
 * <p>They print into a file: the end of a pipe comes only when every child of a killed process has
 * closed it.
 */
public final class ProcessRunner implements NvidiaSmi.Runner {

  @Override
  public Output run(List<String> command, Duration limit) throws IOException, TimeoutException {
    Path printed = Files.createTempFile("principia-", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(printed.toFile())
              .start();
      if (!ended(process, limit)) {
        process.destroyForcibly();
        throw new TimeoutException(String.join(" ", command));
      }
      return new Output(process.exitValue(), Files.readString(printed));
    } finally {
      Files.deleteIfExists(printed);
    }
  }

  private static boolean ended(Process process, Duration limit) throws IOException {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
