package org.principia.validation.error;

/**
 * Errors of the frames whose closest pair has a distance in a range.
 *
 * @param lower least distance, included [length]
 * @param upper largest distance, excluded [length]
 * @param frames number of frames
 * @param network mean error of the network over them [length / time^2]
 * @param law mean error of the law over them [length / time^2]
 */
public record DistanceBin(double lower, double upper, long frames, double network, double law) {}
