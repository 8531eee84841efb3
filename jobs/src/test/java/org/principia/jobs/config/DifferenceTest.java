package org.principia.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class DifferenceTest {
  private static Configuration with(String... overrides) {
    return Configuration.parse("", "test.conf", List.of(overrides));
  }

  private static String difference(Configuration there, Configuration here, String... sections) {
    return Reference.difference(Reference.text(there), here, List.of(sections));
  }

  @Test
  void keysOfTheSectionsThatCountAreTold() {
    Configuration there = with("gnn.epochs=4", "dynamics.runs=7", "seed=2");
    assertThat(difference(there, with("gnn.epochs=5", "seed=1"), "gnn"))
        .isEqualTo("gnn.epochs = 4 there, 5 here; seed = 2 there, 1 here");
  }

  @Test
  void aKeyOfALaterVersionHadItsDefaultBefore() {
    String there =
        Reference.text(with("dynamics.runs=7"))
            .lines()
            .filter(line -> !line.contains("drag ="))
            .collect(Collectors.joining("\n"));
    assertThat(Reference.difference(there, with("dynamics.drag=2"), List.of("dynamics")))
        .isEqualTo("dynamics.drag = 0 there, 2 here; dynamics.runs = 7 there, 10000 here");
  }

  @Test
  void fewAreToldOfMany() {
    Configuration there =
        with(
            "gnn.epochs=4",
            "gnn.hidden=7",
            "gnn.workers=1",
            "gnn.messages=9",
            "gnn.batch-frames=6");
    assertThat(difference(there, with(), "gnn"))
        .startsWith("gnn.batch-frames = 6 there, 64 here; gnn.epochs = 4 there")
        .endsWith("; and 2 more");
  }

  @Test
  void lawsOfTheUsersOwnCountWhereTheyAreAskedFor() {
    Configuration there = with("laws.stiff.force=r", "laws.stiff.time-step=0.01");
    Configuration here = with("laws.stiff.force=2*r", "laws.stiff.time-step=0.01");
    assertThat(difference(there, here, "laws"))
        .contains("laws.stiff.force = \"r\" there, \"2*r\" here");
    assertThat(difference(there, here, "gnn")).isEmpty();
  }

  @Test
  void whatIsNoConfigurationDiffersInNothingThatCouldBeTold() {
    assertThat(Reference.difference("{ cut sh", with(), List.of("gnn"))).isEmpty();
  }
}
