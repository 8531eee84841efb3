package org.principia.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.InputException;
import org.principia.common.Setting;
import org.principia.dynamics.law.LawDefinition;

final class DynamicsSettingsTest {

  @Test
  void zeroMeansTheDimensionsNumberOfParticlesAndTheLawsTimeStep() {
    DynamicsSettings plane = DynamicsSettings.defaults();
    assertThat(plane.resolvedParticles()).isEqualTo(4);
    assertThat(plane.resolvedTimeStep()).isEqualTo(0.01);
    DynamicsSettings space =
        new DynamicsSettings("charge", 3, 0, 1, 1, 1, 0, 0.01, 1e-8, List.of());
    assertThat(space.resolvedParticles()).isEqualTo(8);
    assertThat(space.resolvedTimeStep()).isEqualTo(0.001);
    DynamicsSettings own =
        new DynamicsSettings("charge", 3, 5, 1, 1, 1, 0.02, 0.01, 1e-8, List.of());
    assertThat(own.resolvedParticles()).isEqualTo(5);
    assertThat(own.resolvedTimeStep()).isEqualTo(0.02);
  }

  @Test
  void theLawHasTheSettingsSoftening() {
    DynamicsSettings settings =
        new DynamicsSettings("charge", 3, 0, 1, 1, 1, 0, 0.5, 1e-8, List.of());
    assertThat(settings.forceLaw().attraction(0.5, 1, 1, 1, -1)).isEqualTo(1);
  }

  @Test
  void everySettingIsDocumented() {
    for (RecordComponent component : DynamicsSettings.class.getRecordComponents()) {
      // The definitions are a section of their own.
      assertThat(component.isAnnotationPresent(Setting.class))
          .as(component.getName())
          .isNotEqualTo("definitions".equals(component.getName()));
    }
  }

  private static DynamicsSettings withLaws(String law, LawDefinition... definitions) {
    return new DynamicsSettings(law, 2, 0, 1, 1, 1, 0, 0.01, 1e-8, List.of(definitions));
  }

  @Test
  void aDefinedLawBringsItsForceAndItsStep() {
    DynamicsSettings settings = withLaws("cubic", new LawDefinition("cubic", "r^3", 0.002));
    assertThat(settings.resolvedTimeStep()).isEqualTo(0.002);
    assertThat(settings.forceLaw().attraction(2, 1, 1, 1, 1)).isEqualTo(8);
  }

  @Test
  void aMistakeInALawThatIsNotChosenIsFoundToo() {
    assertThatThrownBy(() -> withLaws("spring", new LawDefinition("cubic", "r^^3", 0.002)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Cannot read laws.cubic.force: ");
  }

  @Test
  void aRunMustFitInMemory() {
    assertThat(large(16_666).steps()).isEqualTo(16_666);
    assertThatThrownBy(() -> large(16_667))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid dynamics.steps: 16667 (at most 16666 for 1000 particles: a run is in memory"
                + " as steps * particles * dimension * 3 numbers, at most 100000000)");
  }

  private static DynamicsSettings large(int steps) {
    return new DynamicsSettings("spring", 2, 1_000, 1, 1, steps, 0, 0.01, 1e-8, List.of());
  }

  /** The defaults with one whole number changed. */
  private static DynamicsSettings with(String key, int value) {
    return new DynamicsSettings(
        "spring",
        "dimension".equals(key) ? value : 2,
        "particles".equals(key) ? value : 0,
        "runs".equals(key) ? value : 1,
        "test-runs".equals(key) ? value : 1,
        "steps".equals(key) ? value : 1,
        "time-step".equals(key) ? value : 0,
        "softening".equals(key) ? value : 0.01,
        "tolerance".equals(key) ? value : 1e-8,
        List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dimension |  4 | 4 (a whole number from 2 to 3)",
        "particles |  1 | 1 (a whole number from 2 to 1000, or 0)",
        "runs      |  0 | 0 (a whole number from 1 to 10000000)",
        "test-runs |  0 | 0 (a whole number from 1 to 10000000)",
        "steps     |  0 | 0 (a whole number from 1 to 1000000)",
        "time-step | -1 | -1.0 (a positive number, or 0 for the law's own)",
        "softening | -1 | -1.0 (a number of at least 0)",
        "tolerance |  1 | 1.0 (a number from 1.0E-14 to 0.01)",
      })
  void aBadValueIsAnErrorThatNamesItsKey(String key, int value, String allowed) {
    assertThatThrownBy(() -> with(key, value))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid dynamics." + key + ": " + allowed);
  }
}
