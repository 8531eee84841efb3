package org.principia.jobs.cluster.search;

/** What becomes of SIGINT and SIGTERM during searches. */
public enum Signals {
  /** The searches end, and say what they have found. */
  CAUGHT,
  /** They are the business of the process that the searches are a part of. */
  LEFT
}
