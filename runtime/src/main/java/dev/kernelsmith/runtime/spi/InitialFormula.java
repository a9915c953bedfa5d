package dev.kernelsmith.runtime.spi;

import dev.kernelsmith.runtime.kernel.NormalQuantile;
import dev.kernelsmith.runtime.kernel.Threefry;

/** What the elements of a parameter start from, by a formula of the user's. */
@FunctionalInterface
public interface InitialFormula {
  /**
   * The value of an element.
   *
   * @param element its number in canonical order
   * @param key of the parameter's random numbers
   */
  double value(int element, long key);

  /**
   * A random number of an element, uniform from -1 to 1.
   *
   * @param draw which of its numbers, from 0; the first is that of the initializers
   */
  static double uniform(long key, int element, int draw) {
    long words = Threefry.words(key, element >>> 1, draw);
    return ((int) (words >>> ((element & 1) * Integer.SIZE)) + 0.5) * 0x1p-31;
  }

  /** A random number of an element, normal with mean 0 and standard deviation 1. */
  static double normal(long key, int element, int draw) {
    return NormalQuantile.of(uniform(key, element, draw));
  }
}
