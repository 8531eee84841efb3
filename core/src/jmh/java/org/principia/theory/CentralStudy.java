package org.principia.theory;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.Simulator;
import org.principia.dynamics.law.ForceLaw;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Particles;
import org.principia.messages.EdgeVariables;
import org.principia.messages.SampleKey;
import org.principia.symbolic.data.Columns;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.JointFront;
import org.principia.symbolic.front.JointMember;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.search.IslandResult;
import org.principia.symbolic.search.IslandTask;
import org.principia.symbolic.search.Search;
import org.principia.symbolic.settings.SymbolicSettings;
import org.principia.validation.EdgeForces;
import org.principia.validation.ForcePoints;

/**
 * How often the mission's laws come back from affine images of their forces, as one vector ({@code
 * central}) or component by component ({@code free}), and what it costs.
 *
 * <p>Not a test: a person runs it. From the repository's root, after {@code mvn -pl core
 * test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath}:
 *
 * <pre>
 * java -cp core/target/classes:core/target/jmh-classes:$(cat core/target/classpath) org.principia.theory.CentralStudy central 1 3
 * </pre>
 *
 * <p>Arguments: the structure, the first instance, the number of instances, and laws with
 * dimensions ({@code spring-2}; all eight where there are none). An instance simulates runs of its
 * own, prunes frames at the default percentiles, draws 5000 edges as {@code record} does, maps the
 * true forces by a random affine map to d components and adds independent noise of 1 % of each
 * component's standard deviation. Recovered: {@link ForcePoints#fit} below 1e-3 for all components.
 * Seconds are processor seconds of the search divided by two, since other work may share the
 * machine; of {@code free} the slowest component's, then the sum of all. The second figure of
 * {@code central} says since when the chosen formula was right. {@code -Dfits=N} sets the fits of a
 * round of an island.
 */
final class CentralStudy {
  private static final int RUNS = 60;
  private static final int STRIDE = 2;
  private static final int SAMPLES = 5000;
  private static final double NOISE = 0.01;
  private static final double LIMIT = 1e-3;
  private static final int THREADS = 2;
  private static final List<String> CASES =
      List.of(
          "spring-2",
          "spring-3",
          "inverse-distance-2",
          "inverse-distance-3",
          "inverse-square-2",
          "inverse-square-3",
          "charge-2",
          "charge-3");

  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
  private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

  private final SymbolicSettings settings;

  private CentralStudy(SymbolicSettings settings) {
    this.settings = settings;
  }

