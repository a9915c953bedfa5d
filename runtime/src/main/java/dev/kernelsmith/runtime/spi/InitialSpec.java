package dev.kernelsmith.runtime.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a parameter starts from in place of its initializer.
 *
 * @param value each element; NaN where there is a file
 * @param file a safetensors file; empty for none
 * @param tensor name of its tensor
 * @param formula of each element; null for none
 */
public record InitialSpec(double value, String file, String tensor, @Nullable InitialFormula formula) {
  /** In words. */
  @Override
  public String toString() {
    return formula != null ? "a formula" : file.isEmpty() ? "all " + value : tensor + " of " + file;
  }
}
