package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.suite.Names;
import dev.kernelsmith.benchmarks.suite.Threads;
import java.util.Arrays;

/** What is measured of each library. */
enum Quantity {
  TRAINING(Names.TRAINING, "samples/s", true), ONE(Names.ONE, "us", false), MANY(Names.MANY, "samples/s",
      true), WRITING("writing", "tokens/s", true);

  private final String title;
  private final String unit;
  private final boolean moreIsBetter;

  Quantity(String title, String unit, boolean moreIsBetter) {
    this.title = title;
    this.unit = unit;
    this.moreIsBetter = moreIsBetter;
  }

  /**
   * The one whose figure has a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Quantity named(String name, int threads) {
    return Arrays.stream(values()).filter(quantity -> quantity.name(threads).equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no quantity has the name " + name));
  }

  /** In words. */
  String title() {
    return title;
  }

  String unit() {
    return unit;
  }

  boolean moreIsBetter() {
    return moreIsBetter;
  }

  /** Name of its figure. */
  String name(int threads) {
    return title + ", " + Threads.words(threads);
  }
}
