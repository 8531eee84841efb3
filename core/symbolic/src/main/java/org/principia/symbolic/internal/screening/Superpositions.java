package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.internal.fit.ConstantFit;
import org.principia.symbolic.internal.fit.NormalEquations;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.math.ElementaryFunctions;
import org.principia.symbolic.settings.Loss;

/**
 * The target as a background and one or two {@link Atom atoms} of one column: {@code y = a + b x +
 * … + m1 phi1(x; c) + m2 phi2(x; d)}, each m a number or a multiple of another column.
 *
 * <p>Among them are sums of two exponentials or waves, damped waves, peaks on a slope. Of each pair
 * on the grids the linear coefficients follow in closed form (variable projection: Golub and
 * Pereyra 1973); the best pairs of each kind are fitted by Levenberg and Marquardt, then lose the
 * terms that explain nothing.
 */
final class Superpositions {
  /** Of so many columns pairs are tried, of more single atoms. */
  private static final int MAX_COLUMNS = 3;

  private static final int POLISHED = 32;
  private static final int PRUNED = 8;
  private static final int STEPS = 60;
  private static final int MAX_WAVES = 240;

  /** What the best atom of one of several columns must leave less of for pairs to be tried. */
  private static final double PROMISING = 0.1;

  /** Share of its squares that an atom must keep beside another. */
  private static final double INDEPENDENT = 1e-9;

  private final FirstPass pass;
  private final Formulas formulas;
  private final Sample rows;
  private final ConstantFit fit = new ConstantFit(Loss.MEAN_SQUARE);
  private final int[] used;
  private final double[] roots;

  /** An atom times a factor, projected off the background, its columns orthonormal. */
  private record Part(Atom atom, int factor, List<double[]> columns, double gain) {}

  private record Pair(List<Part> parts, double gain) {
    List<Object> kind() {
      return parts.stream().<Object>map(p -> List.of(p.atom().shape(), p.factor())).toList();
    }
  }

  private record Sum(List<Expression> terms, double left) {}

  Superpositions(FirstPass pass, int[] used) {
    this.pass = pass;
    this.used = used;
    formulas = pass.formulas();
    rows = used.length == 1 ? pass.rows() : pass.screen();
    roots = Feature.map(rows.weights(), Math::sqrt);
  }

  void search() {
    List<Sum> found = new ArrayList<>();
    for (int j : used) {
      for (boolean sloped : new boolean[] {false, true}) {
        if (!pass.isExact()) {
          found.addAll(sums(j, sloped));
        }
      }
    }
    found.sort(Comparator.comparingDouble(this::length));
    for (Sum sum : found.subList(0, Math.min(share(PRUNED), found.size()))) {
      if (!pass.isExact()) {
        pass.consider(total(pruned(sum).terms()));
      }
    }
  }

  /** So many of one column, fewer of each of several. */
  private int share(int most) {
    return used.length == 1 ? most : most / (2 * used.length);
  }

  /** Of the description of the rows, up to what is the same for all sums. */
  private double length(Sum sum) {
    double left = pass.isNegligible(sum.left()) ? Double.MIN_NORMAL : sum.left();
    return 0.5 * pass.rows().rows() * ElementaryFunctions.log(left)
        + total(sum.terms()).complexity();
  }

  /** The best sums of atoms of a column on a background, fitted. */
  private List<Sum> sums(int j, boolean sloped) {
    double[] x = rows.columns()[j];
    double low = Arrays.stream(x).min().orElseThrow();
    double high = Arrays.stream(x).max().orElseThrow();
    double middle = 0.5 * low + 0.5 * high;
    List<double[]> base = new ArrayList<>();
    double[] target = weighted(rows.target());
    base.add(unit(weighted(Feature.map(x, v -> 1)), List.of()));
    for (int k : used) {
      double[] column = sloped ? unit(weighted(rows.columns()[k]), base) : null;
      if (column != null) {
        base.add(column);
      }
    }
    project(target, base);
    Map<List<Object>, List<Part>> kinds = new LinkedHashMap<>();
    for (Atom.Shape shape : Atom.Shape.values()) {
      for (Atom atom : Atom.of(shape, low, high, Math.min(MAX_WAVES, 4 * rows.rows()))) {
        if (atom.written(formulas.variables().get(j), middle, new double[] {1, 1}, formulas)
            != null) {
          for (Part p : parts(atom, atom.values(x, middle), j, base, target)) {
            kinds.computeIfAbsent(List.of(shape, p.factor()), k -> new ArrayList<>()).add(p);
          }
        }
      }
    }
    List<Sum> out = new ArrayList<>();
    for (Pair pair : best(kinds.values(), target)) {
      Sum sum = fitted(pair, j, middle, sloped);
      if (sum != null) {
        out.add(sum);
      }
    }
    return out;
  }

