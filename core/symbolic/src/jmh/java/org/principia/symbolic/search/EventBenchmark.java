package org.principia.symbolic.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Primitives;
import org.principia.symbolic.expression.StructureHash;
import org.principia.symbolic.expression.Trees;
import org.principia.symbolic.settings.FirstPassEffort;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * Time of an event of the search without the fit: choose a parent, change it, simplify the child,
 * check its size, hash its structure and look whether it was seen; and of each of these alone.
 *
 * <p>The population is one that has evolved: the members of an island after a round on {@code a x /
 * (y + b) + c z}. The operators are {@code + - * /}.
 *
 * <pre>
 * mvn -q -B -ntp -pl core -Pbench test -Dbench=EventBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventBenchmark {
  /** Fits of a round: what was seen is forgotten after these. */
  private static final int ROUND = 4_000;

  private static final List<String> NAMES = List.of("x", "y", "z", "w", "v");

  /** Without the first pass, whose round leaves no population. */
  private final SymbolicSettings settings =
      SymbolicSettings.defaults()
          .withEffort(1, 1, 2000)
          .with(Map.of("first-pass", FirstPassEffort.NONE));

  private final Primitives primitives = new Primitives(settings.operatorList(), NAMES);
  private final RandomGenerator rng = RandomStream.of(1, "symbolic.benchmark");
  private final Set<Long> seen = new HashSet<>();
  private Population population;
  private List<Expression> members;
  private List<Expression> children;
  private int next;

  /** Evolves the population. */
  @Setup
  public void evolve() {
    int rows = 500;
    double[][] columns = new double[NAMES.size()][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = rng.doubles(rows, 0.5, 3).toArray();
    }
    double[] target = new double[rows];
    for (int i = 0; i < rows; i++) {
      target[i] = 2 * columns[0][i] / (columns[1][i] + 0.7) + 0.3 * columns[2][i];
    }
    Table table = Table.of(NAMES, columns, target);
    Search search = Search.start(table, settings, 1, "benchmark");
    List<Member> evolved = search.tasks().get(0).run(table).population();
    population = new Population(settings, settings.maxComplexity());
    members = new ArrayList<>();
    children = new ArrayList<>();
    for (Member m : evolved) {
      population.add(m);
      members.add(m.expression());
      children.add(Mutation.draw(rng).apply(m.expression(), primitives, rng));
    }
  }

  private Expression of(List<Expression> expressions) {
    next = next + 1 < expressions.size() ? next + 1 : 0;
    return expressions.get(next);
  }

  /**
   * All of it.
   *
   * @return whether the structure is new
   */
  @Benchmark
  public boolean event() {
    if (seen.size() > ROUND) {
      seen.clear();
    }
    Expression child = Mutation.draw(rng).apply(population.tournament(rng), primitives, rng);
    Expression e = child.simplified();
    return e.complexity() <= settings.maxComplexity()
        && Trees.hasVariable(e)
        && seen.add(StructureHash.of(e));
  }

  /**
   * The baseline: a copy of the tree, which any change costs at the most.
   *
   * @return the copy
   */
  @Benchmark
  public Expression copy() {
    return of(members).bind(NAMES);
  }

  /**
   * The parent alone.
   *
   * @return the parent
   */
  @Benchmark
  public Expression select() {
    return population.tournament(rng);
  }

  /**
   * The change alone.
   *
   * @return the child
   */
  @Benchmark
  public Expression mutate() {
    return Mutation.draw(rng).apply(of(members), primitives, rng);
  }

  /**
   * The simplification alone.
   *
   * @return the simplified child
   */
  @Benchmark
  public Expression simplify() {
    return of(children).simplified();
  }

  /**
   * The hash alone.
   *
   * @return the hash
   */
  @Benchmark
  public long hash() {
    return StructureHash.of(of(children));
  }
}
