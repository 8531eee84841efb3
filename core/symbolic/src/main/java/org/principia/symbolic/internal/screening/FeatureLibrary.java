package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;

/**
 * Small expressions over some columns, enumerated by kind, each with its values on a few rows.
 *
 * <p>Nothing with a constant to be fitted is among them. Two expressions of equal values (up to
 * sign) on those rows count as one, and the one that came first stays.
 *
 * <ul>
 *   <li>{@link #monomials}: products of powers;
 *   <li>{@link #factors}: sums and differences of two small monomials or of one and 1, functions of
 *       monomials and sums, those plus or minus 1, {@code 1 + m f(m')}: what a target may hold as a
 *       factor, to some power, beside powers of the columns;
 *   <li>{@link #terms}: monomials, functions, their products with monomials: what may be a term of
 *       a sum.
 * </ul>
 */
final class FeatureLibrary {
  private static final int MAX_PLAIN_MONOMIALS = 700;
  private static final int MAX_MONOMIALS = 1000;
  private static final int MAX_SUMS = 6000;
  private static final int MAX_FUNCTIONS = 9000;
  private static final int MAX_FACTORS = 24_000;
  private static final int MAX_TERMS = 9_000;

  /** Monomials whose pairs are added and subtracted. */
  private static final int SUMMANDS = 90;

  /** What functions are taken of, beside the plus-one of monomials. */
  private static final int MONOMIAL_ARGUMENTS = 900;

  private static final int SUM_ARGUMENTS = 300;
  private static final int PLUS_ONE_ARGUMENTS = 30;
  private static final int ROOT_ARGUMENTS = 400;
  private static final int ROOTS_PLUS_ONE = 80;

  /** Functions that stand with plus or minus one as a factor. */
  private static final int SHIFTED_FUNCTIONS = 3000;

  /** Short functions and the monomials that multiply them. */
  private static final int SHORT_FUNCTIONS = 120;

  private static final int COFACTORS = 60;

  /** Of the terms of a sum: squares of sums and functions; short functions, more of few columns. */
  private static final int SQUARED_SUMS = 300;

  private static final int FUNCTION_TERMS = 700;
  private static final int SHORT_TERMS = 40;
  private static final int SHORT_TERMS_OF_TWO = 60;

  /** Monomials m of the short functions 1 / (1 + m). */
  private static final int INVERSES = 10;

  private static final Comparator<Feature> BY_SIZE =
      Comparator.comparingInt(f -> f.expression().complexity());

  private static final List<Operator> FUNCTIONS =
      List.of(
          Operator.COS,
          Operator.SIN,
          Operator.EXP,
          Operator.TANH,
          Operator.LOG,
          Operator.ASIN,
          Operator.TAN,
          Operator.ACOS,
          Operator.ATAN);

  private final Formulas formulas;
  private final List<Feature> variables;
  private final List<Feature> plain = new ArrayList<>();
  private final List<Feature> monomials = new ArrayList<>();
  private final List<Feature> sums = new ArrayList<>();
  private final List<Feature> functions = new ArrayList<>();
  private final List<Feature> factors = new ArrayList<>();
  private final List<Feature> terms = new ArrayList<>();

  FeatureLibrary(Formulas formulas, double[][] columns, int[] used) {
    this.formulas = formulas;
    variables = formulas.features(columns, used);
    if (!variables.isEmpty()) {
      enumerateMonomials();
      enumerateSums();
      enumerateFunctions();
      enumerateFactors();
      enumerateTerms();
    }
  }

  /** Short functions, alone and times short monomials. */
  List<Feature> shortProducts(int functions, int cofactors) {
    List<Feature> out = new ArrayList<>();
    for (Feature f : shortFunctions(functions)) {
      out.add(f);
      head(monomials, cofactors).forEach(m -> out.add(m.times(f, formulas)));
    }
    return out;
  }

  /** Their squares times short monomials. */
  List<Feature> shortSquares(int functions, int cofactors) {
    List<Feature> out = new ArrayList<>();
    for (Feature f : shortFunctions(functions)) {
      head(monomials, cofactors).forEach(m -> out.add(m.times(square(f), formulas)));
    }
    return out;
  }

  List<Feature> sums() {
    return sums;
  }

  List<Feature> monomials() {
    return monomials;
  }

