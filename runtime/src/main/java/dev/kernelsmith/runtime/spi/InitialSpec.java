package dev.kernelsmith.runtime.spi;

/**
 * What a parameter starts from in place of its initializer.
 *
 * @param value each element; NaN where there is a file
 * @param file a safetensors file; empty for none
 * @param tensor name of its tensor
 */
public record InitialSpec(double value, String file, String tensor) {
  /** In words. */
  @Override
  public String toString() {
    return file.isEmpty() ? "all " + value : tensor + " of " + file;
  }
}
