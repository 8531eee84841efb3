package org.principia.jobs.fit;

/** What groups have in common. */
public enum Grouping {
  /** Nothing: each has a formula of its own. */
  APART,
  /** The structure; scale and shift are each group's own. */
  JOINT
}