  /** Those with no exponent but 1 and -1. */
  List<Feature> plain() {
    return plain;
  }

  List<Feature> factors() {
    return factors;
  }

  List<Feature> terms() {
    return terms;
  }

  /** Adds what can be written and evaluated, and was not there, up to a number. */
  private record Collector(List<Feature> into, int max, Set<Long> seen) {
    Collector(List<Feature> into, int max) {
      this(into, max, new HashSet<>());
    }

    void add(Feature f) {
      if (f.expression() != null
          && into.size() < max
          && Feature.isUseful(f.values())
          && seen.add(Feature.hash(f.values()))) {
        into.add(f);
      }
    }
  }

  private void enumerateMonomials() {
    List<int[]> exponents = new ArrayList<>();
    exponents.addAll(vectors(1, 5, MAX_PLAIN_MONOMIALS));
    addWritten(exponents, plain);
    exponents.addAll(vectors(4, 6, MAX_MONOMIALS));
    addSquaredRatios(exponents);
    List<Feature> all = new ArrayList<>();
    addWritten(exponents, all);
    all.sort(BY_SIZE);
    Collector out = new Collector(monomials, MAX_PLAIN_MONOMIALS + MAX_MONOMIALS);
    all.forEach(out::add);
  }

  private void addWritten(List<int[]> exponents, List<Feature> out) {
    for (int[] e : exponents) {
      Feature m = formulas.monomial(variables, e);
      if (m.expression() != null) {
        out.add(m);
      }
    }
  }

