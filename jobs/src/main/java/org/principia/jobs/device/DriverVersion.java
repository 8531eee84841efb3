package org.principia.jobs.device;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version of NVIDIA's driver, of which two numbers count: {@code 510.39.01} is 510.39.
 *
 * @param branch the first number
 * @param release the second
 */
record DriverVersion(int branch, int release) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,5})\\.(\\d{1,5})(\\.\\d{1,5})?");

  /** The version of such a text. */
  static DriverVersion parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a driver version such as 510.39.01");
    }
    return new DriverVersion(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  boolean isOlderThan(DriverVersion other) {
    return branch < other.branch || (branch == other.branch && release < other.release);
  }

  @Override
  public String toString() {
    return branch + "." + release;
  }
}
