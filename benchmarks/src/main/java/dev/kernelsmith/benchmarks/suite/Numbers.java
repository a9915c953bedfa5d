package dev.kernelsmith.benchmarks.suite;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** How figures are written, the same in every locale. */
public final class Numbers {
  private static final int DIGITS = 3;

  private Numbers() {}

  /** Three digits that count, with commas between thousands: {@code 95,400}, {@code 5.81}, {@code 0.234}. */
  public static String three(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS));
    int decimals = Math.max(0, Math.min(DIGITS + 3, DIGITS - rounded.precision() + rounded.scale()));
    int shown = rounded.signum() == 0 ? 0 : decimals;
    return String.format(Locale.ROOT, "%,." + shown + "f", rounded);
  }

  /** As short as it goes: {@code 0.25}, {@code 3}. */
  public static String plain(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
