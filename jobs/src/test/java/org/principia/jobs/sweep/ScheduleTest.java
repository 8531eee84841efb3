package org.principia.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.sweep.Schedule.Work;

final class ScheduleTest {
  private static PlannedCell cell(String law, String strategy) {
    return new PlannedCell(
        "seed-1",
        Configuration.parse(
            "", "test", List.of("dynamics.law=" + law, "gnn.strategy=" + strategy)));
  }

  private static Schedule schedule() {
    Map<PlannedCell, Double> costs = new LinkedHashMap<>();
    costs.put(cell("spring", "l1"), 1.0);
    costs.put(cell("spring", "kl"), 2.0);
    costs.put(cell("charge", "l1"), 8.0);
    costs.put(cell("charge", "kl"), 4.0);
    return new Schedule(costs);
  }

  private static String next(Schedule schedule) throws InterruptedException {
    Optional<Work> work = schedule.next();
    work.ifPresent(schedule::done);
    return work.map(Work::name).orElse("nothing");
  }

  @Test
  void framesComeBeforeTheirCellsAndTheLongestFirst() throws InterruptedException {
    Schedule schedule = schedule();
    List<String> order =
        List.of(
            next(schedule),
            next(schedule),
            next(schedule),
            next(schedule),
            next(schedule),
            next(schedule),
            next(schedule));
    assertThat(order)
        .containsExactly(
            "seed-1/charge-2d",
            "seed-1/charge-2d/l1",
            "seed-1/charge-2d/kl",
            "seed-1/spring-2d",
            "seed-1/spring-2d/kl",
            "seed-1/spring-2d/l1",
            "nothing");
  }

  @Test
  void whoHasTimeTakesOtherFramesAndNotACellWhoseFramesAreInTheMaking() throws Exception {
    Schedule schedule = schedule();
    Work charge = schedule.next().orElseThrow();
    Work spring = schedule.next().orElseThrow();
    assertThat(spring.name()).isEqualTo("seed-1/spring-2d");
    CompletableFuture<String> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return schedule.next().orElseThrow().name();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Thread.sleep(50);
    assertThat(waiting).isNotDone();
    schedule.done(spring);
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo("seed-1/spring-2d/kl");
    schedule.done(charge);
    assertThat(schedule.next().orElseThrow().name()).isEqualTo("seed-1/charge-2d/l1");
  }

  @Test
  void cellsWhoseFramesFailedAreNotBegunAndAFailedCellKeepsNobody() throws InterruptedException {
    Schedule schedule = schedule();
    schedule.failed(schedule.next().orElseThrow());
    assertThat(next(schedule)).isEqualTo("seed-1/spring-2d");
    schedule.failed(schedule.next().orElseThrow());
    assertThat(next(schedule)).isEqualTo("seed-1/spring-2d/l1");
    assertThat(next(schedule)).isEqualTo("nothing");
  }

  @Test
  void nothingIsBegunOnceItIsClosed() throws InterruptedException {
    Schedule schedule = schedule();
    schedule.close();
    assertThat(schedule.next()).isEmpty();
  }

  @Test
  void aTrainedCellIsShorterThanOneThatIsNot() {
    PlannedCell cell = cell("spring", "l1");
    assertThat(cell.cost(true, false)).isLessThan(cell.cost(false, false));
    assertThat(cell.cost(true, true)).isLessThan(cell.cost(true, false));
    assertThat(cell("spring", "l1").cost(false, false))
        .isLessThan(
            new PlannedCell(
                    "seed-1", Configuration.parse("", "test", List.of("dynamics.dimension=3")))
                .cost(false, false));
  }
}
