package org.principia.symbolic.data;

import java.util.Locale;

/** What each group has of its own around the structure g that all share. */
public enum OwnTerms {
  /** {@code scale * g + shift}. */
  SCALE_SHIFT,
  /** {@code scale * g}. */
  SCALE,
  /** {@code g + shift}. */
  SHIFT,
  /** {@code g}: one formula for all groups. */
  NONE;

  public boolean hasScale() {
    return this == SCALE_SHIFT || this == SCALE;
  }

  public boolean hasShift() {
    return this == SCALE_SHIFT || this == SHIFT;
  }

  /** Coefficients of a group. */
  public int count() {
    return (hasScale() ? 1 : 0) + (hasShift() ? 1 : 0);
  }

  /** Its name in options and texts. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
