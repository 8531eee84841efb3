package org.principia.symbolic.settings;

/** How the components of a vector are searched for. */
public enum Structure {
  /** Each on its own. */
  FREE,
  /** All at once, as one scalar structure times linear maps of the separation. */
  CENTRAL,
  /** Both; the free formulas come first where one must be taken. */
  BOTH;

  /** Whether components are searched for on their own. */
  public boolean isFree() {
    return this != CENTRAL;
  }

  /** Whether they are searched for as one vector. */
  public boolean isCentral() {
    return this != FREE;
  }
}
