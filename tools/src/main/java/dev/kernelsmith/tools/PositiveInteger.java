package dev.kernelsmith.tools;

import java.math.BigInteger;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts option values that must be whole numbers of at least 1. */
final class PositiveInteger implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String value) {
    BigInteger number;
    try {
      number = new BigInteger(value);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + value + "' is not a whole number");
    }
    if (number.signum() < 1) {
      throw new TypeConversionException("'" + value + "' is less than 1");
    }
    if (number.bitLength() > 31) {
      throw new TypeConversionException("'" + value + "' is more than " + Integer.MAX_VALUE);
    }
    return number.intValueExact();
  }
}
