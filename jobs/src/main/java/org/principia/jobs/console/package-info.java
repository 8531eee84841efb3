/** What a person sees while a command runs: lines, progress with time left, tables. */
package org.principia.jobs.console;
