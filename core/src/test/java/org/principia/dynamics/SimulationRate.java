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

/**
 * Runs per second of processor time on one core, 500 states each, and how far they drift; an
 * argument picks cells by the beginning of their names. With several in one JVM the later ones are
 * slower, since their call sites know several laws.
 *
 * <p>With {@code ratio} it compares laws given as formulas with the same laws in Java, in turns.
 *
 * <pre>
 * mvn -q -B -ntp -pl core test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -Xmx1g -cp core/target/classes:core/target/test-classes:$(cat core/target/classpath) \
 *     org.principia.dynamics.SimulationRate spring-2
 * </pre>
 */
final class SimulationRate {
  private static final int WARM_UP = 2_000;
  private static final int RUNS = 4_000;
  private static final int ROUNDS = 9;
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
      for (String law : List.of("spring", "inverse-square")) {
        OUT.println(ratio(law, 2));
        OUT.println(ratio(law, 3));
      }
      return;
    }
    List<String> names = new ArrayList<>(ForceLaws.names());
    FORMULAS.forEach(formula -> names.add(formula.name()));
    for (String law : names) {
      for (int dimension = 2; dimension <= 3; dimension++) {
        if ((law + "-" + dimension).startsWith(only)) {
          measure(law, dimension);
        }
      }
    }
  }

  private static DynamicsSettings settings(String law, int dimension) {
    return new DynamicsSettings(law, dimension, 0, RUNS, 1, 500, 0, 0.01, 1e-8, FORMULAS);
  }

  private static void measure(String name, int dimension) {
    DynamicsSettings settings = settings(name, dimension);
    ForceLaw law = settings.forceLaw();
    Simulator simulator = new Simulator(settings, 1);
    for (int run = 0; run < WARM_UP; run++) {
      Drift.of(law, simulator.run(run));
    }
    long evaluations = 0;
    int attempts = 0;
    long simulating = 0;
    long measuring = 0;
    List<Drift> drifts = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      long begin = CLOCK.getCurrentThreadCpuTime();
      Trajectory trajectory = simulator.run(run);
      long end = CLOCK.getCurrentThreadCpuTime();
      drifts.add(Drift.of(law, trajectory));
      measuring += CLOCK.getCurrentThreadCpuTime() - end;
      simulating += end - begin;
      evaluations += trajectory.evaluations();
      attempts += trajectory.attempts();
    }
    OUT.printf(
        "%s %dd: %.0f runs/s, %.0f evaluations a run, %.0f ns an evaluation, %d drawn again, drift"
            + " measured in %.0f %% of the time of a run%n",
        name,
        dimension,
        1e9 * RUNS / simulating,
        evaluations / (double) RUNS,
        simulating / (double) evaluations,
        attempts - RUNS,
        100.0 * measuring / simulating);
    show("energy", drifts.stream().mapToDouble(Drift::energy).toArray());
    show("momentum", drifts.stream().mapToDouble(Drift::momentum).toArray());
    show("angular momentum", drifts.stream().mapToDouble(Drift::angularMomentum).toArray());
    OUT.printf(
        "  above %.0e: %.3f %%; closest of all %.1e%n",
        Drift.LIMIT,
        100.0 * drifts.stream().filter(Drift::exceeds).count() / RUNS,
        drifts.stream().mapToDouble(Drift::closest).min().orElseThrow());
  }

  private static void show(String what, double[] drift) {
    Arrays.sort(drift);
    OUT.printf(
        "  %s: median %.1e, 99 %% %.1e, largest %.1e%n",
        what, drift[RUNS / 2], drift[RUNS * 99 / 100], drift[RUNS - 1]);
  }

  /** The median over rounds of time with the formula over time with the class. */
  private static String ratio(String name, int dimension) {
    Simulator builtIn = new Simulator(settings(name, dimension), 1);
    Simulator formula = new Simulator(settings("formula-" + name, dimension), 1);
    double[] ratios = new double[ROUNDS];
    seconds(builtIn);
    seconds(formula);
    for (int round = 0; round < ROUNDS; round++) {
      double once = seconds(builtIn);
      ratios[round] = seconds(formula) / once;
    }
    Arrays.sort(ratios);
    return String.format(
        "%s %dd: formula / class = %.3f (%.3f to %.3f)",
        name, dimension, ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
  }

  private static double seconds(Simulator simulator) {
    long begin = CLOCK.getCurrentThreadCpuTime();
    for (int run = 0; run < RUNS / 4; run++) {
      simulator.run(run);
    }
    return (CLOCK.getCurrentThreadCpuTime() - begin) / 1e9;
  }
}
