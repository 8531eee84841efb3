package org.principia.jobs;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.principia.jobs.cli.PrincipiaCommand;

/** Runs commands within this process, and keeps what they print. */
public final class CommandLineRun {
  private CommandLineRun() {}

  /**
   * What came of a command.
   *
   * @param code exit code
   * @param out standard output
   * @param err standard error
   */
  public record Outcome(int code, String out, String err) {}

  /**
   * Runs a command.
   *
   * @param master of Spark
   * @param arguments verb and options
   */
  public static Outcome of(String master, List<String> arguments) {
    System.setProperty("spark.master", master);
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream capturedOut = new ByteArrayOutputStream();
    ByteArrayOutputStream capturedErr = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(capturedOut, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(capturedErr, true, StandardCharsets.UTF_8));
      int code = PrincipiaCommand.execute(arguments.toArray(new String[0]));
      return new Outcome(
          code,
          capturedOut.toString(StandardCharsets.UTF_8),
          capturedErr.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
