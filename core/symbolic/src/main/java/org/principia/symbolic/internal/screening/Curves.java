package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.internal.fit.ConstantFit;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.math.ElementaryFunctions;
import org.principia.symbolic.settings.Loss;

/**
 * The target as a classical curve of one argument: {@code y = d + T^-1(a + b phi(g; c))}, T the
 * identity, the reciprocal or the logarithm, phi one of {@link Basis}.
 *
 * <p>Among them are exponential decay and saturation, power laws and logarithms with an offset,
 * {@code a + b / (g + c)} and with it Michaelis and Menten's law, waves, the logistic curve, Hill's,
 * Gompertz', the stretched exponential, Arrhenius' and Antoine's. For each c and d of a grid a and b
 * follow in closed form, the best c are refined by golden section, and all constants by {@link
 * FirstPass#consider} (variable projection: Golub and Pereyra 1973).
 */
final class Curves {
  private static final int MAX_ARGUMENTS = 12;
  private static final int KEPT = 24;
  private static final int KEPT_OF_A_KIND = 2;
  private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);
  private static final int REFINEMENTS = 40;
  private static final int STEPS = 60;

  /** Offsets are tried where the best curve without leaves less than this of the variance. */
  private static final double PROMISING = 0.5;

  private static final double[] OFFSETS = {0.01, 0.03, 0.1, 0.3, 1, 3};

  private static final List<TargetTransform> TRANSFORMS =
      List.of(TargetTransform.IDENTITY, TargetTransform.RECIPROCAL, TargetTransform.LOGARITHM);

  /** A function of the argument g and one constant c. */
  private enum Basis {
    /** {@code exp(c g)}. */
    EXPONENTIAL,
    /** {@code g^c}: the exponential of c times the logarithm. */
    POWER,
    /** {@code 1 / (g + c)}. */
    POLE,
    /** {@code log(g + c)}. */
    LOGARITHM,
    /** {@code cos(c g)} and {@code sin(c g)}. */
    WAVE;

    boolean isPower() {
      return this == EXPONENTIAL || this == POWER;
    }
  }

  /** An argument on the rows of the screen, or its logarithm; its middle and its range. */
  private record Argument(Feature feature, double[] values, double middle, double range) {
    static Argument of(Feature feature, Basis basis) {
      double[] u = basis == Basis.POWER ? Products.logs(feature.values()) : feature.values();
      double least = Arrays.stream(u).min().orElseThrow();
      double largest = Arrays.stream(u).max().orElseThrow();
      return new Argument(feature, u, 0.5 * least + 0.5 * largest, largest - least);
    }
  }

  /** A curve: what it leaves of the scatter, and the coefficients of 1 and of the basis. */
  private record Curve(
      TargetTransform transform, Basis basis, Argument argument, double[] at, double[] linear) {
    double constant() {
      return at[0];
    }

    double offset() {
      return at[1];
    }

    double left() {
      return at[2];
    }

    List<Object> kind() {
      return List.of(transform, basis, offset() == 0);
    }
  }

  private final FirstPass pass;
  private final Formulas formulas;
  private final Sample rows;
  private final double scatter;
  private final double least;
  private final double largest;
  private final List<Feature> arguments;

  Curves(FirstPass pass, List<Feature> monomials) {
    this.pass = pass;
    formulas = pass.formulas();
    rows = pass.screen();
    scatter = FirstPass.variance(rows.target(), rows.weights());
    least = Arrays.stream(pass.table().target()).min().orElseThrow();
    largest = Arrays.stream(pass.table().target()).max().orElseThrow();
    arguments = monomials.subList(0, Math.min(MAX_ARGUMENTS, monomials.size()));
  }

  void search() {
    List<Curve> found = new ArrayList<>();
    for (Feature g : arguments) {
      List<Curve> plain = curves(g, false);
      found.addAll(plain);
      if (plain.stream().anyMatch(c -> c.left() < PROMISING * scatter)) {
        found.addAll(curves(g, true));
      }
    }
    found.sort(Comparator.comparingDouble(Curve::left));
    List<Object> kinds = new ArrayList<>();
    int kept = 0;
    for (Curve c : found) {
      kinds.add(c.kind());
      if (kept < KEPT
          && !pass.isExact()
          && kinds.stream().filter(c.kind()::equals).count() <= KEPT_OF_A_KIND) {
        kept++;
        pass.consider(written(fitted(c)));
      }
    }
  }

  /** The best curve of each transform and basis, without offsets or with them. */
  private List<Curve> curves(Feature g, boolean shifted) {
    List<Curve> out = new ArrayList<>();
    for (Basis basis : Basis.values()) {
      boolean positive = basis != Basis.POWER || Arrays.stream(g.values()).allMatch(x -> x > 0);
      Argument argument = positive ? Argument.of(g, basis) : null;
      for (TargetTransform t : TRANSFORMS) {
        if (argument != null && isWorthwhile(t, basis, argument, shifted)) {
          offsets(shifted)
              .mapToObj(d -> best(t, basis, argument, d))
              .min(Comparator.comparingDouble(Curve::left))
              .filter(c -> c.left() < scatter)
              .ifPresent(c -> out.add(refined(c)));
        }
      }
    }
    return out;
  }

  private boolean isWorthwhile(TargetTransform t, Basis basis, Argument g, boolean shifted) {
    boolean whole = t == TargetTransform.IDENTITY;
    // The others are curves of another kind, or ratios of sums.
    boolean classical =
        whole || basis.isPower() || (basis == Basis.POLE && t == TargetTransform.LOGARITHM);
    int constants = 3 + (basis == Basis.WAVE || shifted ? 1 : 0);
    double offset = shifted ? 1 : 0;
    Curve example = new Curve(t, basis, g, new double[] {1, offset, 0}, new double[] {1, 1, 1});
    return classical && !(whole && shifted) && rows.rows() > constants && written(example) != null;
  }

  /** What may be taken off the target; what is not 0 lies outside of its range. */
  private DoubleStream offsets(boolean shifted) {
    if (shifted) {
      double range = largest - least;
      return Arrays.stream(OFFSETS)
          .flatMap(s -> DoubleStream.of(least - s * range, largest + s * range))
          .filter(d -> d != 0 && Double.isFinite(d));
    }
    return DoubleStream.of(0);
  }

  private Curve best(TargetTransform t, Basis basis, Argument g, double offset) {
    return Arrays.stream(grid(basis, g))
        .mapToObj(c -> curve(t, basis, g, c, offset))
        .min(Comparator.comparingDouble(Curve::left))
        .orElseThrow();
  }

  /** Constants to begin with, rising: scaled to the range, poles and ends outside of it. */
  private double[] grid(Basis basis, Argument g) {
    double low = g.middle() - 0.5 * g.range();
    double high = g.middle() + 0.5 * g.range();
    DoubleStream grid =
        switch (basis) {
          case EXPONENTIAL, POWER ->
              geometric(0.2, 1.5, 14).flatMap(s -> DoubleStream.of(-s, s)).map(s -> s / g.range());
          case POLE ->
              geometric(1e-3, 2, 16)
                  .flatMap(s -> DoubleStream.of(s * g.range() - low, -s * g.range() - high));
          case LOGARITHM ->
              DoubleStream.concat(
                  geometric(1e-3, 2, 14).map(s -> s * g.range() - low),
                  low > 0 ? DoubleStream.of(0) : DoubleStream.empty());
          case WAVE ->
              IntStream.rangeClosed(2, Math.min(240, 8 * rows.rows()))
                  .mapToDouble(k -> 0.35 * k / g.range());
        };
    return grid.sorted().toArray();
  }

  private static DoubleStream geometric(double first, double ratio, int count) {
    return IntStream.range(0, count).mapToDouble(k -> first * Math.pow(ratio, k));
  }

  /** Between the neighbours of the grid, as far as they are of one side. */
  private Curve refined(Curve best) {
    double[] grid = grid(best.basis(), best.argument());
    int at = Arrays.binarySearch(grid, best.constant());
    double low = grid[Math.max(0, at - 1)];
    double high = grid[Math.min(grid.length - 1, at + 1)];
    Curve out = best;
    for (int i = 0; i < REFINEMENTS; i++) {
      Curve a = moved(best, high - GOLDEN * (high - low));
      Curve b = moved(best, low + GOLDEN * (high - low));
      if (a.left() < b.left()) {
        high = b.constant();
      } else {
        low = a.constant();
      }
      out = a.left() < out.left() ? a : b.left() < out.left() ? b : out;
    }
    return out;
  }

  private Curve moved(Curve from, double c) {
    return curve(from.transform(), from.basis(), from.argument(), c, from.offset());
  }

  /** The curve of a constant and an offset, the others by least squares; infinite is what fails. */
  private Curve curve(TargetTransform t, Basis basis, Argument g, double c, double offset) {
    double[] y = Feature.map(rows.target(), v -> v - offset);
    double sign = t == TargetTransform.IDENTITY ? 0 : sign(offset);
    double[] weights = rows.weights().clone();
    double[] within = y.clone();
    for (int i = 0; i < y.length; i++) {
      // Noise carries small targets across zero; they say that others of the transform are large.
      if (sign * y[i] < 0 || (sign != 0 && y[i] == 0)) {
        weights[i] = 0;
        within[i] = sign * (largest - least);
      }
    }
    double[] transformed = Feature.map(within, t::of);
    List<double[]> design = design(basis, g, c);
    double left = Double.POSITIVE_INFINITY;
    double[] linear = new double[design.size()];
    if (Feature.isUseful(transformed) && design.stream().skip(1).allMatch(Feature::isUseful)) {
      linear =
          new LeastSquares(transformed, t.weights(within, weights), design).coefficients();
      left = left(t, y, sign, design, linear);
    }
    return new Curve(t, basis, g, new double[] {c, offset, left}, linear);
  }

  private static List<double[]> design(Basis basis, Argument g, double c) {
    double[] u = g.values();
    double[] ones = Feature.map(u, x -> 1);
    return switch (basis) {
      case EXPONENTIAL, POWER ->
          List.of(ones, Feature.map(u, x -> ElementaryFunctions.exp(c * (x - g.middle()))));
      case POLE -> List.of(ones, Feature.map(u, x -> 1 / (x + c)));
      case LOGARITHM -> List.of(ones, Feature.map(u, x -> ElementaryFunctions.log(x + c)));
      case WAVE ->
          List.of(
              ones,
              Feature.map(u, x -> ElementaryFunctions.cos(c * x)),
              Feature.map(u, x -> ElementaryFunctions.sin(c * x)));
    };
  }

  /** Weighted squares of what is left of the target itself; infinite across a pole. */
  private double left(
      TargetTransform t, double[] y, double sign, List<double[]> design, double[] linear) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double p = 0;
      for (int k = 0; k < linear.length; k++) {
        p += linear[k] * design.get(k)[i];
      }
      double e =
          switch (t) {
            case RECIPROCAL -> p * sign > 0 ? 1 / p - y[i] : Double.POSITIVE_INFINITY;
            case LOGARITHM -> sign * ElementaryFunctions.exp(p) - y[i];
            default -> p - y[i];
          };
      sum += rows.weights()[i] * e * e;
    }
    return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
  }

  /**
   * All constants by Levenberg and Marquardt, of a curve about the middle of its argument: about
   * zero the constants of a power depend on each other too much.
   */
  private Curve fitted(Curve c) {
    Sample sample = pass.rows();
    double[] g = pass.values(c.argument().feature().expression(), sample);
    double[] logs = c.basis() == Basis.POWER ? Products.logs(g) : g;
    double middle = c.basis().isPower() ? c.argument().middle() : 0;
    double[][] column = {Feature.map(logs, x -> x - middle)};
    Sample about =
        new Sample(column, sample.targets(), sample.basis(), sample.starts(), sample.weights());
    List<Double> constants = new ArrayList<>();
    if (c.offset() != 0) {
      constants.add(c.offset());
    }
    double[] linear = c.linear();
    boolean wave = c.basis() == Basis.WAVE;
    constants.add(linear[0]);
    constants.add(wave ? Math.hypot(linear[1], linear[2]) : linear[1]);
    constants.add(c.constant());
    if (wave) {
      constants.add(StrictMath.atan2(linear[1], linear[2]));
    }
    Expression form =
        Expression.parse(form(c), List.of("u"))
            .withConstants(constants.stream().mapToDouble(Double::doubleValue).toArray());
    ConstantFit fit = new ConstantFit(Loss.MEAN_SQUARE);
    if (!Double.isFinite(fit.fit(form, about, false, STEPS))) {
      return c;
    }
    double[] k = fit.withFitted(form).constants();
    int at = c.offset() == 0 ? 0 : 1;
    double[] next =
        wave
            ? new double[] {
              k[at],
              k[at + 1] * ElementaryFunctions.sin(k[at + 3]),
              k[at + 1] * ElementaryFunctions.cos(k[at + 3])
            }
            : new double[] {k[at], k[at + 1]};
    double[] moved = {k[at + 2], at == 0 ? 0 : k[0], c.left()};
    return new Curve(c.transform(), c.basis(), c.argument(), moved, next);
  }

  /** The curve of u with ones in the place of its constants: offset, a, b, c, phase. */
  private String form(Curve c) {
    String inner =
        switch (c.basis()) {
          case EXPONENTIAL, POWER -> "1 + 1 * exp(1 * u)";
          case POLE -> "1 + 1 / (u + 1)";
          case LOGARITHM -> "1 + 1 * log(u + 1)";
          case WAVE -> "1 + 1 * sin(1 * u + 1)";
        };
    String curve =
        switch (c.transform()) {
          case RECIPROCAL -> "inv(" + inner + ")";
          case LOGARITHM -> (sign(c.offset()) < 0 ? "-exp(" : "exp(") + inner + ")";
          default -> inner;
        };
    return c.offset() == 0 ? curve : "1 + " + curve;
  }

  /** The sign of the largest target less an offset. */
  private double sign(double offset) {
    return Math.abs(largest - offset) >= Math.abs(least - offset) ? 1 : -1;
  }

  /** The formula, null if the operators cannot write it. */
  private Expression written(Curve c) {
    boolean negative = sign(c.offset()) < 0 && c.transform() != TargetTransform.IDENTITY;
    double factor = c.basis().isPower() ? c.linear()[1] * factor(c) : c.linear()[1];
    Expression inner = c.basis() == Basis.WAVE ? wave(c) : term(c, factor);
    Expression curve;
    if (c.transform() == TargetTransform.RECIPROCAL) {
      // a / (b + phi) has a node less than 1 / (a + b phi).
      Expression below = formulas.sum(formulas.constant(c.linear()[0] / factor), term(c, 1));
      return shifted(c.offset(), formulas.quotient(formulas.constant(1 / factor), below), false);
    }
    curve = formulas.sum(formulas.constant(c.linear()[0]), inner);
    boolean exponential = c.transform() == TargetTransform.LOGARITHM;
    return shifted(
        c.offset(), exponential ? formulas.unary(Operator.EXP, curve) : curve, negative);
  }

  /** What the coefficient of a power about the middle is multiplied by for one about zero. */
  private static double factor(Curve c) {
    return isFar(c) ? 1 : ElementaryFunctions.exp(-c.constant() * c.argument().middle());
  }

  /** Whether a power about zero is beyond what numbers can hold. */
  private static boolean isFar(Curve c) {
    return Math.abs(c.constant() * c.argument().middle()) > 300;
  }

  private Expression shifted(double offset, Expression curve, boolean negative) {
    if (offset == 0) {
      return negative ? formulas.product(formulas.constant(-1), curve) : curve;
    }
    Expression d = formulas.constant(offset);
    return negative ? formulas.difference(d, curve) : formulas.sum(d, curve);
  }

  private Expression term(Curve c, double factor) {
    Expression g = c.argument().feature().expression();
    Expression inner = formulas.constant(c.constant());
    double middle = c.argument().middle();
    Expression scale = formulas.constant(factor);
    return switch (c.basis()) {
      case EXPONENTIAL -> {
        Expression from = isFar(c) ? formulas.sum(g, formulas.constant(-middle)) : g;
        yield formulas.product(
            scale, formulas.unary(Operator.EXP, formulas.product(inner, from)));
      }
      case POWER -> {
        double unit = ElementaryFunctions.exp(-middle);
        Expression from = isFar(c) ? formulas.product(formulas.constant(unit), g) : g;
        yield formulas.product(scale, formulas.raised(from, inner));
      }
      case POLE -> formulas.quotient(scale, plus(g, c.constant()));
      default -> formulas.product(scale, formulas.unary(Operator.LOG, plus(g, c.constant())));
    };
  }

  private Expression plus(Expression g, double c) {
    return c == 0 ? g : formulas.sum(g, formulas.constant(c));
  }

  /** {@code a cos + b sin} as one wave with a phase. */
  private Expression wave(Curve c) {
    boolean sine = formulas.has(Operator.SIN);
    double a = c.linear()[1];
    double b = c.linear()[2];
    double phase = sine ? StrictMath.atan2(a, b) : StrictMath.atan2(-b, a);
    Expression turns =
        formulas.product(
            formulas.constant(c.constant()), c.argument().feature().expression());
    Expression wave =
        formulas.unary(
            sine ? Operator.SIN : Operator.COS, formulas.sum(formulas.constant(phase), turns));
    return formulas.product(formulas.constant(Math.hypot(a, b)), wave);
  }
}
