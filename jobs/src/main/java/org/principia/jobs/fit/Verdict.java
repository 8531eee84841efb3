package org.principia.jobs.fit;

import static org.principia.jobs.fit.FitText.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.principia.symbolic.data.ColumnFunction;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Exponents;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.front.Diagnostics;
import org.principia.symbolic.front.Outliers;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.front.Snapping;
import org.principia.symbolic.front.TargetSpread;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;
import org.principia.visuals.Digits;

/**
 * How sure the formula is that was chosen, and what a user may do about it.
 *
 * @param front that it was chosen from, its rows described
 * @param rows of the table
 * @param tame the rows but for outliers
 * @param numbers of these rows in the file, from 1
 * @param options of the fit
 * @param diagnostics of the chosen formula
 * @param standardErrors of its constants (constants)
 */
record Verdict(
    ParetoFront front,
    Table rows,
    Table tame,
    long[] numbers,
    Fit.Options options,
    Diagnostics diagnostics,
    double[] standardErrors) {
  /** Formulas shown that are nearly as good, and rows shown that are far off. */
  private static final int SHOWN = 3;

  /** Odds below which a formula is not nearly as good. */
  private static final double NEARLY = 1e-2;

  /** Odds below which a formula is not worth a line. */
  private static final double HARDLY = 1e-4;

  /** Share of the noise below which two formulas are the same, and of a value, by rounding. */
  private static final double SAME = 0.03;

  private static final double ROUNDING = 1e-12;

  /** Columns of the largest linear model: its fit takes time with the square. */
  private static final int LINEAR_COLUMNS = 200;

  /** Operators that are worth a try where nothing good is found. */
  private static final List<String> COMMON = List.of("sqrt", "exp", "log", "sin", "^");

  /** Share of the variance below which a formula explains little. */
  private static final double POOR = 0.9;

  /** Odds from which the linear model is clearly better. */
  private static final double CLEARLY = 20;

  /** Complexities below the largest allowed at which a formula is at the limit. */
  private static final int AT_THE_LIMIT = 2;

  static Verdict of(ParetoFront front, Table rows, long[] numbers, Fit.Options options) {
    Expression chosen = front.chosen().expression();
    Table tame = Outliers.tame(chosen, rows, front.loss());
    Diagnostics diagnostics = Diagnostics.of(chosen, rows, front.loss());
    double[] errors =
        options.bootstrap() == 0
            ? diagnostics.standardErrors()
            : Diagnostics.bootstrap(
                chosen, rows, front.loss(), options.bootstrap(), options.seed());
    return new Verdict(front, rows, tame, numbers, options, diagnostics, errors);
  }

  /** Whether the chosen formula explains little of the rows. */
  boolean isPoor() {
    return !isRelative() && Fitted.r2(front.chosen().expression(), tame) < POOR;
  }

  /** Odds of a formula against the chosen one: {@code exp} of the difference of descriptions. */
  private double odds(ParetoMember m) {
    return Math.exp(front.descriptionLength(front.chosen()) - front.descriptionLength(m));
  }

  /**
   * Other structures: a longer form of one, as it was found, says nothing new, and neither does
   * what no row tells from the chosen one.
   */
  private List<ParetoMember> others() {
    Set<Long> shown = new HashSet<>(Set.of(front.chosen().expression().structureHash()));
    return front.byDescription().stream()
        .filter(m -> odds(m) >= HARDLY && shown.add(m.expression().structureHash()))
        .filter(m -> !isTheSame(m.expression()))
        .limit(SHOWN)
        .toList();
  }

  /** Whether a formula differs from the chosen one by far less than the noise in every row. */
  private boolean isTheSame(Expression e) {
    double[] values = values(e);
    double[] chosen = values(front.chosen().expression());
    double noise = diagnostics.noise() * SAME;
    for (int i = 0; i < values.length; i++) {
      double unit = isRelative() ? Math.abs(rows.target()[i]) : 1;
      if (!(Math.abs(values[i] - chosen[i]) <= noise * unit + ROUNDING * Math.abs(chosen[i]))) {
        return false;
      }
    }
    return true;
  }

  private double[] values(Expression e) {
    double[] out = new double[rows.rows()];
    new ColumnFunction(e.bind(rows.names())).values(rows.columns(), out);
    return out;
  }

  /** What programs read. */
  void entries(Map<String, Object> entry) {
    entry.put("noise", diagnostics.noise());
    entry.put("standard-errors", DoubleStream.of(standardErrors).boxed().toList());
    entry.put("far-off-rows", diagnostics.farOff().stream().map(i -> numbers[i]).toList());
    entry.put("nearly-as-good", others().stream().map(this::entry).toList());
  }

  /** In an order that is the same in each run. */
  private Map<String, Object> entry(ParetoMember m) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("formula", m.expression().toText());
    entry.put("complexity", m.complexity());
    entry.put("loss", m.loss());
    entry.put("odds", odds(m));
    return entry;
  }

  /** What people read. */
  List<String> lines(String target) {
    List<String> lines = new ArrayList<>();
    lines.add(noise(target));
    constants().ifPresent(lines::add);
    lines.addAll(othersInWords());
    farOff(target).ifPresent(lines::add);
    relative().ifPresent(lines::add);
    linear().ifPresent(lines::add);
    powers().ifPresent(lines::add);
    advice().ifPresent(lines::add);
    return lines;
  }

  /** The formula that is the most nearly as good, if there is one. */
  Optional<String> nearest() {
    return others().stream()
        .limit(1)
        .filter(m -> odds(m) >= NEARLY)
        .map(m -> "nearly as good" + inWords(m))
        .findFirst();
  }

  /** The size of the errors, of relative ones in percent. */
  String noise() {
    double noise = diagnostics.noise();
    return isRelative() ? Digits.of(100 * noise, 2) + " %" : Digits.of(noise, 2);
  }

  private List<String> othersInWords() {
    List<ParetoMember> others = others();
    if (others.isEmpty() || odds(others.get(0)) < NEARLY) {
      List<String> lines = new ArrayList<>(List.of("no other formula found is nearly as good"));
      others.stream().limit(1).map(m -> "the next" + inWords(m)).forEach(lines::add);
      return lines;
    }
    return others.stream()
        .filter(m -> odds(m) >= NEARLY)
        .map(m -> "nearly as good" + inWords(m))
        .toList();
  }

  private String inWords(ParetoMember m) {
    double odds = odds(m);
    return format(
        ", odds %s: %s",
        odds < 1 ? "1 : " + Digits.of(1 / odds, 2) : Digits.of(odds, 2) + " : 1",
        FitText.text(m.expression(), rows, front.loss(), 4));
  }

  private boolean isRelative() {
    return front.loss() == Loss.MEAN_RELATIVE;
  }

  private String noise(String target) {
    double noise = diagnostics.noise();
    double square = 0;
    for (double y : tame.target()) {
      square += y * y / tame.rows();
    }
    return isRelative()
        ? format("noise: about %s %% of %s in each row", Digits.of(100 * noise, 2), target)
        : format(
            "noise: about %s, %s %% of the root mean square of %s",
            Digits.of(noise, 2), Digits.of(100 * noise / Math.sqrt(square), 2), target);
  }

  private Optional<String> constants() {
    double[] constants = front.chosen().expression().constants();
    boolean[] held = new boolean[constants.length];
    Exponents.markHeld(front.chosen().expression(), held);
    List<String> texts = new ArrayList<>();
    for (int k = 0; k < constants.length; k++) {
      if (!held[k]) {
        texts.add(
            Double.isNaN(standardErrors[k])
                ? format("%.6g (not determined by the rows)", constants[k])
                : Digits.within(constants[k], standardErrors[k]));
      }
    }
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of("constants with standard errors: " + String.join(", ", texts));
  }

  private Optional<String> farOff(String target) {
    List<Integer> far = diagnostics.farOff();
    if (far.isEmpty()) {
      return Optional.empty();
    }
    String shown =
        far.stream()
            .limit(SHOWN)
            .map(i -> format("%d (%s = %.4g)", numbers[i], target, rows.target()[i]))
            .collect(Collectors.joining(", "));
    return Optional.of(
        format(
            "rows far off the formula, counted from 1 below the header: %s%s: look at them%s",
            shown, far.size() > SHOWN ? ", … " + far.size() + " in all" : "", r2Without(far)));
  }

  /** Share of the variance explained of the rows but for some; nothing where there is none. */
  private String r2Without(List<Integer> left) {
    double[] weights = rows.weights().clone();
    left.forEach(i -> weights[i] = 0);
    double r2 = Fitted.r2(front.chosen().expression(), rows, weights);
    return Double.isFinite(r2) ? "; R2 without them " + Digits.share(r2) : "";
  }

  /** That errors are shares of the target, where it was not the user who said so. */
  private Optional<String> relative() {
    if (!isRelative() || options.settings().loss() != Loss.AUTO) {
      return Optional.empty();
    }
    TargetSpread spread = TargetSpread.of(rows.target());
    return Optional.of(
        format(
            "errors are judged as shares of the target, most of which goes from %s to %s;"
                + " --set symbolic.loss=mean-absolute judges them as they are",
            Digits.of(spread.low(), 2), Digits.of(spread.high(), 2)));
  }

  /** The linear model of all columns, for comparison. */
  private Optional<String> linear() {
    int columns = rows.columns().length;
    if (columns < 2 || columns > LINEAR_COLUMNS || 2 * columns > rows.rows()) {
      return Optional.empty();
    }
    ParetoMember linear = fitted(linearModel(rows.names()));
    return isClearlyBetter(linear)
        ? Optional.of("a linear model of all columns is better" + described(linear))
        : Optional.of(format("a linear model of all columns has a loss of %.4g", linear.loss()));
  }

  /** A formula, its constants fitted, as a member that could stand on the front. */
  private ParetoMember fitted(Expression form) {
    Expression e = Snapping.fitted(form, tame, front.loss());
    return new ParetoMember(
        options.settings().complexityWeights().of(e),
        Snapping.loss(e, tame, front.loss()),
        0,
        Diagnostics.misfit(e, rows, front.loss()),
        e);
  }

  private boolean isClearlyBetter(ParetoMember m) {
    return Double.isFinite(m.loss()) && odds(m) > CLEARLY;
  }

  private String described(ParetoMember m) {
    return format(
        ", loss %.4g, complexity %d: %s",
        m.loss(), m.complexity(), FitText.text(m.expression(), rows, front.loss(), 4));
  }

  /**
   * A product of powers of the columns in the formula, which operators without {@code ^} can write
   * for few exponents alone, where it is clearly better.
   */
  private Optional<String> powers() {
    List<String> names = List.copyOf(front.chosen().expression().variables());
    boolean allowed = options.settings().operators().contains(Operator.POW.symbol());
    if (allowed || names.isEmpty() || 2 * names.size() > rows.rows()) {
      return Optional.empty();
    }
    double sign = Math.signum(tame.target()[0]);
    double[][] logs = new double[names.size()][];
    for (int j = 0; j < logs.length; j++) {
      logs[j] = logs(tame.columns()[rows.names().indexOf(names.get(j))], 1);
    }
    double[] target = logs(tame.target(), sign);
    if (!Arrays.stream(target).allMatch(Double::isFinite)
        || !Arrays.stream(logs).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
      return Optional.empty();
    }
    Table table = new Table(names, logs, target, tame.weights());
    double[] c = Snapping.fitted(linearModel(names), table, Loss.MEAN_SQUARE).constants();
    Expression product = Expression.constant(sign * Math.exp(c[0]));
    for (int j = 0; j < logs.length; j++) {
      Expression power =
          Expression.apply(
              Operator.POW,
              new Expression.Variable(names.get(j), rows.names().indexOf(names.get(j))),
              Expression.constant(c[j + 1]));
      product = Expression.apply(Operator.MULTIPLY, product, power);
    }
    ParetoMember m = fitted(product);
    return isClearlyBetter(m)
        ? Optional.of(
            "powers that are not whole are better"
                + described(m)
                + "; try --operators '"
                + String.join(" ", options.settings().operators())
                + " ^'")
        : Optional.empty();
  }

  private static double[] logs(double[] values, double sign) {
    return Arrays.stream(values).map(v -> Math.log(sign * v)).toArray();
  }

  private static Expression linearModel(List<String> names) {
    Expression sum = Expression.constant(0);
    for (int j = 0; j < names.size(); j++) {
      Expression column = new Expression.Variable(names.get(j), j);
      sum =
          Expression.apply(
              Operator.ADD,
              sum,
              Expression.apply(Operator.MULTIPLY, Expression.constant(0), column));
    }
    return sum;
  }

  private Optional<String> advice() {
    SymbolicSettings settings = options.settings();
    ParetoMember last = front.members().get(front.members().size() - 1);
    String missing =
        COMMON.stream()
            .filter(operator -> !settings.operators().contains(operator))
            .collect(Collectors.joining(" "));
    String operators = missing.isEmpty() ? "" : ", or further operators, of " + missing;
    if (last.equals(front.chosen())
        && last.complexity() > settings.maxComplexity() - AT_THE_LIMIT) {
      return Optional.of(
          format(
              "the loss still falls at the limit of %d nodes: try --set"
                  + " symbolic.max-complexity=%d%s",
              settings.maxComplexity(),
              Math.min(100, settings.maxComplexity() * 8 / 5),
              operators));
    }
    if (front.chosen().expression().variables().isEmpty()) {
      return Optional.of(
          "a constant describes the rows shortest: no column helps"
              + (missing.isEmpty() ? "" : "; try further operators, of " + missing));
    }
    double explained = Fitted.r2(front.chosen().expression(), tame);
    return !isPoor() || missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            format(
                "%.0f %% of the variance stays unexplained: try further operators, of %s",
                100 * (1 - explained), missing));
  }
}
