/**
 * What a run leaves behind: directories of stages on any Hadoop file system, each complete or not
 * there.
 *
 * <p>Start at {@link org.principia.jobs.workspace.Workspace}.
 */
package org.principia.jobs.workspace;
