package org.principia.jobs.device;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.principia.common.InputException;

/** What nvidia-smi knows: NVIDIA's own tool, which comes with the driver and needs no CUDA. */
public final class NvidiaSmi {
  private static final String PROGRAM = "nvidia-smi";

  private final CommandRunner runner;
  private final Duration limit;

  /**
   * The tool.
   *
   * @param runner starts it
   * @param limit how long it may take: seconds for each GPU when no process holds the driver
   */
  public NvidiaSmi(CommandRunner runner, Duration limit) {
    this.runner = runner;
    this.limit = limit;
  }

  /**
   * The GPUs of this machine, or of this container.
   *
   * @return at least one, also those that CUDA_VISIBLE_DEVICES hides
   * @throws InputException if there is none, or no answer that can be read
   */
  List<Gpu> gpus() {
    CommandRunner.Output output = ask(String.join(",", Gpu.FIELDS));
    if (output.code() != 0) {
      throw refused(output);
    }
    List<Gpu> gpus = new ArrayList<>();
    for (String line : output.text().lines().filter(line -> !line.isBlank()).toList()) {
      gpus.add(parsed(line));
    }
    if (gpus.isEmpty()) {
      throw cannot("nvidia-smi finds none", Nd4jCuda.USE_CPUS);
    }
    return gpus;
  }

  private CommandRunner.Output ask(String fields) {
    try {
      return runner.run(
          List.of(PROGRAM, "--query-gpu=" + fields, "--format=csv,noheader,nounits"), limit);
    } catch (IOException e) {
      throw InputException.cannot(
          "train on a GPU",
          "nvidia-smi does not start ("
              + firstLine(String.valueOf(e.getMessage()))
              + "); install NVIDIA's driver, "
              + Nd4jCuda.OLDEST_DRIVER
              + " or newer, or "
              + Nd4jCuda.USE_CPUS,
          e);
    } catch (TimeoutException e) {
      throw InputException.cannot(
          "train on a GPU",
          "nvidia-smi gave no answer in "
              + limit.toSeconds()
              + " s (a GPU or its driver hangs); reset it, or "
              + Nd4jCuda.USE_CPUS,
          e);
    }
  }

  /** A driver older than the field compute_cap fails; only its version can be reported. */
  private InputException refused(CommandRunner.Output output) {
    if (output.text().contains("compute_cap")) {
      CommandRunner.Output version = ask("driver_version");
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
          "nvidia-smi printed '"
              + line
              + "', where "
              + e.getMessage()
              + " was expected; "
              + Nd4jCuda.USE_CPUS,
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
