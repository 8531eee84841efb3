package org.principia.observed.study;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.principia.common.InputException;
import org.principia.dynamics.Trajectory;
import org.principia.dynamics.law.PairwiseField;
import org.principia.observed.TrackedRun;
import org.principia.observed.kernel.KernelDiscovery;
import org.principia.observed.kernel.KernelResult;
import org.principia.observed.kernel.KernelSettings;
import org.principia.observed.verdict.Verdict;
import org.principia.parallel.LocalCluster;

/**
 * How often the law of a world is found from its tracks, how often strengths lie within their
 * errors, and what is said where the model is right and where it is wrong.
 *
 * <p>Not a test: a person runs it, and the tables of the docs come from it. After {@code mvn -pl
 * core test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath}:
 *
 * <pre>
 * java -cp core/target/classes:core/target/test-classes:$(cat core/target/classpath) \
 *     org.principia.observed.study.DiscoveryStudy right 2 0.001 1 4
 * </pre>
 *
 * <p>Arguments: right or wrong, the dimension, the position noise, the first seed, the number of
 * seeds, and names of worlds (all where there are none). Runs and steps: system properties {@code
 * runs} (100) and {@code steps} (500); {@code terms=none} leaves all terms beside the pair force
 * out, so that right worlds with such terms are wrong ones. Printed: a line of values separated by
 * tabs for each world.
 */
public final class DiscoveryStudy {
  /** Of all distances, those at both ends that the formula is not compared at. */
  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  private static final double OUTER = 0.05;

  /** The column of the outcome. */
  private static final int VERDICT = 13;

  private static final int THREADS = 2;
  private static final int PARTS = 8;
  private static final String HEADER =
      "world\tseed\td\tnoise\ttruth\tformula\terror\torder\tstrengths\twithin\tterms\ttrain\ttest"
          + "\tverdict\tdepends\tchecks\trivals\tseconds";

  private DiscoveryStudy() {}

  public static void main(String[] arguments) {
    boolean right = "right".equals(arguments[0]);
    int dimension = Integer.parseInt(arguments[1]);
    StudyCase.Size size =
        new StudyCase.Size(
            dimension,
            Integer.getInteger("runs", 100),
            Integer.getInteger("steps", 500),
            Double.parseDouble(arguments[2]));
    long first = Long.parseLong(arguments[3]);
    long last = first + Long.parseLong(arguments[4]) - 1;
    List<String> names = List.of(arguments).subList(5, arguments.length);
    OUT.println(HEADER);
    Map<String, Integer> outcomes = new TreeMap<>();
    for (long seed = first; seed <= last; seed++) {
      for (StudyCase world : right ? StudyCase.right(size, seed) : StudyCase.wrong(size, seed)) {
        if (names.isEmpty() || names.contains(world.name())) {
          String line = line(world);
          OUT.println(line);
          outcomes.merge(line.split("\t")[VERDICT], 1, Integer::sum);
        }
      }
    }
    OUT.println("# " + outcomes);
  }

  private static String line(StudyCase world) {
    List<TrackedRun> tracks = world.tracks();
    long start = System.nanoTime();
    String found;
    try {
      LocalCluster cluster = new LocalCluster(THREADS);
      KernelDiscovery discovery = new KernelDiscovery(settings(), world.world().seed());
      KernelResult result =
          discovery.run(cluster.distribute(tracks, Math.min(PARTS, tracks.size())));
      found = found(world, result);
    } catch (InputException e) {
      found = "-\t-\t-\t-\t-\t-\t-\t-\trefused\t" + e.getMessage() + "\t-\t-";
    }
    return String.format(
        Locale.ROOT,
        "%s\t%d\t%d\t%s\t%s\t%s\t%.1f",
        world.name(),
        world.world().seed(),
        world.world().dynamics().dimension(),
        world.world().settings().positionNoise(),
        world.truth().formula(),
        found,
        (System.nanoTime() - start) * 1e-9);
  }

  /** All terms are asked; none with the property {@code terms} set to none. */
  private static KernelSettings settings() {
    KernelSettings all = KernelSettings.defaults();
    return "none".equals(System.getProperty("terms")) ? all.with(Map.of("terms", List.of())) : all;
  }

