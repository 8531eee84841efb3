package org.principia.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessageQuantityTest {

  @ParameterizedTest
  @CsvSource({"FORCE, 1", "SPECIFIC_FORCE, 2", "FIELD, -3", "SPECIFIC_FIELD, -6"})
  void theDivisorIsMadeOfTheReceiversMassAndCharge(MessageQuantity quantity, double divisor) {
    // m1 = 2, m2 = 7, q1 = -3, q2 = 5
    assertThat(quantity.divisor(new double[] {2, 7, -3, 5, 1, 1, 1.5})).isEqualTo(divisor);
  }

  @Test
  void nothingHasNoDivisor() {
    assertThatThrownBy(() -> MessageQuantity.NONE.divisor(new double[] {2, 7, -3, 5, 1, 1, 1.5}))
        .isInstanceOf(IllegalStateException.class);
    assertThat(MessageQuantity.FORCES).hasSize(4).doesNotContain(MessageQuantity.NONE);
  }

  @Test
  void theBestHasTheLargestFigureAndTheFirstOfEqualOnes() {
    Map<MessageQuantity, Double> figures =
        Map.of(
            MessageQuantity.FORCE, 0.2,
            MessageQuantity.SPECIFIC_FORCE, 0.9,
            MessageQuantity.FIELD, 0.9,
            MessageQuantity.SPECIFIC_FIELD, 0.5);
    assertThat(MessageQuantity.best(figures::get)).isEqualTo(MessageQuantity.SPECIFIC_FORCE);
  }

  @Test
  void whatIsNoNumberIsTheWorst() {
    assertThat(MessageQuantity.best(q -> q == MessageQuantity.FIELD ? -5 : Double.NaN))
        .isEqualTo(MessageQuantity.FIELD);
    assertThat(MessageQuantity.best(q -> Double.NaN)).isEqualTo(MessageQuantity.FORCE);
  }
}
