package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.math.ElementaryFunctions;

/**
 * The target as a classical curve of one argument: {@code y = d + T^-1(a + b phi(g; c))}, T the
 * identity, the reciprocal or the logarithm, phi one of {@link Curve.Basis}.
 *
 * <p>Among them are exponential decay and saturation, power laws and logarithms with an offset,
 * {@code a + b / (g + c)} and with it Michaelis and Menten's law, waves, the logistic curve,
 * Hill's, Gompertz', Gauss' and Lorentz' peaks, the stretched exponential, Arrhenius' and
 * Antoine's. For each c and d of a grid a and b follow in closed form, the best c are refined by
 * golden section, and all constants by {@link FirstPass#consider} (variable projection: Golub and
 * Pereyra 1973).
 */
final class Curves {
  private static final int MAX_ARGUMENTS = 12;
  private static final int KEPT = 24;
  private static final int KEPT_OF_A_KIND = 2;
  private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);
  private static final int REFINEMENTS = 40;

  /**
   * Of several columns, offsets are tried where the best curve without leaves less than this of the
   * variance.
   */
  private static final double PROMISING = 0.5;

  private static final double[] OFFSETS = {0.01, 0.03, 0.1, 0.3, 1, 3};

  private static final List<TargetTransform> TRANSFORMS =
      List.of(TargetTransform.IDENTITY, TargetTransform.RECIPROCAL, TargetTransform.LOGARITHM);

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
      boolean alone = pass.table().columns().length == 1;
      if (alone || plain.stream().anyMatch(c -> c.left() < PROMISING * scatter)) {
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
        pass.consider(c.fitted(pass).written(formulas));
      }
    }
  }

  /** The best curve of each transform and basis, without offsets or with them. */
  private List<Curve> curves(Feature g, boolean shifted) {
    List<Curve> out = new ArrayList<>();
    for (Curve.Basis basis : Curve.Basis.values()) {
      boolean positive =
          basis != Curve.Basis.POWER || Arrays.stream(g.values()).allMatch(x -> x > 0);
      Curve.Argument argument = positive ? Curve.Argument.of(g, basis) : null;
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

  private boolean isWorthwhile(
      TargetTransform t, Curve.Basis basis, Curve.Argument g, boolean shifted) {
    boolean whole = t == TargetTransform.IDENTITY;
    // The others are curves of another kind, or ratios of sums.
    boolean exponential =
        basis == Curve.Basis.POLE || basis == Curve.Basis.LOGARITHM || basis == Curve.Basis.PEAK;
    boolean classical =
        switch (t) {
          case IDENTITY -> basis != Curve.Basis.PEAK;
          case RECIPROCAL -> basis.isPower() || basis == Curve.Basis.PEAK;
          default -> basis.isPower() || exponential;
        };
    int constants = 3 + (basis == Curve.Basis.WAVE || shifted ? 1 : 0);
    double offset = shifted ? 1 : 0;
    Curve example = new Curve(t, basis, g, new double[] {1, offset, 0, 1}, new double[] {1, 1, 1});
    return classical
        && !(whole && shifted)
        && rows.rows() > constants
        && example.written(formulas) != null;
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

  private Curve best(TargetTransform t, Curve.Basis basis, Curve.Argument g, double offset) {
    return Arrays.stream(grid(basis, g))
        .mapToObj(c -> curve(t, basis, g, c, offset))
        .min(Comparator.comparingDouble(Curve::left))
        .orElseThrow();
  }

  /** Constants to begin with, rising: scaled to the range, poles and ends outside of it. */
  private double[] grid(Curve.Basis basis, Curve.Argument g) {
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
          case PEAK ->
              IntStream.rangeClosed(-4, 44).mapToDouble(k -> -(low + 0.025 * k * g.range()));
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
  private Curve curve(
      TargetTransform t, Curve.Basis basis, Curve.Argument g, double c, double offset) {
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
      linear = new LeastSquares(transformed, t.unclipped(within, weights), design).coefficients();
      left = left(t, y, sign, design, linear);
    }
    return new Curve(t, basis, g, new double[] {c, offset, left, sign(offset)}, linear);
  }

  private static List<double[]> design(Curve.Basis basis, Curve.Argument g, double c) {
    double[] u = g.values();
    double[] ones = Feature.map(u, x -> 1);
    return switch (basis) {
      case EXPONENTIAL, POWER ->
          List.of(ones, Feature.map(u, x -> ElementaryFunctions.exp(c * (x - g.middle()))));
      case POLE -> List.of(ones, Feature.map(u, x -> 1 / (x + c)));
      case LOGARITHM -> List.of(ones, Feature.map(u, x -> ElementaryFunctions.log(x + c)));
      case PEAK -> List.of(ones, Feature.map(u, x -> (x + c) * (x + c)));
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

  /** The sign of the largest target less an offset. */
  private double sign(double offset) {
    return Math.abs(largest - offset) >= Math.abs(least - offset) ? 1 : -1;
  }
}
