package org.principia.jobs.fit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.principia.jobs.artefact.table.UserTable;
import org.principia.jobs.cluster.search.Found;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.OwnTerms;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.Diagnostics;
import org.principia.symbolic.front.JointFront;
import org.principia.symbolic.settings.Loss;
import org.principia.visuals.Digits;

/**
 * A structure that groups share, and what each has of its own: of what was searched for, that by
 * which the description of the rows is shortest, see {@link JointFront#descriptionLength}.
 *
 * @param rows with what groups have of their own
 * @param found the search for it, with its front
 * @param front the structures with the coefficients of each group
 * @param lengths of the descriptions [nats], by what groups have of their own
 */
record JointChoice(JointTable rows, Found found, JointFront front, Map<OwnTerms, Double> lengths) {

  /** Errors take time with the square of the groups. */
  private static final int MAX_GROUPS = 50;

  /** Name of the search for a structure; no group has it. */
  static String search(OwnTerms own) {
    return own == OwnTerms.SCALE_SHIFT ? "\"joint\"" : "\"joint " + own.label() + "\"";
  }

  /** The choice, if there was a search for a structure that groups share. */
  static Optional<JointChoice> of(UserTable table, Map<String, Found> found) {
    List<OwnTerms> searched =
        List.of(OwnTerms.values()).stream().filter(o -> found.containsKey(search(o))).toList();
    if (searched.isEmpty()) {
      return Optional.empty();
    }
    JointTable rows = table.joint();
    Map<OwnTerms, JointFront> fronts = new EnumMap<>(OwnTerms.class);
    Map<OwnTerms, Double> lengths = new EnumMap<>(OwnTerms.class);
    for (OwnTerms own : searched) {
      JointTable of = rows.with(own);
      JointFront front = JointFront.of(found.get(search(own)).front(), of).described(of);
      fronts.put(own, front);
      lengths.put(own, front.descriptionLength(of));
    }
    OwnTerms least =
        lengths.entrySet().stream().min(Entry.comparingByValue()).orElseThrow().getKey();
    Found f = found.get(search(least));
    JointFront front = fronts.get(least);
    Found chosen = new Found(front.structures(), f.rounds(), f.fits(), f.rowsEvaluated(), f.end());
    return Optional.of(new JointChoice(rows.with(least), chosen, front, lengths));
  }

  /** A structure with digits enough that what is read back leaves as little of the rows. */
  String text(Expression structure, int digits) {
    return FitText.text(structure, rows.names(), e -> front.loss(e, rows), digits);
  }

  /** The formula of a group. */
  String form() {
    OwnTerms own = front.own();
    return (own.hasShift() ? "shift + " : "") + (own.hasScale() ? "scale * g" : "g");
  }

  /** How much longer the rows' description is otherwise; nothing where one thing was searched. */
  Optional<String> line() {
    double least = lengths.get(front.own());
    String others =
        lengths.entrySet().stream()
            .filter(e -> e.getKey() != front.own())
            .sorted(Entry.comparingByValue())
            .map(e -> words(e.getKey()) + " " + Digits.of(e.getValue() - least, 3))
            .collect(Collectors.joining(", "));
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            FitText.format(
                "each group has %s of its own, which describes the rows shortest; longer, in nats"
                    + " (each is odds of 1 : 2.7): %s; --joint=%s searches for that alone",
                words(front.own()), others, front.own().label()));
  }

  /** Noise and the standard errors of what groups share; nothing where there are many groups. */
  List<String> sureness(String target) {
    double[] constants = front.chosen().structure().expression().constants();
    if (front.groups().size() > MAX_GROUPS) {
      return List.of();
    }
    Diagnostics diagnostics = front.diagnostics(rows);
    boolean relative = front.structures().loss() == Loss.MEAN_RELATIVE;
    double noise = diagnostics.noise();
    List<String> lines = new ArrayList<>();
    lines.add(
        relative
            ? FitText.format(
                "noise: about %s %% of %s in each row", Digits.of(100 * noise, 2), target)
            : FitText.format("noise: about %s in %s", Digits.of(noise, 2), target));
    if (constants.length > 0) {
      double[] errors = diagnostics.standardErrors();
      lines.add(
          "constants of g with standard errors: "
              + IntStream.range(0, constants.length)
                  .mapToObj(k -> Digits.within(constants[k], errors[k]))
                  .collect(Collectors.joining(", ")));
    }
    return lines;
  }

  private static String words(OwnTerms own) {
    return switch (own) {
      case SCALE_SHIFT -> "scale and shift";
      case SCALE -> "a scale";
      case SHIFT -> "a shift";
      case NONE -> "nothing";
    };
  }
}
