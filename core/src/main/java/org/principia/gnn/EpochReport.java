package org.principia.gnn;

import java.io.Serializable;

/**
 * One point of the training curve.
 *
 * @param epoch number of the epoch, from 1
 * @param trainingLoss mean over the epoch's minibatches of the mean absolute error of the
 *     acceleration, each taken before its own update [length / time^2]
 * @param validationError mean absolute error of the acceleration over the validation frames after
 *     the epoch [length / time^2]
 * @param learningRate learning rate of the epoch's last minibatch
 * @param seconds wall clock of the epoch with its validation [s]
 * @param framesPerSecond training frames per second of the epoch without its validation
 */
public record EpochReport(
    int epoch,
    double trainingLoss,
    double validationError,
    double learningRate,
    double seconds,
    double framesPerSecond)
    implements Serializable {}
