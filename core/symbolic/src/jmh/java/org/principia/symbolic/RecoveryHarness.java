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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.search.IslandResult;
import org.principia.symbolic.search.IslandTask;
import org.principia.symbolic.search.Search;
import org.principia.symbolic.settings.Choice;
import org.principia.symbolic.settings.FirstPassEffort;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * How many formulas of a set come back, within a time for each.
 *
 * <p>Not a test: a person runs it, from the repository's root:
 *
 * <pre>
 * mvn -q -B -pl core/symbolic test-compile
 * C=core/symbolic/target/classes:core/symbolic/target/test-classes:core/symbolic/target/jmh-classes
 * java -cp $C org.principia.symbolic.RecoveryHarness \
 *   set=feynman,nguyen,strogatz seconds=60 threads=2 seeds=1,2,3 out=recovery.tsv
 * </pre>
 *
 * <p>Also {@code noise=0.01}, {@code dummies=3} (columns that do not matter), {@code
 * names=I.6.2a,I.12.2}, {@code clock=cpu} (the processor's time, for a machine that does other
 * things too), {@code operators='+ - *'} and any key of the search that is a number or a word,
 * {@code symbolic.crossover=0}. With {@code tables=DIR} nothing is fitted: the rows, and fresh
 * noise-free ones, are written there for another program ({@code operon_recovery.py}).
 *
 * <p>1000 rows, mean square, at most 40 nodes, chosen by the length of the description. A formula
 * counts as found if the share of the variance that it leaves on fresh noise-free rows of the same
 * box is below 1e-10 (below 1e-4 where the rows had noise), or what {@code below=1e-3} says. Two
 * stricter figures stand beside it: below 1e-20, that is exact to rounding, and below the same
 * limit in a box whose sides are longer by one half. What a round brings that ended after the time
 * does not count.
 *
 * <p>Each result is a row of {@code out}, written at once; a row holds all that determines it, the
 * commit too (with a hash of what was changed since), and what stands there already for the same is
 * not run again.
 */
final class RecoveryHarness {
  private static final int ROWS = 1000;
  private static final double EXACT = 1e-20;
  private static final double WIDER = 0.5;
  private static final String SETTING = "symbolic.";
  private static final String FEYNMAN = "feynman";
  private static final String TAB = "\t";
  private static final String KEYS =
      "program set name noise dummies seed below limit threads clock settings commit"
          .replace(" ", TAB);
  private static final String RESULTS =
      "any chosen exact wider until seconds fits complexity chosen-complexity unexplained formula"
          .replace(" ", TAB);

  private static final String OPERATORS = "+ - * / square sqrt exp log sin cos tanh";