  /** An atom of a column alone, and times each of the others. */
  private List<Part> parts(
      Atom atom, List<double[]> values, int j, List<double[]> base, double[] target) {
    List<Part> out = new ArrayList<>();
    for (int m : IntStream.concat(IntStream.of(-1), IntStream.of(used)).toArray()) {
      List<double[]> basis = new ArrayList<>(base);
      double gain = 0;
      for (double[] v : m == j ? List.<double[]>of() : values) {
        double[] times = m < 0 ? v : Feature.map(v, rows.columns()[m], (a, b) -> a * b);
        double[] column = unit(weighted(times), basis);
        if (column != null) {
          basis.add(column);
          double along = dot(column, target);
          gain += along * along;
        }
      }
      if (basis.size() == base.size() + values.size()) {
        out.add(new Part(atom, m, basis.subList(base.size(), basis.size()), gain));
      }
    }
    return out;
  }

  /** The best atoms and pairs of each kind, best first. */
  private List<Pair> best(Collection<List<Part>> kinds, double[] target) {
    Map<List<Object>, Pair> best = new HashMap<>();
    List<Part> firsts = firsts(kinds);
    firsts.forEach(first -> keep(best, new Pair(List.of(first), first.gain())));
    double most = firsts.stream().mapToDouble(Part::gain).max().orElse(0);
    double left = dot(target, target) - most;
    boolean promising = left < PROMISING * FirstPass.variance(rows.target(), rows.weights());
    if (used.length == 1 || (used.length <= MAX_COLUMNS && promising)) {
      for (Part first : firsts) {
        double[] rest = target.clone();
        project(rest, first.columns());
        kinds.forEach(kind -> keep(best, pair(first, kind, rest)));
      }
    }
    List<Pair> sorted = new ArrayList<>(best.values());
    sorted.sort(
        Comparator.comparingDouble(Pair::gain).reversed().thenComparing(p -> p.kind().toString()));
    return sorted.subList(0, Math.min(share(POLISHED), sorted.size()));
  }

  /** An atom with the best one of a kind. */
  private static Pair pair(Part first, List<Part> kind, double[] left) {
    Part second = kind.get(0);
    double most = -1;
    for (Part p : kind) {
      double gain = gain(first, p, left);
      if (gain > most) {
        most = gain;
        second = p;
      }
    }
    boolean ordered = first.atom().shape().compareTo(second.atom().shape()) <= 0;
    List<Part> parts = ordered ? List.of(first, second) : List.of(second, first);
    return new Pair(parts, first.gain() + most);
  }

  private static void keep(Map<List<Object>, Pair> best, Pair pair) {
    best.merge(pair.kind(), pair, (a, b) -> a.gain() >= b.gain() ? a : b);
  }

  /** Some of a smooth grid, the best few of the others; fewer where there are more columns. */
  private List<Part> firsts(Collection<List<Part>> kinds) {
    List<Part> out = new ArrayList<>();
    int few = used.length == 1 ? 2 : 1;
    for (List<Part> kind : kinds) {
      if (kind.get(0).atom().shape().isSmooth()) {
        IntStream.range(0, kind.size()).filter(i -> i % 4 < few).forEach(i -> out.add(kind.get(i)));
      } else {
        kind.stream()
            .sorted(Comparator.comparingDouble(Part::gain).reversed())
            .limit(4L * few)
            .forEach(out::add);
      }
    }
    return out;
  }

  /** What a second atom explains of what the first leaves. */
  private static double gain(Part first, Part second, double[] left) {
    int size = second.columns().size();
    double[] along = new double[size];
    double[] norm = new double[3];
    for (int i = 0; i < size; i++) {
      along[i] = dot(second.columns().get(i), left);
      norm[i] = 1;
    }
    for (double[] q : first.columns()) {
      double a = dot(q, second.columns().get(0));
      double b = size > 1 ? dot(q, second.columns().get(1)) : 0;
      norm[0] -= a * a;
      norm[1] -= b * b;
      norm[2] -= a * b;
    }
    if (size == 1) {
      return norm[0] < INDEPENDENT ? 0 : along[0] * along[0] / norm[0];
    }
    double determinant = norm[0] * norm[1] - norm[2] * norm[2];
    double square =
        norm[1] * along[0] * along[0]
            + norm[0] * along[1] * along[1]
            - 2 * norm[2] * along[0] * along[1];
    return determinant < INDEPENDENT ? 0 : square / determinant;
  }

