package org.principia.observed.weak;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.principia.observed.NoiseEstimate;
import org.principia.observed.SmoothTrack;
import org.principia.observed.Track;
import org.principia.observed.TrackedRun;
import org.principia.observed.WeakForm;

/**
 * A run whose tracks are smoothed, with its test functions.
 *
 * @param run its name
 * @param tracks of all particles (n)
 * @param windows of each receiver; empty of a particle that only acts, or is seen too briefly
 * @param begin the first instant [time]
 * @param trainEnd windows that end before are fitted [time]
 * @param testBegin windows that begin here or after are held out [time]
 * @param end after all instants [time]
 */
public record PreparedRun(
    String run,
    List<SmoothTrack> tracks,
    List<List<WeakForm.Window>> windows,
    double begin,
    double trainEnd,
    double testBegin,
    double end)
    implements Serializable {
  /** The first three quarters of each run's time are fitted. */
  private static final double TRAINED = 0.75;

  private static final double LEAST = 1e-3;

  private static final double NEAR = 5;

  /** Steps that the relative motion of a pair takes to its own distance, at least. */
  private static final double STEPS = 3;

  private static final Equation INERTIAL = new Equation(2, false);

  public static PreparedRun of(TrackedRun run) {
    // In parallel, so that one long run keeps a machine busy; the order of the results is fixed.
    List<SmoothTrack> tracks =
        run.tracks().parallelStream()
            .map(track -> SmoothTrack.of(track, NoiseEstimate.of(track)))
            .toList();
    double first = Double.POSITIVE_INFINITY;
    double last = Double.NEGATIVE_INFINITY;
    for (Track track : run.tracks()) {
      first = Math.min(first, track.times()[0]);
      last = Math.max(last, track.times()[track.size() - 1]);
    }
    double split = first + TRAINED * (last - first);
    PreparedRun all =
        new PreparedRun(run.run(), tracks, List.of(), first, split, split, Math.nextUp(last));
    return all.withWindows();
  }

  private PreparedRun withWindows() {
    List<List<WeakForm.Window>> made =
        IntStream.range(0, tracks.size())
            .parallel()
            .mapToObj(
                i ->
                    tracks.get(i).track().receiver() && moves(tracks.get(i).track())
                        ? WeakForm.windows(tracks.get(i), encounters(i))
                        : List.<WeakForm.Window>of())
            .toList();
    return new PreparedRun(run, tracks, made, begin, trainEnd, testBegin, end);
  }

  /**
   * Where the distance to another particle is less than {@value #NEAR} times the noise, since
   * forces at such distances are those of the noise; or less than {@value #STEPS} times what it
   * changes in a step, since there the smoothed tracks miss the way that the pair took.
   */
  private boolean[] encounters(int receiver) {
    Scene scene = Scene.of(this, receiver, INERTIAL, INERTIAL.weights(this));
    int n = tracks.size();
    int d = scene.dimension();
    double[] separation = scene.separation();
    boolean[] near = new boolean[tracks.get(receiver).track().size()];
    for (int j = 0; j < n; j++) {
      double noise = NEAR * Math.hypot(tracks.get(receiver).noise(), tracks.get(j).noise());
      for (int k = 0; k < near.length; k++) {
        double r = Scene.distance(separation, (k * n + j) * d, d);
        near[k] |= r < noise;
        double step = 0;
        for (int c = 0; c < d && k + 1 < near.length; c++) {
          int at = (k * n + j) * d + c;
          double change = separation[at + n * d] - separation[at];
          step += change * change;
        }
        if (STEPS * Math.sqrt(step) > r) {
          near[k] = true;
          near[k + 1] = true;
        }
      }
    }
    return near;
  }

  /** Whether it is ever elsewhere: the body that positions are relative to is not. */
  private static boolean moves(Track track) {
    int d = track.dimension();
    return IntStream.range(d, track.positions().length)
        .anyMatch(k -> track.positions()[k] != track.positions()[k - d]);
  }

  public int[] types(List<String> names) {
    return tracks.stream().mapToInt(t -> names.indexOf(t.track().type())).toArray();
  }

  public List<String> particles() {
    return tracks.stream().map(t -> t.track().particle()).toList();
  }

  /** Known properties that all its particles have, by name (n each). */
  public Map<String, double[]> properties() {
    Map<String, double[]> known = new TreeMap<>();
    for (String name : tracks.get(0).track().properties().keySet()) {
      if (tracks.stream().allMatch(t -> t.track().properties().containsKey(name))) {
        known.put(
            name, tracks.stream().mapToDouble(t -> t.track().properties().get(name)).toArray());
      }
    }
    return known;
  }

  /**
   * The typical size of a receiver's acceleration, or velocity of order 1: the median of its square
   * less what the noise adds to it; where that is nothing, the mean rate of the longest stretch, or
   * {@value #LEAST} of the root mean square. One close encounter does not count.
   */
  public double scale(int receiver, int order) {
    SmoothTrack track = tracks.get(receiver);
    double[] squares =
        IntStream.range(0, track.half().length)
            .filter(k -> track.half()[k] > 0)
            .mapToDouble(k -> track.squaredRate(k, order))
            .sorted()
            .toArray();
    if (squares.length == 0) {
      return Double.MIN_NORMAL;
    }
    double median = Math.sqrt(Math.max(0, squares[squares.length / 2]));
    double mean = Math.sqrt(Math.max(0, Arrays.stream(squares).average().orElse(0)));
    return Math.max(Math.max(median, track.meanRate(order)), LEAST * mean) + Double.MIN_NORMAL;
  }

  /** Whether all particles were seen at the same instants. */
  public boolean together() {
    double[] times = tracks.get(0).track().times();
    return tracks.stream().allMatch(t -> Arrays.equals(times, t.track().times()));
  }

  /** A sample of distances of pairs, in no particular order. */
  public double[] distances(int most) {
    int n = tracks.size();
    double[] weights = INERTIAL.weights(this);
    List<Scene> scenes =
        IntStream.range(0, n).mapToObj(i -> Scene.of(this, i, INERTIAL, weights)).toList();
    int d = scenes.get(0).dimension();
    long all = scenes.stream().mapToLong(s -> s.separation().length / d).sum();
    int stride = (int) Math.max(1, all / most);
    double[] found = new double[(int) (all / stride) + 1];
    int count = 0;
    long at = 0;
    for (Scene scene : scenes) {
      for (int p = 0; p < scene.separation().length; p += d) {
        double r = Scene.distance(scene.separation(), p, d);
        int j = p / d % n;
        double noise = Math.hypot(tracks.get(j).noise(), scene.receiver().noise());
        if (at++ % stride == 0 && r > NEAR * noise) {
          found[count++] = r;
        }
      }
    }
    return Arrays.copyOf(found, count);
  }
}
