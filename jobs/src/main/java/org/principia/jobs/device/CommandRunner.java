package org.principia.jobs.device;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Runs a command of the operating system. */
@FunctionalInterface
interface CommandRunner {

  /**
   * What a command left.
   *
   * @param code its exit code
   * @param text what it printed, standard error included
   */
  record Output(int code, String text) {}

  /**
   * Runs a command to its end.
   *
   * @param command program and arguments
   * @param limit how long it may take; it is killed then
   * @return what it left
   * @throws IOException if it cannot be started
   * @throws TimeoutException if it took longer
   */
  Output run(List<String> command, Duration limit) throws IOException, TimeoutException;
}