  private static double dot(double[] a, double[] b, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  public static void main(String[] args) {
    boolean central = "central".equals(args[0]);
    SymbolicSettings defaults = SymbolicSettings.defaults();
    int fits = Integer.getInteger("fits", central ? 1000 : defaults.fitsPerRound());
    CentralStudy study =
        new CentralStudy(defaults.withEffort(defaults.islands(), defaults.rounds(), fits));
    int first = Integer.parseInt(args[1]);
    int last = first + Integer.parseInt(args[2]) - 1;
    List<String> cases = args.length > 3 ? List.of(args).subList(3, args.length) : CASES;
    study.out.println(
        "| law | d | instance | chosen | any member | seconds on 2 cores | since or in all | found"
            + " |");
    study.out.println("|---|---|---|---|---|---|---|---|");
    for (String name : cases) {
      for (int i = first; i <= last; i++) {
        Instance instance = Instance.of(name, i);
        study.out.println(central ? study.central(instance) : study.free(instance));
      }
    }
    study.pool.shutdown();
  }

  private String central(Instance instance) {
    int d = instance.dimension;
    List<String> names = EdgeVariables.names(d);
    JointTable table =
        JointTable.of(
            new Columns(names, instance.inputs),
            names.subList(4, 4 + d),
            new Columns(List.of("m1'", "m2'", "m3'").subList(0, d), instance.messages));
    double start = processorSeconds();
    double[] since = {Double.NaN};
    Search search =
        search(
            table,
            instance.number,
            s -> {
              boolean there = recovers(instance, JointFront.of(s.front(), table).chosen());
              since[0] =
                  !there ? Double.NaN : Double.isNaN(since[0]) ? processorSeconds() : since[0];
            });
    double seconds = (processorSeconds() - start) / THREADS;
    JointFront front = JointFront.of(search.front(), table);
    boolean any = front.members().stream().anyMatch(m -> recovers(instance, m));
    return line(
        instance,
        new boolean[] {recovers(instance, front.chosen()), any},
        new double[] {seconds, (since[0] - start) / THREADS},
        front.chosen().structure().expression());
  }

  private String free(Instance instance) {
    boolean chosen = true;
    boolean any = true;
    double[] seconds = {0, 0};
    StringBuilder found = new StringBuilder();
    for (int k = 0; k < instance.dimension; k++) {
      Table table =
          Table.of(EdgeVariables.names(instance.dimension), instance.inputs, instance.messages[k]);
      double start = processorSeconds();
      ParetoFront front = search(table, instance.number * 10L + k, s -> {}).front();
      seconds[0] = Math.max(seconds[0], (processorSeconds() - start) / THREADS);
      seconds[1] += (processorSeconds() - start) / THREADS;
      chosen &= instance.isRecoveredBy(front.chosen().expression());
      any &= front.members().stream().anyMatch(m -> instance.isRecoveredBy(m.expression()));
      found.append(k == 0 ? "" : "; ").append(front.chosen().expression().toText(3));
    }
    return line(instance, new boolean[] {chosen, any}, seconds, found);
  }

  private static boolean recovers(Instance instance, JointMember member) {
    return member.formulas().stream().allMatch(f -> instance.isRecoveredBy(f.get(0)));
  }

  private static String line(
      Instance instance, boolean[] verdicts, double[] seconds, Object found) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %s | %s | %.1f | %.1f | `%s` |",
        instance.name,
        instance.dimension,
        instance.number,
        verdicts[0] ? "yes" : "no",
        verdicts[1] ? "yes" : "no",
        seconds[0],
        seconds[1],
        found instanceof Expression e ? e.toText(4) : found);
  }

  private Search search(Problem problem, long seed, java.util.function.Consumer<Search> listener) {
    Search search = Search.start(problem, settings, seed, "message");
    while (!search.finished()) {
      List<Callable<IslandResult>> calls = new ArrayList<>();
      for (IslandTask task : search.tasks()) {
        calls.add(() -> task.run(problem));
      }
      List<IslandResult> results = new ArrayList<>();
      try {
        for (Future<IslandResult> f : pool.invokeAll(calls)) {
          results.add(f.get());
        }
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
      search = search.absorb(results);
      listener.accept(search);
    }
    return search;
  }

  private static double processorSeconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        * 1e-9;
  }

  /** Samples of one law and their messages. */
  static final class Instance {
    final String name;
    final int dimension;
    final int number;
    final double[][] inputs;
    final double[][] messages;
    private final ForceLaw law;

    private Instance(String name, int dimension, int number, ForceLaw law, double[][] rows) {
      this.name = name;
      this.dimension = dimension;
      this.number = number;
      this.law = law;
      this.inputs = transposed(rows);
      double[][] forces = new double[rows.length][];
      for (int i = 0; i < rows.length; i++) {
        forces[i] = EdgeForces.force(law, rows[i], dimension);
      }
      this.messages = mapped(forces, RandomStream.of(number, "study.map." + name));
    }

    static Instance of(String text, int number) {
      int dash = text.lastIndexOf('-');
      String name = text.substring(0, dash);
      int d = Integer.parseInt(text.substring(dash + 1));
      DynamicsSettings settings =
          new DynamicsSettings(name, d, 0, RUNS, RUNS, 500, 0, 0.01, 1e-8, List.of());
      Simulator simulator = new Simulator(settings, number);
      List<Graph> frames = new ArrayList<>();
      for (int run = 0; run < RUNS; run++) {
        frames.addAll(
            Particles.graphs(GraphSchema.particles(d), run, simulator.testRun(run), STRIDE));
      }
      PriorityQueue<SampleKey> drawn = new PriorityQueue<>(SampleKey.ORDER.reversed());
      for (Graph frame : pruned(frames)) {
        for (int i = 0; i < frame.nodes(); i++) {
          for (int j = 0; j < frame.nodes(); j++) {
            if (i != j) {
              drawn.add(SampleKey.edge(number, frame, i, j));
              if (drawn.size() > SAMPLES) {
                drawn.poll();
              }
            }
          }
        }
      }
      double[][] rows =
          drawn.stream()
              .sorted(SampleKey.ORDER)
              .map(e -> EdgeVariables.of(e.frame(), e.receiver(), e.sender()))
              .toArray(double[][]::new);
      return new Instance(name, d, number, settings.forceLaw(), rows);
    }

    boolean isRecoveredBy(Expression formula) {
      return ForcePoints.of(law, dimension, number).fit(formula).nonlinearity() < LIMIT;
    }

    /** Frames within the percentiles 0.01 and 99.99 of each component of each acceleration. */
    private static List<Graph> pruned(List<Graph> frames) {
      float[][] low = bounds(frames, 1e-4);
      float[][] high = bounds(frames, 1 - 1e-4);
      return frames.stream()
          .filter(f -> within(f.feature("velocity"), low[0], high[0], f.dimension()))
          .filter(f -> within(f.target("acceleration"), low[1], high[1], f.dimension()))
          .toList();
    }

    private static float[][] bounds(List<Graph> frames, double share) {
      int d = frames.get(0).dimension();
      float[][] bounds = new float[2][d];
      for (int k = 0; k < d; k++) {
        bounds[0][k] =
            quantile(frames.stream().map(f -> f.feature("velocity")).toList(), k, d, share);
        bounds[1][k] =
            quantile(frames.stream().map(f -> f.target("acceleration")).toList(), k, d, share);
      }
      return bounds;
    }

    private static float quantile(List<float[]> arrays, int axis, int d, double share) {
      int n = arrays.get(0).length / d;
      float[] all = new float[arrays.size() * n];
      int at = 0;
      for (float[] a : arrays) {
        for (int i = 0; i < n; i++) {
          all[at++] = a[i * d + axis];
        }
      }
      Arrays.sort(all);
      return all[(int) Math.round(share * (all.length - 1))];
    }

    private static boolean within(float[] values, float[] low, float[] high, int d) {
      for (int i = 0; i < values.length; i++) {
        if (!(values[i] >= low[i % d] && values[i] <= high[i % d])) {
          return false;
        }
      }
      return true;
    }

    /** A random affine map of the forces, each component with noise (components x rows). */
    private static double[][] mapped(double[][] forces, RandomGenerator rng) {
      int d = forces[0].length;
      double scale = Math.pow(10, 2 * rng.nextDouble() - 1);
      double[][] messages = new double[d][forces.length];
      for (double[] m : messages) {
        double[] map = rng.doubles(d).map(u -> scale * (2 * u - 1)).toArray();
        double shift = scale * rng.nextGaussian();
        double mean = 0;
        double square = 0;
        for (int i = 0; i < m.length; i++) {
          m[i] = shift + dot(map, forces[i], d);
          mean += m[i] / m.length;
          square += m[i] * m[i] / m.length;
        }
        double deviation = Math.sqrt(square - mean * mean);
        for (int i = 0; i < m.length; i++) {
          m[i] += NOISE * deviation * rng.nextGaussian();
        }
      }
      return messages;
    }

    private static double[][] transposed(double[][] rows) {
      double[][] columns = new double[rows[0].length][rows.length];
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < columns.length; j++) {
          columns[j][i] = rows[i][j];
        }
      }
      return columns;
    }
  }
}
