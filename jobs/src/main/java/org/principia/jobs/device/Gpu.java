package org.principia.jobs.device;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of nvidia-smi.
 *
 * @param index its number, in the order of the PCI bus
 * @param uuid its identifier, {@code GPU-…}
 * @param name its product name
 * @param driver version of the driver
 * @param capability its compute capability
 * @param freeMebibytes free memory [MiB]
 */
public record Gpu(
    int index, String uuid, String name, Version driver, Version capability, long freeMebibytes) {
  /** What is asked of nvidia-smi, in the order of the components. */
  static final List<String> FIELDS =
      List.of("index", "uuid", "name", "driver_version", "compute_cap", "memory.free");

  /** The GPU of a line; an {@link IllegalArgumentException} names what a wrong value should be. */
  static Gpu parse(String line) {
    String[] values = Arrays.stream(line.split(",", -1)).map(String::strip).toArray(String[]::new);
    if (values.length != FIELDS.size()) {
      throw new IllegalArgumentException(String.join(", ", FIELDS));
    }
    return new Gpu(
        (int) number(values[0], "the number of a GPU"),
        values[1],
        values[2],
        Version.parse(values[3], "a driver version such as 510.39.01"),
        Version.parse(values[4], "a compute capability such as 8.6"),
        number(values[5], "free memory in MiB"));
  }

  private static long number(String text, String meaning) {
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(meaning);
    }
    return Long.parseLong(text);
  }

  /** Whether Spark's address means this GPU. */
  boolean isCalled(String address) {
    return address.equals(String.valueOf(index)) || address.equals(uuid);
  }

  /**
   * A version of which two numbers count: of NVIDIA's driver, or the compute capability of a GPU.
   */
  public record Version(int major, int minor) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})\\.(\\d{1,5})(\\.\\d{1,5})?");

    /**
     * The version of a text such as {@code 510.39.01}, its third number left out; an {@link
     * IllegalArgumentException} with the expected meaning if it is none.
     */
    static Version parse(String text, String meaning) {
      Matcher matcher = TEXT.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(meaning);
      }
      return new Version(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    boolean isOlderThan(Version other) {
      return major < other.major || (major == other.major && minor < other.minor);
    }

    /**
     * Whether a GPU of this compute capability runs machine code of another: code of X.y runs on
     * GPUs X.z with z at least y, and on no others (CUDA C++ Programming Guide, "Binary
     * Compatibility").
     */
    boolean runs(Version code) {
      return major == code.major && minor >= code.minor;
    }

    @Override
    public String toString() {
      return major + "." + minor;
    }
  }
}
