package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.math.ElementaryFunctions;

/**
 * The target as a product of powers of the columns and one factor {@code s(c g)}, s a shape with
 * one constant inside: {@code sin(c g)}, {@code exp(c g) - 1}, {@code 1 + c g}, ….
 *
 * <p>The constant is scanned over a grid, the best points are refined by golden section; the rest
 * is {@link Products}.
 */
final class InnerConstants {
  private static final int MAX_ARGUMENTS = 220;
  private static final int KEPT = 8;
  private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);

  private static final double[] WAVE_GRID = grid(120, k -> 0.35 * (k + 1));
  private static final double[] WIDE_GRID =
      grid(
          40,
          k -> (k % 2 == 0 ? 1 : -1) * 0.02 * ElementaryFunctions.pow(2, Math.floor(k / 2.0) / 2));

  /** A function of an argument with one constant. */
  @SuppressWarnings("ImmutableEnumChecker")
  private enum Shape {
    SINE((c, g) -> ElementaryFunctions.sin(c * g), WAVE_GRID),
    COSINE((c, g) -> ElementaryFunctions.cos(c * g), WAVE_GRID),
    TANH((c, g) -> ElementaryFunctions.tanh(c * g), WIDE_GRID),
    EXP_LESS((c, g) -> StrictMath.expm1(c * g), WIDE_GRID),
    EXP_MORE((c, g) -> ElementaryFunctions.exp(c * g) + 1, WIDE_GRID),
    LINEAR((c, g) -> 1 + c * g, WIDE_GRID);

    private final DoubleBinaryOperator value;
    private final double[] grid;

    Shape(DoubleBinaryOperator value, double[] grid) {
      this.value = value;
      this.grid = grid;
    }

    Expression written(double c, Expression g, Formulas f) {
      Expression inner = f.product(f.constant(c), g);
      return switch (this) {
        case SINE -> f.unary(Operator.SIN, inner);
        case COSINE -> f.unary(Operator.COS, inner);
        case TANH -> f.unary(Operator.TANH, inner);
        case EXP_LESS -> f.sum(f.unary(Operator.EXP, inner), new Constant(-1));
        case EXP_MORE -> f.sum(f.unary(Operator.EXP, inner), new Constant(1));
        case LINEAR -> f.sum(new Constant(1), inner);
      };
    }
  }

  private record Found(Shape shape, Feature argument, double constant, double explained) {}

  private final FirstPass pass;
  private final Products products;
  private final List<Feature> arguments = new ArrayList<>();

  InnerConstants(FirstPass pass, Products products, FeatureLibrary library) {
    this.pass = pass;
    this.products = products;
    List<Feature> monomials = library.plain();
    arguments.addAll(monomials.subList(0, Math.min(MAX_ARGUMENTS, monomials.size())));
    arguments.addAll(library.shortFunctions(40));
  }

  void search() {
    ForwardSelection selection = products.selectionWithoutTerms();
    if (selection == null || pass.isExact()) {
      return;
    }
    List<Found> best = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      for (Feature g : arguments) {
        if (shape.written(1, g.expression(), pass.formulas()) != null) {
          best.add(scan(selection, shape, g));
        }
      }
    }
    best.sort(Comparator.comparingDouble(Found::explained).reversed());
    for (Found f : best.subList(0, Math.min(KEPT, best.size()))) {
      if (!pass.isExact()) {
        double c = refined(selection, f);
        products.considerFactor(f.shape().written(c, f.argument().expression(), pass.formulas()));
      }
    }
  }

  private Found scan(ForwardSelection selection, Shape shape, Feature g) {
    double size = typical(g.values(), shape.grid == WAVE_GRID);
    double most = -1;
    double at = 1;
    for (double k : shape.grid) {
      double explained = explained(selection, shape, g, k / size);
      if (explained > most) {
        most = explained;
        at = k / size;
      }
    }
    return new Found(shape, g, at, most);
  }

  private static double explained(ForwardSelection selection, Shape shape, Feature g, double c) {
    double[] logs = new double[g.values().length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = ElementaryFunctions.log(Math.abs(shape.value.applyAsDouble(c, g.values()[i])));
      if (!Double.isFinite(logs[i])) {
        return 0;
      }
    }
    return selection.explainedBy(logs);
  }

  private static double refined(ForwardSelection selection, Found f) {
    double width =
        f.shape().grid == WAVE_GRID
            ? 0.35 / typical(f.argument().values(), true)
            : 0.42 * f.constant();
    double low = f.constant() - width;
    double high = f.constant() + width;
    for (int i = 0; i < 30; i++) {
      double a = high - GOLDEN * (high - low);
      double b = low + GOLDEN * (high - low);
      if (explained(selection, f.shape(), f.argument(), a)
          > explained(selection, f.shape(), f.argument(), b)) {
        high = b;
      } else {
        low = a;
      }
    }
    return 0.5 * (low + high);
  }

  /** The largest size of the values, or the mean. */
  private static double typical(double[] values, boolean largest) {
    double out = 0;
    for (double v : values) {
      out = largest ? Math.max(out, Math.abs(v)) : out + Math.abs(v) / values.length;
    }
    return out;
  }

  private static double[] grid(int points, IntToDoubleFunction at) {
    return IntStream.range(0, points).mapToDouble(at).toArray();
  }
}
