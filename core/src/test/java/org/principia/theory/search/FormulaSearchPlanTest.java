package org.principia.theory.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.messages.Recording;
import org.principia.parallel.LocalCluster;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.settings.SymbolicSettings;

final class FormulaSearchPlanTest {
  private static final Recording RECORDING = SyntheticRecording.of(SyntheticRecording.graphs(150));
  private static final SymbolicSettings SETTINGS =
      SymbolicSettings.defaults()
          .with(Map.of("islands", 1, "rounds", 8, "fits-per-round", 120, "max-complexity", 9));
  private static final LocalCluster CLUSTER = new LocalCluster(2);

  @AfterAll
  static void stop() {
    CLUSTER.close();
  }

  /** One step that a plan ran. */
  private record Step(String name, SymbolicSettings settings, Map<String, Problem> problems) {}

  /** Runs tiny searches and notes what was asked. */
  private static final class Recorder implements SearchRunner {
    private final List<Step> steps = new ArrayList<>();

    @Override
    public Map<String, ParetoFront> run(
        String step, SymbolicSettings settings, Map<String, ? extends Problem> problems) {
      steps.add(new Step(step, settings, Map.copyOf(problems)));
      SymbolicSettings tiny = settings.withEffort(1, 1, 8);
      return new LocalSearches(CLUSTER, 1).run(step, tiny, problems);
    }
  }

  private static FormulaSearchPlan plan(String structure) {
    return new FormulaSearchPlan(RECORDING, 2, structured(structure));
  }

  private static SymbolicSettings structured(String structure) {
    return SETTINGS.with(
        Map.of("structure", Enum.valueOf(SETTINGS.structure().getDeclaringClass(), structure)));
  }

  @Test
  void theFactorComesFirstThenTheVectorsThenEachComponent() {
    Recorder recorder = new Recorder();
    Map<String, ParetoFront> fronts = plan("BOTH").run(recorder);
    assertThat(recorder.steps)
        .extracting(Step::name)
        .containsExactly("factor", "messages", "accelerations", "free");
    assertThat(fronts.keySet())
        .containsExactly(
            "messages",
            "accelerations",
            "message_1",
            "message_2",
            "acceleration_1",
            "acceleration_2");
    assertThat(recorder.steps.get(0).problems().get("factor")).isInstanceOf(Table.class);
    assertThat(recorder.steps.get(1).problems().get("messages")).isInstanceOf(JointTable.class);
    assertThat(recorder.steps.get(3).problems())
        .containsOnlyKeys("message_1", "message_2", "acceleration_1", "acceleration_2");
  }

  @Test
  void theFactorIsSearchedRoughlyAndTheVectorsInAQuarterOfTheRounds() {
    Recorder recorder = new Recorder();
    plan("BOTH").run(recorder);
    SymbolicSettings factor = recorder.steps.get(0).settings();
    assertThat(factor.rounds()).isEqualTo(2);
    assertThat(factor.fitsPerRound()).isEqualTo(30);
    for (int step : new int[] {1, 2}) {
      assertThat(recorder.steps.get(step).settings().rounds()).isEqualTo(2);
      assertThat(recorder.steps.get(step).settings().fitsPerRound()).isEqualTo(120);
    }
    assertThat(recorder.steps.get(3).settings()).isEqualTo(structured("BOTH"));
  }

  @Test
  void theFrontOfTheFactorGuidesTheMessagesAlone() {
    List<List<String>> guesses = new ArrayList<>();
    List<ParetoFront> factors = new ArrayList<>();
    plan("BOTH")
        .run(
            (step, settings, problems) -> {
              guesses.add(settings.guesses());
              Map<String, ParetoFront> fronts =
                  new LocalSearches(CLUSTER, 1).run(step, settings.withEffort(1, 1, 8), problems);
              if (step.equals(FormulaSearchPlan.FACTOR)) {
                factors.add(fronts.get(step));
              }
              return fronts;
            });
    assertThat(guesses.get(0)).isEmpty();
    assertThat(guesses.get(1))
        .isNotEmpty()
        .isEqualTo(factors.get(0).members().stream().map(m -> m.expression().toText()).toList());
    assertThat(guesses.get(2)).isEmpty();
    assertThat(guesses.get(3)).isEmpty();
  }

  @Test
  void freeAndCentralStructuresAreSearchedOnlyWhereWanted() {
    Recorder free = new Recorder();
    plan("FREE").run(free);
    assertThat(free.steps).extracting(Step::name).containsExactly("free");
    Recorder central = new Recorder();
    plan("CENTRAL").run(central);
    assertThat(central.steps)
        .extracting(Step::name)
        .containsExactly("factor", "messages", "accelerations");
  }

  @Test
  void jointStructuresGetAQuarterOfTheFits() {
    Recorder recorder = new Recorder();
    plan("BOTH").run(recorder);
    Problem joint = recorder.steps.get(1).problems().get("messages");
    Problem single = recorder.steps.get(3).problems().get("message_1");
    assertThat(SearchRunner.effort(SETTINGS, joint).fitsPerRound()).isEqualTo(30);
    assertThat(SearchRunner.effort(SETTINGS, single)).isEqualTo(SETTINGS);
  }

  @Test
  void theForceIsFoundAsOneFactorOfAllMessagesAndWrittenComponentByComponent() {
    FormulaSearchPlan plan = plan("CENTRAL");
    List<FrontMember> members = plan.members(plan.run(new LocalSearches(CLUSTER, 1)), CLUSTER);
    for (String component : OutputNames.messages(2)) {
      FrontMember chosen =
          members.stream()
              .filter(m -> m.component().equals(component) && !m.isFree() && m.chosen())
              .findFirst()
              .orElseThrow();
      assertThat(chosen.loss()).isLessThan(1e-6);
      assertThat(chosen.formula()).contains("r").contains("dx").contains("dy");
    }
  }

  @Test
  void freeFormulasComeBeforeCentralOnes() {
    FormulaSearchPlan plan = plan("BOTH");
    List<FrontMember> members = plan.members(plan.run(new Recorder()), CLUSTER);
    assertThat(members).anyMatch(FrontMember::isFree).anyMatch(m -> !m.isFree());
    assertThat(members)
        .extracting(FrontMember::isFree)
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
    String chosen = FrontMember.chosen(members, "message_1");
    assertThat(members).anyMatch(m -> m.isFree() && m.chosen() && m.formula().equals(chosen));
  }

  @Test
  void someFrontsAreWrittenWhereASearchWasStopped() {
    FormulaSearchPlan plan = plan("FREE");
    Map<String, ParetoFront> fronts = plan.run(new Recorder());
    fronts.keySet().retainAll(List.of("message_2"));
    fronts.put("factor", fronts.get("message_2"));
    assertThat(plan.members(fronts, CLUSTER))
        .isNotEmpty()
        .allMatch(m -> m.component().equals("message_2"));
  }

  @Test
  void settingsThatNameColumnsAreRefused() {
    SymbolicSettings guessing = SETTINGS.with(Map.of("guesses", List.of("dx")));
    assertThatThrownBy(() -> new FormulaSearchPlan(RECORDING, 2, guessing))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid symbolic.guesses: [dx] (nothing:");
  }

  @Test
  void aFrontWithoutAChoiceIsAMistake() {
    assertThatThrownBy(() -> FrontMember.chosen(List.of(), "message_1"))
        .isInstanceOf(InputException.class)
        .hasMessage("Cannot compose the law: the fronts have no chosen formula for message_1");
  }
}
