package dev.kernelsmith.processor.formula;

import java.util.Locale;

/** What is wrong with a formula, and at which character. */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Place place;

  /**
   * A fault.
   *
   * @param place where
   * @param format of the text: what was found, what was expected, what to do
   * @param arguments of the format
   */
  public Fault(Place place, String format, Object... arguments) {
    super(String.format(Locale.ROOT, format, arguments));
    this.place = place;
  }

  /** Where. */
  public Place place() {
    return place;
  }
}
