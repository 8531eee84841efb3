package org.principia.symbolic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.internal.fit.ConstantFit;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.settings.Choice;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * Which rule takes the right member of a front where rows are few.
 *
 * <p>Not a test: a person runs it. From the repository's root, after {@code mvn -pl core/symbolic
 * test-compile}:
 *
 * <pre>
 * C=core/symbolic/target/classes:core/symbolic/target/test-classes:core/symbolic/target/jmh-classes
 * java -cp $C org.principia.symbolic.ChoiceStudy 3
 * </pre>
 *
 * <p>The argument is the number of seeds. Formulas of the Feynman set, 8 to 80 rows, noise of 1 and
 * 10 % of the target's RMS, and targets that are noise alone. For each rule: how often it takes a
 * formula that leaves less than the noise's tenth of the variance on fresh noise-free rows; the
 * median complexity; and of noise alone, how often it takes a constant. Last the planets.
 */
final class ChoiceStudy {
  private static final List<String> NAMES =
      List.of("I.25.13", "I.34.27", "I.47.23", "I.11.19", "II.38.14", "II.27.16", "I.12.1");
  private static final double[] DISTANCE = {.387, .723, 1, 1.524, 5.203, 9.537, 19.191, 30.069};
  private static final double[] PERIOD = {.241, .615, 1, 1.881, 11.862, 29.447, 84.017, 164.79};

  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);

  private static final SymbolicSettings SETTINGS =
      SymbolicSettings.defaults()
          .withEffort(2, 6, 1000)
          .with(Map.of("operators", List.of("+", "-", "*", "/", "sqrt", "square")));

  private ChoiceStudy() {}

  public static void main(String[] args) {
    int seeds = Integer.parseInt(args[0]);
    for (double noise : new double[] {0.01, 0.1}) {
      for (int rows : new int[] {8, 15, 30, 80}) {
        study(rows, noise, seeds);
      }
    }
    for (int rows : new int[] {8, 15, 30, 80}) {
      study(rows, Double.POSITIVE_INFINITY, seeds);
    }
    Table planets = Table.of(List.of("distance"), new double[][] {DISTANCE}, PERIOD);
    for (long seed = 0; seed < seeds; seed++) {
      SymbolicSettings settings =
          SymbolicSettings.defaults()
              .with(Map.of("operators", List.of("+", "-", "*", "/", "sqrt")));
      ParetoFront front =
          SymbolicRegression.builder()
              .settings(settings)
              .seed(seed)
              .executor(Runnable::run)
              .build()
              .fit(planets);
      rules(front, planets)
          .forEach(
              (rule, m) ->
                  OUT.printf(
                      Locale.ROOT,
                      "planets %s: %d, %s%n",
                      rule,
                      m.complexity(),
                      m.expression().toText(4)));
    }
  }

  private static void study(int rows, double noise, int seeds) {
    Map<String, Integer> right = new LinkedHashMap<>();
    Map<String, List<Integer>> sizes = new LinkedHashMap<>();
    int instances = 0;
    for (RecoveryProblem problem : RecoveryProblem.ofSet("feynman")) {
      for (long seed = 0; NAMES.contains(problem.name()) && seed < seeds; seed++) {
        Table table = problem.table(rows, Double.isInfinite(noise) ? 1e3 : noise, seed);
        ParetoFront front =
            SymbolicRegression.builder()
                .settings(SETTINGS)
                .seed(seed)
                .executor(Runnable::run)
                .build()
                .fit(table);
        instances++;
        rules(front, table)
            .forEach(
                (rule, m) -> {
                  boolean is =
                      Double.isInfinite(noise)
                          ? m.complexity() == 1
                          : problem.unexplained(m.expression()) < 0.1 * noise;
                  right.merge(rule, is ? 1 : 0, Integer::sum);
                  sizes.computeIfAbsent(rule, r -> new ArrayList<>()).add(m.complexity());
                });
      }
    }
    int all = instances;
    sizes.forEach(
        (rule, of) ->
            OUT.printf(
                Locale.ROOT,
                "| %d | %s | %s | %d of %d | %d |%n",
                rows,
                noise,
                rule,
                right.get(rule),
                all,
                of.stream().sorted().toList().get(of.size() / 2)));
  }

  private static Map<String, ParetoMember> rules(ParetoFront front, Table table) {
    Map<String, ParetoMember> chosen = new TreeMap<>();
    for (Choice rule : Choice.values()) {
      chosen.put(rule.name(), front.choose(rule));
    }
    chosen.put("1/2 log n a constant", least(front, m -> length(front, m, table, m.loss())));
    chosen.put("the same, n - p", least(front, m -> length(front, m, table, freed(m, table))));
    chosen.put("the same, left out", least(front, m -> length(front, m, table, leftOut(m, table))));
    return chosen;
  }

  private static ParetoMember least(
      ParetoFront front, java.util.function.ToDoubleFunction<ParetoMember> of) {
    ParetoMember best = front.members().get(0);
    for (ParetoMember m : front.members()) {
      if (of.applyAsDouble(m) < of.applyAsDouble(best)) {
        best = m;
      }
    }
    return best;
  }

  private static double length(ParetoFront front, ParetoMember m, Table table, double loss) {
    int n = table.rows();
    return n * Math.log(Math.max(loss, 1e-300))
        + m.complexity() * Math.log(front.operators() + front.columns() + 1.0)
        + 0.5 * m.expression().constants().length * Math.log(n);
  }

  /** The loss a degree of freedom. */
  private static double freed(ParetoMember m, Table table) {
    int n = table.rows();
    int p = m.expression().constants().length;
    return p >= n - 1 ? Double.POSITIVE_INFINITY : m.loss() * n / (n - p);
  }

  /** The mean error of each row under the constants that the others give. */
  private static double leftOut(ParetoMember m, Table table) {
    Sample all = Sample.all(table);
    ConstantFit fit = new ConstantFit(Loss.MEAN_ABSOLUTE);
    double sum = 0;
    for (int i = 0; i < table.rows(); i++) {
      double[] w = table.weights().clone();
      w[i] = 0;
      double total = table.rows() - 1.0;
      for (int k = 0; k < w.length; k++) {
        w[k] /= total;
      }
      Sample rest = new Sample(all.columns(), all.targets(), all.basis(), all.starts(), w);
      fit.fit(m.expression(), rest, false, 20);
      double f = fit.withFitted(m.expression()).evaluate(table.row(i));
      sum += Math.abs(f - table.target()[i]) / table.rows();
    }
    return Double.isFinite(sum) ? sum : Double.POSITIVE_INFINITY;
  }
}
