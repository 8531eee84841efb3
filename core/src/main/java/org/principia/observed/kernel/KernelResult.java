package org.principia.observed.kernel;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.principia.observed.verdict.Pictures;
import org.principia.observed.verdict.Verdict;
import org.principia.symbolic.expression.Expression;

/**
 * What was found out about the forces between tracked particles.
 *
 * @param order of the motion in time
 * @param frame inertial, or free: with an acceleration that is common to all particles
 * @param dimension d
 * @param curves the pair force of free form, by pair of types
 * @param steps models that were compared, in order
 * @param laws formulas fitted to the data, the best first
 * @param relations of the strengths of the first of them to known properties; empty where there are
 *     none that tell particles apart
 * @param configuration the first of them for the simulator, in HOCON; empty without a law
 * @param pictures of the first of them
 * @param verdict on the first of them
 * @param power how sure the power of the distance is in the first of them
 */
public record KernelResult(
    int order,
    String frame,
    int dimension,
    List<Curve> curves,
    List<Step> steps,
    List<Law> laws,
    List<Relation> relations,
    String configuration,
    Pictures pictures,
    Verdict verdict,
    LocalPower power)
    implements Serializable {

  /** A model that was asked: its strengths, its extra terms, and how well it explains. */
  public record Step(
      int order,
      String frame,
      String strengths,
      List<String> terms,
      int unknowns,
      double train,
      double test)
      implements Serializable {}

  /**
   * A law with a formula for its pair force.
   *
   * @param forces g(r) of each pair of types, one where there is one type or types do not count
   * @param strengths word of what is learned
   * @param terms extra terms
   * @param particles strengths
   * @param train fit to the windows that are fitted
   * @param test to those that are held out
   * @param length description length in nats: what the formulas are ordered by
   */
  public record Law(
      List<PairForce> forces,
      String strengths,
      List<Term> terms,
      List<Strength> particles,
      Quality train,
      Quality test,
      double length)
      implements Serializable {

    /** The formula of the first pair of types, mostly the only one. */
    public Expression formula() {
      return forces.get(0).formula();
    }

    /** Standard errors of its constants. */
    public double[] constantErrors() {
      return forces.get(0).constantErrors();
    }

    /** All formulas in one line. */
    public String text() {
      return forces.stream()
          .map(f -> (f.label().isEmpty() ? "" : f.label() + ": ") + f.formula())
          .collect(Collectors.joining("; "));
    }
  }

  /**
   * The pair force of a type on another.
   *
   * @param receiver type of the receiver, empty where types do not count
   * @param sender type of the sender
   * @param formula g(r), towards the sender where it is positive
   * @param constantErrors standard errors of its constants, 0 of one that is held
   */
  public record PairForce(
      String receiver, String sender, Expression formula, double[] constantErrors)
      implements Serializable {

    /** Who acts on whom; empty where types do not count. */
    public String label() {
      return receiver.isEmpty() && sender.isEmpty() ? "" : sender + " on " + receiver;
    }
  }

  /**
   * The power of the distance by which the force goes otherwise than by the formula.
   *
   * @param deviation e where {@code g(r) r^e} fits best
   * @param error its standard error
   * @param power {@code d ln g / d ln r} of a formula that is a power of the distance, else NaN
   */
  public record LocalPower(double deviation, double error, double power) implements Serializable {
    /** Nothing is known: no formula, or one whose constants make up for any power. */
    public static final LocalPower UNKNOWN = new LocalPower(Double.NaN, Double.NaN, Double.NaN);

    /** Whether anything is. */
    public boolean known() {
      return error > 0;
    }
  }

  /** A coefficient of an extra term. */
  public record Term(String name, double value, double error) implements Serializable {}

  /**
   * Of one particle: what it does to others and how it responds, 1 where it is not learned, with
   * standard errors, 0 where it is not learned.
   */
  public record Strength(
      String run,
      String particle,
      double source,
      double sourceError,
      double response,
      double responseError)
      implements Serializable {}

  /**
   * What a kind of strengths has to do with known properties.
   *
   * @param strength source or response
   * @param exponents of the product of powers of the properties that is nearest to its size
   * @param hypotheses which it may be, times a scale
   */
  public record Relation(String strength, List<Exponent> exponents, List<Hypothesis> hypotheses)
      implements Serializable {}

  /**
   * Of a property: that of the nearest power law, with its standard error.
   *
   * @param correlation of the logarithms of strength and property
   */
  public record Exponent(String property, double value, double error, double correlation)
      implements Serializable {}

  /**
   * That a strength is a scale times what properties give.
   *
   * @param factor what they give: 1, mass, charge/mass
   * @param squares chi-squared
   * @param freedom its degrees of freedom
   * @param off rms deviation, as a share of the rms strength
   * @param agrees whether chi-squared is below its quantile at four deviations
   */
  public record Hypothesis(String factor, double squares, int freedom, double off, boolean agrees)
      implements Serializable {}

  /**
   * How well rows are explained.
   *
   * @param rows their number
   * @param squares mean squared error, in units of what the noise of the positions makes of it
   * @param receivers the same of each receiver
   */
  public record Quality(long rows, double squares, List<ReceiverQuality> receivers)
      implements Serializable {}

  /** How well one receiver is explained. */
  public record ReceiverQuality(
      String run, String particle, long rows, double squares, double misfit)
      implements Serializable {}
}
