package org.principia.validation;

/** What the messages of a network carry, up to an affine map. */
public enum Carrier {
  /** The force. */
  FORCE("the force"),
  /** The force divided by the receiver's mass, which gives the same acceleration. */
  SPECIFIC_FORCE("the force divided by the receiver's mass"),
  /** Neither. */
  NEITHER("neither the force nor the force divided by the receiver's mass");

  private final String words;

  Carrier(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** In a table: force, specific force or neither. */
  public String word() {
    return switch (this) {
      case FORCE -> "force";
      case SPECIFIC_FORCE -> "specific force";
      case NEITHER -> "neither";
    };
  }
}
