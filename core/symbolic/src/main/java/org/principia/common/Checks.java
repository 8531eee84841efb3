package org.principia.common;

/** Checks of input at public borders; each throws {@link InputException} with the value in it. */
public final class Checks {
  private Checks() {}

  /**
   * Returns a value that must be whole and {@code low <= value <= high}, both included.
   *
   * @param thing name of the value, a configuration key where there is one
   * @throws InputException naming it if it lies outside
   */
  public static int between(String thing, int value, int low, int high) {
    if (value < low || value > high) {
      throw InputException.invalid(thing, value, "a whole number from " + low + " to " + high);
    }
    return value;
  }

  /**
   * Returns a value that must be {@code value >= low}.
   *
   * @param thing name of the value
   * @throws InputException if it is smaller
   */
  public static int atLeast(String thing, int value, int low) {
    if (value < low) {
      throw InputException.invalid(thing, value, "a whole number of at least " + low);
    }
    return value;
  }

  /**
   * Returns a value that must be finite and {@code low <= value <= high}.
   *
   * @param thing name of the value
   * @throws InputException if it lies outside or is not a number
   */
  public static double between(String thing, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw InputException.invalid(thing, value, "a number from " + low + " to " + high);
    }
    return value;
  }

  /**
   * Returns a value that must be finite and {@code value > 0}.
   *
   * @param thing name of the value
   * @throws InputException if it is zero, negative or not finite
   */
  public static double positive(String thing, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw InputException.invalid(thing, value, "a positive number");
    }
    return value;
  }
}
