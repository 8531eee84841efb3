package org.principia.jobs.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the scripts of deploy, and fakes the programs that they call. */
public final class Shell {
  /** Surefire runs in the directory of the module. */
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Shell() {}

  public record Result(int code, String out, String err) {}

  public static Result run(Path directory, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().remove(Preflight.VARIABLE);
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(300, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " hangs: " + Files.readString(err));
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** An executable script. */
  static void script(Path file, String... lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A directory for the PATH with an nvidia-smi that knows these GPUs. */
  public static Path nvidiaSmi(Path directory, Gpu... gpus) throws IOException {
    Path bin = Files.createDirectory(directory.resolve("bin"));
    StringBuilder full = new StringBuilder();
    StringBuilder brief = new StringBuilder();
    for (Gpu gpu : gpus) {
      brief.append(gpu.index()).append(", ").append(gpu.uuid()).append('\n');
      full.append(
          String.join(
              ", ",
              String.valueOf(gpu.index()),
              gpu.uuid(),
              gpu.name(),
              gpu.driver() + ".01",
              gpu.capability().toString(),
              gpu.freeMebibytes() + "\n"));
    }
    Files.write(bin.resolve("full"), full.toString().getBytes(StandardCharsets.UTF_8));
    Files.write(bin.resolve("brief"), brief.toString().getBytes(StandardCharsets.UTF_8));
    script(
        bin.resolve("nvidia-smi"),
        "case \"$1\" in",
        "  *compute_cap*) cat '" + bin.resolve("full") + "' ;;",
        "  --query-gpu=index,uuid) cat '" + bin.resolve("brief") + "' ;;",
        "  *) echo unexpected \"$@\"; exit 2 ;;",
        "esac");
    return bin;
  }

  public static Gpu gpu(int index, String name, int major, int minor) {
    return new Gpu(
        index,
        "GPU-" + index + "abc",
        name,
        new Gpu.Version(535, 54),
        new Gpu.Version(major, minor),
        40_000);
  }

  /** A PATH with that directory in front. */
  public static String path(Path bin) {
    return bin + ":" + System.getenv("PATH");
  }
}
