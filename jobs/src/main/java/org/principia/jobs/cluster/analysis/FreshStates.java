package org.principia.jobs.cluster.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.ForceLaw;
import org.principia.gnn.GraphNetwork;
import org.principia.jobs.config.Configuration;
import org.principia.theory.law.ComposedLaw;
import org.principia.validation.error.ModelPair;
import org.principia.validation.rollout.Extrapolation;
import org.principia.validation.rollout.Rollout;
import org.principia.validation.rollout.RolloutPlan;
import org.principia.validation.rollout.RolloutRun;
import org.principia.validation.rollout.RolloutSimulator;
import org.principia.validation.rollout.StateSet;

/**
 * Network and law on states that belong to no data set: compared there, and followed from there.
 */
public final class FreshStates {
  /** Systems that a task follows at once; results depend on it in their last bits. */
  private static final int BLOCK = 25;

  private FreshStates() {}

  /**
   * Errors on every kind of states, one task each.
   *
   * @param settings of the cell
   * @param law the law
   * @param model the network
   * @return the errors, kind by kind
   */
  public static List<Extrapolation> extrapolation(
      Configuration settings, ComposedLaw law, SharedModel model) {
    DynamicsSettings dynamics = settings.dynamics();
    ForceLaw truth = dynamics.forceLaw();
    int particles = dynamics.resolvedParticles();
    int dimension = dynamics.dimension();
    int states = settings.validation().extrapolationStates();
    long seed = settings.run().seed();
    List<StateSet> kinds = Arrays.asList(StateSet.values());
    return model
        .context()
        .parallelize(kinds, kinds.size())
        .map(
            kind -> {
              GraphNetwork network = model.network();
              ModelPair models = new ModelPair(network::accelerations, law);
              return Extrapolation.of(kind, models, truth, particles, dimension, states, seed);
            })
        .collect();
  }

  /**
   * Systems followed under law and network, a block of them in a task.
   *
   * @param settings of the cell
   * @param law the law
   * @param model the network
   * @return how far they stay together
   */
  public static Rollout rollout(Configuration settings, ComposedLaw law, SharedModel model) {
    RolloutPlan plan = RolloutPlan.of(settings.dynamics(), settings.run().seed());
    int systems = settings.validation().rolloutSystems();
    List<Integer> blocks = new ArrayList<>();
    for (int first = 0; first < systems; first += BLOCK) {
      blocks.add(first);
    }
    if (blocks.isEmpty()) {
      return Rollout.of(plan, List.of());
    }
    List<RolloutRun> runs =
        model
            .context()
            .parallelize(blocks, blocks.size())
            .flatMap(
                first -> {
                  GraphNetwork network = model.network();
                  ModelPair models = new ModelPair(network::accelerations, law);
                  return new RolloutSimulator(plan, models)
                      .simulate(first, Math.min(BLOCK, systems - first))
                      .iterator();
                })
            .collect();
    return Rollout.of(plan, runs);
  }
}
