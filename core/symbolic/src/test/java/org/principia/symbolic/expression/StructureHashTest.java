package org.principia.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StructureHashTest {
  private static Expression parse(String text) {
    return Expression.parse(text, RandomTrees.NAMES);
  }

  @ParameterizedTest
  @CsvSource({
    "x + y, y + x",
    "x + (y + m1), m1 + x + y",
    "2 * x + 1, x * 7 - 3",
    "1 - 2 * x, x * 3 + 4",
    "x * y / m1, y / m1 * x",
    "x / (y / m1), x * m1 / y",
    "square(x), x * x",
    "x^2, x * x",
    "x^2 * x, x^3",
    "y * x^(-2), y / square(x)",
    "square(-x), x * x",
    "(-x)^3, -(x * x * x)",
    "(y * x^2)^3, square(y * x * x) * (y * x * x)",
    "x^1.7, x^2.3",
    "2 * x^1.7, 3 / x^0.4"
  })
  void oneFamilySharesAHash(String a, String b) {
    assertThat(parse(a).structureHash()).isEqualTo(parse(b).structureHash());
  }

  @ParameterizedTest
  @CsvSource({
    "x + y, x - y",
    "x, 2 * x",
    "x, y",
    "x + y, x * y",
    "x / y, y / x",
    "x + 1, x",
    "sin(x), cos(x)",
    "x * (y + 1), x * y + 1",
    "x^y, y^x",
    "x^2, x^3",
    "x^2, x^1.7",
    "x^0.5, x^1.5",
    "x^(-0.5), x^0.5",
    "inv(x), 2 / x"
  })
  void differentFamiliesDiffer(String a, String b) {
    assertThat(parse(a).structureHash()).isNotEqualTo(parse(b).structureHash());
  }

  @Test
  @Timeout(5)
  void aNestOfPowersIsHashedFactorByFactor() {
    String nest = "x";
    for (int k = 0; k < 10; k++) {
      nest = "(x * " + nest + ")^12";
    }
    assertThat(parse(nest).structureHash())
        .isEqualTo(parse(nest.replace("(x * x)^12", "(x^2)^12")).structureHash());
  }

  @Test
  void theAffineFamilyIsBlindToOuterScaleAndShift() {
    long plain = StructureHash.ofAffineFamily(parse("x / y"));
    assertThat(StructureHash.ofAffineFamily(parse("3 - 2 * (x / y)"))).isEqualTo(plain);
    assertThat(StructureHash.ofAffineFamily(parse("y / x"))).isNotEqualTo(plain);
  }

  @Test
  void manyStructuresGiveManyHashes() {
    long distinct =
        LongStream.range(0, 3000)
            .mapToObj(i -> RandomTrees.draw(i).simplified())
            .map(e -> e.withConstants(new double[e.constants().length]).toText())
            .distinct()
            .count();
    long hashes =
        LongStream.range(0, 3000)
            .map(i -> RandomTrees.draw(i).simplified().structureHash())
            .distinct()
            .count();
    assertThat(hashes).isBetween(distinct * 7 / 10, distinct);
  }
}
