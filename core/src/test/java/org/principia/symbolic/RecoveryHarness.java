package org.principia.symbolic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How many formulas of a set come back, within a wall-clock time for each.
 *
 * <p>Not a test: a person runs it. From the repository's root, after {@code mvn -pl core
 * test-compile}:
 *
 * <pre>
 * java -cp core/target/classes:core/target/test-classes org.principia.symbolic.RecoveryHarness \
 *   set=feynman seconds=60 threads=2 seeds=1,2,3 noise=0 out=feynman.csv [names=I.6.2a,I.12.2]
 * </pre>
 *
 * <p>1000 rows, mean square. Found: without noise, an unexplained share of the variance below 1e-10
 * on fresh rows of the same box; with noise, below 1e-4 on fresh noise-free rows. Each result is
 * appended to {@code out} at once; what stands there already is not run again. The clock acts
 * between rounds only; {@code clock=cpu} takes the processor's time, for a machine that does other
 * things too.
 */
final class RecoveryHarness {
  private static final int ROWS = 1000;
  private static final double EXACT = 1e-20;
  private static final String HEADER =
      "set,name,noise,seed,any,chosen,seconds,total_seconds,fits,complexity,unexplained,formula";

  private static final List<String> OPERATORS =
      List.of("+", "-", "*", "/", "square", "sqrt", "exp", "log", "sin", "cos", "tanh");

  private final Map<String, String> options;
  private final double noise;
  private final double limit;
  private final int threads;
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);

  private RecoveryHarness(Map<String, String> options) {
    this.options = options;
    noise = Double.parseDouble(options.getOrDefault("noise", "0"));
    limit = Double.parseDouble(options.getOrDefault("seconds", "60"));
    threads = Integer.parseInt(options.getOrDefault("threads", "2"));
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> options = new HashMap<>();
    for (String a : args) {
      String[] parts = a.split("=", 2);
      options.put(parts[0], parts[1]);
    }
    new RecoveryHarness(options).run();
  }

  private void run() throws IOException, InterruptedException, ExecutionException {
    Path file = Path.of(options.getOrDefault("out", "recovery.csv"));
    Map<String, String> done = read(file);
    List<String> names = list("names", "");
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<String> lines = new ArrayList<>();
    for (String set : list("set", "feynman")) {
      for (RecoveryProblem problem : RecoveryProblem.ofSet(set)) {
        boolean wanted = names.isEmpty() || names.contains(problem.name());
        for (String seed : wanted ? list("seeds", "1") : List.<String>of()) {
          String key = set + "," + problem.name() + "," + noise + "," + seed;
          String line = done.get(key);
          if (line == null) {
            line = key + "," + solve(problem, Long.parseLong(seed), pool);
            Files.writeString(file, line + "\n", UTF_8, StandardOpenOption.APPEND);
          }
          lines.add(line);
          out.println(line);
        }
      }
    }
    pool.shutdown();
    totals(lines);
  }

  private List<String> list(String key, String otherwise) {
    String value = options.getOrDefault(key, otherwise);
    return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
  }

  private static Map<String, String> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.writeString(file, HEADER + "\n", UTF_8);
    }
    Map<String, String> done = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file, UTF_8)) {
      String[] cells = line.split(",", 5);
      if (cells.length == 5) {
        done.put(String.join(",", List.of(cells).subList(0, 4)), line);
      }
    }
    return done;
  }

  static SymbolicSettings settingsFor(int threads, double noise) {
    List<String> operators = new ArrayList<>(OPERATORS);
    // The Feynman set has one arc sine.
    operators.add(Operator.ASIN.symbol());
    SymbolicSettings d = SymbolicSettings.defaults();
    return new SymbolicSettings(
        operators,
        40,
        Loss.MEAN_SQUARE,
        Math.max(4, 2 * threads),
        d.population(),
        100_000,
        1000,
        256,
        d.fitSteps(),
        d.tournament(),
        d.frequencyPenalty(),
        d.crossover(),
        d.scaledIslands(),
        d.restartAfter(),
        100_000,
        noise > 0 ? 0 : EXACT,
        d.choice(),
        0,
        0,
        d.firstPass(),
        d.maxDepth(),
        d.constraints(),
        d.guesses(),
        d.structure());
  }

  private String solve(RecoveryProblem problem, long seed, ExecutorService pool)
      throws InterruptedException, ExecutionException {
    Table table = problem.table(ROWS, noise, seed);
    double start = now();
    Search search = Search.start(table, settingsFor(threads, noise), seed, problem.name());
    double success = Double.NaN;
    while (!search.finished() && seconds(start) < limit) {
      List<Future<IslandResult>> running = new ArrayList<>();
      for (IslandTask task : search.tasks()) {
        running.add(pool.submit(() -> task.run(table)));
      }
      List<IslandResult> results = new ArrayList<>();
      for (Future<IslandResult> f : running) {
        results.add(f.get());
      }
      search = search.absorb(results);
      if (Double.isNaN(success) && found(problem, search.front()) != null) {
        success = seconds(start);
      }
    }
    double total = seconds(start);
    ParetoFront front = search.front();
    ParetoMember any = found(problem, front);
    ParetoMember shown = any == null ? front.chosen() : any;
    return String.format(
        Locale.ROOT,
        "%d,%d,%.2f,%.2f,%d,%d,%.3g,%s",
        any == null ? 0 : 1,
        isFound(problem, front.chosen()) ? 1 : 0,
        success,
        total,
        search.fits(),
        shown.complexity(),
        problem.unexplained(shown.expression()),
        shown.expression().toText(5));
  }

  private double seconds(double start) {
    return now() - start;
  }

  /** Seconds of the wall clock, or of this process on so many threads. */
  private double now() {
    boolean cpu = "cpu".equals(options.get("clock"));
    return cpu
        ? ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
            * 1e-9
            / threads
        : System.nanoTime() * 1e-9;
  }

  /** The simplest member that is the truth; null if none is. */
  private ParetoMember found(RecoveryProblem problem, ParetoFront front) {
    for (ParetoMember m : front.members()) {
      if (isFound(problem, m)) {
        return m;
      }
    }
    return null;
  }

  private boolean isFound(RecoveryProblem problem, ParetoMember m) {
    return problem.unexplained(m.expression()) < (noise > 0 ? 1e-4 : 1e-10);
  }

  private void totals(List<String> lines) {
    int any = 0;
    int chosen = 0;
    double seconds = 0;
    for (String line : lines) {
      String[] cells = line.split(",", 9);
      any += Integer.parseInt(cells[4]);
      chosen += Integer.parseInt(cells[5]);
      seconds += Double.parseDouble(cells[7]);
    }
    out.printf(
        Locale.ROOT,
        "of %d: by any member %d (%.1f %%), by the chosen one %d (%.1f %%); %.1f s each%n",
        lines.size(),
        any,
        100.0 * any / lines.size(),
        chosen,
        100.0 * chosen / lines.size(),
        seconds / lines.size());
  }
}