  /** {@code x (y / z)^2} and its like, which are of a high degree but short. */
  private void addSquaredRatios(List<int[]> exponents) {
    int d = variables.size();
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        for (int k = 0; k < d; k++) {
          for (int p = 1; p >= -1 && i != j && i != k && j != k; p -= 2) {
            int[] e = new int[d];
            e[i] = p;
            e[j] = 2;
            e[k] = -2;
            exponents.add(e);
          }
        }
      }
    }
  }

  /** Exponents up to a size, by rising degree (squares of ratios count less), so many at most. */
  private List<int[]> vectors(int largest, int degrees, int most) {
    List<int[]> out = new ArrayList<>();
    for (int degree = 1; degree <= degrees; degree++) {
      List<int[]> of = new ArrayList<>();
      collect(new int[variables.size()], 0, degree, largest, of);
      if (out.size() + of.size() > most && degree > 2) {
        return out;
      }
      out.addAll(of);
    }
    return out;
  }

  /** All vectors whose weights add up to the degree. */
  private static void collect(int[] at, int j, int degree, int largest, List<int[]> out) {
    if (degree == 0) {
      out.add(at.clone());
      return;
    }
    if (j == at.length) {
      return;
    }
    for (int size = largest; size >= 0; size--) {
      // A fourth power is two squares: it costs less than it counts.
      int weight = size == 4 ? 3 : size;
      if (weight <= degree) {
        at[j] = size;
        collect(at, j + 1, degree - weight, largest, out);
        if (size > 0) {
          at[j] = -size;
          collect(at, j + 1, degree - weight, largest, out);
        }
      }
    }
    at[j] = 0;
  }

  private Feature sum(Feature a, Feature b) {
    return new Feature(
        formulas.sum(a.expression(), b.expression()),
        Feature.map(a.values(), b.values(), Double::sum));
  }

  private Feature square(Feature a) {
    return new Feature(formulas.power(a.expression(), 4), Feature.map(a.values(), x -> x * x));
  }

  private Feature inverse(Feature a) {
    return new Feature(formulas.power(a.expression(), -2), Feature.map(a.values(), x -> 1 / x));
  }

  private void plusMinus(Collector out, Feature a, Feature b) {
    out.add(sum(a, b));
    out.add(
        new Feature(
            formulas.difference(a.expression(), b.expression()),
            Feature.map(a.values(), b.values(), (x, y) -> x - y)));
  }

  private void enumerateSums() {
    List<Feature> parts = head(monomials, SUMMANDS);
    Collector out = new Collector(sums, MAX_SUMS);
    for (int i = 0; i < parts.size(); i++) {
      for (int k = 0; k < i; k++) {
        plusMinus(out, parts.get(k), parts.get(i));
      }
    }
  }

  private Feature one(Feature like) {
    return new Feature(Expression.constant(1), Feature.map(like.values(), x -> 1));
  }

  private void enumerateFunctions() {
    Collector out = new Collector(functions, MAX_FUNCTIONS);
    List<Feature> arguments = new ArrayList<>(head(monomials, MONOMIAL_ARGUMENTS));
    arguments.addAll(head(sums, SUM_ARGUMENTS));
    for (Feature m : head(monomials, PLUS_ONE_ARGUMENTS)) {
      arguments.add(sum(m, one(m)));
    }
    for (Operator f : FUNCTIONS) {
      arguments.forEach(a -> apply(f, a, out));
    }
    if (formulas.hasRoot()) {
      List<Feature> under = new ArrayList<>(head(sums, ROOT_ARGUMENTS));
      Collector plusOne = new Collector(under, ROOT_ARGUMENTS + 2 * ROOTS_PLUS_ONE);
      head(monomials, ROOTS_PLUS_ONE).forEach(m -> plusMinus(plusOne, one(m), m));
      for (Feature s : under) {
        Expression root = formulas.power(s.expression(), 1);
        out.add(new Feature(root, Feature.map(s.values(), Math::sqrt)));
      }
    }
    functions.sort(BY_SIZE);
  }

  private void apply(Operator f, Feature m, Collector out) {
    if (formulas.has(f)) {
      out.add(new Feature(formulas.unary(f, m.expression()), Feature.map(m.values(), f::value)));
    }
  }

  private void enumerateFactors() {
    Collector out = new Collector(factors, MAX_FACTORS);
    for (Feature m : monomials) {
      plusMinus(out, one(m), m);
    }
    sums.forEach(out::add);
    functions.forEach(out::add);
    for (Feature f : head(functions, SHIFTED_FUNCTIONS)) {
      plusMinus(out, one(f), f);
    }
    List<Feature> small = shortFunctions(SHORT_FUNCTIONS);
    for (Feature m : head(monomials, COFACTORS)) {
      for (Feature f : small) {
        plusMinus(out, one(f), m.times(f, formulas));
      }
    }
    factors.sort(BY_SIZE);
  }

  private void enumerateTerms() {
    Collector out = new Collector(terms, MAX_TERMS);
    monomials.forEach(out::add);
    for (Feature s : head(sums, SQUARED_SUMS)) {
      out.add(square(s));
      out.add(inverse(s));
    }
    head(functions, FUNCTION_TERMS).forEach(out::add);
    List<Feature> simple = shortFunctions(variables.size() <= 2 ? SHORT_TERMS_OF_TWO : SHORT_TERMS);
    for (Feature f : simple) {
      for (Feature m : head(monomials, COFACTORS)) {
        out.add(m.times(f, formulas));
      }
      for (Feature g : simple) {
        out.add(f.times(g, formulas));
        out.add(f.times(square(g), formulas));
      }
    }
    terms.sort(BY_SIZE);
  }

  /**
   * Functions as they stand beside other factors: of one column, of a difference or product of two,
   * and {@code 1 / (1 + m)}.
   */
  List<Feature> shortFunctions(int most) {
    List<Feature> sorted = new ArrayList<>();
    for (Feature f : functions) {
      Expression inner = f.expression() instanceof Expression.Unary u ? u.operand() : null;
      boolean plain =
          inner instanceof Expression.Variable
              || (inner instanceof Expression.Binary b
                  && b.left() instanceof Expression.Variable
                  && b.right() instanceof Expression.Variable);
      if (plain) {
        sorted.add(f);
      }
    }
    for (Feature m : head(monomials, INVERSES)) {
      Feature inverse = inverse(sum(one(m), m));
      if (inverse.expression() != null && Feature.isUseful(inverse.values())) {
        sorted.add(inverse);
      }
    }
    // Waves first: they take differences of columns the most often.
    sorted.sort(
        Comparator.comparingInt(
            f -> f.expression().complexity() + (isWave(f.expression()) ? 0 : 2)));
    return head(sorted, most);
  }

  private static boolean isWave(Expression e) {
    return e instanceof Expression.Unary u
        && (u.operator() == Operator.COS || u.operator() == Operator.SIN);
  }

  static List<Feature> head(List<Feature> list, int most) {
    return list.subList(0, Math.min(most, list.size()));
  }
}
