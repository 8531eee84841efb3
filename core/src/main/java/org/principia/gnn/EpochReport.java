package org.principia.gnn;

import java.io.Serializable;

/**
 * One point of the training curve.
 *
 * @param epoch number of the epoch, from 1
 * @param trainingLoss mean over the epoch's minibatches of the loss: the mean absolute error of the
 *     acceleration and the penalty, each taken before its own update [length / time^2]
 * @param penalty the part of that which is the strategy's penalty, 0 where it has none
 * @param validationError mean absolute error of the acceleration over the validation frames after
 *     the epoch [length / time^2]
 * @param learningRate learning rate of the epoch's last minibatch
 * @param seconds wall clock of the epoch with its validation [s]
 * @param framesPerSecond training frames per second of the epoch without its validation
 * @param components message components that are not masked
 * @param deviations the largest standard deviations of message components after the epoch, falling
 * @param linearity R2 of the d leading components on an affine map of the true force, or of that
 *     without the receiver's mass, charge or both where that is larger (d)
 */
public record EpochReport(
    int epoch,
    double trainingLoss,
    double penalty,
    double validationError,
    double learningRate,
    double seconds,
    double framesPerSecond,
    int components,
    double[] deviations,
    double[] linearity)
    implements Serializable {}
