package org.principia.validation.error;

import java.io.Serializable;

/**
 * Errors of accelerations over frames; the error of a frame is the mean absolute error over its
 * particles and components, rounded to single precision.
 *
 * @param frames number of frames
 * @param median median over frames [length / time^2]
 * @param mean mean over frames [length / time^2]; infinite where an error is not finite
 * @param deviation standard deviation over frames [length / time^2]; not a number where an error is
 *     not finite
 */
public record ErrorStatistics(long frames, double median, double mean, double deviation)
    implements Serializable {}
