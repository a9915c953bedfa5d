package dev.kernelsmith.processor.read;

import dev.kernelsmith.processor.diagnostics.Position;
import java.util.List;
import java.util.Map;

/**
 * The values of one annotation, defaults filled in, in plain Java types: Integer, Float, Boolean, String, the simple name of an
 * enum constant as String, and lists of these.
 *
 * @param values value by name
 * @param positions where each value stands; a defaulted value points at the annotation
 */
public record Attributes(Map<String, Object> values, Map<String, Position> positions) {
  /** An int value. */
  public int integer(String name) {
    return (Integer) values.get(name);
  }

  /** A float value. */
  public float floating(String name) {
    return (Float) values.get(name);
  }

  /** A boolean value. */
  public boolean flag(String name) {
    return (Boolean) values.get(name);
  }

  /** A string value, or the simple name of an enum constant. */
  public String text(String name) {
    return (String) values.get(name);
  }

  /** An int array. */
  public List<Integer> integers(String name) {
    return list(name).stream().map(Integer.class::cast).toList();
  }

  /** A string array. */
  public List<String> texts(String name) {
    return list(name).stream().map(String.class::cast).toList();
  }

  /** Where a value stands. */
  public Position at(String name) {
    return positions.get(name);
  }

  private List<?> list(String name) {
    return (List<?>) values.get(name);
  }
}
