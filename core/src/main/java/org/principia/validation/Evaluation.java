package org.principia.validation;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.law.ForceLaw;
import org.principia.graphs.Graph;
import org.principia.graphs.PruningBounds;
import org.principia.messages.AffineFit;
import org.principia.messages.MessageQuantity;
import org.principia.messages.Recording;
import org.principia.parallel.Cluster;
import org.principia.parallel.Distributed;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.search.FrontMember;
import org.principia.theory.search.OutputNames;
import org.principia.validation.Verification.MemberVerdict;
import org.principia.validation.error.ModelSource;
import org.principia.validation.error.TestSetErrors;
import org.principia.validation.rollout.Extrapolation;
import org.principia.validation.rollout.Rollout;
import org.principia.validation.rollout.Rollout.RolloutPlan;
import org.principia.validation.rollout.RolloutSimulator;
import org.principia.validation.rollout.StateSet;

/**
 * Tests network and law, verifies every formula and judges whether the law was recovered.
 *
 * @param scorecard all figures
 * @param members verdicts on all members of the fronts
 * @param tests errors on the pruned test set, then on the raw one
 */
public record Evaluation(
    Scorecard scorecard, List<MemberVerdict> members, List<TestSetErrors> tests) {
  /** Systems that a task follows at once; results depend on it in their last bits. */
  private static final int BLOCK = 25;

  /**
   * What is evaluated: the true law, the name of the training strategy, what the network said,
   * formulas of it, the law of the members that the fronts' rule chose, and network and law.
   */
  public record Inputs(
      DynamicsSettings dynamics,
      String strategy,
      Recording recording,
      List<FrontMember> fronts,
      ComposedLaw chosen,
      ModelSource models) {}

  /**
   * Test graphs: the raw test set, of which the graphs of a run follow each other and lie in one
   * part, and the bounds of the pruned set.
   */
  public record TestData(Distributed<Graph> raw, PruningBounds bounds) {}

  /** What is measured now. */
  public enum Phase {
    /** Linearity of the messages, verdicts on the members of the fronts. */
    MESSAGES,
    /** Errors on the test sets. */
    TESTS,
    /** States of no data set: extrapolation and rollout. */
    STATES
  }

  /** Is told how far an evaluation is: which phase begins. */
  @FunctionalInterface
  public interface Listener extends Consumer<Phase> {

    /** The errors on the pruned test set, then on the raw one; what this throws ends it all. */
    default void tested(List<TestSetErrors> tests) {}
  }

  /**
   * Evaluates network, law and formulas on test graphs and fresh states, tasks on a cluster; the
   * listener is told which phase begins.
   */
  public static Evaluation evaluate(
      Inputs inputs,
      TestData data,
      ValidationSettings settings,
      long seed,
      Cluster cluster,
      Listener listener) {
    return new Judge(inputs, settings, seed, cluster).evaluate(data, listener);
  }

  /** Evaluates one law. */
  private record Judge(Inputs inputs, ValidationSettings settings, long seed, Cluster cluster) {

    Evaluation evaluate(TestData data, Listener listener) {
      listener.accept(Phase.MESSAGES);
      Recording recording = inputs.recording();
      double[][] messages = recording.messages();
      EdgeForces forces = EdgeForces.of(recording.edges(), truth(), dimension());
      Linearity linearity = Linearity.of(messages, forces);
      MessageSpread spread =
          MessageSpread.of(recording.edges(), forces, recording.projection().shareOfVariance());
      List<MemberVerdict> members = verdicts(messages, forces, linearity);
      listener.accept(Phase.TESTS);
      List<TestSetErrors> tests = TestSetErrors.of(data.raw(), data.bounds(), inputs.models());
      listener.tested(tests);
      listener.accept(Phase.STATES);
      TestSetErrors pruned = tests.get(0);
      TestSetErrors raw = tests.get(1);
      Recovery recovery = recovery(inputs.models().law());
      double relative = pruned.network().mean() / pruned.size();
      Scorecard card =
          new Scorecard(
              Scorecard.FORMAT,
              inputs.dynamics().law(),
              dimension(),
              inputs.strategy(),
              pruned.network(),
              raw.network(),
              pruned.law(),
              raw.law(),
              pruned.size(),
              linearity,
              spread,
              recovery,
              recovery(inputs.chosen()).recovered(),
              onFront(members),
              extrapolation(),
              rollout(),
              Diagnosis.of(linearity, members, recovery, relative, settings));
      return new Evaluation(card, members, tests);
    }

    private ForceLaw truth() {
      return inputs.dynamics().forceLaw();
    }

    private int dimension() {
      return inputs.dynamics().dimension();
    }

    private int particles() {
      return inputs.dynamics().resolvedParticles();
    }

    private Recovery recovery(ComposedLaw law) {
      return Recovery.of(law, truth(), particles(), settings, seed);
    }

    /** Asks every member of the fronts. */
    private List<MemberVerdict> verdicts(
        double[][] messages, EdgeForces forces, Linearity linearity) {
      int d = dimension();
      MessageQuantity nearest = linearity.nearest();
      AffineFit[] maps =
          Arrays.stream(messages, 0, d)
              .map(message -> AffineFit.of(forces.as(nearest), message))
              .toArray(AffineFit[]::new);
      Verification verification =
          new Verification(
              ForcePoints.of(truth(), d, seed),
              NodePoints.of(maps, nearest, truth(), inputs.chosen().schema(), particles(), seed),
              settings.linearity());
      return inputs.fronts().stream().map(verification::of).toList();
    }

    /** Whether the fronts of each message have an affine map of the true force. */
    private boolean[] onFront(List<MemberVerdict> members) {
      List<String> components = OutputNames.messages(dimension());
      boolean[] found = new boolean[components.size()];
      for (int k = 0; k < found.length; k++) {
        String component = components.get(k);
        found[k] = members.stream().anyMatch(m -> m.component().equals(component) && m.recovered());
      }
      return found;
    }

    /** Errors on every kind of fresh states, a task each. */
    private List<Extrapolation> extrapolation() {
      ForceLaw truth = truth();
      int particles = particles();
      int dimension = dimension();
      int states = settings.extrapolationStates();
      long key = seed;
      return cluster.map(
          inputs.models(),
          Arrays.asList(StateSet.values()),
          (models, kind) ->
              Extrapolation.of(
                  kind, models.pair(), truth, kind.states(key, particles, dimension, states)));
    }

    /** Systems followed under law and network, a block of them in a task. */
    private Rollout rollout() {
      RolloutPlan plan = RolloutPlan.of(inputs.dynamics(), seed);
      int systems = settings.rolloutSystems();
      List<Integer> blocks =
          IntStream.iterate(0, first -> first < systems, first -> first + BLOCK).boxed().toList();
      return Rollout.of(
          plan,
          cluster
              .map(
                  inputs.models(),
                  blocks,
                  (models, first) ->
                      new RolloutSimulator(plan, models.pair())
                          .simulate(first, Math.min(BLOCK, systems - first)))
              .stream()
              .flatMap(List::stream)
              .toList());
    }
  }
}
