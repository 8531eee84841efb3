package org.principia.visuals.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.visuals.chart.Scale.Tick;

final class ScaleTest {

  private static List<String> labels(AxisScale kind, double... values) {
    return Scale.of(kind, values, 0, 300).ticks(5).stream().map(Tick::label).toList();
  }

  @Test
  void linearTicksAreRound() {
    assertThat(labels(AxisScale.LINEAR, 0, 10)).containsExactly("0", "5", "10");
    assertThat(labels(AxisScale.LINEAR, -1, 1.2)).containsExactly("−1", "−0.5", "0", "0.5", "1");
    assertThat(labels(AxisScale.LINEAR, 0.0001, 0.00031))
        .containsExactly("10⁻⁴", "1.5×10⁻⁴", "2×10⁻⁴", "2.5×10⁻⁴", "3×10⁻⁴");
  }

  @Test
  void ticksOfWholeValuesAreWhole() {
    assertThat(labels(AxisScale.LINEAR, 1, 2, 3)).containsExactly("1", "2", "3");
    assertThat(labels(AxisScale.LINEAR, 1, 2.5)).contains("1.5");
  }

  @Test
  void logarithmicTicksArePowersOfTen() {
    assertThat(labels(AxisScale.LOG, 1e-5, 1)).containsExactly("10⁻⁴", "0.01", "1");
    assertThat(labels(AxisScale.LOG, 0.02, 20)).containsExactly("0.1", "1", "10");
  }

  @Test
  void aNarrowLogarithmicScaleHasTicksInBetween() {
    assertThat(labels(AxisScale.LOG, 1.5, 7)).containsExactly("2", "5");
    assertThat(labels(AxisScale.LOG, 3.1, 3.4)).contains("3.2", "3.3");
  }

  @Test
  void ticksStandWhereTheirValuesAre() {
    Scale scale = Scale.of(AxisScale.LINEAR, new double[] {0.5, 7.25}, 100, 400);
    for (Tick tick : scale.ticks(5)) {
      assertThat(tick.place()).isEqualTo(scale.place(Double.parseDouble(tick.label())));
    }
    Scale log = Scale.of(AxisScale.LOG, new double[] {0.05, 120}, 100, 400);
    for (Tick tick : log.ticks(5)) {
      assertThat(tick.place()).isEqualTo(log.place(Double.parseDouble(tick.label())));
    }
  }

  @Test
  void equalDifferencesOrRatiosAreEquallyLong() {
    Scale linear = Scale.of(AxisScale.LINEAR, new double[] {0, 10}, 400, 100);
    assertThat(linear.place(3) - linear.place(1))
        .isCloseTo(linear.place(9) - linear.place(7), within(1e-9));
    assertThat(linear.place(10)).isBetween(100.0, linear.place(0));
    Scale log = Scale.of(AxisScale.LOG, new double[] {1, 1000}, 100, 400);
    assertThat(log.place(10) - log.place(1))
        .isCloseTo(log.place(1000) - log.place(100), within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -3.5, 1e-12, -1e12, 1e300, Double.MIN_VALUE})
  void equalValuesStandInTheMiddleAndHaveATick(double value) {
    Scale scale = Scale.of(AxisScale.LINEAR, new double[] {value, value}, 0, 300);
    assertThat(scale.place(value)).isCloseTo(150, within(1e-6));
    assertThat(scale.ticks(5)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-12, 1e12, 1e300})
  void equalPositiveValuesStandInTheMiddleOfALogarithmicScale(double value) {
    Scale scale = Scale.of(AxisScale.LOG, new double[] {value}, 0, 300);
    assertThat(scale.place(value)).isCloseTo(150, within(1e-6));
    assertThat(scale.ticks(5)).isNotEmpty();
  }

  @Test
  void aZeroStandsAtTheFootOfALogarithmicScale() {
    Scale scale = Scale.of(AxisScale.LOG, new double[] {0, 0.01, 10}, 300, 0);
    assertThat(scale.place(0)).isEqualTo(300);
    assertThat(scale.place(0.01)).isBetween(0.0, 280.0);
    assertThat(scale.ticks(5).get(0)).isEqualTo(new Tick(300, "0"));
    assertThat(labels(AxisScale.LOG, 0, 0)).contains("0");
  }

  @Test
  void whatHasNoPlacePlaysNoPart() {
    double[] values = {Double.NaN, Double.POSITIVE_INFINITY, -1e305, 2, 4};
    assertThat(Scale.of(AxisScale.LINEAR, values, 0, 300).place(3)).isCloseTo(150, within(1e-9));
    assertThat(Scale.shows(AxisScale.LOG, -1)).isFalse();
    assertThat(Scale.shows(AxisScale.LINEAR, Double.NaN)).isFalse();
    assertThat(labels(AxisScale.LINEAR)).isNotEmpty();
    assertThat(labels(AxisScale.LOG)).isNotEmpty();
  }

  @Test
  void barsBeginAtZero() {
    assertThat(Scale.fromZero(new double[] {3, 5}, 300, 0).place(0)).isEqualTo(300);
    assertThat(Scale.fromZero(new double[] {-3, -5}, 300, 0).place(0)).isEqualTo(0);
    assertThat(Scale.fromZero(new double[] {0, 0}, 300, 0).place(0)).isEqualTo(300);
    assertThat(Scale.fromZero(new double[] {-1, 1}, 300, 0).place(0)).isEqualTo(150);
  }
}