  private static String found(StudyCase world, KernelResult result) {
    if (result.laws().isEmpty()) {
      return "-\t-\t" + result.order() + "\t-\t-\t-\t-\t-\t" + verdict(result.verdict()) + "\t-";
    }
    KernelResult.Law law = result.laws().get(0);
    Score score = Score.of(world, law);
    String terms =
        law.terms().stream()
            .map(t -> String.format(Locale.ROOT, "%s %.3g+-%.1g", t.name(), t.value(), t.error()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%s\t%.2g\t%d %s\t%s\t%d/%d\t%s\t%.3f\t%.3f\t%s\t%s",
        law.formula(),
        score.error(),
        result.order(),
        result.frame(),
        law.strengths(),
        score.within(),
        score.strengths(),
        terms,
        law.train().squares(),
        law.test().squares(),
        verdict(result.verdict()),
        rivals(result.laws()));
  }

  /** Other formulas, and by how many nats they describe the data longer. */
  private static String rivals(List<KernelResult.Law> laws) {
    return laws.stream()
        .skip(1)
        .map(
            l ->
                String.format(
                    Locale.ROOT, "%s %.2g", l.formula(), l.length() - laws.get(0).length()))
        .collect(Collectors.joining(" ; "));
  }

  /**
   * The outcome, what it depends on, and the numbers of all tests, those that failed with a star.
   */
  private static String verdict(Verdict verdict) {
    return verdict.outcome()
        + "\t"
        + String.join("; ", verdict.depends())
        + "\t"
        + verdict.checks().stream()
            .map(
                c ->
                    String.format(
                        Locale.ROOT,
                        "%s%s %.3g/%.3g",
                        c.passed() ? "" : "*",
                        c.name(),
                        c.number(),
                        c.limit()))
            .collect(Collectors.joining(", "));
  }

  /**
   * A law beside the truth.
   *
   * @param error of the pair force, root mean square over the distances that occur, relative to the
   *     force's own, after a common factor
   * @param within strengths of which two standard errors hold the truth
   * @param strengths that are learned
   */
  private record Score(double error, int within, int strengths) {

    static Score of(StudyCase world, KernelResult.Law law) {
      List<double[]> sources = new ArrayList<>();
      List<double[]> responses = new ArrayList<>();
      List<Trajectory> truths = new ArrayList<>();
      Map<String, double[]> known = new HashMap<>();
      for (int run = 0; run < world.world().dynamics().runs(); run++) {
        var observation = world.world().run(run);
        Trajectory truth = observation.truth();
        truths.add(truth);
        double[] source = world.truth().source(truth.start());
        double[] response = world.truth().response(truth.start());
        for (int i = 0; i < source.length; i++) {
          String name = observation.particles().get(i);
          double[] values = {source[i], response[i]};
          known.put(observation.tracks().run() + name, values);
          known.put(name, values);
        }
      }
      for (KernelResult.Strength s : law.particles()) {
        double[] truth = known.get(s.run() + s.particle());
        if (s.sourceError() > 0) {
          sources.add(new double[] {s.source(), s.sourceError(), truth[0]});
        }
        if (s.responseError() > 0) {
          responses.add(new double[] {s.response(), s.responseError(), truth[1]});
        }
      }
      return new Score(
          error(world.truth(), law, truths),
          within(sources) + within(responses),
          sources.size() + responses.size());
    }

    /** Of values, their errors and true ones but for a common factor. */
    private static int within(List<double[]> values) {
      double product = 0;
      double square = 0;
      for (double[] v : values) {
        product += v[0] * v[2] / (v[1] * v[1]);
        square += v[2] * v[2] / (v[1] * v[1]);
      }
      double factor = product / square;
      return (int) values.stream().filter(v -> Math.abs(v[0] - factor * v[2]) <= 2 * v[1]).count();
    }

    private static double error(
        StudyCase.Law truth, KernelResult.Law law, List<Trajectory> truths) {
      double[] distances = distances(truths);
      double product = 0;
      double square = 0;
      double own = 0;
      for (double r : distances) {
        double f = law.formula().evaluate(new double[] {r});
        product += f * truth.g(r);
        square += f * f;
        own += truth.g(r) * truth.g(r);
      }
      return Math.sqrt(Math.max(0, 1 - product * product / (square * own)));
    }

    /** Distances that occur, without the outermost. */
    private static double[] distances(List<Trajectory> truths) {
      double[] all =
          truths.stream().flatMapToDouble(t -> Arrays.stream(Distances.of(t))).sorted().toArray();
      int outer = (int) (OUTER * all.length);
      return Arrays.copyOfRange(all, outer, all.length - outer);
    }
  }

  /** The distances of all pairs, every so many states. */
  private static final class Distances {
    private static final int STRIDE = 50;

    static double[] of(Trajectory t) {
      int n = t.particles();
      int d = t.dimension();
      List<Double> found = new ArrayList<>();
      for (int k = 0; k < t.steps(); k += STRIDE) {
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < i; j++) {
            int at = k * n * d;
            found.add(PairwiseField.distance(t.position(), at + i * d, at + j * d, d));
          }
        }
      }
      return found.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}
