package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.Value;

/** The same arithmetic for one lane of vectors that were put into arrays, each called after the array whose elements it holds. */
public final class SpilledDialect extends TornadoDialect {
  /** Name of the array with the lanes of a vector. */
  public static String lanes(String array) {
    return array + "Lanes";
  }

  @Override
  public Value loaded(String array, String index) {
    return Value.number(lanes(array) + "[" + index + "]");
  }

  @Override
  public String stored(String array, String index, Value value) {
    return lanes(array) + "[" + index + "] = " + value.text();
  }
}
