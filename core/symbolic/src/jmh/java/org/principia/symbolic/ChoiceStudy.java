package org.principia.symbolic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.settings.Choice;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * Which rule takes the right member of a front of a table as users have them.
 *
 * <p>Not a test: a person runs it. From the repository's root, after {@code mvn -pl core/symbolic
 * test-compile}:
 *
 * <pre>
 * C=core/symbolic/target/classes:core/symbolic/target/test-classes:core/symbolic/target/jmh-classes
 * java -cp $C org.principia.symbolic.ChoiceStudy 2
 * </pre>
 *
 * <p>The argument is the number of seeds. Seventeen curves and laws, 9, 15 or 30 rows, noise of 1
 * and 5 % of the target's RMS; the same of 40 rows, 8 % of them wild; and half of the Feynman set,
 * 300 rows, noise of 1, 10 and 30 %. For each rule: how often its member is as good as any on the
 * front (at most twice what the best leaves of the variance on fresh noise-free rows, or half the
 * noise's share), the mean decimal logarithm of that ratio, and the mean complexity. The rules:
 * those of the front, and {@code misfit + a k + constants}, the misfit of Student errors with v
 * degrees of freedom, nodes k at a nats each, constants by their digits or by the information
 * criteria BIC and AICc.
 */
final class ChoiceStudy {
  private static final String ARITHMETIC = "+ - * /";
  private static final String WITH_EXP = "+ - * / exp";
  private static final String FEYNMAN = "+ - * / sqrt exp log sin cos";
  private static final double NEAR = 1e-8;

  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);

  private ChoiceStudy() {}

  /** A law in a box; errors of a target over decades are shares of it. */
  private record Law(
      String operators, double[] low, double[] high, boolean relative, Expression truth) {
    static Law of(String formula, String operators, String box, boolean relative) {
      String[] sides = box.split(" ", -1);
      double[] low = new double[sides.length];
      double[] high = new double[sides.length];
      for (int j = 0; j < sides.length; j++) {
        String[] ends = sides[j].split(":", -1);
        low[j] = Double.parseDouble(ends[0]);
        high[j] = Double.parseDouble(ends[1]);
      }
      List<String> names = List.of("x", "y", "z").subList(0, sides.length);
      return new Law(operators, low, high, relative, Expression.parse(formula, names));
    }

    Table table(int rows, double noise, double wild, long seed) {
      RandomGenerator rng = RandomStream.of(seed, "choice." + truth.toText() + rows + noise + wild);
      int d = low.length;
      double[][] columns = new double[d][rows];
      double[] target = new double[rows];
      double square = 0;
      for (int i = 0; i < rows; i++) {
        double[] x = new double[d];
        for (int j = 0; j < d; j++) {
          double share = d == 1 ? (i + 0.5 * rng.nextDouble()) / rows : rng.nextDouble();
          x[j] = low[j] + share * (high[j] - low[j]);
          columns[j][i] = x[j];
        }
        target[i] = truth.evaluate(x);
        square += target[i] * target[i] / rows;
      }
      for (int i = 0; i < rows; i++) {
        double size = relative ? Math.abs(target[i]) : Math.sqrt(square);
        target[i] += noise * size * rng.nextGaussian();
        if (rng.nextDouble() < wild) {
          target[i] *= 1 + (rng.nextBoolean() ? 1 : -1) * (0.5 + 2 * rng.nextDouble());
        }
      }
      return Table.of(List.of("x", "y", "z").subList(0, d), columns, target);
    }
  }

  private static final List<Law> LAWS =
      List.of(
          Law.of("70 / (1 + exp(2.6 - 0.067 * x))", WITH_EXP, "9:80", false),
          Law.of("210 * x / (0.06 + x)", ARITHMETIC, "0.02:1.1", false),
          Law.of("5 + 40 * exp(-0.3 * x)", WITH_EXP, "0:12", false),
          Law.of("3 + 2 * x", ARITHMETIC, "0:10", false),
          Law.of("1 + 2 * x + 0.5 * x * x", ARITHMETIC, "-3:6", false),
          Law.of("240 * (1 - exp(-0.00055 * x))", WITH_EXP, "70:760", false),
          Law.of("1000000 * exp(-3000 / x)", WITH_EXP, "280:380", true),
          Law.of("5 / (x * x)", ARITHMETIC, "1:4", true),
          Law.of("x * sqrt(x)", ARITHMETIC + " sqrt", "0.3:30", true),
          Law.of("10 * exp(-5 * exp(-0.6 * x))", WITH_EXP, "0:10", false),
          Law.of("2.3 * x", ARITHMETIC + " sqrt", "1:9", false),
          Law.of("(1 + 2 * x) / (1 + 0.3 * x * x)", ARITHMETIC, "0:6", false),
          Law.of("4 + 0 * x", WITH_EXP, "0:6", false),
          Law.of("2 * sin(1.7 * x) + 1", ARITHMETIC + " sin", "0:6", false),
          Law.of("12 + 2 * x - 3 * y + 0.5 * z", ARITHMETIC, "0:4 -2:2 5:9", false),
          Law.of("x * y / (x + y)", ARITHMETIC, "1:9 1:9", false),
          Law.of("8.3 * x * y / z", ARITHMETIC, "1:5 1:5 1:5", false));

  /** What a rule came to over the tables of a kind. */
  private static final class Tally {
    private int tables;
    private int right;
    private double regret;
    private double complexity;
  }

  private static final Map<String, Map<String, Tally>> TALLIES = new LinkedHashMap<>();

  public static void main(String[] args) {
    int seeds = Integer.parseInt(args[0]);
    for (long seed = 1; seed <= seeds; seed++) {
      for (Law law : LAWS) {
        for (double noise : new double[] {0.01, 0.05}) {
          for (int rows : new int[] {9, 15, 30}) {
            study(rows + " rows", law, law.table(rows, noise, 0, seed), noise, seed);
          }
        }
        study("8 % wild", law, law.table(40, 0.02, 0.08, seed), 0.02, seed);
      }
    }
    List<RecoveryProblem> problems = RecoveryProblem.ofSet("feynman");
    for (int i = 0; i < problems.size(); i += 2) {
      RecoveryProblem problem = problems.get(i);
      for (double noise : new double[] {0.01, 0.1, 0.3}) {
        Table table = problem.table(300, noise, 1);
        tally(
            "Feynman, noise " + noise,
            problem::unexplained,
            front(table, FEYNMAN, 1),
            table,
            noise);
      }
    }
    TALLIES.forEach(
        (rule, kinds) ->
            kinds.forEach(
                (kind, t) ->
                    OUT.printf(
                        Locale.ROOT,
                        "| %s | %s | %d of %d | %.2f | %.1f |%n",
                        rule,
                        kind,
                        t.right,
                        t.tables,
                        t.regret / t.tables,
                        t.complexity / t.tables)));
  }

  private static void study(String kind, Law law, Table table, double noise, long seed) {
    // Of a constant truth a table needs some spread.
    Table fresh = law.table(400, 1e-9, 0, -1);
    tally(kind, e -> unexplained(e, fresh), front(table, law.operators(), seed), table, noise);
  }

  private static ParetoFront front(Table table, String operators, long seed) {
    SymbolicSettings settings =
        SymbolicSettings.defaults()
            .withEffort(2, 6, 2000)
            .with(Map.of("operators", List.of(operators.split(" ", -1))));
    return SymbolicRegression.builder()
        .settings(settings)
        .seed(seed)
        .executor(Runnable::run)
        .build()
        .fit(table);
  }

  private static double unexplained(Expression e, Table fresh) {
    double[] y = fresh.target();
    double mean = Arrays.stream(y).average().orElseThrow();
    double wrong = 0;
    double variance = 0;
    double square = 0;
    for (int i = 0; i < y.length; i++) {
      double f = e.evaluate(fresh.row(i));
      wrong += (f - y[i]) * (f - y[i]);
      variance += (y[i] - mean) * (y[i] - mean);
      square += y[i] * y[i];
    }
    // Of a constant truth the variance is none.
    return wrong / (variance > 0 ? variance : square);
  }

  private static void tally(
      String kind,
      ToDoubleFunction<Expression> left,
      ParetoFront front,
      Table table,
      double noise) {
    double best = front.members().stream().mapToDouble(m -> left(left, m)).min().orElseThrow();
    rules(front, table)
        .forEach(
            (rule, m) -> {
              double reached = left(left, m);
              Tally t =
                  TALLIES
                      .computeIfAbsent(rule, r -> new LinkedHashMap<>())
                      .computeIfAbsent(kind, k -> new Tally());
              t.tables++;
              t.right += reached <= Math.max(2 * best, 0.5 * noise * noise) ? 1 : 0;
              t.regret += Math.min(3, Math.log10(reached / best));
              t.complexity += m.complexity();
            });
  }

  private static double left(ToDoubleFunction<Expression> left, ParetoMember m) {
    double share = left.applyAsDouble(m.expression());
    return Double.isFinite(share) ? Math.max(share, NEAR) : 1e3;
  }

  private static Map<String, ParetoMember> rules(ParetoFront front, Table table) {
    Map<String, ParetoMember> chosen = new TreeMap<>();
    for (Choice rule : Choice.values()) {
      chosen.put(rule.name(), front.choose(rule));
    }
    for (double freedom : new double[] {3, 5, 1e6}) {
      Map<ParetoMember, Double> misfit = new LinkedHashMap<>();
      front.members().forEach(m -> misfit.put(m, misfit(m.expression(), table, freedom)));
      for (String node : List.of("0.25", "0.5", "1", "1.5", "n / 30")) {
        double a =
            node.startsWith("n") ? Math.min(1, table.rows() / 30.0) : Double.parseDouble(node);
        for (String price : List.of("digits", "BIC", "AICc")) {
          String rule = String.format(Locale.ROOT, "v = %.0f, a = %s, %s", freedom, node, price);
          chosen.put(
              rule,
              least(
                  front,
                  m ->
                      misfit.get(m)
                          + a * m.complexity()
                          + of(price, m, misfit, table.rows(), front.members().get(0))));
        }
      }
    }
    return chosen;
  }

  private static double of(
      String price,
      ParetoMember m,
      Map<ParetoMember, Double> misfit,
      double n,
      ParetoMember first) {
    double p = m.expression().constants().length;
    return switch (price) {
      case "BIC" -> 0.5 * p * Math.log(n);
      case "AICc" -> n - p - 2 > 0 ? (p + 1) * n / (n - p - 2) : Double.POSITIVE_INFINITY;
      default -> p * (0.5 * Math.log(n) + Math.max(0, (misfit.get(first) - misfit.get(m)) / n));
    };
  }

  private static ParetoMember least(ParetoFront front, ToDoubleFunction<ParetoMember> of) {
    ParetoMember best = front.members().get(0);
    for (ParetoMember m : front.members()) {
      best = of.applyAsDouble(m) < of.applyAsDouble(best) ? m : best;
    }
    return best;
  }

  /** As the front's misfit, with other degrees of freedom. */
  private static double misfit(Expression e, Table table, double freedom) {
    double[] errors = new double[table.rows()];
    double size = 0;
    for (int i = 0; i < errors.length; i++) {
      errors[i] = Math.abs(e.evaluate(table.row(i)) - table.target()[i]);
      size += Math.abs(table.target()[i]) / errors.length;
    }
    double least = 1e-14 * size;
    double s = Math.max(Arrays.stream(errors).sorted().toArray()[errors.length / 2], least);
    for (int step = 0; step < 60; step++) {
      double square = 0;
      for (double r : errors) {
        square += (freedom + 1) * r * r / (freedom + r * r / (s * s)) / errors.length;
      }
      s = Math.max(Math.sqrt(square), least);
    }
    double nats = errors.length * Math.log(s);
    for (double r : errors) {
      nats += 0.5 * (freedom + 1) * Math.log1p(r * r / (freedom * s * s));
    }
    return nats;
  }
}
