package org.principia.observed.spline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.principia.observed.Median;
import org.principia.observed.weak.PreparedRun;
import org.principia.parallel.Distributed;

/**
 * What is known of all runs before anything is fitted.
 *
 * @param particles names of the particles, by run
 * @param types names of the types
 * @param kinds the type of each particle, by run
 * @param dimension d
 * @param distances a sample of the distances of pairs, ascending
 * @param several whether a particle appears in several runs, by its name
 * @param known properties that are known of all particles, by run and name (n each)
 * @param step the median over the tracks of a run of their mean step, median over the runs [time]
 * @param together whether all particles of each run were seen at the same instants
 */
public record KnownRuns(
    Map<String, List<String>> particles,
    List<String> types,
    Map<String, List<String>> kinds,
    int dimension,
    double[] distances,
    boolean several,
    Map<String, Map<String, double[]>> known,
    double step,
    boolean together)
    implements Serializable {
  private static final int DISTANCES = 2000;

  /** Nearly all distances are those but this share at either end. */
  public static final double OUTER = 0.002;

  public static KnownRuns of(Distributed<PreparedRun> prepared) {
    Map<String, List<String>> particles = new LinkedHashMap<>();
    Set<String> types = new TreeSet<>();
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    List<double[]> distances = new ArrayList<>();
    Map<String, Map<String, double[]>> known = new LinkedHashMap<>();
    List<Double> steps = new ArrayList<>();
    int[] dimension = new int[1];
    boolean together = true;
    List<List<Facts>> parts =
        prepared.collect(
            0,
            (none, part) -> {
              List<Facts> facts = new ArrayList<>();
              part.items().forEachRemaining(run -> facts.add(Facts.of(run)));
              return facts;
            });
    for (List<Facts> part : parts) {
      for (Facts facts : part) {
        particles.put(facts.run(), facts.particles());
        known.put(facts.run(), facts.properties());
        steps.add(facts.step());
        types.addAll(facts.types());
        kinds.put(facts.run(), facts.types());
        distances.add(facts.distances());
        dimension[0] = facts.dimension();
        together &= facts.together();
      }
    }
    return new KnownRuns(
        particles,
        List.copyOf(types),
        kinds,
        dimension[0],
        distances.stream().flatMapToDouble(Arrays::stream).sorted().toArray(),
        particles.size() > 1 && again(particles),
        known,
        Median.of(steps.stream().mapToDouble(s -> s).toArray()),
        together);
  }

  /** Whether a particle appears twice, by its name. */
  private static boolean again(Map<String, List<String>> particles) {
    Set<String> names = new HashSet<>();
    boolean again = false;
    for (List<String> own : particles.values()) {
      for (String name : own) {
        again |= !names.add(name);
      }
    }
    return again;
  }

  /** Names of the properties that are known in all runs. */
  public List<String> properties() {
    Set<String> names = new TreeSet<>();
    known.values().forEach(run -> names.addAll(run.keySet()));
    names.removeIf(name -> known.values().stream().anyMatch(run -> !run.containsKey(name)));
    return List.copyOf(names);
  }

  /** Pairs of some types; a particle of another has the number -1. */
  public Pairs pairs(List<String> of) {
    Map<String, int[]> numbers = new LinkedHashMap<>();
    kinds.forEach((run, own) -> numbers.put(run, own.stream().mapToInt(of::indexOf).toArray()));
    return new Pairs(of.size(), numbers);
  }

  /** Values of a factor of all particles of all runs, in their order. */
  public double[] values(KnownFactor factor) {
    return particles.entrySet().stream()
        .flatMapToDouble(
            run -> Arrays.stream(factor.values(known.get(run.getKey()), run.getValue().size())))
        .toArray();
  }

  /** The distance below which hardly any lie. */
  public double low() {
    return distances[(int) (distances.length * OUTER)];
  }

  /** Where the splines begin: at the least distance, if that is not far below all others. */
  public double least() {
    return Math.max(distances[0], low() / 10);
  }

  public double high() {
    return distances[distances.length - 1];
  }

  public double[] quantiles(int count) {
    double[] found = new double[count];
    Arrays.setAll(
        found,
        i ->
            distances[
                (int) ((distances.length - 1) * (OUTER + (1 - 2 * OUTER) * i / (count - 1)))]);
    return found;
  }

  private record Facts(
      String run,
      List<String> particles,
      List<String> types,
      int dimension,
      double[] distances,
      Map<String, double[]> properties,
      double step,
      boolean together)
      implements Serializable {

    private static double step(double... times) {
      return (times[times.length - 1] - times[0]) / Math.max(1, times.length - 1);
    }

    static Facts of(PreparedRun run) {
      return new Facts(
          run.run(),
          run.particles(),
          run.tracks().stream().map(t -> t.track().type()).toList(),
          run.tracks().get(0).track().dimension(),
          run.distances(DISTANCES),
          run.properties(),
          Median.of(
              run.tracks().stream().mapToDouble(t -> Facts.step(t.track().times())).toArray()),
          run.together());
    }
  }
}
