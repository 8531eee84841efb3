package org.principia.symbolic.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;
import org.principia.common.RandomStream;
import org.principia.symbolic.SymbolicRegression;
import org.principia.symbolic.constraint.Constraints;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Complexities;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.settings.FirstPassEffort;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

final class SearchTest {
  @ParameterizedTest
  @ValueSource(strings = {"sin", "+", "- exp", "sqrt square"})
  void aFormulaHasTheOperatorsOfTheSearchAlone(String symbols) {
    double[][] columns = new double[2][60];
    double[] y = new double[60];
    for (int i = 0; i < y.length; i++) {
      columns[0][i] = 1 + i % 7;
      columns[1][i] = 1 + i % 11;
      y[i] = columns[0][i] * columns[1][i];
    }
    SymbolicSettings settings =
        SymbolicSettings.defaults()
            .withEffort(2, 3, 200)
            .with(Map.of("operators", List.of(symbols.split(" ", -1)), "max-complexity", 9));
    ParetoFront front =
        SymbolicRegression.builder()
            .settings(settings)
            .seed(1)
            .build()
            .fit(Table.of(List.of("a", "b"), columns, y));
    for (ParetoMember m : front.members()) {
      // Constants may be added and multiplied: a + a is written 2 * a.
      assertThat(m.expression().toText()).doesNotContain("a * b", "b * a");
    }
  }

  private static final List<String> NAMES = List.of("x", "y", "z");
  private static final SymbolicSettings SMALL = SymbolicSettings.defaults().withEffort(3, 3, 300);

  private static Table table(String truth, double noise) {
    RandomGenerator rng = RandomStream.of(11, "test.search");
    Expression e = Expression.parse(truth, NAMES);
    double[][] columns = new double[3][];
    for (int j = 0; j < 3; j++) {
      columns[j] = rng.doubles(600, 0.5, 3).toArray();
    }
    double[] y = new double[600];
    for (int i = 0; i < y.length; i++) {
      double[] row = {columns[0][i], columns[1][i], columns[2][i]};
      y[i] = e.evaluate(row) + noise * rng.nextGaussian();
    }
    return Table.of(NAMES, columns, y);
  }

  private static Search run(Search search, Table table) {
    Search s = search;
    while (!s.finished()) {
      s = s.absorb(s.tasks().stream().map(t -> t.run(table)).toList());
    }
    return s;
  }

  @Test
  void anExactLawIsFoundAndEndsTheSearchEarly() {
    Table table = table("2.5 * x / (y + 0.7) - 1.2", 0);
    Search search =
        run(
            Search.start(table, SymbolicSettings.defaults().withEffort(4, 20, 2000), 1, "a"),
            table);
    assertThat(search.round()).isLessThan(20);
    ParetoMember chosen = search.front().chosen();
    assertThat(chosen.loss()).isLessThan(1e-6);
    assertThat(chosen.expression().evaluate(new double[] {10, 0, 0}))
        .isBetween(2.5 * 10 / 0.7 - 1.2 - 1e-3, 2.5 * 10 / 0.7 - 1.2 + 1e-3);
  }

  @Test
  void theOrderAndThePlaceOfTheTasksDoNotMatter() {
    Table table = table("x * y / z", 0.1);
    Search there = Search.start(table, SMALL, 2, "a");
    while (!there.finished()) {
      List<IslandResult> results =
          new ArrayList<>(there.tasks().parallelStream().map(t -> copy(t).run(table)).toList());
      Collections.reverse(results);
      there = copy(there).absorb(results);
    }
    Search here = run(Search.start(table, SMALL, 2, "a"), table);
    assertThat(there.front()).isEqualTo(here.front());
    assertThat(there.fits()).isEqualTo(here.fits());
  }

  @Test
  void seedAndComponentChangeTheSearch() {
    Table table = table("x * y / z", 0.3);
    assertThat(
            Stream.of(
                    Search.start(table, SMALL, 2, "a"),
                    Search.start(table, SMALL, 3, "a"),
                    Search.start(table, SMALL, 2, "b"))
                .map(s -> run(s, table).front().toText())
                .distinct())
        .hasSize(3);
  }