  /** The sum of a pair and its background, all constants by Levenberg and Marquardt. */
  private Sum fitted(Pair pair, int j, double middle, boolean sloped) {
    Expression x = formulas.variables().get(j);
    double[] ones = Feature.map(rows.target(), v -> 1);
    List<double[]> design = new ArrayList<>(List.of(ones));
    List<Expression> terms = new ArrayList<>();
    if (sloped) {
      IntStream.of(used).forEach(k -> design.add(rows.columns()[k]));
    }
    int background = design.size();
    for (Part p : pair.parts()) {
      for (double[] v : p.atom().values(rows.columns()[j], middle)) {
        double[] m = p.factor() < 0 ? ones : rows.columns()[p.factor()];
        design.add(Feature.map(v, m, (a, b) -> a * b));
      }
    }
    if (design.size() + pair.parts().size() >= rows.rows()) {
      return null;
    }
    double[] c = new LeastSquares(rows.target(), rows.weights(), design).coefficients();
    terms.add(formulas.constant(c[0]));
    for (int k = 1; k < background; k++) {
      terms.add(formulas.product(formulas.constant(c[k]), formulas.variables().get(used[k - 1])));
    }
    int at = background;
    for (Part p : pair.parts()) {
      double[] k = Arrays.copyOfRange(c, at, at + p.columns().size());
      Expression term = p.atom().written(x, middle, k, formulas);
      Expression m = p.factor() < 0 ? null : formulas.variables().get(p.factor());
      terms.add(m == null ? term : formulas.product(term, m));
      at += k.length;
    }
    return terms.contains(null) ? null : fitted(terms);
  }

  private Sum fitted(List<Expression> terms) {
    Expression total = total(terms);
    double left = total == null ? Double.NaN : fit.fit(total, pass.rows(), false, STEPS);
    if (!Double.isFinite(left)) {
      return null;
    }
    double[] constants = fit.withFitted(total).constants();
    List<Expression> out = new ArrayList<>();
    int at = 0;
    for (Expression term : terms) {
      int next = at + term.constants().length;
      out.add(term.withConstants(Arrays.copyOfRange(constants, at, next)));
      at = next;
    }
    return new Sum(out, left);
  }

  private Expression total(List<Expression> terms) {
    return formulas.sum(terms);
  }

  /** Without the terms that explain no more than chance does, the least one first. */
  private Sum pruned(Sum sum) {
    double n = pass.rows().rows();
    Sum best = null;
    for (int k = 0; k < sum.terms().size() && sum.terms().size() > 1; k++) {
      List<Expression> rest = new ArrayList<>(sum.terms());
      Expression gone = rest.remove(k);
      Sum without = fitted(rest);
      double free = gone.constants().length;
      boolean asGood =
          without != null
              && (pass.isNegligible(without.left())
                  || n * ElementaryFunctions.log(without.left() / sum.left())
                      < 2 * free * ElementaryFunctions.log(n));
      if (asGood && (best == null || without.left() < best.left())) {
        best = without;
      }
    }
    return best == null ? sum : pruned(best);
  }

  private double[] weighted(double[] values) {
    return Feature.map(values, roots, (x, w) -> x * w);
  }

  /** What is left of a column beside others, of length one; null if that is rounding. */
  private static double[] unit(double[] column, List<double[]> basis) {
    double before = dot(column, column);
    project(column, basis);
    double square = dot(column, column);
    return square > INDEPENDENT * before && Double.isFinite(before)
        ? Feature.map(column, x -> x / Math.sqrt(square))
        : null;
  }

  private static void project(double[] column, List<double[]> basis) {
    for (int twice = 0; twice < 2; twice++) {
      for (double[] q : basis) {
        double along = dot(q, column);
        for (int i = 0; i < column.length; i++) {
          column[i] -= along * q[i];
        }
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    return NormalEquations.dot(a, 0, b, 0, a.length);
  }
}
