package org.principia.graphs;

import java.io.Serializable;

/**
 * A named quantity of every node: what is known of it, or what is to be explained.
 *
 * @param name a word, as a column of a file has it
 * @param role what it does under displacements and rotations
 * @param unit its unit, a product of powers such as {@code length / time^2}
 * @param width components: the dimension of space for vectors, 1 for scalars
 */
public record Quantity(String name, Role role, String unit, int width) implements Serializable {

  /** What a quantity is to space. */
  public enum Role {
    /** Place of the node: moved by displacements. A graph has one. */
    POSITION,
    /** Rate of change of the place. */
    VELOCITY,
    /** Any other vector. */
    VECTOR,
    /** A number. */
    SCALAR
  }

  /** Checks the name and the width. */
  public Quantity {
    if (!name.matches("[a-z][a-z0-9_-]*")) {
      throw new IllegalArgumentException(
          "Invalid quantity: " + name + " (a word of lower-case letters and digits)");
    }
    if (width < 1 || (role == Role.SCALAR && width != 1) || unit.contains(";")) {
      throw new IllegalArgumentException(
          "Invalid quantity: " + name + " of width " + width + " (1 of a scalar, d of a vector)");
    }
  }

  /** Name, role, width and unit in one line. */
  String text() {
    return String.join(" ", name, role.name().toLowerCase(java.util.Locale.ROOT), "" + width, unit);
  }

  /** The quantity of such a line. */
  static Quantity parse(String text) {
    String[] words = text.split(" ", 4);
    Role role = Role.valueOf(words[1].toUpperCase(java.util.Locale.ROOT));
    return new Quantity(words[0], role, words[3], Integer.parseInt(words[2]));
  }
}
