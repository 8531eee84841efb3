package org.principia.validation.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.law.AccelerationField;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;
import org.principia.graphs.Graph;
import org.principia.theory.law.ComposedLaw;
import org.principia.validation.error.ModelPair;

final class ExtrapolationTest {
  private static final ForceLaw SPRING = ForceLaws.of("spring", 0.01);
  private static final ComposedLaw TRUE =
      ComposedLaw.parse(2, List.of("dx - dx/r", "dy - dy/r"), List.of("s1/m", "s2/m"));

  /** A spring up to distance 3 and a constant force beyond: right where most pairs are. */
  private static final AccelerationField SHORT =
      (mass, charge, d, position, velocity, out) -> {
        Arrays.fill(out, 0);
        for (int i = 0; i < mass.length; i++) {
          for (int j = 0; j < mass.length; j++) {
            double dx = position[2 * j] - position[2 * i];
            double dy = position[2 * j + 1] - position[2 * i + 1];
            double r = Math.hypot(dx, dy);
            if (r > 0) {
              double f = (Math.min(r, 3) - 1) / r;
              out[2 * i] += f * dx / mass[i];
              out[2 * i + 1] += f * dy / mass[i];
            }
          }
        }
      };

  /** A network that is off by one everywhere. */
  private static float[] offByOne(List<Graph> frames) {
    int size = frames.stream().mapToInt(f -> f.target("acceleration").length).sum();
    float[] all = new float[size];
    int at = 0;
    for (Graph frame : frames) {
      for (float a : frame.target("acceleration")) {
        all[at++] = a + 1;
      }
    }
    return all;
  }

  private static Extrapolation of(StateSet set, AccelerationField law) {
    return Extrapolation.of(
        set, new ModelPair(ExtrapolationTest::offByOne, law), SPRING, set.states(7, 4, 2, 300));
  }

  /** The states that a comparison of so many asks the network about. */
  private static List<Graph> asked(StateSet set, int states) {
    List<Graph> asked = new ArrayList<>();
    Extrapolation.of(
        set,
        new ModelPair(
            frames -> {
              asked.addAll(frames);
              return offByOne(frames);
            },
            TRUE),
        SPRING,
        set.states(7, 4, 2, states));
    return asked;
  }

  @Test
  void theTrueLawHoldsEverywhereAndTheErrorOfTheOtherIsKnown() {
    for (StateSet set : StateSet.values()) {
      Extrapolation kind = of(set, TRUE);
      assertThat(kind.law().frames()).isEqualTo(300);
      assertThat(kind.network().mean()).as(set.label()).isCloseTo(1, within(1e-5));
      assertThat(kind.law().mean()).as(set.label()).isLessThan(1e-6);
      assertThat(kind.ratio()).as(set.label()).isGreaterThan(1e6);
    }
  }

  @Test
  void aLawThatIsWrongFarAwayIsWorseThere() {
    double within = of(StateSet.WITHIN, SHORT).law().mean();
    Extrapolation far = of(StateSet.FAR, SHORT);
    assertThat(within).isPositive();
    assertThat(far.law().mean()).isGreaterThan(5 * within);
    assertThat(far.ratio()).isLessThan(of(StateSet.WITHIN, SHORT).ratio() / 5);
  }

  @Test
  void statesOfAKindAreWhatItSays() {
    InitialState far = StateSet.FAR.draw(7, 4, 2, 3);
    InitialState drawn = InitialState.draw(7, "validation.state.far", 4, 2, 3);
    assertThat(far.position()[5]).isEqualTo(2 * drawn.position()[5]);
    assertThat(far.velocity()).isEqualTo(drawn.velocity());
    assertThat(StateSet.CROWDED.draw(7, 4, 2, 0).particles()).isEqualTo(6);
    double[] masses = new double[500];
    for (int i = 0; i < masses.length; i++) {
      masses[i] = Math.log(StateSet.HEAVY.draw(7, 4, 2, i).mass()[0] / 4);
    }
    assertThat(Arrays.stream(masses).average().orElseThrow()).isCloseTo(0, within(0.15));
  }

  @Test
  void moreStatesKeepTheFirst() {
    List<Graph> few = asked(StateSet.FAST, 100);
    List<Graph> many = asked(StateSet.FAST, 300);
    assertThat(few).hasSize(100);
    assertThat(many).hasSize(300);
    assertThat(many.subList(0, 100)).usingRecursiveComparison().isEqualTo(few);
    assertThat(many.get(100).feature("position")).isNotEqualTo(many.get(0).feature("position"));
    assertThat(StateSet.FAST.draw(7, 4, 2, 9).velocity())
        .isNotEqualTo(StateSet.FAST.draw(8, 4, 2, 9).velocity());
  }
}
