package org.principia.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Complexities;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.settings.Choice;
import org.principia.symbolic.settings.SymbolicSettings;

final class ParetoFrontTest {
  private static final List<String> NAMES = List.of("x", "y");

  private static HallOfFame.Entry entry(String text, double loss) {
    return new HallOfFame.Entry(Expression.parse(text, NAMES), loss);
  }

  private static ParetoFront front(HallOfFame.Entry... entries) {
    return front(1000, entries);
  }

  private static ParetoFront front(int rows, HallOfFame.Entry... entries) {
    return ParetoFront.of(
        HallOfFame.empty(Complexities.ones()).with(List.of(entries)),
        new FrontScale(entries[0], rows, 2, false),
        true,
        SymbolicSettings.defaults());
  }

  /** Complexities 1, 3, 5, 7: a steep early drop far from the best, the knee at 5, then noise. */
  private static ParetoFront known() {
    return front(
        entry("1", 8), entry("2 * x", 1), entry("2 * x - y", 0.25), entry("2 * x - y / x", 0.245));
  }

  @Test
  void theFrontHoldsWhatNoSimplerFormulaBeats() {
    HallOfFame fame =
        HallOfFame.empty(Complexities.ones())
            .with(
                List.of(
                    entry("1", 4),
                    entry("2", 3),
                    entry("x + y", 3),
                    entry("x * y", 2),
                    entry("x - y - 1", 2.5)));
    assertThat(fame.front()).containsExactly(entry("2", 3), entry("x * y", 2));
  }

  @Test
  void scoresAreFractionalDropsPerComplexity() {
    List<ParetoMember> members = known().members();
    assertThat(members).extracting(ParetoMember::complexity).containsExactly(1, 3, 5, 7);
    assertThat(members.get(0).score()).isZero();
    assertThat(members.get(1).score()).isCloseTo(Math.log(8) / 2, within(1e-12));
    assertThat(members.get(2).score()).isCloseTo(Math.log(4) / 2, within(1e-12));
  }

  @Test
  void fractionalDropTakesTheKneeAmongThoseNearTheBest() {
    assertThat(known().choose(Choice.FRACTIONAL_DROP).complexity()).isEqualTo(5);
  }

  @Test
  void aFrontThatStillFallsIsNotSettled() {
    // From 0.25 to 0.235 is 6 percent over two nodes: more than a network's error would yield.
    ParetoFront falling =
        front(
            entry("1", 8),
            entry("2 * x", 1),
            entry("2 * x - y", 0.25),
            entry("2 * x - y / x", 0.235));
    assertThat(falling.choose(Choice.FRACTIONAL_DROP).complexity()).isEqualTo(7);
  }

  @Test
  void accuracyTakesTheLast() {
    assertThat(known().choose(Choice.ACCURACY).complexity()).isEqualTo(7);
  }

  @Test
  void descriptionLengthWeighsMisfitAgainstSize() {
    // 1000 rows: 0.25 to 0.245 saves 20 nats, two nodes cost 2.
    assertThat(known().choose(Choice.DESCRIPTION_LENGTH).complexity()).isEqualTo(7);
    ParetoFront flat = front(entry("1", 8), entry("2 * x", 1), entry("2 * x - y", 0.999));
    assertThat(flat.choose(Choice.DESCRIPTION_LENGTH).complexity()).isEqualTo(3);
  }

  @Test
  void asManyConstantsAsRowsExplainNothing() {
    HallOfFame.Entry[] members = {
      entry("1", 8), entry("x * y", 0.1), entry("x * y * (1 + 2 * x) + 3 * y / (x + 4)", 1e-6)
    };
    for (int rows : new int[] {4, 5}) {
      assertThat(front(rows, members).choose(Choice.DESCRIPTION_LENGTH).complexity()).isEqualTo(3);
    }
    assertThat(front(40, members).choose(Choice.DESCRIPTION_LENGTH).loss()).isEqualTo(1e-6);
  }

