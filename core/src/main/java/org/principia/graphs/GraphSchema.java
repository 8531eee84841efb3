package org.principia.graphs;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.principia.common.InputException;

/**
 * What the numbers of a graph mean: the one place that knows their order.
 *
 * <p>A node has F features, the quantities of {@code features} one after another, and T targets. An
 * edge that the network reads has 2 F numbers: the receiver's features, then the sender's, in a
 * periodic box with the sender's position at its image nearest to the receiver.
 *
 * @param dimension d of space
 * @param features what is known of a node, one of role position among them
 * @param targets what is to be explained, at least one
 * @param rule which nodes send to a node
 * @param box sides of the periodic box [length] (d); empty where space has no end
 */
public record GraphSchema(
    int dimension,
    List<Quantity> features,
    List<Quantity> targets,
    NeighbourRule rule,
    List<Double> box)
    implements Serializable {

  /** Checks that the parts fit together. */
  public GraphSchema {
    features = List.copyOf(features);
    targets = List.copyOf(targets);
    box = List.copyOf(box);
    int d = dimension;
    if (targets.isEmpty() || features.stream().filter(isOf(Quantity.Role.POSITION)).count() != 1) {
      throw new IllegalArgumentException("Invalid schema: one position and a target are required");
    }
    for (Quantity q : Stream.concat(features.stream(), targets.stream()).toList()) {
      if (q.role() != Quantity.Role.SCALAR && q.width() != d) {
        throw new IllegalArgumentException(
            "Invalid quantity: " + q.name() + " of width " + q.width() + " (" + d + ")");
      }
    }
    if (!box.isEmpty() && (box.size() != d || box.stream().anyMatch(side -> !(side > 0)))) {
      throw InputException.invalid("graphs.box", box, "a positive side for each axis, or none");
    }
    if (rule instanceof NeighbourRule.Within within && !box.isEmpty()) {
      double half = box.stream().mapToDouble(side -> side).min().orElseThrow() / 2;
      if (within.radius() > half) {
        throw InputException.invalid(
            "graphs.neighbours", rule.text(), "at most half the shortest side of the box: " + half);
      }
    }
  }

  private static Predicate<Quantity> isOf(Quantity.Role role) {
    return quantity -> quantity.role() == role;
  }

  /**
   * Particles with position, velocity, charge and mass, whose accelerations are to be explained,
   * that act on each other by a rule, in a periodic box of these sides [length] or in space without
   * end.
   */
  public static GraphSchema particles(int dimension, NeighbourRule rule, List<Double> box) {
    return new GraphSchema(
        dimension,
        List.of(
            new Quantity("position", Quantity.Role.POSITION, "length", dimension),
            new Quantity("velocity", Quantity.Role.VELOCITY, "length / time", dimension),
            new Quantity("charge", Quantity.Role.SCALAR, "charge", 1),
            new Quantity("mass", Quantity.Role.SCALAR, "mass", 1)),
        List.of(new Quantity("acceleration", Quantity.Role.VECTOR, "length / time^2", dimension)),
        rule,
        box);
  }

  /** Particles of which every two act on each other, in space without end. */
  public static GraphSchema particles(int dimension) {
    return particles(dimension, new NeighbourRule.AllPairs(), List.of());
  }

  /** Whether every two nodes of a graph are neighbours. */
  public boolean isOfAllPairs() {
    return rule instanceof NeighbourRule.AllPairs;
  }

  /** F, the numbers of a node that are known. */
  public int width() {
    return features.stream().mapToInt(Quantity::width).sum();
  }

  /** T, the numbers of a node that are to be explained. */
  public int outputs() {
    return targets.stream().mapToInt(Quantity::width).sum();
  }

  /** Place of a feature's first component among those of a node. */
  public int feature(String name) {
    return offset(features, name);
  }

  /** Place of a target's first component among those of a node. */
  public int target(String name) {
    return offset(targets, name);
  }

  /** Whether pruning sets bounds to a quantity: to velocities and targets. */
  public boolean isBounded(String quantity) {
    return Stream.concat(features.stream().filter(isOf(Quantity.Role.VELOCITY)), targets.stream())
        .anyMatch(q -> q.name().equals(quantity));
  }

  /** Place of the first coordinate. */
  public int position() {
    return offset(
        features,
        features.stream().filter(isOf(Quantity.Role.POSITION)).findFirst().orElseThrow().name());
  }

  private static int offset(List<Quantity> quantities, String name) {
    int offset = 0;
    for (Quantity quantity : quantities) {
      if (quantity.name().equals(name)) {
        return offset;
      }
      offset += quantity.width();
    }
    throw new IllegalArgumentException(
        "Invalid quantity: "
            + name
            + " ("
            + String.join(", ", quantities.stream().map(Quantity::name).toList())
            + ")");
  }

  /** The neighbours of nodes at some places [length] (n x d). */
  public Neighbours neighbours(double[] positions) {
    return rule.of(new Points(positions, positions.length / dimension, dimension, box));
  }

  /**
   * Writes the way [length] (d) from receiver i to sender j, in a periodic box to its nearest
   * image, of positions [length] (n x d).
   */
  public void separation(double[] positions, int receiver, int sender, double[] separation) {
    for (int k = 0; k < dimension; k++) {
      double straight = positions[sender * dimension + k] - positions[receiver * dimension + k];
      separation[k] = box.isEmpty() ? straight : Points.nearest(straight, box.get(k));
    }
  }

  /** Where the numbers lie, for inner loops. */
  public GraphLayout layout() {
    double[] sides = box.stream().mapToDouble(side -> side).toArray();
    IntStream velocities =
        features.stream()
            .filter(isOf(Quantity.Role.VELOCITY))
            .flatMapToInt(
                feature ->
                    IntStream.range(0, feature.width()).map(k -> feature(feature.name()) + k));
    int[] bounded =
        IntStream.concat(velocities, IntStream.range(0, outputs()).map(t -> ~t)).toArray();
    return new GraphLayout(dimension, width(), outputs(), position(), sides, bounded);
  }

  /** The schema in one line, for footers and manifests. */
  public String text() {
    List<String> parts =
        new ArrayList<>(List.of("dimension " + dimension, "neighbours " + rule.text()));
    box.forEach(side -> parts.add("side " + side));
    features.forEach(feature -> parts.add("feature " + feature.text()));
    targets.forEach(target -> parts.add("target " + target.text()));
    return String.join("; ", parts);
  }

  /**
   * The schema of a line that {@link #text} gave; an {@link InputException} if it is not such a
   * line.
   */
  public static GraphSchema parse(String text) {
    List<Quantity> features = new ArrayList<>();
    List<Quantity> targets = new ArrayList<>();
    List<Double> box = new ArrayList<>();
    int dimension = 0;
    NeighbourRule rule = new NeighbourRule.AllPairs();
    try {
      for (String part : text.split("; ")) {
        String value = part.substring(part.indexOf(' ') + 1);
        switch (part.substring(0, part.indexOf(' '))) {
          case "dimension" -> dimension = Integer.parseInt(value);
          case "neighbours" -> rule = NeighbourRule.parse("neighbours", value);
          case "side" -> box.add(Double.valueOf(value));
          case "feature" -> features.add(Quantity.parse(value));
          default -> targets.add(Quantity.parse(value));
        }
      }
      return new GraphSchema(dimension, features, targets, rule, box);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw InputException.invalid("schema of graphs", text, "one that this program wrote");
    }
  }
}
