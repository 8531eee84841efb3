package org.principia.symbolic.expression;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;

/** Random expressions over every operator, for properties that hold of all of them. */
public final class RandomTrees {
  public static final List<String> NAMES = List.of("x", "y", "m1");

  private RandomTrees() {}

  public static Expression draw(long number) {
    RandomGenerator rng = RandomStream.of(number, "test.tree");
    Primitives all = new Primitives(Arrays.asList(Operator.values()), NAMES);
    return all.tree(rng.nextInt(9), rng);
  }

  static double[] point(RandomGenerator rng) {
    return rng.doubles(NAMES.size(), 0.2, 2.5).toArray();
  }
}
