package org.principia.jobs.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.principia.common.InputException;

/**
 * What nvidia-smi knows: NVIDIA's own tool, which comes with the driver and needs no CUDA.
 *
 * @param runner starts it
 * @param limit how long it may take: seconds for each GPU when no process holds the driver
 */
public record NvidiaSmi(Runner runner, Duration limit) {
  /** Runs a command of the operating system. */
  @FunctionalInterface
  public interface Runner {
    /** What a command left: its exit code, and what it printed, standard error included. */
    record Output(int code, String text) {}

    /**
     * Runs a program with arguments to its end, an {@link IOException} if it cannot be started; it
     * is killed when it takes longer than the limit, a {@link TimeoutException}.
     */
    Output run(List<String> command, Duration limit) throws IOException, TimeoutException;
  }

  /**
   * Runs a command as a process, which prints into a file: the end of a pipe comes only when every
   * child of a killed process has closed it.
   */
  public static Runner.Output run(List<String> command, Duration limit)
      throws IOException, TimeoutException {
    Path printed = Files.createTempFile("principia-", ".txt");
    Process process = null;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(printed.toFile())
              .start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TimeoutException(String.join(" ", command));
      }
      return new Runner.Output(process.exitValue(), Files.readString(printed));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(printed);
    }
  }

  /**
   * The GPUs of this machine, or of this container, also those that CUDA_VISIBLE_DEVICES hides; an
   * {@link InputException} if there is none, or no answer that can be read.
   */
  List<Gpu> gpus() {
    Runner.Output output = ask(String.join(",", Gpu.FIELDS));
    if (output.code() != 0) {
      throw refused(output);
    }
    List<Gpu> gpus =
        output.text().lines().filter(line -> !line.isBlank()).map(NvidiaSmi::parsed).toList();
    if (gpus.isEmpty()) {
      throw cannot("nvidia-smi finds none", Nd4jCuda.USE_CPUS);
    }
    return gpus;
  }

  private Runner.Output ask(String fields) {
    try {
      return runner.run(
          List.of("nvidia-smi", "--query-gpu=" + fields, "--format=csv,noheader,nounits"), limit);
    } catch (IOException | TimeoutException e) {
      String reason =
          e instanceof IOException
              ? "nvidia-smi does not start (%s); install NVIDIA's driver, %s or newer, or "
                  .formatted(firstLine(String.valueOf(e.getMessage())), Nd4jCuda.OLDEST_DRIVER)
              : "nvidia-smi gave no answer in %s s (a GPU or its driver hangs); reset it, or "
                  .formatted(limit.toSeconds());
      throw InputException.cannot("train on a GPU", reason + Nd4jCuda.USE_CPUS, e);
    }
  }

  /** A driver older than the field compute_cap fails; only its version can be reported. */
  private InputException refused(Runner.Output output) {
    if (output.text().contains("compute_cap")) {
      Runner.Output version = ask("driver_version");
      if (version.code() == 0) {
        return cannot(
            "its driver is " + firstLine(version.text()),
            "install " + Nd4jCuda.OLDEST_DRIVER + " or newer, or " + Nd4jCuda.USE_CPUS);
      }
    }
    return cannot(
        "nvidia-smi failed with exit code " + output.code() + ": " + firstLine(output.text()),
        "repair the driver, or " + Nd4jCuda.USE_CPUS);
  }

  private static Gpu parsed(String line) {
    try {
      return Gpu.parse(line);
    } catch (IllegalArgumentException e) {
      throw InputException.cannot(
          "train on a GPU",
          "nvidia-smi printed '%s', where %s was expected; %s"
              .formatted(line, e.getMessage(), Nd4jCuda.USE_CPUS),
          e);
    }
  }

  private static InputException cannot(String reason, String hint) {
    return InputException.cannot("train on a GPU", reason + "; " + hint);
  }

  static String firstLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("").strip();
  }
}
