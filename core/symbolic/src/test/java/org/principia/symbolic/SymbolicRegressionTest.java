package org.principia.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.search.Search;
import org.principia.symbolic.settings.FirstPassEffort;

final class SymbolicRegressionTest {
  /** y = x / (1 + z^2) with an error that no formula explains. */
  private static final Table TABLE = table();

  private static Table table() {
    double[][] columns = new double[2][200];
    double[] y = new double[200];
    for (int i = 0; i < y.length; i++) {
      columns[0][i] = 1 + i % 17;
      columns[1][i] = 0.1 * (i % 23);
      y[i] = columns[0][i] / (1 + columns[1][i] * columns[1][i]) + 0.01 * (i * 37 % 11 - 5);
    }
    return Table.of(List.of("x", "z"), columns, y);
  }

  private static SymbolicRegression.Builder small() {
    return SymbolicRegression.builder()
        .set("first-pass", FirstPassEffort.NONE)
        .set("rounds", 3)
        .set("fits-per-round", 150)
        .set("islands", 5)
        .maxComplexity(11)
        .seed(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void theFrontIsTheSameForAnyNumberOfThreads(int threads) {
    ParetoFront alone = small().executor(Runnable::run).build().fit(TABLE);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      assertThat(small().executor(pool).build().fit(TABLE)).isEqualTo(alone);
    } finally {
      pool.shutdownNow();
    }
    assertThat(small().build().fit(TABLE)).isEqualTo(alone);
    assertThat(small().seed(5).build().fit(TABLE)).isNotEqualTo(alone);
  }

  @Test
  void theListenerSeesEachRoundAndStopsTheSearch() {
    List<Search> seen = new ArrayList<>();
    ParetoFront all = small().listener(s -> seen.add(s)).build().fit(TABLE);
    assertThat(seen).extracting(Search::round).containsExactly(1, 2, 3);
    assertThat(all).isEqualTo(seen.get(2).front().described(TABLE));
    ParetoFront stopped = small().listener(s -> s.round() < 2).build().fit(TABLE);
    assertThat(stopped).isEqualTo(seen.get(1).front().described(TABLE));
  }

  @Test
  void theLimitOfEvaluationsEndsTheSearchWithItsRound() {
    List<Search> seen = new ArrayList<>();
    small().set("evaluation-limit", 1).listener(s -> seen.add(s)).build().fit(TABLE);
    assertThat(seen).hasSize(1);
  }

  @Test
  void theTimeLimitEndsTheSearchBeforeItsFirstRound() {
    ParetoFront front = small().set("time-limit", 1e-9).build().fit(TABLE);
    assertThat(front.members()).hasSize(1);
  }

  @Test
  void aMistakeIsReportedWhenTheRegressionIsBuilt() {
    assertThatThrownBy(() -> small().set("max-complexty", 30).build())
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid setting: max-complexty (no such key; the nearest is max-complexity)");
    assertThatThrownBy(() -> small().operators("+", "sine").build())
        .hasMessageStartingWith("Invalid operators: sine (one of + - * /");
  }

  @Test
  void anExecutorThatRefusesFailsTheFit() {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    pool.shutdownNow();
    assertThatThrownBy(() -> small().executor(pool).build().fit(TABLE))
        .isInstanceOf(RejectedExecutionException.class);
  }

  /** A round of hours. */
  private static SymbolicRegression endless(Executor executor) {
    return small().set("fits-per-round", 1_000_000_000).executor(executor).build();
  }

  @Test
  void anExecutorThatRefusesOneIslandEndsTheOthers() throws InterruptedException {
    ExecutorService one =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>());
    assertThatThrownBy(() -> endless(one).fit(TABLE))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("Cannot search: the executor refuses an island");
    one.shutdown();
    assertThat(one.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void anInterruptedCallerEndsTheRoundOnItsOwnThreadAndOnOthers() throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    for (Executor executor : List.of((Executor) Runnable::run, pool)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> endless(executor).fit(TABLE))
          .isInstanceOf(CancellationException.class)
          .hasMessage("Cannot search: the calling thread was interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
    pool.shutdown();
    assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }
}
