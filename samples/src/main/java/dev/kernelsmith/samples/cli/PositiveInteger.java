package dev.kernelsmith.samples.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts option values that must be whole numbers of at least 1. */
final class PositiveInteger implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String value) {
    int number;
    try {
      number = Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + value + "' is not a whole number");
    }
    if (number < 1) {
      throw new TypeConversionException("'" + value + "' is less than 1");
    }
    return number;
  }
}