  private final Map<String, String> options;
  private final double noise;
  private final int dummies;
  private final double below;
  private final double limit;
  private final int threads;
  private final SymbolicSettings settings;
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);

  private RecoveryHarness(Map<String, String> options) {
    this.options = options;
    noise = Double.parseDouble(options.getOrDefault("noise", "0"));
    dummies = Integer.parseInt(options.getOrDefault("dummies", "0"));
    below = Double.parseDouble(options.getOrDefault("below", noise > 0 ? "1e-4" : "1e-10"));
    limit = Double.parseDouble(options.getOrDefault("seconds", "60"));
    threads = Integer.parseInt(options.getOrDefault("threads", "2"));
    settings = settings();
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> options = new TreeMap<>();
    for (String a : args) {
      String[] parts = a.split("=", 2);
      options.put(parts[0], parts[1]);
    }
    RecoveryHarness harness = new RecoveryHarness(options);
    if (options.containsKey("tables")) {
      harness.write(Path.of(options.get("tables")));
    } else {
      harness.run();
    }
  }

  /** The tables of a run, and what is the same for all of them in {@code index.tsv}. */
  private void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    StringBuilder index =
        new StringBuilder("set\tname\tnoise\tdummies\tseed\tbelow\trows\tfresh\n");
    for (String set : list("set", FEYNMAN)) {
      for (RecoveryProblem problem : problems(set)) {
        String fresh = set + "-" + problem.name() + "-fresh.tsv";
        Files.writeString(directory.resolve(fresh), text(problem, problem.fresh()), UTF_8);
        for (String seed : list("seeds", "1")) {
          String rows = set + "-" + problem.name() + "-" + seed + ".tsv";
          Table table = problem.table(ROWS, noise, Long.parseLong(seed));
          Files.writeString(directory.resolve(rows), text(problem, table), UTF_8);
          index
              .append(
                  String.join(
                      TAB, set, problem.name(), dose(), seed, String.valueOf(below), rows, fresh))
              .append('\n');
        }
      }
    }
    Files.writeString(directory.resolve("index.tsv"), index, UTF_8);
  }

  private void run() throws IOException, InterruptedException, ExecutionException {
    Path file = Path.of(options.getOrDefault("out", "recovery.tsv"));
    Map<String, String> done = read(file);
    String how =
        String.join(
            TAB,
            String.valueOf(below),
            String.valueOf(limit),
            String.valueOf(threads),
            options.getOrDefault("clock", "wall"),
            changes(),
            commit());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<String> summary = new ArrayList<>();
    for (String set : list("set", FEYNMAN)) {
      List<String> lines = new ArrayList<>();
      for (RecoveryProblem problem : problems(set)) {
        for (String seed : list("seeds", "1")) {
          String key = String.join(TAB, "principia", set, problem.name(), dose(), seed, how);
          String line = done.get(key);
          if (line == null) {
            line = key + TAB + solve(problem, Long.parseLong(seed), pool);
            Files.writeString(file, line + "\n", UTF_8, StandardOpenOption.APPEND);
          }
          lines.add(line);
          out.println(line);
        }
      }
      summary.add(total(set, lines));
    }
    pool.shutdown();
    out.println(
        "| set | noise | seconds at most | any member | chosen | any, to 1e-20 | any, wider box |"
            + " seconds until found | seconds in all |");
    out.println("|---|---|---|---|---|---|---|---|---|");
    summary.forEach(out::println);
  }

  /** Noise and the columns that do not matter, in cells. */
  private String dose() {
    return noise + TAB + dummies;
  }

  private static String text(RecoveryProblem problem, Table table) {
    StringBuilder text =
        new StringBuilder(String.join(TAB, problem.variables()) + TAB + "target\n");
    for (int i = 0; i < table.rows(); i++) {
      for (double x : table.row(i)) {
        text.append(x).append(TAB);
      }
      text.append(table.target()[i]).append('\n');
    }
    return text.toString();
  }

  private List<RecoveryProblem> problems(String set) {
    List<String> names = list("names", "");
    return RecoveryProblem.ofSet(set).stream()
        .filter(p -> names.isEmpty() || names.contains(p.name()))
        .map(p -> p.withDummies(dummies))
        .toList();
  }

  private List<String> list(String key, String otherwise) {
    String value = options.getOrDefault(key, otherwise);
    return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
  }

  private static Map<String, String> read(Path file) throws IOException {
    String header = KEYS + TAB + RESULTS;
    if (!Files.exists(file)) {
      Files.writeString(file, header + "\n", UTF_8);
    }
    List<String> lines = Files.readAllLines(file, UTF_8);
    if (!lines.get(0).equals(header)) {
      throw new IllegalArgumentException(file + " holds rows of another form");
    }
    Map<String, String> done = new LinkedHashMap<>();
    int keys = KEYS.split(TAB, -1).length;
    int cells = header.split(TAB, -1).length;
    for (String line : lines.subList(1, lines.size())) {
      List<String> row = List.of(line.split(TAB, cells));
      if (row.size() == cells) {
        done.put(String.join(TAB, row.subList(0, keys)), line);
      }
    }
    return done;
  }

  /** What was asked of the search, in a cell. */
  private String changes() {
    StringBuilder text = new StringBuilder(options.getOrDefault("operators", OPERATORS));
    options.forEach(
        (key, value) -> text.append(key.startsWith(SETTING) ? "; " + key + "=" + value : ""));
    return text.toString();
  }

  /** The commit, and a hash of what the tree has that it lacks. */
  private static String commit() throws IOException, InterruptedException {
    String head = git("rev-parse", "--short", "HEAD");
    String changed = git("diff", "HEAD", "--", "core/src");
    return head + (changed.isEmpty() ? "" : "+" + Integer.toHexString(changed.hashCode()));
  }

  private static String git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("Cannot run " + command + ": not in the repository?");
    }
    return text;
  }

  private SymbolicSettings settings() {
    SymbolicSettings defaults = SymbolicSettings.defaults();
    Map<String, Object> changes = new TreeMap<>();
    changes.put("operators", List.of(options.getOrDefault("operators", OPERATORS).split(" +", -1)));
    changes.put("max-complexity", 40);
    changes.put("loss", Loss.MEAN_SQUARE);
    changes.put("choice", Choice.DESCRIPTION_LENGTH);
    changes.put("islands", Math.max(4, 2 * threads));
    changes.put("rounds", 100_000);
    changes.put("patience", 100_000);
    changes.put("fits-per-round", 1000);
    changes.put("rows-per-round", 256);
    changes.put("early-stop", noise > 0 ? 0 : EXACT);
    options.forEach(
        (key, value) -> {
          if (key.startsWith(SETTING)) {
            changes.put(key.substring(SETTING.length()), read(key, value));
          }
        });
    return defaults.with(changes);
  }

  private static Object read(String key, String value) {
    if (key.endsWith("first-pass")) {
      return FirstPassEffort.valueOf(value.toUpperCase(Locale.ROOT));
    }
    // Numbers are whole or not as the default is written.
    return value.matches("-?\\d+") ? (Object) Integer.valueOf(value) : Double.valueOf(value);
  }

  private String solve(RecoveryProblem problem, long seed, ExecutorService pool)
      throws InterruptedException, ExecutionException {
    Table table = problem.table(ROWS, noise, seed);
    double start = now();
    Search search = Search.start(table, settings, seed, problem.name());
    Search inTime = search;
    double until = Double.NaN;
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
      double at = seconds(start);
      if (at <= limit) {
        inTime = search;
        boolean there = any(search.front(), m -> isFound(problem, m, below));
        until = !there ? Double.NaN : Double.isNaN(until) ? at : until;
      }
    }
    return result(problem, inTime, table, until, seconds(start));
  }

  private String result(
      RecoveryProblem problem, Search search, Table table, double until, double seconds) {
    ParetoFront front = search.front().described(table);
    RecoveryProblem wider = problem.widened(WIDER);
    ParetoMember shown =
        front.members().stream()
            .filter(m -> isFound(problem, m, below))
            .findFirst()
            .orElse(front.chosen());
    return String.format(
        Locale.ROOT,
        "%d\t%d\t%d\t%d\t%.2f\t%.2f\t%d\t%d\t%d\t%.3g\t%s",
        any(front, m -> isFound(problem, m, below)) ? 1 : 0,
        isFound(problem, front.chosen(), below) ? 1 : 0,
        any(front, m -> isFound(problem, m, EXACT)) ? 1 : 0,
        any(front, m -> isFound(wider, m, below)) ? 1 : 0,
        until,
        seconds,
        search.fits(),
        shown.complexity(),
        front.chosen().complexity(),
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

  private static boolean any(ParetoFront front, Predicate<ParetoMember> holds) {
    return front.members().stream().anyMatch(holds);
  }

  private static boolean isFound(RecoveryProblem problem, ParetoMember m, double limit) {
    return problem.unexplained(m.expression()) < limit;
  }

  private String total(String set, List<String> lines) {
    int[] found = new int[4];
    double until = 0;
    double seconds = 0;
    int keys = KEYS.split(TAB, -1).length;
    for (String line : lines) {
      String[] cells = line.split(TAB, -1);
      for (int k = 0; k < found.length; k++) {
        found[k] += Integer.parseInt(cells[keys + k]);
      }
      double since = Double.parseDouble(cells[keys + 4]);
      until += Double.isNaN(since) ? 0 : since;
      seconds += Double.parseDouble(cells[keys + 5]);
    }
    return String.format(
        Locale.ROOT,
        "| %s, %d | %s | %s | %s | %s | %s | %s | %.1f | %.0f |",
        set,
        lines.size(),
        noise,
        limit,
        share(found[0], lines.size()),
        share(found[1], lines.size()),
        share(found[2], lines.size()),
        share(found[3], lines.size()),
        until / Math.max(1, found[0]),
        seconds);
  }

  private static String share(int found, int of) {
    return String.format(Locale.ROOT, "%d (%.1f %%)", found, 100.0 * found / Math.max(1, of));
  }
}
