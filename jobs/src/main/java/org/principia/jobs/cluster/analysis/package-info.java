/**
 * Searches and retraining of a stage on Spark, with the states that they go on from, and the table
 * of epochs that is shown while a network is trained.
 */
package org.principia.jobs.cluster.analysis;
