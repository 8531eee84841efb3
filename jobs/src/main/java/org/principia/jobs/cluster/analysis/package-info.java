/** What the stages after the training compute on the cluster: formulas, verdicts, errors. */
package org.principia.jobs.cluster.analysis;
