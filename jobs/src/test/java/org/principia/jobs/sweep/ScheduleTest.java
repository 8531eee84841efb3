package org.principia.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.principia.jobs.config.Configuration;

final class ScheduleTest {
  private static PlannedCell cell(String law, String strategy) {
    return new PlannedCell(
        "seed-1",
        Configuration.parse(
            "", "test", List.of("dynamics.law=" + law, "gnn.strategy=" + strategy)));
  }

  private static Schedule schedule(int atOnce) {
    Map<PlannedCell, Double> costs = new LinkedHashMap<>();
    costs.put(cell("spring", "l1"), 1.0);
    costs.put(cell("spring", "kl"), 2.0);
    costs.put(cell("charge", "l1"), 8.0);
    costs.put(cell("charge", "kl"), 4.0);
    return new Schedule(costs, atOnce);
  }

  /** The order in which one thread works. */
  private static List<String> order(String... failing) throws InterruptedException {
    List<String> order = new ArrayList<>();
    schedule(1)
        .run(
            work -> {
              order.add(work.name());
              return !List.of(failing).contains(work.name());
            });
    return order;
  }

  @Test
  void framesComeBeforeTheirCellsAndTheLongestFirst() throws InterruptedException {
    assertThat(order())
        .containsExactly(
            "seed-1/charge-2d",
            "seed-1/charge-2d/l1",
            "seed-1/charge-2d/kl",
            "seed-1/spring-2d",
            "seed-1/spring-2d/kl",
            "seed-1/spring-2d/l1");
  }

  @Test
  void ofEqualsTheFirstOfThePlanComesFirst() throws InterruptedException {
    Map<PlannedCell, Double> costs = new LinkedHashMap<>();
    for (String strategy : List.of("l1", "kl", "standard")) {
      costs.put(cell("spring", strategy), 1.0);
    }
    List<String> order = new ArrayList<>();
    new Schedule(costs, 1).run(work -> order.add(work.name()));
    assertThat(order)
        .containsExactly(
            "seed-1/spring-2d",
            "seed-1/spring-2d/l1",
            "seed-1/spring-2d/kl",
            "seed-1/spring-2d/standard");
  }

  @Test
  void aFreeThreadTakesOtherFramesAndNotACellWhoseFramesAreBeingMade() throws Exception {
    CountDownLatch springMade = new CountDownLatch(2);
    Set<String> before = ConcurrentHashMap.newKeySet();
    AtomicBoolean early = new AtomicBoolean();
    schedule(2)
        .run(
            work -> {
              if (work.name().equals("seed-1/charge-2d")) {
                await(springMade);
                return true;
              }
              if (work.name().startsWith("seed-1/charge-2d/")) {
                early.compareAndSet(false, springMade.getCount() > 0);
              } else if (!work.makesFrames()) {
                before.add(work.name());
                springMade.countDown();
              }
              return true;
            });
    assertThat(early).isFalse();
    assertThat(before).containsExactlyInAnyOrder("seed-1/spring-2d/l1", "seed-1/spring-2d/kl");
  }

  @Test
  void threadsThatAreFreeTakeTheLongest() throws InterruptedException {
    Map<PlannedCell, Double> costs = new LinkedHashMap<>();
    costs.put(cell("spring", "l1"), 1.0);
    costs.put(cell("spring", "kl"), 2.0);
    costs.put(cell("spring", "standard"), 8.0);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch two = new CountDownLatch(2);
    new Schedule(costs, 2)
        .run(
            work -> {
              if (!work.makesFrames()) {
                order.add(work.name());
                two.countDown();
                await(two);
              }
              return true;
            });
    assertThat(order.subList(0, 2))
        .containsExactlyInAnyOrder("seed-1/spring-2d/standard", "seed-1/spring-2d/kl");
  }

  @Test
  void whatIsStoppedBeforeItRunsBeginsNothing() throws InterruptedException {
    Schedule schedule = schedule(2);
    schedule.stop();
    AtomicBoolean begun = new AtomicBoolean();
    schedule.run(work -> begun.getAndSet(true));
    assertThat(begun).isFalse();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void cellsWhoseFramesFailedAreLeftOutAndAFailedCellKeepsNobody() throws InterruptedException {
    assertThat(order("seed-1/charge-2d", "seed-1/spring-2d/kl"))
        .containsExactly(
            "seed-1/charge-2d", "seed-1/spring-2d", "seed-1/spring-2d/kl", "seed-1/spring-2d/l1");
  }

  @Test
  void nothingIsBegunOnceItIsStopped() throws InterruptedException {
    Schedule schedule = schedule(1);
    List<String> order = new ArrayList<>();
    schedule.run(
        work -> {
          order.add(work.name());
          schedule.stop();
          return true;
        });
    assertThat(order).containsExactly("seed-1/charge-2d");
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
