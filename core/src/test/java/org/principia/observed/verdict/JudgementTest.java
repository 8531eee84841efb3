package org.principia.observed.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;
import org.principia.dynamics.DormandPrince54;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.Trajectory;
import org.principia.dynamics.law.AccelerationField;
import org.principia.observed.Track;
import org.principia.observed.TrackedRun;
import org.principia.observed.weak.Equation;
import org.principia.observed.weak.LogSplines;
import org.principia.observed.weak.PreparedRun;
import org.principia.parallel.LocalCluster;

/**
 * Every test of the scorecard passes on a world of the law {@code s_j r^-1}, and fails on one that
 * has what it is made for.
 */
final class JudgementTest {
  private static final int RUNS = 6;
  private static final int STEPS = 200;
  private static final double STEP = 0.02;
  private static final double NOISE = 0.003;
  private static final double[] SOURCE = {2, 1, 1.5, 0.7};
  private static final GivenLaw LAW = GivenLaw.of(1, SOURCE);

  /** What acts beside the law, on the particle whose components begin at i. */
  private interface Other {
    void add(int i, double[] x, double[] v, double[] out);
  }

  private static final Other NOTHING = (i, x, v, out) -> {};

  private static AccelerationField world(Other other) {
    AccelerationField law = Flow.of(LAW, "", 2);
    return (mass, charge, d, x, v, out) -> {
      law.accelerations(mass, charge, d, x, v, out);
      for (int i = 0; i < out.length; i += 2) {
        other.add(i, x, v, out);
      }
    };
  }

  private static List<TrackedRun> runs(AccelerationField field, AccelerationField later) {
    return runs(field, later, NOISE);
  }

  private static List<TrackedRun> runs(
      AccelerationField field, AccelerationField later, double noise) {
    List<TrackedRun> runs = new ArrayList<>();
    for (int r = 0; r < RUNS; r++) {
      RandomGenerator random = RandomStream.of(3, "test.judgement", r);
      int n = SOURCE.length;
      double[] x = new double[2 * n];
      double[] v = new double[2 * n];
      for (int i = 0; i < n; i++) {
        double angle = Math.PI * (2.0 * i / n + random.nextDouble() / n);
        double radius = 1 + random.nextDouble();
        x[2 * i] = radius * Math.cos(angle);
        x[2 * i + 1] = radius * Math.sin(angle);
        v[2 * i] = -1.2 * Math.sin(angle) + 0.3 * random.nextGaussian();
        v[2 * i + 1] = 1.2 * Math.cos(angle) + 0.3 * random.nextGaussian();
      }
      double[] ones = {1, 1, 1, 1};
      int first = STEPS * 3 / 4;
      DormandPrince54 integrator = new DormandPrince54(1e-10);
      Trajectory one =
          integrator.integrate(field, new InitialState(ones, ones, x, v, 2), STEP, first + 1);
      double[] end = Arrays.copyOfRange(one.position(), first * 2 * n, (first + 1) * 2 * n);
      double[] speed = Arrays.copyOfRange(one.velocity(), first * 2 * n, (first + 1) * 2 * n);
      Trajectory two =
          integrator.integrate(
              later, new InitialState(ones, ones, end, speed, 2), STEP, STEPS - first);
      double[] all = Arrays.copyOf(one.position(), STEPS * 2 * n);
      System.arraycopy(two.position(), 0, all, first * 2 * n, (STEPS - first) * 2 * n);
      runs.add(seen("r" + r, all, n, noise, random));
    }
    return runs;
  }

