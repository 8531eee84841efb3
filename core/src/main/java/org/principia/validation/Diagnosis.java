package org.principia.validation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.principia.messages.MessageQuantity;
import org.principia.validation.Verification.MemberVerdict;

/**
 * Why a law was not recovered, from numbers alone: the first step of the pipeline that failed.
 *
 * <ul>
 *   <li>{@code network}: its messages are not affine maps of a force, R2 below {@value
 *       Linearity#LINEAR};
 *   <li>{@code search}: they are, and some message's fronts have no member that is the force;
 *   <li>{@code choice}: every message's fronts have one, and the law has another;
 *   <li>{@code node}: the law's messages are right, its accelerations are not;
 *   <li>{@code none}: the law was recovered.
 * </ul>
 *
 * @param reason the word
 * @param sentence the numbers behind it
 */
public record Diagnosis(String reason, String sentence) {

  /**
   * Finds the reason by the linearity of the network's messages, the verdicts on all members of the
   * fronts and on the law, and the network's mean error relative to the mean acceleration.
   */
  public static Diagnosis of(
      Linearity linearity,
      List<MemberVerdict> members,
      Recovery recovery,
      double relativeError,
      ValidationSettings settings) {
    if (recovery.recovered()) {
      return new Diagnosis("none", "the law was recovered");
    }
    String messages =
        ScorecardText.text(
            "messages have R2 %s on %s (at least %.2g required), the network's error is %.2g of the"
                + " mean acceleration",
            numbers("%.3f", Arrays.stream(linearity.best())),
            linearity.quantity() == MessageQuantity.NONE
                ? "a force"
                : linearity.quantity().description(),
            Linearity.LINEAR,
            relativeError);
    if (linearity.quantity() == MessageQuantity.NONE) {
      return new Diagnosis("network", messages);
    }
    List<String> without = without(members, "message_");
    if (!without.isEmpty()) {
      return new Diagnosis("search", closest(members, without) + "; " + messages);
    }
    if (!recovery.edgesRecovered(settings.linearity())) {
      return new Diagnosis(
          "choice",
          ("the force is on the front of every message, at complexity %s, and the law has other"
                  + " members (1 - R2 %s)")
              .formatted(simplest(members), off(recovery)));
    }
    return new Diagnosis("node", node(members, recovery, settings));
  }

  private static String node(
      List<MemberVerdict> members, Recovery recovery, ValidationSettings settings) {
    List<String> without = without(members, "acceleration_");
    return ScorecardText.text(
        "the law's messages are the force (1 - R2 %s), its accelerations are off by %.2g of their"
            + " mean size (%.2g allowed); %s",
        off(recovery),
        recovery.accelerationError(),
        settings.tolerance(),
        without.isEmpty()
            ? "the fronts of the node have the true function"
            : closest(members, without));
  }

  /** Components of which no member is the true function. */
  private static List<String> without(List<MemberVerdict> members, String kind) {
    return members.stream()
        .map(MemberVerdict::component)
        .filter(component -> component.startsWith(kind))
        .distinct()
        .filter(
            component ->
                members.stream().noneMatch(m -> m.component().equals(component) && m.recovered()))
        .toList();
  }

  private static String closest(List<MemberVerdict> members, List<String> components) {
    return "no member is the true function: "
        + components.stream()
            .map(
                component -> {
                  MemberVerdict best =
                      members.stream()
                          .filter(m -> m.component().equals(component))
                          .min(Comparator.comparingDouble(MemberVerdict::nonlinearity))
                          .orElseThrow();
                  return ScorecardText.text(
                      "%s comes to 1 - R2 = %.2g at complexity %d",
                      component, best.nonlinearity(), best.complexity());
                })
            .collect(Collectors.joining(", "));
  }

  private static String simplest(List<MemberVerdict> members) {
    return members.stream()
        .filter(m -> m.component().startsWith("message_") && m.recovered())
        .collect(
            Collectors.groupingBy(
                MemberVerdict::component,
                java.util.TreeMap::new,
                Collectors.minBy(Comparator.comparingInt(MemberVerdict::complexity))))
        .values()
        .stream()
        .map(best -> String.valueOf(best.orElseThrow().complexity()))
        .collect(Collectors.joining(", "));
  }

  private static String off(Recovery recovery) {
    return numbers("%.2g", Arrays.stream(recovery.nonlinearity()).map(Math::abs));
  }

  private static String numbers(String format, DoubleStream values) {
    return values
        .mapToObj(value -> ScorecardText.text(format, value))
        .collect(Collectors.joining(", "));
  }
}
