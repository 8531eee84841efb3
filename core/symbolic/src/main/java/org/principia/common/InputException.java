package org.principia.common;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mistake in what the user gave: a configuration, a file, an argument.
 *
 * <p>Its message is one line that names the thing, its value and what is allowed; the command line
 * prints that line and exits with 2. Every other exception is a defect of the program.
 */
public final class InputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private static final String INVALID = "Invalid ";

  /** A key without its section: no dot, no space. */
  private static final Pattern BARE_KEY =
      Pattern.compile(INVALID + "([a-z][a-z0-9-]*: .*)", Pattern.DOTALL);

  private InputException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The exception, to be thrown, {@code Invalid <thing>: <value> (<what is allowed>)}.
   *
   * @param thing what is wrong, a setting's key where there is one
   * @param allowed what would have been accepted
   */
  public static InputException invalid(String thing, Object value, String allowed) {
    return new InputException(INVALID + thing + ": " + value + " (" + allowed + ")", null);
  }

  /**
   * The exception, to be thrown, {@code Cannot <do> <what>: <reason>}.
   *
   * @param action what was to be done, with its object: {@code read /data/x.parquet}
   * @param reason why it cannot be done
   */
  public static InputException cannot(String action, String reason) {
    return new InputException("Cannot " + action + ": " + reason, null);
  }

  /** The same, with the exception underneath that revealed it. */
  public static InputException cannot(String action, String reason, Throwable cause) {
    return new InputException("Cannot " + action + ": " + reason, cause);
  }

  /**
   * The same mistake as a caller sees it who has other names for things: {@code Invalid --weight: w
   * (…)} becomes {@code Invalid weightCol: w (…)}.
   *
   * @param names by what the message says in their place
   */
  public InputException renamed(Map<String, String> names) {
    String message = getMessage();
    for (Map.Entry<String, String> name : names.entrySet()) {
      message = message.replace(name.getKey(), name.getValue());
    }
    return new InputException(message, getCause());
  }

  /**
   * The same mistake where the key of a setting belongs to a section of a configuration: {@code
   * Invalid rounds: 0 (…)} within {@code symbolic} becomes {@code Invalid symbolic.rounds: 0 (…)}.
   *
   * @param section path of the section; empty for the top level
   * @return the exception; this one where the key is complete already or there is none
   */
  public InputException within(String section) {
    Matcher parts = BARE_KEY.matcher(getMessage());
    return section.isEmpty() || !parts.matches()
        ? this
        : new InputException(INVALID + section + "." + parts.group(1), getCause());
  }
}
