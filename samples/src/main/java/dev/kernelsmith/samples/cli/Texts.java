package dev.kernelsmith.samples.cli;

import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How numbers and shapes are written; the same in every locale. */
final class Texts {
  private Texts() {}

  /** As {@code 28x28x1}. */
  static String shape(List<Integer> extents) {
    return extents.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  /** With commas between groups of three digits. */
  static String grouped(long number) {
    return format("%,d", number);
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** Number of trained parameters, without padding. */
  static long parameters(NetworkSpec network) {
    return network.parameters().stream().mapToLong(ParameterSpec::length).sum();
  }
}
