package org.principia.messages;

import java.io.Serializable;

/**
 * One edge and what the edge function said on it.
 *
 * @param simulation the run
 * @param step the instant
 * @param receiver index of the particle that receives
 * @param sender index of the particle that sends
 * @param inputs values of {@link EdgeVariables} (d + 5)
 * @param message the message (M)
 */
public record EdgeSample(
    int simulation, int step, int receiver, int sender, double[] inputs, float[] message)
    implements Serializable {}
