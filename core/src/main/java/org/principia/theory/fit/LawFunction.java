package org.principia.theory.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.data.ColumnFunction;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Variable;
import org.principia.symbolic.expression.Operator;
import org.principia.theory.law.Axes;
import org.principia.theory.law.ComposedLaw;

/**
 * The weighted errors of a law's accelerations on some states, as a function of its constants.
 *
 * <p>Derivatives are exact: of an edge formula by its constants, summed over the edges of a node,
 * times those of the node formulas by the sums. For these, each sum stands in a node formula with a
 * zero added to it, by which the formula is differentiated as by a constant. Components that are
 * copies of the first for another axis share its constants. Owned by one thread.
 */
final class LawFunction implements LevenbergMarquardt.Residuals {
  private final int dimension;
  private final StateColumns states;
  private final List<Part> edges;
  private final List<Part> nodes;
  private final int parameters;

  /** For each constant of the law, edges first, the parameter that it is. */
  private final int[] parameterOf;

  private final double[][] sums;
  private final double[] edgeValues;
  private final double[] nodeValues;

  /** One compiled formula. */
  private static final class Part {
    private final ColumnFunction function;

    /** Parameter of each own constant. */
    private final int[] parameters;

    /** For each constant as it is compiled: a place in the parameters, or ~l for sum l. */
    private final int[] meaning;

    private final double[] constants;
    private final double[][] derivatives;

    /** A formula with the marked sums in the place of those that it has. */
    Part(Expression formula, Map<String, Expression> marked, int[] parameters, int rows) {
      double[] own = formula.constants();
      double[] numbers = IntStream.range(0, own.length).asDoubleStream().toArray();
      Expression numbered = formula.withConstants(numbers).substitute(marked);
      this.meaning = Arrays.stream(numbered.constants()).mapToInt(number -> (int) number).toArray();
      this.parameters = parameters;
      this.constants = Arrays.stream(meaning).mapToDouble(c -> c < 0 ? 0 : own[c]).toArray();
      this.function = new ColumnFunction(numbered.withConstants(constants));
      this.derivatives = new double[meaning.length][rows];
    }

    void set(double[] values) {
      for (int c = 0; c < meaning.length; c++) {
        constants[c] = meaning[c] < 0 ? 0 : values[parameters[meaning[c]]];
      }
      function.setConstants(constants);
    }
  }

  LawFunction(ComposedLaw law, StateColumns states) {
    this.dimension = law.dimension();
    this.states = states;
    this.edges = new ArrayList<>();
    this.nodes = new ArrayList<>();
    this.parameterOf = parameterOf(law);
    this.parameters = Arrays.stream(parameterOf).max().orElse(-1) + 1;
    this.sums = new double[dimension][states.nodeCount()];
    this.edgeValues = new double[states.receivers().length];
    this.nodeValues = new double[states.nodeCount()];
    int next = addParts(law.edges(), edges, edgeValues.length, 0);
    addParts(law.nodes(), nodes, nodeValues.length, next);
  }

  /** For each constant of a law, edges first, the parameter that it is; copies share theirs. */
  static int[] parameterOf(ComposedLaw law) {
    int[] parameterOf = new int[law.constants().length];
    int[] next = {0, 0};
    number(law.edges(), Axes.edges(law.dimension()), parameterOf, next);
    number(law.nodes(), Axes.nodes(law.dimension()), parameterOf, next);
    return parameterOf;
  }

  private static void number(List<Expression> formulas, Axes axes, int[] parameterOf, int[] next) {
    int first = next[0];
    for (int k = 0; k < formulas.size(); k++) {
      Expression formula = formulas.get(k);
      boolean copy = k > 0 && axes.exchanged(formula, k).equals(formulas.get(0));
      for (int c = 0; c < formula.constants().length; c++) {
        parameterOf[next[0]++] = copy ? parameterOf[first + c] : next[1]++;
      }
    }
  }

  private int addParts(List<Expression> formulas, List<Part> parts, int rows, int first) {
    Map<String, Expression> marked = new HashMap<>();
    List<String> names = NodeVariables.names(dimension);
    for (int l = 0; l < dimension; l++) {
      int place = NodeVariables.sums(dimension) + l;
      Expression sum = new Variable(names.get(place), place);
      marked.put(names.get(place), new Binary(Operator.ADD, sum, Expression.constant(~l)));
    }
    int next = first;
    for (Expression formula : formulas) {
      int[] own = Arrays.copyOfRange(parameterOf, next, next + formula.constants().length);
      next += own.length;
      parts.add(new Part(formula, marked, own, rows));
    }
    return next;
  }

