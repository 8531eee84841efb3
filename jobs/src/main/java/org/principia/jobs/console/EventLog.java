package org.principia.jobs.console;

import java.util.Map;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of a console as events of a log for other programs.
 *
 * <p>It is on where the configuration of the log names the logger {@link #NAME}, as {@code
 * conf/log4j2-json.properties} does; then nothing is written to standard error. Each event bears
 * cell and stage under the keys that Spark hands on to the log of tasks.
 */
public final class EventLog {
  /** The logger. */
  public static final String NAME = "org.principia.console";

  /** Key of the cell, in the diagnostic context and in the properties of Spark's jobs. */
  public static final String CELL = "mdc.cell";

  /** Key of the stage. */
  public static final String STAGE = "mdc.stage";

  private static final Logger LOG = LoggerFactory.getLogger(NAME);

  /** Asked once: while the process is being stopped the log's context may be gone. */
  private static final boolean ON =
      LogManager.getContext(false) instanceof LoggerContext context
          && context.getConfiguration().getLoggers().containsKey(NAME);

  private EventLog() {}

  /** Whether it is on. */
  public static boolean isOn() {
    return ON;
  }

  /** Logs a text, each line an event, under cell and stage. */
  @SuppressWarnings("try") // The context is in force by being there.
  static void info(String text, Map<String, String> where) {
    try (CloseableThreadContext.Instance context = CloseableThreadContext.putAll(where)) {
      text.lines().filter(line -> !line.isBlank()).forEach(line -> LOG.info(line.strip()));
    }
  }

  /** Logs an error of one line. */
  public static void error(String text) {
    LOG.error(text);
  }

  /** Logs a failure with its trace. */
  public static void error(String text, Throwable failure) {
    LOG.error(text, failure);
  }
}
