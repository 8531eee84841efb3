package org.principia.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.dynamics.law.AccelerationField;
import org.principia.dynamics.law.LawDefinition;

final class SimulatorTest {
  private static final DynamicsSettings SETTINGS =
      new DynamicsSettings("inverse-distance", 2, 0, 8, 2, 50, 0, 0.01, 1e-8, List.of());

  @Test
  void aRunDependsOnItsNumberAlone() {
    Simulator one = new Simulator(SETTINGS, 9);
    double[][] ascending = new double[8][];
    for (int run = 0; run < 8; run++) {
      ascending[run] = one.run(run).position();
    }
    Simulator shared = new Simulator(SETTINGS, 9);
    double[][] parallel =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(run -> shared.run(run).position())
            .toArray(double[][]::new);
    assertThat(parallel).isDeepEqualTo(ascending);
    assertThat(new Simulator(SETTINGS, 10).run(0).position()).isNotEqualTo(ascending[0]);
  }

  @Test
  void testRunsAreOthers() {
    Simulator simulator = new Simulator(SETTINGS, 9);
    assertThat(simulator.testRun(0).start().position())
        .isNotEqualTo(simulator.run(0).start().position());
  }

  @Test
  void aRunHasTheSettingsShape() {
    Trajectory t = new Simulator(SETTINGS, 9).run(0);
    assertThat(t.steps()).isEqualTo(50);
    assertThat(t.particles()).isEqualTo(4);
    assertThat(t.timeStep()).isEqualTo(0.005);
    assertThat(t.attempts()).isEqualTo(1);
    assertThat(t.acceleration()).hasSize(50 * 4 * 2);
  }

  @Test
  void aDivergedRunIsDrawnAgainFromItsOwnSubstream() {
    double[] first = InitialState.draw(9, Simulator.RUNS, 4, 2, 3).position();
    Simulator.Integrator exact = new DormandPrince54(1e-8);
    AccelerationField field = SETTINGS.forceLaw().field();
    AccelerationField fails = (m, q, d, x, v, out) -> Arrays.fill(out, Double.NaN);
    Simulator.Integrator failsOnce =
        (f, start, timeStep, steps) ->
            exact.integrate(
                Arrays.equals(start.position(), first) ? fails : f, start, timeStep, steps);
    Trajectory t = new Simulator(SETTINGS, 9, field, failsOnce).run(3);
    assertThat(t.attempts()).isEqualTo(2);
    assertThat(t.start().position())
        .isEqualTo(InitialState.draw(9, Simulator.RUNS, 4, 2, 3, 1).position());
  }

  @Test
  void aRunThatAlwaysDivergesIsAnErrorThatSaysWhatToDo() {
    AccelerationField fails = (m, q, d, x, v, out) -> Arrays.fill(out, Double.NaN);
    Simulator simulator = new Simulator(SETTINGS, 9, fails, new DormandPrince54(1e-8));
    assertThatThrownBy(() -> simulator.testRun(3))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot simulate dynamics.test-run 3 of law inverse-distance: 100 initial states in a"
                + " row diverged; raise dynamics.tolerance (1.0E-8), lower dynamics.time-step"
                + " (0.005) or raise dynamics.softening (0.01)");
  }

  @Test
  void aFormulaThatAlwaysDivergesIsNamed() {
    LawDefinition blowUp = new LawDefinition("blow-up", "-1e6*r^9", 1);
    DynamicsSettings settings =
        new DynamicsSettings("blow-up", 2, 0, 1, 1, 50, 0, 0.01, 1e-2, List.of(blowUp));
    assertThatThrownBy(() -> new Simulator(settings, 9).run(0))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot simulate dynamics.run 0 of law blow-up: 100 initial states in a row diverged;"
                + " raise dynamics.tolerance (0.01), lower dynamics.time-step (1.0) or bound the"
                + " force at small and at large r in laws.blow-up.force (-1e6*r^9)");
  }

  @Test
  void everythingATaskNeedsCanBeSent() throws IOException, ClassNotFoundException {
    Trajectory t = new Simulator(SETTINGS, 9).run(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(SETTINGS.forceLaw().field());
      out.writeObject(new DormandPrince54(1e-8));
      out.writeObject(SETTINGS);
      out.writeObject(t);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(SETTINGS.forceLaw().field());
      assertThat(in.readObject()).isEqualTo(new DormandPrince54(1e-8));
      assertThat(in.readObject()).isEqualTo(SETTINGS);
      assertThat(((Trajectory) in.readObject()).position()).isEqualTo(t.position());
    }
  }
}