  private static TrackedRun seen(
      String name, double[] all, int n, double noise, RandomGenerator random) {
    double[] times = new double[STEPS];
    Arrays.setAll(times, k -> k * STEP);
    List<Track> tracks = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double[] x = new double[2 * STEPS];
      for (int k = 0; k < x.length; k++) {
        x[k] = all[(k / 2 * n + i) * 2 + k % 2] + noise * random.nextGaussian();
      }
      tracks.add(Track.of("p" + i, 2, times, x));
    }
    return new TrackedRun(name, tracks);
  }

  private static Verdict judge(List<TrackedRun> runs, GivenLaw law, Judgement.Rival... rivals) {
    List<PreparedRun> prepared = runs.stream().map(PreparedRun::of).toList();
    EvidencePass pass =
        new EvidencePass(
            law,
            law.unknowns(runs),
            LogSplines.even(0.05, 8, 8, 1),
            new Equation(2, false),
            Set.of("r0", "r1", "r2"));
    return Judgement.of(
        new LocalCluster(1).distribute(prepared, 1), pass, 2, List.of(rivals), Unseen.none());
  }

  private static Verdict with(Other other) {
    return judge(runs(world(other), world(other)), LAW);
  }

  private static Set<String> failed(Verdict verdict) {
    Set<String> failed = new TreeSet<>();
    verdict.checks().stream().filter(c -> !c.passed()).forEach(c -> failed.add(c.name()));
    return failed;
  }

  @Test
  void rightLawPassesEveryTest() {
    Verdict verdict = with(NOTHING);
    assertThat(failed(verdict)).as(verdict.toString()).isEmpty();
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.EXPLAINS);
    assertThat(verdict.checks().stream().map(Check::name))
        .contains("fit", "held out", "worst receiver", "white in time", "drag", "free kernel")
        .contains("receivers agree", "halves agree", "rollouts", "third law", "momentum", "energy");
  }

  @Test
  void encountersThatExactPositionsDoNotResolveAreNoMisfit() {
    Verdict right = judge(runs(world(NOTHING), world(NOTHING), 0), LAW);
    assertThat(failed(right)).doesNotContain("fit", "held out", "worst receiver", "drag");
    Other drag = (i, x, v, out) -> push(i, out, -1e-3 * v[i], -1e-3 * v[i + 1]);
    Verdict wrong = judge(runs(world(drag), world(drag), 0), LAW);
    assertThat(wrong.depends()).containsExactly("drag");
  }

  @Test
  void missingTermsAreNamed() {
    Map<String, Other> worlds =
        Map.of(
            "drag",
            (i, x, v, out) -> push(i, out, -0.1 * v[i], -0.1 * v[i + 1]),
            "quadratic drag",
            (i, x, v, out) -> {
              double speed = Math.hypot(v[i], v[i + 1]);
              push(i, out, -0.1 * speed * v[i], -0.1 * speed * v[i + 1]);
            },
            "trap",
            (i, x, v, out) -> push(i, out, -0.2 * x[i], -0.2 * x[i + 1]),
            "gyration",
            (i, x, v, out) -> push(i, out, -0.2 * v[i + 1], 0.2 * v[i]),
            "field",
            (i, x, v, out) -> push(i, out, 0.2, 0.1),
            "position",
            (i, x, v, out) -> push(i, out, 0.3 * x[i + 1], 0.3 * x[i]),
            "velocity",
            (i, x, v, out) -> push(i, out, 0.2 * v[i + 1], 0.2 * v[i]));
    worlds.forEach(
        (term, other) -> {
          Verdict verdict = with(other);
          assertThat(failed(verdict)).contains(term, "fit", "held out");
          assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.MOSTLY);
          assertThat(verdict.depends().get(0)).isEqualTo(term);
        });
  }

  private static void push(int i, double[] out, double x, double y) {
    out[i] += x;
    out[i + 1] += y;
  }

  @Test
  void errorsThatTakeTurnsAreNoSignOfAForce() {
    assertThat(Judgement.white(0.139, 17_640).passed()).isFalse();
    // The planets with 15 km of noise, by the right law.
    assertThat(Judgement.white(-0.139, 17_640).passed()).isTrue();
  }

  @Test
  void wrongPowerIsTheKernelsFault() {
    Verdict verdict = judge(runs(world(NOTHING), world(NOTHING)), GivenLaw.of(1.5, SOURCE));
    assertThat(failed(verdict)).contains("free kernel", "white in time", "rollouts");
    assertThat(verdict.depends().get(0)).contains("the distance otherwise");
  }

  @Test
  void forceAcrossTheLineIsNamed() {
    Verdict verdict =
        with(
            (i, x, v, out) -> {
              for (int j = 0; j < x.length; j += 2) {
                double dx = x[j] - x[i];
                double dy = x[j + 1] - x[i + 1];
                double r = Math.hypot(dx, dy);
                double f = j == i ? 0 : 0.3 * SOURCE[j / 2] * Math.exp(-r) / r;
                push(i, out, -f * dy, f * dx);
              }
            });
    assertThat(failed(verdict)).contains("across");
    assertThat(verdict.depends().get(0)).isEqualTo("a force across the line between particles");
  }

  @Test
  void oneParticleThatFeelsMoreIsNamed() {
    Verdict verdict =
        with((i, x, v, out) -> push(i, out, i == 4 ? 0.6 * Math.sin(3 * x[i]) : 0, 0));
    assertThat(failed(verdict)).contains("worst receiver");
    assertThat(verdict.depends()).startsWith("p2");
  }

  @Test
  void strengthsThatGoByPairsMakeReceiversDisagree() {
    Verdict verdict =
        with(
            (i, x, v, out) -> {
              // The first two attract each other more, by as much as the others do less.
              for (int j = 0; j < x.length; j += 2) {
                double dx = x[j] - x[i];
                double dy = x[j + 1] - x[i + 1];
                double sign = (i < 4) == (j < 4) ? 0.15 : -0.15;
                double f = j == i ? 0 : sign / (dx * dx + dy * dy);
                push(i, out, f * dx, f * dy);
              }
            });
    assertThat(failed(verdict)).contains("receivers agree");
  }

  @Test
  void strengthsThatChangeMakeHalvesDisagree() {
    AccelerationField later = Flow.of(GivenLaw.of(1, 1.8, 0.9, 1.35, 0.63), "", 2);
    Verdict verdict = judge(runs(world(NOTHING), later), LAW);
    assertThat(failed(verdict)).contains("halves agree", "held out").doesNotContain("fit");
  }

  @Test
  void massOfTheOtherSignBreaksTheThirdLaw() {
    GivenLaw law = LAW.withResponse(1, 1, 1, -1);
    AccelerationField field = Flow.of(law, "", 2);
    Verdict verdict = judge(runs(field, field), law);
    assertThat(failed(verdict)).contains("third law").doesNotContain("fit", "held out");
  }

  @Test
  void bodyThatIsNotSeenMovesTheCentreOfMassAndTheEnergy() {
    Verdict verdict =
        with((i, x, v, out) -> push(i, out, 0.3 * Math.sin(x[i + 1]), 0.3 * Math.sin(x[i])));
    assertThat(failed(verdict)).contains("momentum");
    Verdict dragged = with((i, x, v, out) -> push(i, out, -0.1 * v[i], -0.1 * v[i + 1]));
    assertThat(failed(dragged)).contains("energy");
  }

  @Test
  void conservedQuantitiesAreNotAskedWhereTheLawHasADrag() {
    GivenLaw law = LAW.withDrag(0.3);
    AccelerationField field = Flow.of(law, "", 2);
    Verdict verdict = judge(runs(field, field), law);
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.EXPLAINS);
    assertThat(verdict.check("energy")).isEmpty();
  }

  @Test
  void frameThatTurnsIsTold() {
    GivenLaw law = LAW.turning(0.3);
    AccelerationField field = Flow.of(law, "", 2);
    assertThat(judge(runs(field, field), law).sentence())
        .isEqualTo("explains the data to the noise, in a frame that turns at 0.300");
  }

  @Test
  void pairForceThatExplainsLittleIsNoLaw() {
    AccelerationField trap =
        (mass, charge, d, x, v, out) -> {
          for (int i = 0; i < out.length; i += 2) {
            out[i] = -Math.sin(2 * x[i]);
            out[i + 1] = -Math.sin(2 * x[i + 1]);
          }
        };
    Verdict verdict = judge(runs(trap, trap), GivenLaw.of(1, 0.01, 0.01, 0.01, 0.01));
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.NONE);
    AccelerationField free = (mass, charge, d, x, v, out) -> Arrays.fill(out, 0);
    Verdict hidden = judge(runs(free, free), GivenLaw.of(1, 1e-6, 1e-6, 1e-6, 1e-6));
    assertThat(hidden.sentence()).isEqualTo("no pair law: noise hides what a pair force does");
  }

  @Test
  void rivalsAreListedWhereTheyAreOthersAndAsShort() {
    List<TrackedRun> runs = runs(world(NOTHING), world(NOTHING));
    Verdict several = judge(runs, LAW, new Judgement.Rival("exp(-r)", 1.5, 0.1));
    assertThat(several.sentence())
        .isEqualTo("several laws explain them equally: exp(-r) (1.5 nats longer, 0.10 off)");
    Verdict same = judge(runs, LAW, new Judgement.Rival("1 / (r + 0.001)", 1.5, 0.001));
    Verdict longer = judge(runs, LAW, new Judgement.Rival("exp(-r)", 30, 0.1));
    assertThat(List.of(same.outcome(), longer.outcome())).containsOnly(Verdict.Outcome.EXPLAINS);
  }
}
