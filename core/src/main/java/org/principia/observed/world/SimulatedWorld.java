package org.principia.observed.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.principia.common.InputException;
import org.principia.common.RandomStream;
import org.principia.dynamics.DormandPrince54;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.Medium;
import org.principia.dynamics.ObserverFrame;
import org.principia.dynamics.Trajectory;
import org.principia.dynamics.WorldSettings;
import org.principia.dynamics.law.AccelerationField;
import org.principia.dynamics.law.PairwiseField;
import org.principia.observed.Track;
import org.principia.observed.TrackedRun;

/**
 * Tracks of simulated particles, with the truth beside them: each run a function of settings, seed
 * and its number alone.
 *
 * <p>Initial components are drawn from N(0, spread^2) and N(0, speed^2), masses and charges as
 * {@link InitialState#draw} has them. A position nearer than the spacing to an earlier one is drawn
 * again; so is a run that diverges. A tracked coordinate is the one in the observer's frame, plus
 * an error of N(0, sigma^2), independent of all others; a particle that carries the frame is at its
 * origin exactly.
 *
 * @param dynamics law, particles, steps and time step
 * @param settings what the particles move in, and how they are seen
 * @param seed the user's seed
 * @param forces what accelerates the particles beside the medium
 */
public record SimulatedWorld(
    DynamicsSettings dynamics, WorldSettings settings, long seed, AccelerationField forces) {
  private static final String PROPERTIES = "dynamics.world.properties";
  private static final String START = "dynamics.world.start";
  private static final String SAMPLING = "dynamics.world.sampling";
  private static final String NOISE = "dynamics.world.noise";
  private static final String DROPOUTS = "dynamics.world.dropouts";
  private static final int MOST_ATTEMPTS = 100;
  private static final int MOST_PLACES = 10_000;

  /** Checks that the settings fit together. */
  public SimulatedWorld {
    settings.check(dynamics);
  }

  /** A world of the settings' law. */
  public SimulatedWorld(DynamicsSettings dynamics, WorldSettings settings, long seed) {
    this(dynamics, settings, seed, dynamics.forceLaw().field());
  }

  /**
   * A run as it is seen and as it was.
   *
   * @param tracks what is seen
   * @param truth positions in an inertial frame, velocities and, of second order, accelerations at
   *     the instants; masses and charges; of all particles, hidden ones among them
   * @param particles the names of all particles, in the order of the truth
   * @param sigma standard error of a tracked coordinate [length]
   */
  public record Observation(
      TrackedRun tracks, Trajectory truth, List<String> particles, double sigma) {}

  /**
   * A run by its number from 0.
   *
   * @throws InputException if it diverges from every initial state that is tried, or the particles
   *     do not fit beside each other
   */
  public Observation run(int number) {
    double[] times = times(number);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Trajectory found = follow(start(number, attempt), times);
      if (!found.diverged()) {
        return observe(number, times, found.withAttempts(attempt + 1));
      }
    }
    throw InputException.cannot(
        "simulate run " + number + " of law " + dynamics.law(),
        MOST_ATTEMPTS
            + " initial states in a row diverged; keep particles apart (dynamics.spacing), or bound"
            + " the force");
  }

  /** The instants of a run [time] (steps). */
  private double[] times(int number) {
    RandomGenerator random = RandomStream.of(seed, SAMPLING, number);
    double step = dynamics.resolvedTimeStep();
    double jitter = settings.samplingJitter();
    return IntStream.range(0, dynamics.steps())
        .mapToDouble(
            k -> (k == 0 || jitter == 0 ? k : k + jitter * (random.nextDouble() - 0.5)) * step)
        .toArray();
  }

  private InitialState start(int number, int attempt) {
    int n = dynamics.resolvedParticles();
    int d = dynamics.dimension();
    boolean fixed = settings.properties() == WorldSettings.Cast.FIXED;
    long[] keys = fixed ? new long[0] : new long[] {number};
    InitialState particles = InitialState.draw(seed, PROPERTIES, n, d, keys);
    RandomGenerator random = RandomStream.of(seed, START, number, attempt);
    double[] position = new double[n * d];
    for (int i = 0; i < n; i++) {
      place(position, i, random);
    }
    double[] velocity = new double[n * d];
    Arrays.setAll(velocity, k -> settings.speed() * random.nextGaussian());
    return new InitialState(particles.mass(), particles.charge(), position, velocity, d);
  }

  /** Draws the position of a particle until no earlier one is nearer than the spacing. */
  private void place(double[] position, int particle, RandomGenerator random) {
    int d = dynamics.dimension();
    for (int attempt = 0; attempt < MOST_PLACES; attempt++) {
      for (int c = 0; c < d; c++) {
        position[particle * d + c] = settings.spread() * random.nextGaussian();
      }
      boolean free =
          IntStream.range(0, particle)
              .allMatch(
                  j ->
                      PairwiseField.distance(position, j * d, particle * d, d)
                          >= settings.spacing());
      if (free) {
        return;
      }
    }
    throw InputException.cannot(
        "place " + dynamics.resolvedParticles() + " particles",
        "there is no room; lower dynamics.spacing ("
            + settings.spacing()
            + ") or raise"
            + " dynamics.spread ("
            + settings.spread()
            + ")");
  }

  private Trajectory follow(InitialState start, double[] times) {
    DormandPrince54 integrator = new DormandPrince54(dynamics.tolerance());
    Medium medium = settings.medium(forces, dynamics.dimension());
    return settings.order() == 2
        ? integrator.follow(medium, start, times)
        : medium.overdamped(integrator, start, times);
  }

  private Observation observe(int number, double[] times, Trajectory truth) {
    List<String> names = names(number);
    double sigma = settings.sigma(dynamics.dimension());
    double[] seen = seen(times, truth);
    double[] mass = truth.start().mass();
    List<Integer> tracked =
        IntStream.range(0, names.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -mass[i]))
            .skip(settings.hidden())
            .sorted()
            .toList();
    List<Track> tracks = new ArrayList<>();
    for (int i : tracked) {
      Track track = track(number, i, times, seen, truth.start());
      if (track.size() > 0) {
        tracks.add(track);
      }
    }
    return new Observation(new TrackedRun(runName(number), tracks), truth, names, sigma);
  }

  private static String runName(int number) {
    return String.format(Locale.ROOT, "r%05d", number);
  }

  /** Names in the order of the numbers, which is that of the alphabet; of one run where drawn. */
  private List<String> names(int number) {
    int n = dynamics.resolvedParticles();
    int digits = Integer.toString(n - 1).length();
    String run = settings.properties() == WorldSettings.Cast.FIXED ? "" : runName(number);
    return IntStream.range(0, n)
        .mapToObj(i -> run + String.format(Locale.ROOT, "p%0" + digits + "d", i))
        .toList();
  }

  /** Positions in the observer's frame (steps x n x d). */
  private double[] seen(double[] times, Trajectory truth) {
    ObserverFrame frame = ObserverFrame.parse(settings.frame());
    double[] seen = truth.position().clone();
    int size = truth.start().position().length;
    for (int k = 0; k < times.length; k++) {
      double[] state = Arrays.copyOfRange(seen, k * size, (k + 1) * size);
      frame.see(times[k], state, truth.dimension());
      System.arraycopy(state, 0, seen, k * size, size);
    }
    return seen;
  }

  private Track track(int number, int i, double[] times, double[] seen, InitialState start) {
    int d = start.dimension();
    boolean exact = ObserverFrame.parse(settings.frame()).origin() == i;
    double sigma = exact ? 0 : settings.sigma(d);
    RandomGenerator noise = RandomStream.of(seed, NOISE, number, i);
    RandomGenerator dropouts = RandomStream.of(seed, DROPOUTS, number, i);
    double[] instants = new double[times.length];
    double[] positions = new double[times.length * d];
    int n = 0;
    for (int k = 0; k < times.length; k++) {
      boolean missing = dropouts.nextDouble() < settings.dropouts();
      for (int c = 0; c < d; c++) {
        double error = sigma * noise.nextGaussian();
        positions[n * d + c] = seen[(k * start.particles() + i) * d + c] + error;
      }
      instants[n] = times[k];
      n += missing ? 0 : 1;
    }
    double[] none = {};
    double[] errors = new double[n];
    Arrays.fill(errors, sigma);
    return new Track(
        names(number).get(i),
        told("type") ? start.charge()[i] > 0 ? "a" : "b" : "",
        d,
        Arrays.copyOf(instants, n),
        Arrays.copyOf(positions, n * d),
        none,
        none,
        told("sigma") && sigma > 0 ? errors : none,
        properties(start, i),
        true);
  }

  private Map<String, Double> properties(InitialState start, int i) {
    Map<String, Double> properties = new TreeMap<>();
    if (told("mass")) {
      properties.put("mass", start.mass()[i]);
    }
    if (told("charge")) {
      properties.put("charge", start.charge()[i]);
    }
    return properties;
  }

  private boolean told(String what) {
    return settings.known().contains(what);
  }
}