  @Test
  void losesAreThoseOfTheFormulasOnAllRows() {
    Table table = table("x - y * z", 0.2);
    for (ParetoMember m : run(Search.start(table, SMALL, 4, "a"), table).front().members()) {
      double sum = 0;
      for (int i = 0; i < table.rows(); i++) {
        sum += Math.abs(m.expression().evaluate(table.row(i)) - table.target()[i]);
      }
      assertThat(m.loss()).isBetween(sum / 600 * (1 - 1e-9), sum / 600 * (1 + 1e-9));
      assertThat(m.complexity()).isEqualTo(m.expression().complexity());
      assertThat(m.complexity()).isLessThanOrEqualTo(SMALL.maxComplexity());
    }
  }

  @Test
  void complexityRisesAndLossFallsAlongTheFront() {
    Table table = table("x - y * z", 0.2);
    List<ParetoMember> members =
        SymbolicRegression.builder().settings(SMALL).seed(5).build().fit(table).members();
    for (int i = 1; i < members.size(); i++) {
      assertThat(members.get(i).complexity()).isGreaterThan(members.get(i - 1).complexity());
      assertThat(members.get(i).loss()).isLessThan(members.get(i - 1).loss());
    }
  }

  @Test
  void anIncompleteRoundIsRefused() {
    Table table = table("x", 0.1);
    Search search = Search.start(table, SMALL, 6, "a");
    List<IslandResult> results = search.tasks().stream().limit(2).map(t -> t.run(table)).toList();
    assertThatThrownBy(() -> search.absorb(results)).hasMessageContaining("round 0");
  }

  @Test
  void theEffortIsTheBudget() {
    Table table = table("x * y / z", 0.3);
    SymbolicSettings alone = SMALL.with(Map.of("first-pass", FirstPassEffort.NONE));
    assertThat(run(Search.start(table, alone, 7, "a"), table).fits()).isEqualTo(3L * 3 * 300);
    // The first round, beside the first pass, is a tenth; what that fits counts too.
    assertThat(run(Search.start(table, SMALL, 7, "a"), table).fits())
        .isGreaterThan(3L * (30 + 300 + 300) + 10);
  }

  @Test
  void aTaskThatNobodyWantsEndsBeforeItsNextFormula() {
    Table table = table("x * y / z", 0.3);
    IslandTask task = Search.start(table, SMALL, 7, "a").tasks().get(0);
    int[] asked = {0};
    assertThatThrownBy(() -> task.run(table, () -> ++asked[0] > 25))
        .isInstanceOf(CancellationException.class);
    assertThat(asked[0]).isEqualTo(26);
  }

  private static SymbolicSettings with(List<String> constraints, List<String> guesses) {
    return SMALL.with(
        Map.of("constraints", constraints, "guesses", guesses, "first-pass", FirstPassEffort.NONE));
  }

  @Test
  void nothingThatIsForbiddenComesOut() {
    Table table = table("x / (y + 1 / (z + x))", 0.01);
    SymbolicSettings settings = with(List.of("/: /"), List.of());
    Constraints constraints = settings.constraintsOn(table);
    ParetoFront front = run(Search.start(table, settings, 1, "a"), table).front();
    assertThat(front.members()).allMatch(m -> constraints.allow(m.expression()));
    assertThat(front.members()).anyMatch(m -> m.expression().toText().contains("/"));
  }

