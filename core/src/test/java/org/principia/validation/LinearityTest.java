package org.principia.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageQuantity;

final class LinearityTest {
  private static final ForceLaw SPRING = ForceLaws.of("spring", 0.01);

  /** Messages: an affine map of f, nothing, a map of f / m1, and noise of deviation 0.1. */
  private static List<EdgeSample> samples() {
    RandomGenerator random = RandomStream.of(4, "test.linearity");
    List<EdgeSample> samples = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      double[] inputs = new double[7];
      double[] separation = {random.nextGaussian(), random.nextGaussian()};
      EdgeVariables.fill(inputs, Math.exp(random.nextGaussian()), 1, 1, -1, separation);
      double[] f = EdgeForces.force(SPRING, inputs, 2);
      float[] message = {
        (float) (f[0] - 2 * f[1] + 1),
        0,
        (float) ((f[0] + f[1]) / inputs[0]),
        (float) (0.1 * random.nextGaussian())
      };
      samples.add(new EdgeSample(i, 0, 0, 1, inputs, message));
    }
    return samples;
  }

  private static Linearity of(int... components) {
    List<EdgeSample> samples = samples();
    double[][] messages = new double[components.length][];
    for (int k = 0; k < components.length; k++) {
      int c = components[k];
      messages[k] = samples.stream().mapToDouble(s -> s.message()[c]).toArray();
    }
    return Linearity.of(messages, EdgeForces.of(samples, SPRING, 2));
  }

  @Test
  void linearityTellsForceFromSpecificForce() {
    Linearity linearity = of(0, 2);
    assertThat(linearity.of(MessageQuantity.FORCE).all()[0]).isCloseTo(1, within(1e-9));
    assertThat(linearity.of(MessageQuantity.SPECIFIC_FORCE).all()[0]).isLessThan(0.9);
    assertThat(linearity.of(MessageQuantity.SPECIFIC_FORCE).all()[1]).isCloseTo(1, within(1e-9));
    assertThat(linearity.best()[1]).isCloseTo(1, within(1e-9));
  }

  @Test
  void whatTheMessagesCarryIsWhatAllOfThemAreLinearIn() {
    assertThat(of(0, 0).quantity()).isEqualTo(MessageQuantity.FORCE);
    assertThat(of(2, 2).quantity()).isEqualTo(MessageQuantity.SPECIFIC_FORCE);
    assertThat(of(0, 3).quantity()).isEqualTo(MessageQuantity.NONE);
    assertThat(of(0, 1).quantity()).isEqualTo(MessageQuantity.NONE);
  }

  @Test
  void aFactorOfTheReceiverMayBeMissing() {
    ForceLaw charge = ForceLaws.of("charge", 0.01);
    RandomGenerator random = RandomStream.of(5, "test.linearity");
    double[][] inputs = new double[2000][7];
    double[][] messages = new double[3][inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      double[] separation = {random.nextGaussian(), random.nextGaussian()};
      double m1 = Math.exp(random.nextGaussian());
      double q1 = random.nextBoolean() ? 1 : -1;
      double q2 = random.nextBoolean() ? 1 : -1;
      EdgeVariables.fill(inputs[i], m1, 1, q1, q2, separation);
      double[] f = EdgeForces.force(charge, inputs[i], 2);
      messages[0][i] = 3 * f[0] / q1 - f[1] / q1;
      messages[1][i] = f[1] / (m1 * q1) + 2;
      messages[2][i] = f[1] / q2;
    }
    EdgeForces forces = EdgeForces.of(inputs, charge, 2);
    assertThat(quantity(forces, messages[0])).isEqualTo(MessageQuantity.FIELD);
    assertThat(quantity(forces, messages[1])).isEqualTo(MessageQuantity.SPECIFIC_FIELD);
    assertThat(quantity(forces, messages[2])).isEqualTo(MessageQuantity.NONE);
  }

  private static MessageQuantity quantity(EdgeForces forces, double[] message) {
    return Linearity.of(new double[][] {message}, forces).quantity();
  }

  private static Linearity figures(
      double[] force, double[] trimmed, double[] specific, double[] specificTrimmed) {
    double[] none = {0, 0};
    return new Linearity(
        List.of(
            new Linearity.Figures(MessageQuantity.FORCE, force, trimmed, none),
            new Linearity.Figures(MessageQuantity.SPECIFIC_FORCE, specific, specificTrimmed, none),
            new Linearity.Figures(MessageQuantity.FIELD, none, none, none),
            new Linearity.Figures(MessageQuantity.SPECIFIC_FIELD, none, none, none)));
  }

  @Test
  void messagesThatCarryNeitherAreStillNearerToOne() {
    double[] low = {0.5, 0.6};
    double[] high = {0.7, 0.6};
    double[] higher = {0.7, 0.61};
    Linearity specific = figures(low, high, low, higher);
    assertThat(specific.quantity()).isEqualTo(MessageQuantity.NONE);
    assertThat(specific.nearest()).isEqualTo(MessageQuantity.SPECIFIC_FORCE);
    Linearity force = figures(higher, low, high, high);
    assertThat(force.quantity()).isEqualTo(MessageQuantity.NONE);
    assertThat(force.nearest()).isEqualTo(MessageQuantity.FORCE);
  }

  @Test
  void theForceIsReadOffTheMessagesOnlyWhereTheySpanIt() {
    assertThat(of(0, 3).of(MessageQuantity.FORCE).reverse()[1]).isLessThan(0.95);
    assertThat(of(0, 3).of(MessageQuantity.FORCE).reverse()[0]).isLessThan(0.6);
    assertThat(of(2, 3).of(MessageQuantity.SPECIFIC_FORCE).reverse()[0]).isBetween(0.2, 0.8);
  }

  @Test
  void theSpreadIsThatOfTheComponentsInTheirOrder() {
    List<EdgeSample> samples = samples();
    MessageSpread spread = MessageSpread.of(samples, EdgeForces.of(samples, SPRING, 2), 0.25);
    assertThat(spread.components()).isEqualTo(4);
    assertThat(spread.largest().get(3).component()).isEqualTo(2);
    assertThat(spread.largest().get(3).deviation()).isZero();
    assertThat(spread.largest().get(2).component()).isEqualTo(4);
    assertThat(spread.largest().get(2).deviation()).isCloseTo(0.1, within(0.01));
    assertThat(spread.largest().get(2).r2()).isLessThan(0.02);
    double all = spread.largest().stream().mapToDouble(c -> c.deviation() * c.deviation()).sum();
    double two = all - 0.1 * 0.1;
    assertThat(spread.shareOfLargest()).isCloseTo(two / all, within(0.005));
    assertThat(spread.shareKept()).isEqualTo(0.25);
  }
}
