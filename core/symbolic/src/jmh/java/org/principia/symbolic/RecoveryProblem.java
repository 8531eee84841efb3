package org.principia.symbolic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;

/**
 * A formula to be found again, and the box that its rows are drawn from, uniformly.
 *
 * <p>Sets: {@code feynman}, 60 formulas of the Feynman lectures with the ranges of AI Feynman
 * (Udrescu and Tegmark 2020); {@code nguyen}, 1 to 12 (Uy et al. 2011); {@code strogatz}, the right
 * sides of seven systems of two equations (La Cava et al. 2016), in a box where they are regular;
 * {@code harder}, forms of textbooks that were hard (numerators over roots, resonances, sums of
 * cosines and roots, two constants inside, ranges over decades), the development set, and {@code
 * harder-unseen}, others of the same kinds; {@code arcs} and {@code arcs-unseen}, with arc
 * functions. A range {@code f:0.1:100:log} is drawn evenly in the logarithm.
 */
record RecoveryProblem(
    String set,
    String name,
    List<String> variables,
    double[] low,
    double[] high,
    boolean[] logarithmic,
    ToDoubleFunction<double[]> truth) {

  private static final String PI = Double.toString(Math.PI);
  private static final String ARCSIN = "arcsin(";

  private static final String[] NGUYEN = {
    "x+x^2+x^3", "-1:1",
    "x+x^2+x^3+x^4", "-1:1",
    "x+x^2+x^3+x^4+x^5", "-1:1",
    "x+x^2+x^3+x^4+x^5+x^6", "-1:1",
    "sin(x^2)*cos(x)-1", "-1:1",
    "sin(x)+sin(x+x^2)", "-1:1",
    "log(x+1)+log(x^2+1)", "0:2",
    "sqrt(x)", "0:4",
    "sin(x)+sin(y^2)", "0:1",
    "2*sin(x)*cos(y)", "0:1",
    "x^y", "0:1",
    "x^4-x^3+y^2/2-y", "0:1",
  };

  private static final String[] STROGATZ = {
    "bacres1", "20-x-x*y/(1+0.5*x^2)", "0:10",
    "bacres2", "10-x*y/(1+0.5*x^2)", "0:10",
    "barmag1", "0.5*sin(x-y)-sin(x)", "0:6.28",
    "barmag2", "0.5*sin(y-x)-sin(y)", "0:6.28",
    "glider1", "-0.05*x^2-sin(y)", "0.5:5",
    "glider2", "x-cos(y)/x", "0.5:5",
    "lv1", "3*x-2*x*y-x^2", "0:5",
    "lv2", "2*y-x*y-y^2", "0:5",
    "predprey1", "x*(4-x-y/(1+x))", "0:10",
    "predprey2", "y*(x/(1+x)-0.075*y)", "0:10",
    "shearflow1", "cos(y)/sin(y)*cos(x)", "0.2:2.9",
    "shearflow2", "(cos(y)^2+0.1*sin(y)^2)*sin(x)", "-3:3",
    "vdp1", "10*(y-(x^3-x)/3)", "-2:2",
    "vdp2", "-x/10", "-2:2",
  };

  static List<RecoveryProblem> ofSet(String set) {
    return switch (set) {
      case "feynman" -> ofFile(set, "feynman-open.csv", 1, 3, 5);
      case "harder", "harder-unseen", "arcs", "arcs-unseen" -> ofFile(set, set + ".csv", 0, 1, 2);
      case "nguyen" -> nguyen();
      case "strogatz" -> strogatz();
      default ->
          throw new IllegalArgumentException(
              "Invalid set: "
                  + set
                  + " (feynman, nguyen, strogatz, harder, harder-unseen, arcs or arcs-unseen)");
    };
  }

  /** The problems of a file of this package: the cells of the name, the formula and the box. */
  private static List<RecoveryProblem> ofFile(
      String set, String file, int name, int formula, int box) {
    try (InputStream in = RecoveryProblem.class.getResourceAsStream(file)) {
      List<RecoveryProblem> problems = new ArrayList<>();
      List<String> lines = new String(in.readAllBytes(), UTF_8).lines().toList();
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",", -1);
        problems.add(problem(set, cells[name], cells[formula], cells[box].split(";", -1)));
      }
      return problems;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<RecoveryProblem> nguyen() {
    List<RecoveryProblem> problems = new ArrayList<>();
    for (int i = 0; i < NGUYEN.length; i += 2) {
      String[] box =
          i < 16
              ? new String[] {"x:" + NGUYEN[i + 1]}
              : new String[] {"x:" + NGUYEN[i + 1], "y:" + NGUYEN[i + 1]};
      problems.add(problem("nguyen", "nguyen-" + (i / 2 + 1), NGUYEN[i], box));
    }
    return problems;
  }

  private static List<RecoveryProblem> strogatz() {
    List<RecoveryProblem> problems = new ArrayList<>();
    for (int i = 0; i < STROGATZ.length; i += 3) {
      String range = STROGATZ[i + 2];
      String[] box = {"x:" + range, "y:" + range};
      problems.add(problem("strogatz", STROGATZ[i], STROGATZ[i + 1], box));
    }
    return problems;
  }

  private static RecoveryProblem problem(String set, String name, String formula, String[] box) {
    List<String> names = new ArrayList<>();
    double[] low = new double[box.length];
    double[] high = new double[box.length];
    boolean[] logarithmic = new boolean[box.length];
    for (int j = 0; j < box.length; j++) {
      String[] parts = box[j].split(":", -1);
      names.add(parts[0]);
      low[j] = Double.parseDouble(parts[1]);
      high[j] = Double.parseDouble(parts[2]);
      logarithmic[j] = parts.length > 3;
    }
    return new RecoveryProblem(set, name, names, low, high, logarithmic, truth(formula, names));
  }

  /** The arc sine of a whole formula is taken here, so that the parser need not know it. */
  private static ToDoubleFunction<double[]> truth(String formula, List<String> names) {
    String text = formula.replaceAll("\\bpi\\b", PI);
    if (text.startsWith(ARCSIN)) {
      String inner = text.substring(ARCSIN.length(), text.length() - 1);
      Expression e = Expression.parse(inner, names);
      return x -> Math.asin(e.evaluate(x));
    }
    return Expression.parse(text, names)::evaluate;
  }

  /** Rows with finite targets; noise is normal, its deviation a share of the target's RMS. */
  Table table(int rows, double noise, long seed) {
    RandomGenerator rng = RandomStream.of(seed, "recovery." + set + "." + name);
    double[][] columns = new double[variables.size()][rows];
    double[] y = new double[rows];
    double square = 0;
    for (int i = 0; i < rows; i++) {
      double[] x = row(rng);
      for (int j = 0; j < x.length; j++) {
        columns[j][i] = x[j];
      }
      y[i] = truth.applyAsDouble(x);
      square += y[i] * y[i] / rows;
    }
    for (int i = 0; i < rows && noise > 0; i++) {
      y[i] += noise * Math.sqrt(square) * rng.nextGaussian();
    }
    return Table.of(variables, columns, y);
  }

  private double[] row(RandomGenerator rng) {
    while (true) {
      double[] x = new double[low.length];
      for (int j = 0; j < x.length; j++) {
        double share = rng.nextDouble();
        x[j] =
            logarithmic[j]
                ? low[j] * Math.pow(high[j] / low[j], share)
                : low[j] + (high[j] - low[j]) * share;
      }
      if (Double.isFinite(truth.applyAsDouble(x))) {
        return x;
      }
    }
  }

  /** The same formula in a box whose sides are longer by a share of their length. */
  RecoveryProblem widened(double share) {
    double[] lower = low.clone();
    double[] higher = high.clone();
    for (int j = 0; j < lower.length; j++) {
      double more = 0.5 * share * (high[j] - low[j]);
      double times = Math.pow(high[j] / low[j], 0.5 * share);
      lower[j] = logarithmic[j] ? low[j] / times : low[j] - more;
      higher[j] = logarithmic[j] ? high[j] * times : high[j] + more;
    }
    return new RecoveryProblem(set, name, variables, lower, higher, logarithmic, truth);
  }

  /** The same formula with columns beside its own that do not matter, each drawn from 1 to 5. */
  RecoveryProblem withDummies(int count) {
    List<String> names = new ArrayList<>(variables);
    double[] lower = Arrays.copyOf(low, low.length + count);
    double[] higher = Arrays.copyOf(high, high.length + count);
    for (int j = 0; j < count; j++) {
      names.add("dummy" + (j + 1));
      lower[low.length + j] = 1;
      higher[high.length + j] = 5;
    }
    return new RecoveryProblem(
        set, name, names, lower, higher, Arrays.copyOf(logarithmic, names.size()), truth);
  }

  /** 1000 noise-free rows that no fit has seen. */
  Table fresh() {
    return table(1000, 0, -1);
  }

  /** Share of the variance that a formula leaves on fresh noise-free rows of the same box. */
  double unexplained(Expression e) {
    Table fresh = fresh();
    double[] y = fresh.target();
    double mean = Arrays.stream(y).average().orElseThrow();
    double wrong = 0;
    double variance = 0;
    for (int i = 0; i < y.length; i++) {
      double f = e.evaluate(fresh.row(i));
      wrong += (f - y[i]) * (f - y[i]);
      variance += (y[i] - mean) * (y[i] - mean);
    }
    return wrong / variance;
  }

  @Override
  public String toString() {
    return set + " " + name;
  }
}