  @Test
  void weightsOfComplexityRuleTheFront() {
    Table table = table("x / (y + z)", 0.02);
    for (FirstPassEffort effort : List.of(FirstPassEffort.NONE, FirstPassEffort.QUICK)) {
      SymbolicSettings settings =
          SMALL.with(
              Map.of(
                  "complexities",
                  List.of("/ = 20", "constant = 3"),
                  "max-complexity",
                  19,
                  "first-pass",
                  effort));
      Complexities weights = settings.complexityWeights();
      ParetoFront front = run(Search.start(table, settings, 1, "a"), table).front();
      assertThat(front.members())
          .hasSizeGreaterThan(2)
          .allMatch(m -> m.complexity() == weights.of(m.expression()) && m.complexity() <= 19)
          .noneMatch(m -> m.expression().toText().contains("/"))
          .anyMatch(m -> m.complexity() > m.expression().complexity());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e200, 1e-200})
  void targetsWhoseSquaresNoNumberHoldsAreRefused(double size) {
    double[] x = {1, 2, 3, 4, 5};
    double[] y = {3 * size, 5 * size, 7 * size, 9 * size, 11 * size};
    Table table = Table.of(List.of("x"), new double[][] {x}, y);
    for (Loss loss : List.of(Loss.MEAN_SQUARE, Loss.HUBER)) {
      SymbolicSettings settings = SymbolicSettings.defaults().with(Map.of("loss", loss));
      assertThatThrownBy(() -> Search.start(table, settings, 1, "a"))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("Cannot search by " + loss.label() + ": squares of targets");
    }
    assertThat(Search.start(table, SymbolicSettings.defaults(), 1, "a").front().members())
        .hasSize(1);
  }

  @Test
  void aTargetBeyondTheRangeOfNumbersIsRefusedAndTheLeastOnesAreNot() {
    double[][] x = {{1, 2, 3, 4, 5}};
    SymbolicSettings settings =
        SymbolicSettings.defaults().with(Map.of("loss", Loss.MEAN_RELATIVE));
    double[] y = {1e300, 3e300, 2e300, 4e300, 1e-300};
    Table wide = new Table(List.of("x"), x, y, new double[] {1, 1, 1, 1, 0});
    assertThatThrownBy(() -> Search.start(wide, settings, 1, "a"))
        .hasMessageStartingWith("Cannot search by mean-relative: the loss of a constant");
    Table least = Table.of(List.of("x"), x, new double[] {1e-320, 2e-320, 3e-320, 1e-319, 1});
    assertThat(Search.start(least, settings, 1, "a").front().members()).hasSize(1);
  }

  @Test
  void aGuessIsFittedAndReported() {
    // Far too large for three short rounds to find.
    String truth = "x / (y + 1 / (z + 2 * x)) + 3 * y / (x + z)";
    Table table = table(truth, 0);
    String guess = "x / (y + 1 / (z + 2.1 * x)) + 2.9 * y / (x + z)";
    SymbolicSettings settings = with(List.of(), List.of(guess));
    ParetoFront front = run(Search.start(table, settings, 1, "a"), table).front();
    assertThat(front.members().get(front.members().size() - 1).loss()).isLessThan(1e-6);
  }

  @Test
  void aGuessOverUnknownColumnsIsRefusedAtTheStart() {
    Table table = table("x", 0.1);
    SymbolicSettings settings = with(List.of(), List.of("x + unknown"));
    assertThatThrownBy(() -> Search.start(table, settings, 1, "a"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("unknown");
  }

  @SuppressWarnings({"unchecked", "BanSerializableRead"})
  private static <T> T copy(T value) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      new ObjectOutputStream(bytes).writeObject(value);
      return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void migrantsOfOtherIslandsAndOfTheFrontTakeASmallShareOfAPopulation() {
    Table table = table("x * y / z", 0.3);
    Search search = Search.start(table, SMALL, 2, "a");
    List<IslandResult> results = search.tasks().stream().map(t -> t.run(table)).toList();
    List<IslandTask> next = search.absorb(results).tasks();
    Set<Expression> own = expressions(results.get(0).population());
    Set<Expression> others = expressions(results.get(1).population());
    others.addAll(expressions(results.get(2).population()));
    List<Member> migrants =
        next.get(0).population().stream().filter(m -> Double.isInfinite(m.loss())).toList();
    int share = (int) Math.ceil(SMALL.migration() * SMALL.population());
    // Two may meet in the same place.
    assertThat(migrants).hasSizeBetween(share / 2, share);
    assertThat(expressions(migrants)).anyMatch(e -> others.contains(e) && !own.contains(e));
    Search apart = Search.start(table, SMALL.with(Map.of("migration", 0)), 2, "a");
    assertThat(apart.absorb(results).tasks().get(0).population())
        .isEqualTo(results.get(0).population());
  }

  private static Set<Expression> expressions(List<Member> members) {
    return new HashSet<>(members.stream().map(Member::expression).toList());
  }
}
