package org.principia.symbolic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.settings.Choice;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * How often a known law comes back from a network-like noisy target, and what it costs.
 *
 * <p>Not a test: a person runs it. From the repository's root, after {@code mvn -pl core/symbolic
 * test-compile}:
 *
 * <pre>
 * C=core/symbolic/target/classes:core/symbolic/target/test-classes:core/symbolic/target/jmh-classes
 * java -cp $C org.principia.symbolic.RecoveryStudy spring 20
 * </pre>
 *
 * <p>Arguments: the law (spring, node, inverse-distance, inverse-square, charge), the number of
 * instances, the first instance (0), and {@code verbose}. An instance draws its own rotation,
 * scale, noise and seed. Recovered: on fresh noise-free points the formula is an affine map of the
 * true components, R2 above 1 - 1e-3.
 */
final class RecoveryStudy {
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
  private final Map<Choice, Integer> recovered = new EnumMap<>(Choice.class);
  private final String law;
  private final boolean verbose;
  private int onFront;
  private int exact;
  private double seconds;

  private RecoveryStudy(String law, boolean verbose) {
    this.law = law;
    this.verbose = verbose;
  }

  public static void main(String[] args) {
    int instances = Integer.parseInt(args[1]);
    int first = args.length > 2 ? Integer.parseInt(args[2]) : 0;
    RecoveryStudy study = new RecoveryStudy(args[0], args.length > 3);
    for (int i = first; i < first + instances; i++) {
      study.instance(i);
    }
    study.out.printf(
        Locale.ROOT,
        "%s: on the front %d, chosen %s, true %d of %d; %.1f s each%n",
        study.law,
        study.onFront,
        study.recovered,
        study.exact,
        instances,
        study.seconds / instances);
  }

  private void instance(int i) {
    RecoveryInstance instance = RecoveryInstance.of(law, i);
    double start = cpuSeconds();
    long[] effort = {0, 0, 0, Long.MAX_VALUE};
    ParetoFront front = search(instance, i, effort);
    double taken = cpuSeconds() - start;
    exact += instance.isTrue(front.chosen().expression()) ? 1 : 0;
    seconds += taken;
    StringBuilder verdicts = new StringBuilder();
    for (Choice c : Choice.values()) {
      boolean yes = instance.recovers(front.choose(c).expression());
      recovered.merge(c, yes ? 1 : 0, Integer::sum);
      verdicts.append(yes ? '+' : '-');
    }
    int at =
        front.members().stream()
            .filter(m -> instance.recovers(m.expression()))
            .mapToInt(ParetoMember::complexity)
            .findFirst()
            .orElse(-1);
    onFront += at > 0 ? 1 : 0;
    out.printf(
        Locale.ROOT,
        "%s %d: %s front %d, %.1f s, %d rounds (true since %s), %d fits, %.2g rows; chosen %s%n",
        law,
        i,
        verdicts,
        at,
        taken,
        effort[0],
        effort[3] < 1000 ? effort[3] : "never",
        effort[1],
        (double) effort[2],
        front.chosen().expression().toText(4));
    if (verbose) {
      out.print(front.toText());
    }
  }

  /** Searches, and notes rounds, fits, rows and since which round the chosen one is true. */
  private static ParetoFront search(RecoveryInstance instance, int seed, long[] effort) {
    return SymbolicRegression.builder()
        .settings(SymbolicSettings.defaults())
        .seed(seed)
        .executor(Runnable::run)
        .listener(
            s -> {
              effort[0] = s.round();
              effort[1] = s.fits();
              effort[2] = s.rowsEvaluated();
              boolean there = instance.isTrue(s.front().chosen().expression());
              effort[3] = there ? Math.min(effort[3], s.round()) : Long.MAX_VALUE;
              return true;
            })
        .build()
        .fit(instance.table);
  }

  private static double cpuSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() * 1e-9;
  }
}
