package org.principia.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.InputException;
import org.principia.common.Setting;

final class WorldSettingsTest {
  private static final String FRAMES =
      "inertial, rotating:W, shaken:A:T with a positive period T, or relative:I with a particle I"
          + " from 0";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "order           | 3    | 3 (a whole number from 1 to 2)",
        "drag            | -1   | -1.0 (a number from 0.0 to 1.0E9)",
        "quadratic-drag  | NaN  | NaN (a number from 0.0 to 1.0E9)",
        "trap            | -0.1 | -0.1 (a number from 0.0 to 1.0E9)",
        "spread          | 0    | 0.0 (a positive number)",
        "spacing         | -1   | -1.0 (a number from 0.0 to 1.0E9)",
        "speed           | -1   | -1.0 (a number from 0.0 to 1.0E9)",
        "position-noise  | 2    | 2.0 (a number from 0.0 to 1.0)",
        "sampling-jitter | 1    | 1.0 (a number from 0.0 to 0.9999999999999999)",
        "dropouts        | 0.95 | 0.95 (a number from 0.0 to 0.9)",
        "hidden          | -1   | -1 (a whole number of at least 0)",
      })
  void aBadValueIsAnErrorThatNamesItsKey(String key, String value, String allowed) {
    assertThatThrownBy(() -> WorldSettings.defaults().with(Map.of(key, value)))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid dynamics." + key + ": " + allowed);
  }

  @ParameterizedTest
  @CsvSource({"moving", "rotating:fast", "rotating:NaN", "shaken:1", "shaken:1:0", "relative:-1"})
  void aFrameThatIsNoneIsAnError(String frame) {
    assertThatThrownBy(() -> WorldSettings.defaults().with(Map.of("frame", frame)))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid dynamics.frame: " + frame + " (" + FRAMES + ")");
  }

  @Test
  void listsHaveTheirOwnErrors() {
    assertThatThrownBy(() -> WorldSettings.defaults().with(Map.of("field", List.of("1", "up"))))
        .hasMessage("Invalid dynamics.field: [1, up] (a list of numbers)");
    assertThatThrownBy(() -> WorldSettings.defaults().with(Map.of("known", List.of("age"))))
        .hasMessage("Invalid dynamics.known: age (of mass, charge, type, sigma)");
  }

  @Test
  void withoutInertiaThereMustBeALinearDragAndNoOther() {
    assertThatThrownBy(() -> WorldSettings.defaults().with(Map.of("order", 1)))
        .hasMessage(
            "Invalid dynamics.drag: 0.0 (positive where dynamics.order is 1: velocity ="
                + " acceleration / drag)");
    assertThatThrownBy(
            () -> WorldSettings.defaults().with(Map.of("order", 1, "drag", 1, "quadratic-drag", 1)))
        .hasMessage("Invalid dynamics.quadratic-drag: 1.0 (0 where dynamics.order is 1)");
  }

  @Test
  void everySettingIsDocumented() {
    for (RecordComponent component : WorldSettings.class.getRecordComponents()) {
      assertThat(component.isAnnotationPresent(Setting.class)).as(component.getName()).isTrue();
    }
  }
}
