package org.principia.jobs.device;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of which two numbers count: of NVIDIA's driver, or the compute capability of a GPU.
 *
 * @param major the first number
 * @param minor the second
 */
record Version(int major, int minor) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,5})\\.(\\d{1,5})(\\.\\d{1,5})?");

  /**
   * The version of a text; a third number is left out.
   *
   * @param text for example {@code 510.39.01}
   * @param meaning what is expected, for the message
   * @throws IllegalArgumentException if it is none
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
   * Whether a GPU of this compute capability runs machine code of another: code of X.y runs on GPUs
   * X.z with z at least y, and on no others (CUDA C++ Programming Guide, "Binary Compatibility").
   */
  boolean runs(Version code) {
    return major == code.major && minor >= code.minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
