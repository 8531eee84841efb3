package org.principia.jobs.fit;

/** Who says by which rule a formula is chosen. */
public enum Choices {
  /** The settings. */
  AS_SET,
  /** The number of rows: by the length of the description where they are few. */
  BY_ROWS
}
