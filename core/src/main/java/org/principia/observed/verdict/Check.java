package org.principia.observed.verdict;

import java.io.Serializable;

/**
 * A test of a law that needs no truth.
 *
 * @param name what is tested
 * @param number what was measured
 * @param limit up to which the law stands
 * @param passed whether it stands
 * @param sentence the same in words
 */
public record Check(String name, double number, double limit, boolean passed, String sentence)
    implements Serializable {

  static Check atMost(String name, double number, double limit, String sentence) {
    return new Check(name, number, limit, number <= limit, sentence);
  }
}
