/**
 * Are these tracks good enough? Steps, gaps, jumps, speeds, distances, and whether the sampling
 * resolves the motion.
 *
 * <p>Reads {@link org.principia.observed.TrackedRun}s one by one; what is found of each is summed
 * in a fixed order. Start at {@link org.principia.observed.survey.RunSurvey}.
 */
package org.principia.observed.survey;
