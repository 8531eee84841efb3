package org.principia.dynamics;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.principia.dynamics.law.AccelerationField;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;
import org.principia.dynamics.law.LawDefinition;

/**
 * Runs per second of processor time on one core, 500 states each, and how far they drift; an
 * argument picks cells by the beginning of their names, a second one is the number of runs. With
 * several cells in one JVM the later ones are slower, since their call sites know several laws.
 *
 * <p>With {@code ratio} and {@code spring} or {@code inverse-square} it compares evaluations of
 * this law given as a formula with those of the same law in Java, in turns.
 *
 * <pre>
 * mvn -q -B -ntp -pl core test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -Xmx1g -cp core/target/classes:core/target/test-classes:$(cat core/target/classpath) \
 *     org.principia.dynamics.SimulationRate spring-2
 * </pre>
 */
final class SimulationRate {
  private static final int RUNS = 4_000;
  private static final int ROUNDS = 60;
  private static final int EVALUATIONS = 100_000;
  private static final List<LawDefinition> FORMULAS =
      List.of(
          new LawDefinition("formula-spring", "r - 1", 0.01),
          new LawDefinition("formula-inverse-square", "m1*m2/(r + 0.01)^2", 0.001),
          new LawDefinition("yukawa", "-m1*m2*exp(-r)/(r+0.01)^2", 0.001));

  /** Processor time: other work on the machine does not count. */
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private static final PrintWriter OUT =
      new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  private SimulationRate() {}

  public static void main(String[] arguments) {
    String only = arguments.length == 0 ? "" : arguments[0];
    if ("ratio".equals(only)) {
      OUT.println(ratio(arguments[1], 2));
      OUT.println(ratio(arguments[1], 3));
      return;
    }
    int runs = arguments.length < 2 ? RUNS : Integer.parseInt(arguments[1]);
    List<String> names = new ArrayList<>(ForceLaws.names());
    FORMULAS.forEach(formula -> names.add(formula.name()));
    for (String law : names) {
      for (int dimension = 2; dimension <= 3; dimension++) {
        if ((law + "-" + dimension).startsWith(only)) {
          measure(law, dimension, runs);
        }
      }
    }
  }

  private static DynamicsSettings settings(String law, int dimension) {
    return new DynamicsSettings(law, dimension, 0, RUNS, 1, 500, 0, 0.01, 1e-8, FORMULAS);
  }

  private static void measure(String name, int dimension, int runs) {
    DynamicsSettings settings = settings(name, dimension);
    ForceLaw law = settings.forceLaw();
    Simulator simulator = new Simulator(settings, 1);
    for (int run = 0; run < runs / 2; run++) {
      Drift.of(law, simulator.run(run));
    }
    long evaluations = 0;
    int attempts = 0;
    long begin = CLOCK.getCurrentThreadCpuTime();
    for (int run = 0; run < runs; run++) {
      Trajectory trajectory = simulator.run(run);
      evaluations += trajectory.evaluations();
      attempts += trajectory.attempts();
    }
    long simulating = CLOCK.getCurrentThreadCpuTime() - begin;
    List<Drift> drifts = new ArrayList<>();
    begin = CLOCK.getCurrentThreadCpuTime();
    for (int run = 0; run < runs; run++) {
      drifts.add(Drift.of(law, simulator.run(run)));
    }
    long measuring = CLOCK.getCurrentThreadCpuTime() - begin - simulating;
    OUT.printf(
        "%s %dd: %.0f runs/s, %.0f evaluations a run, %.0f ns an evaluation, %d drawn again, drift"
            + " measured in %.0f %% of the time of a run%n",
        name,
        dimension,
        1e9 * runs / simulating,
        evaluations / (double) runs,
        simulating / (double) evaluations,
        attempts - runs,
        100.0 * measuring / simulating);
    show("energy", drifts.stream().mapToDouble(Drift::energy).toArray());
    show("momentum", drifts.stream().mapToDouble(Drift::momentum).toArray());
    show("angular momentum", drifts.stream().mapToDouble(Drift::angularMomentum).toArray());
    OUT.printf(
        "  above %.0e: %.3f %%; closest of all %.1e%n",
        Drift.LIMIT,
        100.0 * drifts.stream().filter(Drift::exceeds).count() / runs,
        drifts.stream().mapToDouble(Drift::closest).min().orElseThrow());
  }

  private static void show(String what, double[] drift) {
    Arrays.sort(drift);
    OUT.printf(
        "  %s: median %.1e, 99 %% %.1e, largest %.1e%n",
        what, drift[drift.length / 2], drift[drift.length * 99 / 100], drift[drift.length - 1]);
  }

  /** The shortest round with the formula over the shortest with the class. */
  private static String ratio(String name, int dimension) {
    AccelerationField builtIn = settings(name, dimension).forceLaw().field();
    AccelerationField formula = settings("formula-" + name, dimension).forceLaw().field();
    InitialState state = InitialState.draw(1, "dynamics.run", 4 * dimension - 4, dimension, 0);
    double[] best = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    for (int round = 0; round < ROUNDS; round++) {
      best[0] = Math.min(best[0], nanoseconds(builtIn, state));
      best[1] = Math.min(best[1], nanoseconds(formula, state));
    }
    return String.format(
        "%s %dd: %.1f ns an evaluation as a class, %.1f as a formula, ratio %.3f",
        name, dimension, best[0], best[1], best[1] / best[0]);
  }

  private static double nanoseconds(AccelerationField field, InitialState s) {
    double[] out = new double[s.position().length];
    long begin = CLOCK.getCurrentThreadCpuTime();
    for (int k = 0; k < EVALUATIONS; k++) {
      field.accelerations(s.mass(), s.charge(), s.dimension(), s.position(), s.velocity(), out);
    }
    return (CLOCK.getCurrentThreadCpuTime() - begin) / (double) EVALUATIONS;
  }
}
