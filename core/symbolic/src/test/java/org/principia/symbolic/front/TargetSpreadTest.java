package org.principia.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.RandomStream;
import org.principia.symbolic.SymbolicRegression;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.search.IslandResult;
import org.principia.symbolic.search.Search;
import org.principia.symbolic.settings.Choice;
import org.principia.symbolic.settings.FirstPassEffort;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

final class TargetSpreadTest {
  private static final List<String> X = List.of("x");

  private static Table table(DoubleUnaryOperator law, double noise, boolean relative) {
    RandomGenerator rng = RandomStream.of(1, "spread");
    double[] x = new double[120];
    double[] y = new double[120];
    for (int i = 0; i < x.length; i++) {
      x[i] = 1 + 3 * (i + rng.nextDouble()) / x.length;
      y[i] = law.applyAsDouble(x[i]);
      y[i] += noise * (relative ? y[i] : 1) * rng.nextGaussian();
    }
    return Table.of(X, new double[][] {x}, y);
  }

  @ParameterizedTest
  @CsvSource({
    "1e-30, 1, MEAN_RELATIVE",
    "-1e6, -1, MEAN_RELATIVE",
    // A thousand times of one sign, but not of both: the small ones may be differences.
    "0.1, 90, MEAN_ABSOLUTE",
    "-5000, 5000, MEAN_ABSOLUTE",
    "0, 0, MEAN_ABSOLUTE",
  })
  void wideTargetsBeginWithRelativeErrors(double from, double to, Loss loss) {
    double[] y = new double[200];
    for (int i = 0; i < y.length; i++) {
      double share = i / 199.0;
      y[i] = from * to > 0 ? from * Math.pow(to / from, share) : from + share * (to - from);
    }
    y[0] = from == to ? 1 : y[0];
    assertThat(TargetSpread.loss(Table.of(X, new double[][] {new double[200]}, y))).isEqualTo(loss);
  }

  @Test
  void ofFewRowsTheWholeRangeCountsAndOfManyAWrongSignDoesNot() {
    double[] few = {3.8, 17, 30, 50, 90, 110, 250, 270, 800, 1300, 1600, 4200, 6400};
    Table kleiber = Table.of(X, new double[][] {new double[13]}, few);
    assertThat(TargetSpread.loss(kleiber)).isEqualTo(Loss.MEAN_RELATIVE);
    double[] y = new double[200];
    Arrays.setAll(y, i -> Math.pow(10, i / 50.0) * (i == 7 || i == 150 ? -1 : 1));
    Table signs = Table.of(X, new double[][] {new double[200]}, y);
    assertThat(TargetSpread.loss(signs)).isEqualTo(Loss.MEAN_RELATIVE);
    // Of slipped points the 15 largest and smallest of 200 do not count.
    Arrays.setAll(y, i -> (20 + i % 30) * (i % 7 > 0 ? 1 : i % 2 > 0 ? 100 : 0.01));
    assertThat(TargetSpread.loss(Table.of(X, new double[][] {new double[200]}, y)))
        .isEqualTo(Loss.MEAN_ABSOLUTE);
  }

  @Test
  void errorsThatGrowWithTheTargetAreTold() {
    Expression cube = Expression.parse("2 * x * x * x", X);
    DoubleUnaryOperator law = x -> 2 * x * x * x;
    assertThat(TargetSpread.isRelative(cube, table(law, 0.1, true))).isTrue();
    assertThat(TargetSpread.isRelative(cube, table(law, 1, false))).isFalse();
    // Of a narrow target both would be alike.
    Expression line = Expression.parse("x + 50", X);
    assertThat(TargetSpread.isRelative(line, table(x -> x + 50, 0.1, true))).isFalse();
  }

