package org.principia.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.principia.messages.AffineFit;
import org.principia.messages.MessageQuantity;
import org.principia.validation.Verification.MemberVerdict;

final class DiagnosisTest {
  private static final ValidationSettings SETTINGS = ValidationSettings.defaults();
  private static final AffineFit MAP = new AffineFit(new double[] {1, 0}, 0, 1);

  /** Messages whose R2 on the force are as given, and nothing on all else. */
  private static Linearity linearity(double first, double second) {
    double[] figures = {first, second};
    double[] none = new double[2];
    return new Linearity(
        MessageQuantity.FORCES.stream()
            .map(
                quantity ->
                    quantity == MessageQuantity.FORCE
                        ? new Linearity.Figures(quantity, figures, figures, figures)
                        : new Linearity.Figures(quantity, none, none, none))
            .toList());
  }

  private static Recovery recovery(double off, double error, boolean recovered) {
    return new Recovery(
        List.of(MessageQuantity.FORCE, MessageQuantity.FORCE),
        new double[] {off, off / 2},
        List.of(MAP, MAP),
        error,
        recovered);
  }

  private static MemberVerdict member(String component, int complexity, double off) {
    return new MemberVerdict(
        component,
        "free",
        complexity,
        "",
        false,
        off,
        Optional.of(MessageQuantity.FORCE),
        off < SETTINGS.linearity());
  }

  private static final List<MemberVerdict> ALL_THERE =
      List.of(
          member("message_1", 3, 0.4),
          member("message_1", 9, 1e-7),
          member("message_1", 7, 1e-6),
          member("message_2", 11, 1e-8),
          member("acceleration_1", 3, 1e-9),
          member("acceleration_2", 3, 1e-9));

  private static Diagnosis diagnosis(
      Linearity linearity, List<MemberVerdict> members, Recovery recovery) {
    return Diagnosis.of(linearity, members, recovery, 0.034, SETTINGS);
  }

  @Test
  void aRecoveredLawNeedsNoReason() {
    assertThat(diagnosis(linearity(0.2, 0.1), List.of(), recovery(0, 0, true)).reason())
        .isEqualTo("none");
  }

  @Test
  void messagesThatAreNoAffineMapsOfAForceAreTheNetworksFault() {
    Diagnosis found = diagnosis(linearity(0.97, 0.89), ALL_THERE, recovery(0.1, 0.1, false));
    assertThat(found.reason()).isEqualTo("network");
    assertThat(found.sentence())
        .contains("0.970, 0.890 on a force")
        .contains("0.90 required")
        .contains("0.034 of the mean acceleration");
  }

  @Test
  void aMessageWithoutATrueMemberIsTheSearchsFault() {
    List<MemberVerdict> members =
        List.of(
            member("message_1", 9, 1e-7),
            member("message_2", 5, 0.3),
            member("message_2", 13, 0.02));
    Diagnosis found = diagnosis(linearity(0.99, 0.99), members, recovery(0.1, 0.1, false));
    assertThat(found.reason()).isEqualTo("search");
    assertThat(found.sentence())
        .startsWith("no member is the true function: message_2 comes to 1 - R2 = 0.020")
        .contains("at complexity 13")
        .doesNotContain("message_1");
  }

  @Test
  void otherMembersThanTheTrueOnesAreTheChoicesFault() {
    Diagnosis found = diagnosis(linearity(0.99, 0.99), ALL_THERE, recovery(0.1, 0.1, false));
    assertThat(found.reason()).isEqualTo("choice");
    // The simplest true members of each message.
    assertThat(found.sentence()).contains("at complexity 7, 11").contains("(1 - R2 0.10, 0.050)");
  }

  @Test
  void rightMessagesWithWrongAccelerationsAreTheNodesFault() {
    Diagnosis onFront = diagnosis(linearity(0.99, 0.99), ALL_THERE, recovery(1e-7, 0.2, false));
    assertThat(onFront.reason()).isEqualTo("node");
    assertThat(onFront.sentence())
        .contains("off by 0.20")
        .endsWith("the fronts of the node have the true function");
    List<MemberVerdict> without =
        List.of(
            member("message_1", 9, 1e-7),
            member("message_2", 9, 1e-7),
            member("acceleration_1", 3, 1e-9),
            member("acceleration_2", 6, 0.25));
    assertThat(diagnosis(linearity(0.99, 0.99), without, recovery(1e-7, 0.2, false)).sentence())
        .endsWith(
            "no member is the true function: acceleration_2 comes to 1 - R2 = 0.25 at"
                + " complexity 6");
  }
}