  @Test
  void aFormulaWithFewerConstantsStaysBesideAnEquallyComplexOne() {
    ParetoFront front =
        front(
            entry("1", 8), entry("x - 2 * y", 1), entry("x - x * y", 1.05), entry("y * y * y", 3));
    assertThat(front.members()).extracting(ParetoMember::loss).containsExactly(8.0, 1.0);
    assertThat(front.rivals()).extracting(ParetoMember::loss).containsExactly(1.05);
    ParetoFront few = front(5, entry("1", 8), entry("x - 2 * y", 1), entry("x - x * y", 1.05));
    assertThat(few.choose(Choice.DESCRIPTION_LENGTH).loss()).isEqualTo(1.05);
  }

  @Test
  void aSimplestFormulaWithAPoleHidesNoOther() {
    double[] x = new double[20];
    double[] y = new double[20];
    for (int i = 0; i < x.length; i++) {
      x[i] = i - 9.6;
      y[i] = 5 + 0.2 * x[i] + 0.001 * (i % 3);
    }
    HallOfFame.Entry constant = entry("5", 0.8);
    HallOfFame fame =
        HallOfFame.empty(new Complexities(List.of("constant = 4")))
            .with(List.of(entry("inv(x)", 5), constant, entry("5 + 0.2 * x", 0.001)));
    SymbolicSettings settings =
        SymbolicSettings.defaults().with(Map.of("complexities", List.of("constant = 4")));
    ParetoFront front =
        ParetoFront.of(fame, new FrontScale(constant, 20, 1, false), true, settings)
            .described(Table.of(List.of("x"), new double[][] {x}, y));
    assertThat(front.members().get(0).misfit()).isInfinite();
    assertThat(front.choose(Choice.DESCRIPTION_LENGTH).loss()).isEqualTo(0.001);
  }

  @Test
  void aFormulaThatIsNotFiniteOnTheRowsIsNeverChosen() {
    double[] x = {1, 2, 3, 4, 5, 6};
    double[] y = {11, 9, 12, 8, 11, 9};
    ParetoFront front =
        front(6, entry("10", 8), entry("log(x - 3)", 1e-9))
            .described(Table.of(List.of("x"), new double[][] {x}, y));
    assertThat(front.choose(Choice.DESCRIPTION_LENGTH).complexity()).isEqualTo(1);
  }

  @Test
  void wildRowsDoNotBuyAFormulaThatCatchesOne() {
    double[] x = new double[40];
    double[] y = new double[40];
    for (int i = 0; i < 40; i++) {
      x[i] = i;
      y[i] = 3 * i + 0.1 * ((i * 7) % 5 - 2);
    }
    y[11] = 400;
    y[30] = -200;
    Table table = Table.of(List.of("x"), new double[][] {x}, y);
    Expression line = Expression.parse("3 * x", List.of("x"));
    Expression pole = Expression.parse("3 * x + 0.0367 / (x - 10.9999)", List.of("x"));
    ParetoFront front =
        front(
            40,
            new HallOfFame.Entry(Expression.parse("57", List.of("x")), 40),
            new HallOfFame.Entry(line, 15.2),
            new HallOfFame.Entry(pole, 7.4));
    assertThat(front.choose(Choice.DESCRIPTION_LENGTH).expression()).isEqualTo(pole);
    assertThat(front.described(table).choose(Choice.DESCRIPTION_LENGTH).expression())
        .isEqualTo(line);
  }

  @Test
  void anExactMemberIsChosenAndItsScoreIsFinite() {
    ParetoFront exact = front(entry("1", 8), entry("x", 1), entry("2 * x", 0));
    assertThat(exact.chosen().loss()).isZero();
    assertThat(exact.chosen().score()).isFinite();
  }

  @Test
  void aFrontOfOneConstantChoosesIt() {
    assertThat(front(entry("1", 8)).chosen().complexity()).isEqualTo(1);
  }

  @Test
  void theTextMarksTheChosenMember() {
    assertThat(known().toText().lines().filter(l -> l.startsWith(">")))
        .singleElement()
        .asString()
        .contains("2 * x - y")
        .contains("0.25");
  }

