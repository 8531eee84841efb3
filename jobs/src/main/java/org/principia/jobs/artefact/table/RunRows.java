package org.principia.jobs.artefact.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.principia.observed.ObservedSettings;
import org.principia.observed.Track;
import org.principia.observed.TrackSchema;
import org.principia.observed.TrackedRun;

/**
 * All rows of a run, by particle.
 *
 * @param number of the run among all, from 0
 * @param run its name
 * @param blocks of its rows, in any order
 * @param columns what they hold
 * @param settings what is known about the table
 */
public record RunRows(
    int number,
    String run,
    List<TrackBlock> blocks,
    TrackColumns columns,
    ObservedSettings settings) {

  /**
   * The run, and how often a row was there twice.
   *
   * @param run its particles
   * @param repeated rows that say what another row says; left out
   */
  public record Assembled(TrackedRun run, long repeated) {}

  /** Why a run cannot be put together. */
  public static final class MalformedRun extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedRun(String reason) {
      super(reason);
    }
  }

  /**
   * Puts its tracks together.
   *
   * @throws MalformedRun for two rows of a particle at a time, a type, property or sender that
   *     changes, a mass or an error that is not positive; with the numbers of the rows
   */
  public Assembled assemble() throws MalformedRun {
    TreeMap<String, List<TrackBlock>> byParticle = new TreeMap<>();
    blocks.forEach(b -> byParticle.computeIfAbsent(b.particle(), p -> new ArrayList<>()).add(b));
    List<Track> tracks = new ArrayList<>();
    long repeated = 0;
    for (Map.Entry<String, List<TrackBlock>> particle : byParticle.entrySet()) {
      double[][] sorted = sorted(particle.getValue());
      double[][] distinct = distinct(particle.getKey(), sorted);
      repeated += sorted[0].length - distinct[0].length;
      tracks.add(track(particle.getKey(), type(particle.getValue()), distinct));
    }
    return new Assembled(new TrackedRun(run, tracks), repeated);
  }

  private static double[][] sorted(List<TrackBlock> blocks) {
    int width = blocks.get(0).columns().length;
    double[][] all = new double[width][];
    for (int j = 0; j < width; j++) {
      int column = j;
      all[j] = blocks.stream().flatMapToDouble(b -> Arrays.stream(b.columns()[column])).toArray();
    }
    return RowBlock.sort(all);
  }

  /**
   * Without rows that say what the row before says; such are refused unless they may be dropped.
   */
  private double[][] distinct(String particle, double[][] rows) throws MalformedRun {
    double[] times = rows[0];
    int[] kept = new int[times.length];
    int count = 0;
    for (int i = 0; i < times.length; i++) {
      if (i > 0 && times[i] == times[i - 1]) {
        boolean drop = settings.invalidRows() == ObservedSettings.InvalidRows.DROP;
        if (!drop || !isSame(rows, i - 1, i)) {
          throw twice(particle, rows, i);
        }
      } else {
        kept[count++] = i;
      }
    }
    int[] places = Arrays.copyOf(kept, count);
    return Arrays.stream(rows)
        .map(column -> Arrays.stream(places).mapToDouble(i -> column[i]).toArray())
        .toArray(double[][]::new);
  }

  private static boolean isSame(double[][] rows, int a, int b) {
    return Arrays.stream(rows).limit(rows.length - 1L).allMatch(column -> column[a] == column[b]);
  }

  private MalformedRun twice(String particle, double[][] rows, int i) {
    String where = "(" + pair(rows, i - 1, i) + ")";
    if (rows[0][0] == rows[0][rows[0].length - 1]) {
      return refused(
          particle, "has all its " + rows[0].length + " rows at one time, " + rows[0][0]);
    }
    return refused(particle, "is twice at time " + rows[0][i] + " " + where);
  }

  private static String pair(double[][] rows, int a, int b) {
    double[] numbers = rows[rows.length - 1];
    long first = (long) Math.min(numbers[a], numbers[b]);
    long second = (long) Math.max(numbers[a], numbers[b]);
    return "rows " + first + " and " + second;
  }

  private MalformedRun refused(String particle, String what) {
    return new MalformedRun(
        "particle " + particle + (run.isEmpty() ? "" : " of run " + run) + " " + what);
  }

  private String type(List<TrackBlock> of) throws MalformedRun {
    List<String> types = of.stream().map(TrackBlock::type).distinct().sorted().toList();
    if (types.size() > 1) {
      Function<String, Double> row =
          type ->
              of.stream()
                  .filter(b -> b.type().equals(type))
                  .flatMapToDouble(b -> Arrays.stream(b.columns()[b.columns().length - 1]))
                  .min()
                  .orElseThrow();
      throw refused(
          of.get(0).particle(),
          String.format(
              "has the types %s (row %.0f) and %s (row %.0f)",
              types.get(0), row.apply(types.get(0)), types.get(1), row.apply(types.get(1))));
    }
    return types.get(0);
  }

  private Track track(String particle, String type, double[][] rows) throws MalformedRun {
    TrackSchema schema = columns.schema();
    int first = schema.columns().size() - schema.properties().size();
    for (int k = 0; k < schema.properties().size(); k++) {
      String name = schema.properties().get(k);
      double value = constant(particle, name, rows[first + k], rows);
      if ("mass".equals(name) && value <= 0) {
        throw refused(particle, "has the mass " + value + "; masses are positive");
      }
    }
    double[] senders = columns.sender() > 0 ? rows[columns.width() - 1] : new double[1];
    double sender = constant(particle, settings.senderColumn(), senders, rows);
    boolean sends = sender != 0 || settings.senders().contains(particle);
    Track track = schema.track(particle, type, rows, !sends);
    for (int i = 0; i < track.sigma().length; i++) {
      if (track.sigma()[i] <= 0) {
        throw refused(
            particle,
            String.format(
                "has the position error %s (row %.0f); errors are positive",
                track.sigma()[i], rows[rows.length - 1][i]));
      }
    }
    return track;
  }

  /** The value of a column that must not change. */
  private double constant(String particle, String name, double[] values, double[][] rows)
      throws MalformedRun {
    for (int i = 1; i < values.length; i++) {
      if (values[i] != values[0]) {
        throw refused(
            particle,
            String.format(
                "changes its %s from %s to %s (%s); what changes in time is no property",
                name, values[0], values[i], pair(rows, 0, i)));
      }
    }
    return values[0];
  }
}
