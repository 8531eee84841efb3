package org.principia.symbolic.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.common.RandomStream;
import org.principia.symbolic.internal.fit.Sample;

final class JointTableTest {
  private static final Columns X = new Columns(List.of("x"), new double[][] {{1, 2, 3}});
  private static final Columns Y = new Columns(List.of("y"), new double[][] {{4, 5, 7}});
  private static final double[] W = {1, 1, 1};

  private static void refused(String message, Runnable made) {
    assertThatThrownBy(made::run)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void whatASearchCannotWorkWithIsRefused() {
    Groups one = Groups.one(3);
    Columns none = Columns.none();
    refused("no inputs", () -> new JointTable(none, none, Y, one, W));
    refused("no targets", () -> new JointTable(X, none, none, one, W));
    refused("each name once", () -> new JointTable(X, none, X, one, W));
    refused("length of groups: 2", () -> new JointTable(X, none, Y, Groups.one(2), W));
    refused("length of weights: 1", () -> new JointTable(X, none, Y, one, new double[] {1}));
    refused("sum of the row weights", () -> new JointTable(X, none, Y, one, new double[3]));
    Columns constant = new Columns(List.of("y"), new double[][] {{4, 4, 4}});
    refused("target y is constant at 4", () -> new JointTable(X, none, constant, one, W));
    Columns shorter = new Columns(List.of("b"), new double[][] {{4, 5}});
    refused("length of basis: 2", () -> new JointTable(X, shorter, Y, one, W));
    refused("length of targets: 2", () -> new JointTable(X, none, shorter, one, W));
    refused("Invalid column: dx (one of x)", () -> JointTable.of(X, List.of("dx"), Y));
    refused("no inputs", () -> JointTable.of(X, List.of("x"), Y));
    refused(
        "column a at row 1: NaN",
        () -> new Columns(List.of("a"), new double[][] {{1, Double.NaN}}));
    refused("each name once", () -> new Columns(List.of("a", "a"), new double[2][1]));
    refused("group at row 1: 2", () -> new Groups(List.of("a", "b"), new int[] {0, 2}));
    refused("group: b", () -> new Groups(List.of("a", "b"), new int[] {0, 0}));
  }

  @Test
  void groupsAreNumberedInTheOrderOfTheirKeys() {
    Groups groups = Groups.by(List.of("steel", "copper", "steel"));
    assertThat(groups.names()).containsExactly("copper", "steel");
    assertThat(groups.of()).containsExactly(1, 0, 1);
  }

  @Test
  void aSampleStandsGroupByGroupInUnitsOfTheTarget() {
    JointTable table = JointTable.of(X, Y, Groups.by(List.of("b", "a", "b")));
    Sample all = Sample.all(table);
    // The mean of 4, 5, 7 is 16/3, their variance 14/9.
    double unit = Math.sqrt(14.0 / 9);
    assertThat(table.unit(0)).isBetween(unit * (1 - 1e-12), unit * (1 + 1e-12));
    assertThat(all.starts()).containsExactly(0, 1, 3);
    assertThat(all.columns()[0]).containsExactly(2, 1, 3);
    assertThat(all.target()[0]).isBetween(5 / unit - 1e-12, 5 / unit + 1e-12);
    Sample two = Sample.draw(table, 2, RandomStream.of(1, "test.draw"));
    assertThat(two.rows()).isEqualTo(2);
    assertThat(two.starts()[2]).isEqualTo(2);
  }
}
