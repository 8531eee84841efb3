package org.principia.jobs.device;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compute capability of a GPU: which machine code it runs.
 *
 * <p>Machine code of capability X.y runs on GPUs X.z with z at least y, and on no others (CUDA C++
 * Programming Guide, "Binary Compatibility").
 *
 * @param major X
 * @param minor y
 */
record ComputeCapability(int major, int minor) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");

  /** The capability of a text such as {@code 8.6}. */
  static ComputeCapability parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a compute capability such as 8.6");
    }
    return new ComputeCapability(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Whether a GPU of this capability runs machine code of that one. */
  boolean runs(ComputeCapability code) {
    return major == code.major && minor >= code.minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
