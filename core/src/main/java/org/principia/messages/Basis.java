package org.principia.messages;

/** The axes in which the kept part of a message is written. */
public enum Basis {
  /** As the network has it. */
  OWN,
  /** Turned and scaled so that component k follows axis k, see {@link Alignment}. */
  ALIGNED
}
