/** The Spark jobs and the command line. */
package org.principia.jobs;
