package org.principia.observed.kernel;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.principia.common.Checks;
import org.principia.common.InputException;
import org.principia.common.Setting;
import org.principia.common.SettingsCopy;
import org.principia.observed.spline.KernelStructure;
import org.principia.observed.spline.KnownFactor;
import org.principia.observed.spline.KnownRuns;
import org.principia.observed.spline.Strengths;
import org.principia.observed.weak.Equation;
import org.principia.observed.weak.Extra;
import org.principia.symbolic.settings.SymbolicSettings;

/** How a pair force is looked for; keys {@code kernel.*}, each as its {@link Setting} says. */
public record KernelSettings(
    @Setting("Order of the motion in time: 2, 1 (without inertia), or auto.") String order,
    @Setting(
            "Frame of the positions: inertial, free (any acceleration may be common to all), or"
                + " auto.")
        String frame,
    @Setting(
            "Strengths: equal (all alike), known (given by known properties), or which are learned:"
                + " sources (what a particle does), responses (how it responds), both; or auto.")
        String strengths,
    @Setting(
            "Terms beside the pair force: of drag, quadratic-drag, trap, gyration, field; those of"
                + " auto are asked one by one.")
        List<String> terms,
    @Setting("Operators of the formula of the pair force.") List<String> operators,
    @Setting("Largest complexity of the formula, 3 to 40.") int maxComplexity,
    @Setting("Formulas that are fitted to the data and compared, 1 to 20.") int candidates,
    @Setting("Islands of the search for formulas, 1 to 10000.") int islands,
    @Setting("Maximum number of rounds of that search, 1 to 100000.") int rounds,
    @Setting("Rounds without progress after which it ends, 1 or more.") int patience,
    @Setting("Formulas that an island fits in a round, 1 or more.") int fitsPerRound)
    implements Serializable {
  private static final List<String> STRENGTHS =
      List.of("auto", "equal", "known", "sources", "responses", "both");
  private static final List<String> RESPONDING = List.of("responses", "both");
  private static final String AUTO = "auto";
  private static final String FREE = "free";

  /** Checks every value; the message names the key. */
  public KernelSettings {
    if (!List.of(AUTO, "1", "2").contains(order)) {
      throw InputException.invalid("kernel.order", order, "1, 2 or auto");
    }
    if (!List.of(AUTO, "inertial", "free").contains(frame)) {
      throw InputException.invalid("kernel.frame", frame, "inertial, free or auto");
    }
    if (!STRENGTHS.contains(strengths)) {
      throw InputException.invalid(
          "kernel.strengths", strengths, "of " + String.join(", ", STRENGTHS));
    }
    if (frame.equals(FREE) && RESPONDING.contains(strengths)) {
      throw InputException.invalid(
          "kernel.strengths", strengths, "no responses where kernel.frame is free");
    }
    terms = List.copyOf(terms);
    operators = List.copyOf(operators);
    for (String term : terms) {
      if (!term.equals(AUTO)
          && Arrays.stream(Extra.values()).noneMatch(e -> label(e).equals(term))) {
        throw InputException.invalid(
            "kernel.terms", term, "of auto, drag, quadratic-drag, trap, gyration, field");
      }
    }
    Checks.between("kernel.max-complexity", maxComplexity, 3, 40);
    Checks.between("kernel.candidates", candidates, 1, 20);
    search(operators, maxComplexity, islands, rounds, patience, fitsPerRound);
  }

  /** Everything is found out. */
  public static KernelSettings defaults() {
    return new KernelSettings(
        AUTO,
        AUTO,
        AUTO,
        List.of(AUTO),
        List.of("+", "-", "*", "/", "^", "exp", "max"),
        16,
        6,
        4,
        6,
        3,
        1000);
  }

  /** The same with some values changed, by key in kebab case: {@link SettingsCopy#of}. */
  public KernelSettings with(Map<String, ?> changes) {
    return SettingsCopy.of(this, changes);
  }

  /** How formulas of a curve are searched for. */
  SymbolicSettings search() {
    return search(operators, maxComplexity, islands, rounds, patience, fitsPerRound);
  }

  private static SymbolicSettings search(
      List<String> operators,
      int maxComplexity,
      int islands,
      int rounds,
      int patience,
      int fitsPerRound) {
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("loss", "mean-square");
    changes.put("choice", "description-length");
    changes.put("operators", operators);
    changes.put("max-complexity", maxComplexity);
    changes.put("islands", islands);
    changes.put("rounds", rounds);
    changes.put("patience", patience);
    changes.put("fits-per-round", fitsPerRound);
    return SymbolicSettings.defaults().with(changes);
  }

  static String label(Extra extra) {
    return extra.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What may be equated, the simplest first. */
  List<Equation> equations(boolean together) {
    List<Equation> equations = new ArrayList<>();
    for (int number : order.equals(AUTO) ? new int[] {2, 1} : new int[] {Integer.parseInt(order)}) {
      if (!frame.equals(FREE)) {
        equations.add(new Equation(number, false));
      }
      boolean asked = frame.equals(AUTO) && together && number == 2;
      if (frame.equals(FREE) || (asked && !RESPONDING.contains(strengths))) {
        equations.add(new Equation(number, true));
      }
    }
    return equations;
  }

  /** What may be chosen in some runs. */
  KernelStructure.Asked asked(KnownRuns runs, Equation equation) {
    List<Strengths> given = given(runs);
    List<Strengths> learned =
        Strengths.learned(runs.several()).stream().filter(this::mayBeLearned).toList();
    if (equation.free()) {
      given = given.stream().filter(s -> s.response().equals(KnownFactor.ONE)).toList();
      learned = learned.stream().filter(s -> !s.responses()).toList();
    }
    List<Extra> fixed = new ArrayList<>();
    List<Extra> ladder = new ArrayList<>();
    for (Extra extra : Extra.values()) {
      if (equation.order() == 1
          && (extra == Extra.DRAG || extra == Extra.QUADRATIC_DRAG || extra == Extra.GYRATION)) {
        continue;
      }
      if (terms.contains(label(extra))) {
        fixed.add(extra);
      } else if (terms.contains(AUTO)) {
        ladder.add(extra);
      }
    }
    return new KernelStructure.Asked(given, learned, fixed, ladder);
  }

  private boolean mayBeLearned(Strengths kind) {
    return strengths.equals(AUTO)
        || (kind.sources() == List.of("sources", "both").contains(strengths)
            && kind.responses() == RESPONDING.contains(strengths));
  }

  private List<Strengths> given(KnownRuns runs) {
    if ("equal".equals(strengths)) {
      return List.of(Strengths.EQUAL);
    }
    if (!List.of(AUTO, "known").contains(strengths)) {
      return List.of();
    }
    List<KnownFactor> factors = KnownFactor.all(runs);
    return factors.stream()
        .filter(source -> source.under().isEmpty())
        .flatMap(source -> factors.stream().map(response -> Strengths.given(source, response)))
        .toList();
  }
}
