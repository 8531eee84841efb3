/**
 * The command line: verbs, options, help, completion, exit codes, and the factory of Spark
 * sessions.
 *
 * <p>Start at {@link org.principia.jobs.cli.PrincipiaCommand}.
 */
package org.principia.jobs.cli;
