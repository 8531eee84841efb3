package org.principia.observed.verdict;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.principia.observed.WeakForm;
import org.principia.observed.weak.Columns;
import org.principia.observed.weak.Equation;
import org.principia.observed.weak.Gram;
import org.principia.observed.weak.LogSplines;
import org.principia.observed.weak.PreparedRun;
import org.principia.observed.weak.Scene;
import org.principia.observed.weak.Stiffness;
import org.principia.observed.weak.WeakRows;
import org.principia.parallel.Distributed;

/**
 * One pass over a run that puts a law to the test, in units of what the noise of the positions
 * alone makes of the rows.
 *
 * @param law the law
 * @param unknowns what was fitted of it
 * @param splines of the free pair force
 * @param equation what is equated
 * @param followed runs whose motion is followed
 */
public record EvidencePass(
    TestedLaw law, Unknowns unknowns, LogSplines splines, Equation equation, Set<String> followed)
    implements Serializable {
  /** A smaller share of the rms rate is no error of a law: the weak form itself has it. */
  private static final double FLOOR = 1e-6;

  RunEvidence of(PreparedRun run) {
    int d = run.tracks().get(0).track().dimension();
    Suspects suspects =
        new Suspects(
            law.columns(run.run(), d),
            splines,
            law.sources(run.run()),
            law.responses(run.run()),
            equation.order(),
            (run.begin() + run.end()) / 2,
            (run.end() - run.begin()) / 2,
            d);
    double[] weights = equation.weights(run);
    Columns relative = equation.columns(run, suspects, weights);
    List<One> all =
        IntStream.range(0, run.tracks().size())
            .filter(i -> !run.windows().get(i).isEmpty())
            .parallel()
            .mapToObj(i -> one(run, Scene.of(run, i, equation, weights), suspects, relative))
            .toList();
    int[] own = new int[3];
    Elimination[] sums = sums(run.run(), all, suspects, own);
    Elimination seen = new Elimination(Suspects.width(d, splines.count()));
    all.forEach(one -> seen.add(one.train, seen(suspects)));
    // In a free frame the origin's own motion is not known.
    boolean follow = followed.contains(run.run()) && !equation.free();
    return new RunEvidence(
        run.run(),
        sums[0],
        sums[1],
        sums[2],
        seen,
        own,
        all.stream().map(One::told).toList(),
        follow ? Rollout.of(run, Flow.of(law, run.run(), d), equation.order()) : List.of(),
        Conserved.of(run, law, equation));
  }

  /** Of both parts, of the one that is fitted, of the one held out. */
  private Elimination[] sums(String run, List<One> all, Suspects suspects, int... own) {
    int local = unknowns.local().get(run);
    Elimination[] sums = new Elimination[own.length];
    for (int part = 0; part < sums.length; part++) {
      Elimination sum =
          new Elimination(
              local
                  + unknowns.shared()
                  + Suspects.width(suspects.dimension(), splines.count())
                  + 1);
      for (One one : all) {
        int[] place = place(run, one.self, suspects.law().count() - 1, sum.size);
        if (part != 1) {
          sum.add(one.train, place);
        }
        if (part != 0) {
          sum.add(one.test, place);
        }
      }
      own[part] = sum.eliminate(0, local);
      sums[part] = sum.tail(local);
    }
    return sums;
  }

  /**
   * Where the columns of a receiver stand: unknowns of the run, shared ones, suspects, the rest.
   */
  private int[] place(String run, int receiver, int columns, int size) {
    int[] of = unknowns.of().get(run)[receiver];
    int local = unknowns.local().get(run);
    int suspects = size - 1 - local - unknowns.shared();
    int[] place = new int[columns + suspects + 1];
    for (int c = 0; c < columns; c++) {
      place[c] =
          of[c] < 0 ? -1 : of[c] < unknowns.shared() ? local + of[c] : of[c] - unknowns.shared();
    }
    for (int c = columns; c < place.length; c++) {
      place[c] = size - place.length + c;
    }
    return place;
  }

  private record One(int self, Gram train, Gram test, RunEvidence.Receiver told) {}

  private One one(PreparedRun run, Scene plain, Suspects columns, Columns relative) {
    int self = plain.self();
    Scene scene = Stiffness.of(law, run, plain.withUnresolved());
    WeakRows rows =
        new WeakRows(scene, relative, equation.order(), FLOOR * run.scale(self, equation.order()));
    int width = rows.width();
    Gram train = new Gram(width);
    Gram test = new Gram(width);
    double[] last = new double[scene.dimension()];
    double[] product = new double[1];
    List<WeakForm.Window> windows = run.windows().get(self);
    rows.emit(
        windows,
        Double.NEGATIVE_INFINITY,
        run.trainEnd(),
        (row, at, time, share, forces) -> {
          train.add(row, at);
          double rest = row[at + width - 1];
          product[0] += rest * last[at / width];
          last[at / width] = rest;
        });
    double[] shares = new double[1];
    rows.emit(
        windows,
        run.testBegin(),
        run.end(),
        (row, at, time, share, forces) -> {
          test.add(row, at);
          shares[0] += forces;
        });
    train.mirrored();
    test.mirrored();
    String name = run.tracks().get(self).track().particle();
    return new One(self, train, test, told(name, columns, train, test, product[0], shares[0]));
  }

  /**
   * What the sums of a receiver tell.
   *
   * @param product sum of the products of neighbouring rows
   * @param forces sum of the shares of the variances that are the forces', of rows held out
   */
  private static RunEvidence.Receiver told(
      String name, Suspects columns, Gram train, Gram test, double product, double forces) {
    int last = train.columns - 1;
    int senders = columns.source().length;
    int sources = columns.law().count() - 2 - senders;
    Elimination agreement = agreement(train, sources, senders);
    double squares = agreement.rest();
    int told = agreement.eliminate(0, senders);
    return new RunEvidence.Receiver(
        name,
        train.rows,
        squares,
        test.rows,
        test.at(last, last),
        forces * forces / Math.max(test.at(last - 1, last - 1), Double.MIN_NORMAL),
        product,
        squares - agreement.rest(),
        told);
  }

  private static Elimination agreement(Gram train, int sources, int senders) {
    Elimination own = new Elimination(senders + 1);
    int[] place = new int[train.columns];
    Arrays.fill(place, -1);
    for (int j = 0; j < senders; j++) {
      place[sources + j] = j;
    }
    place[train.columns - 1] = senders;
    own.add(train, place);
    return own;
  }

  /** Where the columns of a receiver stand beside what was seen: the law and what it leaves. */
  private static int[] seen(Suspects columns) {
    int first = columns.law().count() - 1;
    int width = columns.count() - columns.law().count();
    int[] place = new int[first + width + 1];
    Arrays.fill(place, 0, first, -1);
    Arrays.setAll(place, c -> c < first ? -1 : Math.min(c - first, width - 1));
    return place;
  }

  /** Of all runs. */
  List<RunEvidence> of(Distributed<PreparedRun> runs) {
    return runs
        .collect(
            this,
            (pass, part) -> {
              List<RunEvidence> all = new ArrayList<>();
              part.items().forEachRemaining(run -> all.add(pass.of(run)));
              return all;
            })
        .stream()
        .flatMap(List::stream)
        .toList();
  }
}
