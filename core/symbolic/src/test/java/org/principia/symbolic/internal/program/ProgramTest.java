package org.principia.symbolic.internal.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.RandomTrees;

final class ProgramTest {
  private static final int ROWS = 3 * Program.BLOCK / 2;

  private final double[][] columns = columns();

  private static double[][] columns() {
    RandomGenerator rng = RandomStream.of(3, "test.columns");
    double[][] columns = new double[RandomTrees.NAMES.size()][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = rng.doubles(ROWS, -2, 3).toArray();
    }
    return columns;
  }

  private double[] row(int i) {
    return new double[] {columns[0][i], columns[1][i], columns[2][i]};
  }

  @Test
  void aProgramGivesTheValuesOfItsTreeInEveryBlock() {
    Program program = new Program();
    for (int k = 0; k < 1500; k++) {
      Expression e = RandomTrees.draw(k);
      program.compile(e);
      for (int from = 0; from < ROWS; from += Program.BLOCK) {
        int n = Math.min(Program.BLOCK, ROWS - from);
        program.values(columns, from, n);
        for (int i = 0; i < n; i += 37) {
          assertThat(program.result()[i])
              .as("%s at row %d", e, from + i)
              .isEqualTo(Double.valueOf(e.evaluate(row(from + i))));
        }
      }
    }
  }

  @Test
  void derivativesByConstantsAreThoseOfCentralDifferences() {
    Program program = new Program();
    int compared = 0;
    for (int k = 0; k < 1500; k++) {
      Expression e = RandomTrees.draw(k);
      program.compile(e);
      program.values(columns, 0, Program.BLOCK);
      program.derivatives(2, Program.BLOCK);
      for (int c = 0; c < program.constantCount(); c++) {
        for (int i = 0; i < Program.BLOCK; i += 61) {
          double h = 1e-5;
          double up = moved(e, c, h).evaluate(row(i));
          double down = moved(e, c, -h).evaluate(row(i));
          double twice = moved(e, c, 2 * h).evaluate(row(i)) - moved(e, c, -2 * h).evaluate(row(i));
          double expected = 2 * (up - down) / (2 * h);
          // Where one and two steps disagree, the function is too steep for differences; and where
          // an
          // inner value underflows, the chain rule meets 0 * infinity.
          if (Math.abs(expected - twice / (2 * h)) < 1e-5 * (1 + Math.abs(expected))
              && Math.abs(up) < 1e3
              && Double.isFinite(program.derivative(c)[i])) {
            compared++;
            assertThat(program.derivative(c)[i])
                .as("%s constant %d row %d", e, c, i)
                .isCloseTo(expected, within(1e-4 * (1 + Math.abs(expected))));
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(1000);
  }

  private static Expression moved(Expression e, int constant, double by) {
    double[] constants = e.constants();
    constants[constant] += by;
    return e.withConstants(constants);
  }

  @Test
  void otherColumnsAreTheOnesEvaluated() {
    Program program = new Program();
    program.compile(Expression.parse("x", RandomTrees.NAMES));
    for (int round = 0; round < 6; round++) {
      double value = round % 3;
      double[][] others = {{value}, {0}, {0}};
      program.values(others, 0, 1);
      assertThat(program.result()[0]).isEqualTo(value);
      program.values(columns, 0, 2);
      assertThat(program.result()[1]).isEqualTo(columns[0][1]);
    }
  }

  @Test
  void constantsCanBeSetWithoutCompilingAgain() {
    Program program = new Program();
    program.compile(Expression.parse("2 * x - 3", RandomTrees.NAMES));
    program.setConstants(new double[] {5, 7});
    program.values(columns, 0, 10);
    assertThat(program.result()[4]).isEqualTo(5 * columns[0][4] - 7);
  }
}
