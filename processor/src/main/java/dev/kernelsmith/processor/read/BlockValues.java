package dev.kernelsmith.processor.read;

import dev.kernelsmith.annotations.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the constants of {@link Block} stand for in one use of a block. An annotation holds numbers only, so a constant is a number that nobody
 * writes otherwise; it and its multiples and parts are told apart by their values.
 */
final class BlockValues {
  /** Multiples and divisors that are known. */
  static final int MOST = 64;

  private static final String GIVEN = "given";

  private static final Map<Integer, Value> VALUES = values();

  /** Whole numbers in texts: in a formula, {@code "w[K, " + Block.FILTERS + "]"}. */
  private static final Pattern NUMBERS = Pattern.compile("-?\\b[0-9]{4,10}\\b");

  /**
   * A multiple, or part, of what a use gives.
   *
   * @param name of the attribute, or {@code given[2]}
   */
  record Value(String name, int times, int over) {}

  private final Attributes use;
  private final Set<String> taken = new LinkedHashSet<>();
  private final Set<String> missing = new LinkedHashSet<>();
  private final Set<String> broken = new LinkedHashSet<>();

  BlockValues(Attributes use) {
    this.use = use;
  }

  private static Map<Integer, Value> values() {
    Map<String, Integer> constants = new LinkedHashMap<>();
    constants.put("filters", Block.FILTERS);
    constants.put("units", Block.UNITS);
    constants.put("kernel", Block.KERNEL);
    constants.put("stride", Block.STRIDE);
    constants.put("dilation", Block.DILATION);
    constants.put("groups", Block.GROUPS);
    List<Integer> given =
        List.of(
            Block.GIVEN_1, Block.GIVEN_2, Block.GIVEN_3, Block.GIVEN_4, Block.GIVEN_5, Block.GIVEN_6, Block.GIVEN_7,
            Block.GIVEN_8);
    for (int i = 0; i < given.size(); i++) {
      constants.put(GIVEN + "[" + i + "]", given.get(i));
    }
    Map<Integer, Value> values = new HashMap<>();
    constants.forEach((name, constant) -> {
      for (int n = 1; n <= MOST; n++) {
        put(values, constant * n, new Value(name, n, 1));
        if (n > 1) {
          put(values, constant / n, new Value(name, 1, n));
        }
      }
    });
    return Map.copyOf(values);
  }

  private static void put(Map<Integer, Value> values, int number, Value value) {
    if (values.put(number, value) != null) {
      throw new IllegalStateException("two values of blocks have the number " + number);
    }
  }

  /** The values of an annotation in the block, with the numbers of this use in the places of constants. */
  Map<String, Object> in(Map<String, Object> values) {
    Map<String, Object> result = new HashMap<>();
    values.forEach((name, value) -> result.put(name, plain(value)));
    return result;
  }

  private Object plain(Object value) {
    if (value instanceof List<?> list) {
      List<Object> all = new ArrayList<>();
      list.forEach(element -> all.add(plain(element)));
      return all;
    }
    if (value instanceof String text) {
      return NUMBERS.matcher(text).replaceAll(found -> {
        long number = Long.parseLong(found.group());
        boolean known = number == (int) number && VALUES.containsKey((int) number);
        return known ? Integer.toString(number(VALUES.get((int) number))) : found.group();
      });
    }
    return value instanceof Integer number && VALUES.containsKey(number) ? number(VALUES.get(number)) : value;
  }

  private int number(Value value) {
    taken.add(value.name());
    Integer given = given(value.name());
    if (given == null) {
      missing.add(value.name());
      return 1;
    }
    long number = (long) given * value.times();
    if (number != (int) number || number % value.over() != 0) {
      broken.add(value.name() + " = " + given
          + (value.over() > 1 ? " divided by " + value.over() : " times " + value.times()));
      return 1;
    }
    return (int) number / value.over();
  }

  private Integer given(String name) {
    if (name.startsWith(GIVEN)) {
      List<Integer> all = use.integers(GIVEN);
      int index = Integer.parseInt(name.substring(GIVEN.length() + 1, name.length() - 1));
      return index < all.size() ? all.get(index) : null;
    }
    int value = use.integer(name);
    return value == 0 && !use.given(name) ? null : value;
  }

  /** What layers take and the use does not give. */
  Set<String> missing() {
    return missing;
  }

  /** What cannot be multiplied or divided as layers have it. */
  Set<String> broken() {
    return broken;
  }

  /** What the use gives and no layer takes. */
  List<String> unused() {
    List<String> unused = new ArrayList<>();
    for (Map.Entry<String, Object> value : use.values().entrySet()) {
      boolean number = value.getValue() instanceof Integer && !value.getKey().equals("repeat");
      if (number && use.given(value.getKey()) && !taken.contains(value.getKey())) {
        unused.add(value.getKey());
      }
    }
    for (int i = 0; i < use.integers(GIVEN).size(); i++) {
      if (!taken.contains(GIVEN + "[" + i + "]")) {
        unused.add(GIVEN + "[" + i + "]");
      }
    }
    unused.sort(null);
    return unused;
  }
}