  /** The parameters of a law of this form. */
  double[] parameters(double[] constants) {
    double[] values = new double[parameters];
    for (int c = constants.length - 1; c >= 0; c--) {
      values[parameterOf[c]] = constants[c];
    }
    return values;
  }

  /** The law's constants of some parameters. */
  double[] constants(double[] values) {
    return Arrays.stream(parameterOf).mapToDouble(p -> values[p]).toArray();
  }

  /** Which parameters are those of constants that are held. */
  boolean[] held(boolean[] constants) {
    boolean[] held = new boolean[parameters];
    for (int c = 0; c < constants.length; c++) {
      held[parameterOf[c]] |= constants[c];
    }
    return held;
  }

  /** Number of residuals. */
  int count() {
    return dimension * states.nodeCount();
  }

  @Override
  public void evaluate(double[] values, double[] out) {
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      Arrays.fill(out, Double.POSITIVE_INFINITY);
      return;
    }
    for (int l = 0; l < dimension; l++) {
      Part edge = edges.get(l);
      edge.set(values);
      edge.function.values(states.edges(), edgeValues);
      sum(edgeValues, sums[l]);
    }
    double[][] columns = nodeColumns();
    double[] weights = states.weights();
    for (int k = 0; k < dimension; k++) {
      Part node = nodes.get(k);
      node.set(values);
      node.function.values(columns, nodeValues);
      double[] truth = states.accelerations()[k];
      for (int i = 0; i < truth.length; i++) {
        out[k * truth.length + i] = weights[i] * (nodeValues[i] - truth[i]);
      }
    }
  }

  @Override
  public void jacobian(double[] values, double[][] out) {
    for (double[] row : out) {
      Arrays.fill(row, 0);
    }
    double[][][] ofSums = new double[dimension][][];
    for (int l = 0; l < dimension; l++) {
      Part edge = edges.get(l);
      edge.set(values);
      edge.function.derivatives(states.edges(), edgeValues, edge.derivatives);
      sum(edgeValues, sums[l]);
      ofSums[l] = new double[edge.meaning.length][states.nodeCount()];
      for (int c = 0; c < edge.meaning.length; c++) {
        sum(edge.derivatives[c], ofSums[l][c]);
      }
    }
    double[][] columns = nodeColumns();
    for (int k = 0; k < dimension; k++) {
      Part node = nodes.get(k);
      node.set(values);
      node.function.derivatives(columns, nodeValues, node.derivatives);
      addNode(k, ofSums, out);
    }
  }

  /** Adds the derivatives of acceleration k. */
  private void addNode(int k, double[][][] ofSums, double[][] out) {
    Part node = nodes.get(k);
    double[] weights = states.weights();
    int n = weights.length;
    for (int c = 0; c < node.meaning.length; c++) {
      double[] slope = node.derivatives[c];
      if (node.meaning[c] >= 0) {
        double[] row = out[node.parameters[node.meaning[c]]];
        for (int i = 0; i < n; i++) {
          row[k * n + i] += weights[i] * slope[i];
        }
        continue;
      }
      int sum = ~node.meaning[c];
      int[] of = edges.get(sum).parameters;
      for (int e = 0; e < of.length; e++) {
        double[] row = out[of[e]];
        double[] inner = ofSums[sum][e];
        for (int i = 0; i < n; i++) {
          row[k * n + i] += weights[i] * slope[i] * inner[i];
        }
      }
    }
  }

  private void sum(double[] ofEdges, double[] ofNodes) {
    Arrays.fill(ofNodes, 0);
    int[] receivers = states.receivers();
    for (int e = 0; e < receivers.length; e++) {
      ofNodes[receivers[e]] += ofEdges[e];
    }
  }

  /** A fresh array: the functions know columns by it. */
  private double[][] nodeColumns() {
    double[][] columns = Arrays.copyOf(states.nodes(), states.nodes().length + dimension);
    System.arraycopy(sums, 0, columns, states.nodes().length, dimension);
    return columns;
  }

  /** Weighted mean absolute error, relative to the accelerations; not finite where they are not. */
  double error(double[] values) {
    double[] out = new double[count()];
    evaluate(values, out);
    double sum = 0;
    for (double residual : out) {
      sum += Math.abs(residual);
    }
    return sum / states.size();
  }
}
