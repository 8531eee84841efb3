package org.principia.common;

/**
 * A mistake in what the user gave: a configuration, a file, an argument.
 *
 * <p>Its message is one line that names the thing, its value and what is allowed; the command line
 * prints that line and exits with 2. Every other exception is a defect of the program.
 */
public final class InputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private InputException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * {@code Invalid <thing>: <value> (<what is allowed>)}.
   *
   * @param thing what is wrong, a configuration key where there is one
   * @param value the offending value
   * @param allowed what would have been accepted
   * @return the exception, to be thrown
   */
  public static InputException invalid(String thing, Object value, String allowed) {
    return new InputException("Invalid " + thing + ": " + value + " (" + allowed + ")", null);
  }

  /**
   * {@code Cannot <do> <what>: <reason>}.
   *
   * @param action what was to be done, with its object: {@code read /data/x.parquet}
   * @param reason why it cannot be done
   * @return the exception, to be thrown
   */
  public static InputException cannot(String action, String reason) {
    return new InputException("Cannot " + action + ": " + reason, null);
  }

  /**
   * The same, with the exception that revealed it.
   *
   * @param action what was to be done, with its object
   * @param reason why it cannot be done
   * @param cause the exception underneath
   * @return the exception, to be thrown
   */
  public static InputException cannot(String action, String reason, Throwable cause) {
    return new InputException("Cannot " + action + ": " + reason, cause);
  }
}
