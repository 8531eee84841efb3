/**
 * What a run leaves behind: directories of stages on any Hadoop file system, each complete or not
 * there.
 *
 * <p>Start at {@link org.principia.jobs.run.Workspace}.
 */
package org.principia.jobs.run;
