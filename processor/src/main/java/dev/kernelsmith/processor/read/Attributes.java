package dev.kernelsmith.processor.read;

import dev.kernelsmith.processor.diagnostics.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of one annotation, defaults filled in, in plain Java types: Integer, Double, Boolean, String, the simple name of an
 * enum constant as String, {@code Attributes} of another annotation, and lists of these.
 *
 * @param values value by name
 * @param positions where each value that stands in the source is; element {@code i} of an array has the key {@code name[i]}
 * @param annotation where the annotation stands, or null where it stands nowhere, as the default optimizer
 */
public record Attributes(
    Map<String, Object> values, Map<String, Position> positions, @Nullable Position annotation) {
  /** Name of a value that is in no annotation: that of the mark by which a layer is applied to each step. */
  public static final String EACH_STEP = "@TimeDistributed";

  /** Copies the maps. */
  public Attributes {
    values = Map.copyOf(values);
    positions = Map.copyOf(positions);
  }

  /** Values of an annotation that stands nowhere. */
  public Attributes(Map<String, Object> values, Map<String, Position> positions) {
    this(values, positions, null);
  }

  /** These values as if another annotation gave them. */
  public Attributes placed(@Nullable Position to) {
    Map<String, Position> moved = new HashMap<>();
    if (to != null) {
      positions.keySet().forEach(name -> moved.put(name, to));
    }
    Map<String, Object> same = new HashMap<>(values);
    same.replaceAll(
        (name, value) -> FormulaUse.isOne(name) && value instanceof Attributes formula ? formula.placed(to) : value);
    return new Attributes(same, moved, to);
  }

  /** These for each step of what the layer reads, as a mark says. */
  Attributes ofEachStep(Attributes mark) {
    Map<String, Object> more = new HashMap<>(values);
    more.put(EACH_STEP, EACH_STEP);
    Map<String, Position> places = new HashMap<>(positions);
    if (mark.annotation != null) {
      places.put(EACH_STEP, mark.annotation);
    }
    return new Attributes(more, places, annotation);
  }

  /** These with a formula that stands beside the annotation. */
  Attributes with(FormulaUse use, Attributes formula) {
    Map<String, Object> more = new HashMap<>(values);
    more.put(use.key(), formula);
    return new Attributes(more, positions, annotation);
  }

  /** Whether the layer is applied to each step of what it reads. */
  public boolean isOfEachStep() {
    return values.containsKey(EACH_STEP);
  }

  /** An int value. */
  public int integer(String name) {
    return (Integer) values.get(name);
  }

  /** A number as the float that a network calculates with. */
  public float floating(String name) {
    return (float) number(name);
  }

  /** A number as it is written. */
  public double number(String name) {
    return ((Number) values.get(name)).doubleValue();
  }

  /** A number as messages show it: in as many digits as it is likely to be written with. */
  public Object shown(String name) {
    return shown(number(name));
  }

  private static Object shown(double number) {
    float rounded = (float) number;
    return rounded == number ? (Object) rounded : (Object) number;
  }

  /** An element of an array of numbers as messages show it. */
  public Object shown(String name, int index) {
    return shown(((Number) list(name).get(index)).doubleValue());
  }

  /** A boolean value. */
  public boolean flag(String name) {
    return (Boolean) values.get(name);
  }

  /** A string value, or the simple name of an enum constant. */
  public String text(String name) {
    return (String) values.get(name);
  }

  /** An enum constant. */
  public <E extends Enum<E>> E constant(String name, Class<E> type) {
    return Enum.valueOf(type, text(name));
  }

  /** An int array, or an int as one of a single number. */
  public List<Integer> integers(String name) {
    return values.get(name) instanceof Integer number ? List.of(number)
        : list(name).stream().map(Integer.class::cast).toList();
  }

  /** As many numbers as an int array stands for: one that it holds stands for all, and half as many for both halves. */
  public List<Integer> each(String name, int count) {
    List<Integer> numbers = integers(name);
    List<Integer> all = new ArrayList<>();
    while (!numbers.isEmpty() && all.size() < count) {
      all.addAll(numbers);
    }
    return all;
  }

  /** An int, or an int array of one number for each direction or for all, joined by {@code x}. */
  public String numbersText(String name, int directions) {
    return values.get(name) instanceof Integer number
        ? number.toString()
        : each(name, directions).stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  /** The values of an annotation that is a value of this one; null where there is none. */
  public @Nullable Attributes nested(String name) {
    return (Attributes) values.get(name);
  }

  /** An array of numbers as the floats that a network calculates with. */
  public List<Float> floats(String name) {
    return list(name).stream().map(number -> ((Number) number).floatValue()).toList();
  }

  /** A string array. */
  public List<String> texts(String name) {
    return list(name).stream().map(String.class::cast).toList();
  }

  /** The values alone, by name: where they stand does not belong to what they are. */
  @Override
  public String toString() {
    return new TreeMap<>(values).toString();
  }

  /** Whether the source gives this value, rather than the annotation's default. */
  public boolean given(String name) {
    return positions.containsKey(name);
  }

  /** Where a value stands; the annotation for a defaulted value; null where neither is in the source. */
  public @Nullable Position at(String name) {
    return positions.getOrDefault(name, annotation);
  }

  /** Where an element of an array stands; the array where the element cannot be told apart. */
  public @Nullable Position at(String name, int index) {
    Position element = positions.get(name + "[" + index + "]");
    return element == null ? at(name) : element;
  }

  private List<?> list(String name) {
    return (List<?>) values.get(name);
  }
}
