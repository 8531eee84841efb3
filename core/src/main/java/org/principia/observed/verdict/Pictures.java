package org.principia.observed.verdict;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.principia.observed.weak.Columns;
import org.principia.observed.weak.Equation;
import org.principia.observed.weak.PreparedRun;
import org.principia.observed.weak.Scene;
import org.principia.observed.weak.Stiffness;
import org.principia.observed.weak.WeakRows;
import org.principia.parallel.Distributed;

/**
 * A law beside the tracks, to be looked at.
 *
 * @param motions tracks of some runs beside what the law makes of their states
 * @param rests what the law leaves of rows that it was not fitted to
 */
public record Pictures(List<Motion> motions, List<Rest> rests) implements Serializable {

  /**
   * A motion of all particles of a run.
   *
   * @param run its name
   * @param particles their names (n)
   * @param dimension d
   * @param times instants [time] (steps)
   * @param seen smoothed positions of the tracks [length] (steps x n x d)
   * @param followed positions by the law from the first of them [length] (steps x n x d)
   */
  public record Motion(
      String run,
      List<String> particles,
      int dimension,
      double[] times,
      double[] seen,
      double[] followed)
      implements Serializable {}

  /**
   * What the law leaves of one window of a receiver.
   *
   * @param run its run
   * @param particle the receiver
   * @param time the middle of the window [time]
   * @param distance of the nearest other particle there [length]
   * @param position of the receiver there [length] (d)
   * @param square of what is left, mean of the components, in units of what the noise makes of it
   */
  public record Rest(
      String run, String particle, double time, double distance, double[] position, double square)
      implements Serializable {}

  /** Copies the lists. */
  public Pictures {
    motions = List.copyOf(motions);
    rests = List.copyOf(rests);
  }

  /** Nothing to look at. */
  public static Pictures none() {
    return new Pictures(List.of(), List.of());
  }

  /**
   * Pictures of some runs.
   *
   * @param law the law
   * @param equation what is equated
   * @param all whether all windows are unseen; otherwise those that are held out
   * @param shown runs whose rows are shown
   * @param followed runs whose motion is shown, where it can be followed
   */
  public record Plan(
      TestedLaw law, Equation equation, boolean all, Set<String> shown, Set<String> followed)
      implements Serializable {
    private static final double FLOOR = 1e-6;

    /** Windows that are shown of a receiver. */
    private static final int WINDOWS = 200;

    /** Of those runs that are among some. */
    public Pictures of(Distributed<PreparedRun> runs) {
      List<Pictures> parts =
          runs.collect(this, (plan, part) -> plan.of(part.items())).stream().toList();
      return new Pictures(
          parts.stream().flatMap(p -> p.motions.stream()).toList(),
          parts.stream().flatMap(p -> p.rests.stream()).toList());
    }

    private Pictures of(Iterator<PreparedRun> runs) {
      List<Motion> motions = new ArrayList<>();
      List<Rest> rests = new ArrayList<>();
      while (runs.hasNext()) {
        PreparedRun run = runs.next();
        int d = run.tracks().get(0).track().dimension();
        // In a free frame the origin's own motion is not known.
        if (followed.contains(run.run()) && !equation.free()) {
          Rollout.picture(run, Flow.of(law, run.run(), d), equation.order())
              .ifPresent(motions::add);
        }
        if (shown.contains(run.run())) {
          rests(run, d, rests);
        }
      }
      return new Pictures(motions, rests);
    }

    private void rests(PreparedRun run, int d, List<Rest> rests) {
      double[] weights = equation.weights(run);
      Columns columns = equation.columns(run, law.columns(run.run(), d), weights);
      for (int i = 0; i < run.tracks().size(); i++) {
        if (!run.windows().get(i).isEmpty()) {
          receiver(run, Scene.of(run, i, equation, weights), columns, rests);
        }
      }
    }

    private void receiver(PreparedRun run, Scene plain, Columns columns, List<Rest> rests) {
      int self = plain.self();
      double misfit = FLOOR * run.scale(self, equation.order());
      WeakRows rows =
          new WeakRows(
              Stiffness.of(law, run, plain.withUnresolved()), columns, equation.order(), misfit);
      int d = plain.dimension();
      int width = rows.width();
      List<Rest> own = new ArrayList<>();
      double[] sum = new double[1];
      rows.emit(
          run.windows().get(self),
          all ? Double.NEGATIVE_INFINITY : run.testBegin(),
          run.end(),
          (row, at, time, share, forces) -> {
            double rest = row[at + width - 1];
            sum[0] = (at == 0 ? 0 : sum[0]) + rest * rest / d;
            if (at / width == d - 1) {
              own.add(rest(run, plain, time, sum[0]));
            }
          });
      int stride = Math.max(1, (own.size() + WINDOWS - 1) / WINDOWS);
      for (int k = 0; k < own.size(); k += stride) {
        rests.add(own.get(k));
      }
    }

    private static Rest rest(PreparedRun run, Scene scene, double time, double square) {
      double[] times = scene.receiver().track().times();
      int found = Arrays.binarySearch(times, time);
      int k = Math.min(times.length - 1, found < 0 ? -found - 1 : found);
      int d = scene.dimension();
      int n = scene.particles();
      double nearest = Double.POSITIVE_INFINITY;
      for (int j = 0; j < n; j++) {
        double r = Scene.distance(scene.separation(), (k * n + j) * d, d);
        nearest = r < nearest ? r : nearest;
      }
      return new Rest(
          run.run(),
          scene.receiver().track().particle(),
          time,
          nearest,
          Arrays.copyOfRange(scene.receiver().position(), k * d, (k + 1) * d),
          square);
    }
  }
}