  @Test
  void membersThatExplainRoundingAreLeftOut() {
    ParetoFront exact =
        front(
            entry("1", 8),
            entry("2 * x", 1),
            entry("2 * x - y", 3e-16),
            entry("2 * x - y - 1e-17 * x", 2e-16));
    assertThat(exact.members()).extracting(ParetoMember::complexity).containsExactly(1, 3, 5);
    assertThat(exact.choose(Choice.ACCURACY).complexity()).isEqualTo(5);
    assertThat(exact.advice()).isEmpty();
  }

  @Test
  void adviceIsGivenOnlyWhereTheFrontStillFalls() {
    assertThat(known().advice()).isEmpty();
    assertThat(front(entry("1", 8), entry("2 * x", 1), entry("2 * x - y", 0.25)).advice())
        .hasValueSatisfying(
            line -> assertThat(line).contains("complexity 5", "sin", "max-complexity"));
  }

  @Test
  void aVariableThatStandsTwiceCostsMoreThanAnother() {
    ParetoFront once = front(entry("1", 8), entry("2 * x * y", 0.5));
    ParetoFront twice = front(entry("1", 8), entry("2 * x * x", 0.5));
    assertThat(twice.descriptionLength(twice.members().get(1)))
        .isCloseTo(once.descriptionLength(once.members().get(1)) + 1, within(1e-12));
  }

  @Test
  void aUnitThatMustBeWhatItIsCostsLessThanAConstantThatFreesIt() {
    ParetoFront front = front(entry("1", 8), entry("x * y", 0.5), entry("2 * x * y", 0.5 - 1e-12));
    double tied = front.descriptionLength(front.members().get(1));
    double free = front.descriptionLength(front.members().get(2));
    assertThat(free).isBetween(tied + 1, tied + 9);
  }

  @Test
  void aFunctionWithinAnotherCostsMoreThanOneBesideIt() {
    ParetoFront beside = front(entry("1", 8), entry("exp(x) / sqrt(y)", 0.5));
    ParetoFront within = front(entry("1", 8), entry("exp(x / sqrt(y))", 0.5));
    assertThat(within.descriptionLength(within.members().get(1)))
        .isCloseTo(beside.descriptionLength(beside.members().get(1)) + 2, within(1e-12));
  }

  @Test
  void ofFewRowsANodeCostsLess() {
    HallOfFame.Entry[] entries = {
      entry("1", 8), entry("2 * x", 3), entry("2 * x / (1 + 3 * x * y)", 0.9)
    };
    ParetoFront few = front(9, entries);
    ParetoFront many = front(30, entries);
    double ofFew = few.descriptionLength(few.members().get(0));
    double ofMany = many.descriptionLength(many.members().get(0));
    // A constant of loss 8: n log 8, a node and half a logarithm of n.
    assertThat(ofFew).isCloseTo(9 * Math.log(8) + 0.3 + 0.5 * Math.log(9), within(1e-12));
    assertThat(ofMany).isCloseTo(30 * Math.log(8) + 1 + 0.5 * Math.log(30), within(1e-12));
  }

  @Test
  void aColumnOutOfManyMustExplainMoreThanTheOnlyOne() {
    // The column takes three nats off the misfit, two of which its two nodes cost.
    HallOfFame fame =
        HallOfFame.empty(Complexities.ones())
            .with(List.of(entry("1", 8), entry("2 * x", 8 * Math.exp(-0.003))));
    for (int columns : new int[] {1, 2, 3, 8}) {
      ParetoFront front =
          ParetoFront.of(
              fame,
              new FrontScale(entry("1", 8), 1000, columns, false),
              true,
              SymbolicSettings.defaults());
      assertThat(front.choose(Choice.DESCRIPTION_LENGTH).complexity())
          .isEqualTo(Math.log(columns) < 1 ? 3 : 1);
      // Out of d columns and then of the d - 1 that are left.
      ParetoMember line = front.members().get(1);
      ParetoMember constant = front.members().get(0);
      assertThat(front.descriptionLength(line) - front.descriptionLength(constant))
          .isCloseTo(-1 + Math.log(columns), within(1e-2));
    }
  }
}
