package dev.kernelsmith.processor.ir;

import java.util.Set;

/** Names that nothing else has: where one is taken, a number stands behind it, from 2. */
public final class FreeNames {
  private FreeNames() {}

  /**
   * A name that is not taken yet, and is from now on.
   *
   * @param stem of the name
   * @param taken the names that are, to which it is added
   */
  public static String take(String stem, Set<String> taken) {
    String name = stem;
    for (int number = 2; !taken.add(name); number++) {
      name = stem + number;
    }
    return name;
  }
}
