package org.principia.jobs;

import org.principia.jobs.cli.PrincipiaCommand;
import org.principia.jobs.cli.Sessions;
import org.principia.jobs.console.EventLog;

/** The main class: runs a command and ends the process with its exit code. */
public final class Main {
  private static volatile boolean finished;

  private Main() {}

  /**
   * Runs a command, given by verb and options; an exception bears its exit code within YARN's
   * application master.
   */
  public static void main(String[] arguments) throws Exception {
    boolean log = EventLog.isOn();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(log)));
    int code = PrincipiaCommand.execute(arguments);
    finished = true;
    Sessions.end(code);
  }

  private static void interrupted(boolean log) {
    if (!finished) {
      PrincipiaCommand.interrupt(log);
    }
  }
}
