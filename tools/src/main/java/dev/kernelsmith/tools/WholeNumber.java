package dev.kernelsmith.tools;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts option values that may be any whole number of 64 bits. */
final class WholeNumber implements ITypeConverter<Long> {
  @Override
  public Long convert(String value) {
    try {
      return Long.valueOf(value);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          String.format(Locale.ROOT, "'%s' is not a whole number from %d to %d", value, Long.MIN_VALUE,
              Long.MAX_VALUE));
    }
  }
}
