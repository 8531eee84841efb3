package org.principia.messages;

import java.io.Serializable;

/**
 * One particle, what reached it, and what the node function made of it.
 *
 * @param simulation the run
 * @param step the instant
 * @param particle index of the particle
 * @param inputs values of {@link NodeVariables} (3 d + 2)
 * @param predicted acceleration by the network [length / time^2] (d)
 * @param acceleration true acceleration [length / time^2] (d)
 */
public record NodeSample(
    int simulation,
    int step,
    int particle,
    double[] inputs,
    float[] predicted,
    float[] acceleration)
    implements Serializable {}
