package org.principia.jobs.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.ForceLaw;
import org.principia.gnn.GraphNetwork;
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
final class FreshStates {
  /** Systems that a task follows at once; results depend on it in their last bits. */
  private static final int BLOCK = 25;

  private FreshStates() {}

  /** Errors on every kind of states, one task each. */
  static List<Extrapolation> extrapolation(Cell cell, ComposedLaw law, Broadcast<byte[]> model) {
    DynamicsSettings dynamics = cell.settings().dynamics();
    ForceLaw truth = dynamics.forceLaw();
    int particles = dynamics.resolvedParticles();
    int dimension = cell.dimension();
    int states = cell.settings().validation().extrapolationStates();
    long seed = cell.seed();
    List<StateSet> kinds = Arrays.asList(StateSet.values());
    return cell.context()
        .parallelize(kinds, kinds.size())
        .map(
            kind -> {
              GraphNetwork network = TrainStage.network(model.value());
              ModelPair models = new ModelPair(network::accelerations, law);
              return Extrapolation.of(kind, models, truth, particles, dimension, states, seed);
            })
        .collect();
  }

  /** Systems followed under law and network, a block of them in a task. */
  static Rollout rollout(Cell cell, ComposedLaw law, Broadcast<byte[]> model) {
    RolloutPlan plan = RolloutPlan.of(cell.settings().dynamics(), cell.seed());
    int systems = cell.settings().validation().rolloutSystems();
    List<Integer> blocks = new ArrayList<>();
    for (int first = 0; first < systems; first += BLOCK) {
      blocks.add(first);
    }
    if (blocks.isEmpty()) {
      return Rollout.of(plan, List.of());
    }
    List<RolloutRun> runs =
        cell.context()
            .parallelize(blocks, blocks.size())
            .flatMap(
                first -> {
                  GraphNetwork network = TrainStage.network(model.value());
                  ModelPair models = new ModelPair(network::accelerations, law);
                  return new RolloutSimulator(plan, models)
                      .simulate(first, Math.min(BLOCK, systems - first))
                      .iterator();
                })
            .collect();
    return Rollout.of(plan, runs);
  }
}
