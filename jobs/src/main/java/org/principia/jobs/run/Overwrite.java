package org.principia.jobs.run;

/** What happens to an output that was made from other settings or inputs. */
public enum Overwrite {
  /** It stays, and the command stops with one line. */
  REFUSE,
  /** It is replaced. */
  REPLACE
}
