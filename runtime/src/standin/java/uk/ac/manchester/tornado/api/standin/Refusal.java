package uk.ac.manchester.tornado.api.standin;

import java.util.Locale;

/** What a device would not do, or would get wrong. */
final class Refusal {
  private Refusal() {}

  /** Throws unless a condition holds. */
  static void unless(boolean condition, String format, Object... arguments) {
    if (!condition) {
      throw new IllegalStateException(String.format(Locale.ROOT, format, arguments));
    }
  }
}
