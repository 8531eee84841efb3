package org.principia.jobs.cluster.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
final class TurnsTest {

  @Test
  void allGetTheirTurnsInRotation() throws InterruptedException {
    Turns<String> turns = new Turns<>(List.of("a", "b", "c").iterator(), 9);
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      String thing = turns.next().orElseThrow();
      order.add(thing);
      turns.again(thing);
    }
    assertThat(order).containsExactly("a", "b", "c", "a", "b", "c", "a");
  }

  @Test
  void noMoreThanAllowedAreOpen() throws InterruptedException {
    Turns<String> turns = new Turns<>(List.of("a", "b", "c").iterator(), 2);
    assertThat(turns.next()).hasValue("a");
    assertThat(turns.next()).hasValue("b");
    turns.again("a");
    assertThat(turns.next()).hasValue("a");
    turns.done();
    assertThat(turns.next()).hasValue("c");
  }

  @Test
  void theEndIsToldWhenTheLastIsDone() throws InterruptedException {
    Turns<String> turns = new Turns<>(List.of("a").iterator(), 2);
    assertThat(turns.next()).hasValue("a");
    List<Boolean> ended = new ArrayList<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                ended.add(turns.next().isEmpty());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waiting.start();
    turns.done();
    waiting.join();
    assertThat(ended).containsExactly(true);
  }

  @Test
  void afterTheCloseNobodyGetsATurn() throws InterruptedException {
    Turns<String> turns = new Turns<>(List.of("a", "b").iterator(), 2);
    turns.next();
    turns.close();
    assertThat(turns.next()).isEmpty();
  }
}