  @Test
  void rowsThatDoNotCountSayNothingOfTheErrors() {
    Table table = table(x -> 2 * x * x * x, 1, false);
    double[] x = Arrays.copyOf(table.columns()[0], 140);
    double[] y = Arrays.copyOf(table.target(), 140);
    Arrays.fill(x, 120, 140, 1e-3);
    Arrays.fill(y, 120, 140, 2e-9);
    double[] weights = new double[140];
    Arrays.fill(weights, 0, 120, 1);
    Table more = new Table(X, new double[][] {x}, y, weights);
    assertThat(TargetSpread.isRelative(Expression.parse("2 * x * x * x", X), more)).isFalse();
  }

  @Test
  void aSearchThatIsStoppedAsItSettlesHasWhatItFound() {
    Table table = table(x -> 2 * x * x * x, 0.1, true);
    SymbolicSettings settings =
        SymbolicSettings.defaults()
            .withEffort(1, 3, 200)
            .with(Map.of("loss", Loss.AUTO, "early-stop", 0.0));
    Search search = Search.start(table, settings, 1, "target");
    Search before = search;
    while (search.front().loss() == Loss.MEAN_ABSOLUTE) {
      before = search.absorb(search.tasks().stream().map(t -> t.run(table)).toList());
      search = before.settled(table);
    }
    assertThat(search.round()).isEqualTo(before.round());
    ParetoMember law = search.front().choose(Choice.DESCRIPTION_LENGTH);
    assertThat(law.expression().evaluate(new double[] {3})).isBetween(52.0, 56.0);
    // Its loss and constants are those of relative errors: about 0.08 of normal ones of a tenth.
    assertThat(law.loss()).isBetween(0.06, 0.1);
    assertThat(law.loss()).isEqualTo(Snapping.loss(law.expression(), table, Loss.MEAN_RELATIVE));
  }

  @ParameterizedTest
  @CsvSource({"true, MEAN_RELATIVE", "false, MEAN_ABSOLUTE"})
  void aSearchSettlesForTheErrorsThatItsFormulasHave(boolean relative, Loss loss) {
    Table table = table(x -> 2 * x * x * x, relative ? 0.1 : 1, relative);
    SymbolicSettings settings =
        SymbolicSettings.defaults()
            .withEffort(1, 3, 200)
            .with(Map.of("loss", Loss.AUTO, "early-stop", 0.0));
    Search search = Search.start(table, settings, 1, "target");
    int rounds = 0;
    while (!search.finished()) {
      search = search.absorb(search.tasks().stream().map(t -> t.run(table)).toList());
      search = search.settled(table);
      rounds++;
      assertThat(search.round()).isEqualTo(rounds);
      // Also where the search begins anew: a limit may end it there.
      assertThat(search.front().members().size()).isGreaterThan(1);
    }
    assertThat(search.front().loss()).isEqualTo(loss);
    assertThat(search.settled(table)).isSameAs(search);
    ParetoFront front =
        SymbolicRegression.builder()
            .settings(settings)
            .seed(1)
            .executor(Runnable::run)
            .build()
            .fit(table);
    assertThat(front).isEqualTo(search.front().described(table));
  }

  @Test
  void aSearchThatBeginsAnewDrawsFromStreamsOfItsOwn() {
    Table table = table(x -> 2 * x * x * x, 0.1, true);
    Map<String, Object> one =
        Map.of("early-stop", 0.0, "islands", 1, "rounds", 1, "first-pass", FirstPassEffort.NONE);
    SymbolicSettings settings =
        SymbolicSettings.defaults().with(one).with(Map.of("fits-per-round", 50));
    Search first = Search.start(table, settings.with(Map.of("loss", Loss.AUTO)), 1, "target");
    Search anew = first.absorb(List.of(first.tasks().get(0).run(table))).settled(table);
    assertThat(anew.front().loss()).isEqualTo(Loss.MEAN_RELATIVE);
    Search fresh =
        Search.start(table, settings.with(Map.of("loss", Loss.MEAN_RELATIVE)), 1, "target");
    IslandResult drawn = anew.tasks().get(0).run(table);
    assertThat(drawn.population())
        .isEqualTo(anew.tasks().get(0).run(table).population())
        .isNotEqualTo(fresh.tasks().get(0).run(table).population());
  }
}
