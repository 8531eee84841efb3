package org.principia.dynamics;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Runs per second of processor time on one core, 500 states each; an argument picks cells by the
 * beginning of their names. With several in one JVM the later ones are slower, since their call
 * sites know several laws.
 *
 * <pre>
 * mvn -q -B -ntp -pl core test-compile
 * java -Xmx1g -cp core/target/classes:core/target/test-classes org.principia.dynamics.SimulationRate spring-2
 * </pre>
 */
final class SimulationRate {
  private static final int WARM_UP = 2_000;
  private static final int RUNS = 4_000;

  private SimulationRate() {}

  public static void main(String[] arguments) {
    PrintWriter out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    String only = arguments.length == 0 ? "" : arguments[0];
    for (String law : ForceLaws.names()) {
      for (int dimension = 2; dimension <= 3; dimension++) {
        if ((law + "-" + dimension).startsWith(only)) {
          out.println(measure(law, dimension));
        }
      }
    }
  }

  private static String measure(String law, int dimension) {
    DynamicsSettings settings =
        new DynamicsSettings(law, dimension, 0, RUNS, 1, 500, 0, 0.01, 1e-8);
    Simulator simulator = new Simulator(settings, 1);
    for (int run = 0; run < WARM_UP; run++) {
      simulator.run(run);
    }
    long evaluations = 0;
    int attempts = 0;
    double[] drift = new double[RUNS];
    // Processor time: other work on the machine does not count.
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long begin = clock.getCurrentThreadCpuTime();
    for (int run = 0; run < RUNS; run++) {
      Trajectory trajectory = simulator.run(run);
      evaluations += trajectory.evaluations();
      attempts += trajectory.attempts();
      drift[run] = trajectory.energyDrift();
    }
    double seconds = (clock.getCurrentThreadCpuTime() - begin) / 1e9;
    Arrays.sort(drift);
    return String.format(
        "%s %dd: %.0f runs/s, %.0f evaluations a run, %.0f ns an evaluation, %d drawn again;"
            + " energy drift median %.1e, 99 %% %.1e, largest %.1e",
        law,
        dimension,
        RUNS / seconds,
        evaluations / (double) RUNS,
        1e9 * seconds / evaluations,
        attempts - RUNS,
        drift[RUNS / 2],
        drift[RUNS * 99 / 100],
        drift[RUNS - 1]);
  }
}
