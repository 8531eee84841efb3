package org.principia.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.InputException;

final class SweepPlanTest {
  private static final String TWO_GRIDS =
      """
      output = out
      dynamics.runs = 7
      gnn.epochs = 3
      sweep {
        at-once = 2
        grids = [
          { laws = [spring, charge], dimensions = [2, 3], strategies = [l1], seeds = [1, 2] }
          { laws = [spring], dimensions = [2], strategies = [kl], settings { gnn.epochs = 5 } }
        ]
      }
      seed = 1
      """;

  private static SweepPlan plan(String text, String... overrides) {
    return SweepPlan.of(new SweepPlan.Source(text, "test.conf", List.of(overrides)));
  }

  private static PlannedCell cell(SweepPlan plan, String label) {
    return plan.cells().stream().filter(c -> c.label().equals(label)).findFirst().orElseThrow();
  }

  @Test
  void aGridIsTheProductOfItsLists() {
    SweepPlan plan = plan(TWO_GRIDS);
    assertThat(plan.atOnce()).hasValue(2);
    assertThat(plan.cells())
        .extracting(PlannedCell::label)
        .containsExactly(
            "seed-1/spring-2d/l1",
            "seed-2/spring-2d/l1",
            "seed-1/spring-3d/l1",
            "seed-2/spring-3d/l1",
            "seed-1/charge-2d/l1",
            "seed-2/charge-2d/l1",
            "seed-1/charge-3d/l1",
            "seed-2/charge-3d/l1",
            "seed-1/spring-2d/kl");
    PlannedCell cell = cell(plan, "seed-2/charge-3d/l1");
    assertThat(cell.settings().run().output()).isEqualTo("out/seed-2");
    assertThat(cell.settings().run().seed()).isEqualTo(2);
    assertThat(cell.settings().dynamics().law()).isEqualTo("charge");
    assertThat(cell.settings().dynamics().dimension()).isEqualTo(3);
    assertThat(cell.settings().dynamics().runs()).isEqualTo(7);
  }

  @Test
  void overridesWinOverTheGridsSettingsAndThoseOverTheFile() {
    SweepPlan plan = plan(TWO_GRIDS);
    assertThat(cell(plan, "seed-1/spring-2d/l1").settings().gnn().epochs()).isEqualTo(3);
    assertThat(cell(plan, "seed-1/spring-2d/kl").settings().gnn().epochs()).isEqualTo(5);
    SweepPlan overridden = plan(TWO_GRIDS, "gnn.epochs=9", "output=there");
    assertThat(cell(overridden, "seed-1/spring-2d/kl").settings().gnn().epochs()).isEqualTo(9);
    assertThat(overridden.output()).isEqualTo("there");
    assertThat(cell(overridden, "seed-1/spring-2d/kl").settings().run().output())
        .isEqualTo("there/seed-1");
  }

  @Test
  void someOfTheCellsAreChosenByTheirNames() {
    SweepPlan plan = plan(TWO_GRIDS);
    assertThat(plan.only(List.of())).hasSize(9);
    assertThat(plan.only(List.of("seed-1/spring-2d/*", "*/charge-3d/l1")))
        .extracting(PlannedCell::label)
        .containsExactly(
            "seed-1/spring-2d/l1",
            "seed-1/spring-2d/kl",
            "seed-1/charge-3d/l1",
            "seed-2/charge-3d/l1");
    assertThatThrownBy(() -> plan.only(List.of("seed-3/*")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid --only: seed-3/* (a cell of the sweep, seed-1/spring-2d/l1 for example)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gnn.epochs = 1 | Cannot sweep test.conf: it has no section sweep { grids = [ … ] }"
            + " with the cells",
        "sweep { grids = [] } | Invalid sweep.grids: [] (a list of at least one grid, { laws = […],"
            + " dimensions = […], … })",
        "sweep { grid = [] } | Invalid key sweep.grid: [] (no such key; the nearest is grids)",
        "sweep { at-once = 0, grids = [{}] } | Invalid sweep.at-once: 0 (a whole number from 1 to"
            + " 10000)",
        "sweep { grids = [{ law = [spring] }] } | Invalid key sweep.grids[1].law: [spring] (no such"
            + " key; the nearest is laws)",
        "sweep { grids = [{ laws = spring }] } | Invalid sweep.grids[1].laws: spring (a list of at"
            + " least one, in brackets)",
        "sweep { grids = [{ laws = [sprong] }] } | Invalid dynamics.law: sprong (one of spring,"
            + " inverse-distance, inverse-square, charge, damped, superposition, discontinuous,"
            + " string; nearest: spring)",
        "sweep { grids = [{ seeds = [one] }] } | Invalid seed: one (a whole number)",
        "sweep { grids = [{ settings { gnn.epoch = 2 } }] } | Invalid key gnn.epoch: 2 (no such"
            + " key; the nearest is gnn.epochs)",
        "sweep { grids = [{ settings { seed = 2 } }] } | Invalid sweep.grids[1].settings.seed: 2"
            + " (set it by the grid's laws, dimensions, strategies and seeds)",
        "sweep { grids = [{}, { laws = [charge] }, {}] } | Invalid sweep.grids:"
            + " seed-0/spring-2d/bottleneck in grid 1 and in grid 3 (each cell once)",
        "sweep { grids = [{}, { strategies = [l1], settings { dynamics.steps = 9 } }] } | Invalid"
            + " sweep.grids: seed-0/spring-2d/l1 in grid 2 (the frames of"
            + " seed-0/spring-2d/bottleneck, and dynamics.steps = 500 there, 9 here)"
      })
  void aMistakeIsOneLine(String text, String message) {
    assertThatThrownBy(() -> plan(text)).isInstanceOf(InputException.class).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"dynamics.law=charge", "seed=4", "gnn.strategy=l1", "dynamics.dimension=3"})
  void whatTheGridsSayIsNotOverridden(String pair) {
    assertThatThrownBy(() -> plan(TWO_GRIDS, pair))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid --set: "
                + pair
                + " (laws, dimensions, strategies and seeds of a sweep are set in its grids)");
  }

  @Test
  void aConfigurationWithoutGridsIsACellForStatus() {
    SweepPlan plan = SweepPlan.ofAny(new SweepPlan.Source("output = out", "test.conf", List.of()));
    assertThat(plan.cells()).extracting(PlannedCell::label).containsExactly("spring-2d/bottleneck");
    assertThat(plan.cells().get(0).settings().run().output()).isEqualTo("out");
  }

  @ParameterizedTest
  @CsvSource({
    "smoke.conf, 4",
    "laptop/sweep.conf, 32",
    "report/sweep.conf, 32",
    "paper/sweep.conf, 8"
  })
  void theConfigurationsOfTheProjectAreWhole(String name, int cells) throws IOException {
    Path file = Path.of("..", "conf").resolve(name);
    assertThat(plan(Files.readString(file)).cells()).hasSize(cells);
  }

  @Test
  void theReportsSettingsAreTheDefaults() throws IOException {
    PlannedCell cell =
        cell(plan(Files.readString(Path.of("../conf/report/sweep.conf"))), "seed-1/charge-3d/kl");
    PlannedCell defaults =
        plan("sweep { grids = [{ laws = [charge], dimensions = [3], strategies = [kl] }] }")
            .cells()
            .get(0);
    assertThat(cell.settings().dynamics()).isEqualTo(defaults.settings().dynamics());
    assertThat(cell.settings().frames()).isEqualTo(defaults.settings().frames());
    assertThat(cell.settings().gnn()).isEqualTo(defaults.settings().gnn());
  }
}
