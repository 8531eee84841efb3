package org.principia.jobs.device;

/** What a user can do instead, in the words of the messages. */
final class Hints {
  static final String CPUS = "train on CPUs (without the cuda jars)";
  static final String CPUS_OR_OTHER = CPUS + " or on another GPU";

  private Hints() {}
}
