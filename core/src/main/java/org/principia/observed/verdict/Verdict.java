package org.principia.observed.verdict;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What a law is worth, judged without the truth.
 *
 * @param outcome one of four
 * @param sentence the outcome with what it depends on
 * @param depends what the rest depends on, or the laws that explain as much; empty for the others
 * @param checks all tests, in the order in which they were made
 */
public record Verdict(Outcome outcome, String sentence, List<String> depends, List<Check> checks)
    implements Serializable {

  /** The four outcomes. */
  public enum Outcome {
    /** No test finds anything beside noise. */
    EXPLAINS("explains the data to the noise"),
    /** The pair force is most of what happens. */
    MOSTLY("explains most, and the rest depends on"),
    /** Other laws do as well. */
    SEVERAL("several laws explain them equally"),
    /** A pair force is not most of what happens, or noise hides it. */
    NONE("no pair law");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /** Copies the lists. */
  public Verdict {
    depends = List.copyOf(depends);
    checks = List.copyOf(checks);
  }

  /** Where there is no formula that could be tested. */
  public static Verdict untested() {
    return new Verdict(
        Outcome.NONE,
        "no pair law: there is no formula that could be tested",
        List.of(),
        List.of());
  }

  /** A test by its name. */
  public Optional<Check> check(String name) {
    return checks.stream().filter(c -> c.name().equals(name)).findFirst();
  }
}
