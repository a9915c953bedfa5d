package dev.kernelsmith.processor.emit;

import dev.kernelsmith.processor.ir.Axis;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Unique local names of one method. */
final class Names {
  private final Map<String, Integer> next = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** The stem itself where it is free. */
  String exact(String stem) {
    return taken.add(stem) ? stem : numbered(stem);
  }

  /** The stem with the next number. */
  String numbered(String stem) {
    String name;
    do {
      int number = next.merge(stem, 1, Integer::sum);
      boolean digit = Character.isDigit(stem.charAt(stem.length() - 1));
      name = stem + (digit ? "_" : "") + number;
    } while (!taken.add(name));
    return name;
  }

  /** A number along an axis as part of a name: {@code F2}, or {@code O1_2} where the axis is called {@code o1}. */
  static String numbered(Axis axis, int number) {
    String name = axis.name();
    boolean digit = Character.isDigit(name.charAt(name.length() - 1));
    return Character.toUpperCase(name.charAt(0)) + name.substring(1) + (digit ? "_" : "") + number;
  }

  /** {@code conv1Sum} as {@code CONV1_SUM}. */
  static String constant(String camel) {
    StringBuilder name = new StringBuilder();
    for (char c : camel.toCharArray()) {
      if (Character.isUpperCase(c) && !name.isEmpty()) {
        name.append('_');
      }
      name.append(Character.toUpperCase(c));
    }
    return name.toString();
  }
}
