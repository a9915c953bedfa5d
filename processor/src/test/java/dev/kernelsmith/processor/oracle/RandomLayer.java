package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.annotations.Formula;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.ActivationUse;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.read.Attributes;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A random layer of a kind: small values for the members of its annotation, by their types alone, and shapes of inputs that its rule takes.
 *
 * @param kind simple name of the annotation
 * @param values of the annotation, but for those left at their defaults
 * @param named the member that names its inputs; empty where it takes the layer before
 * @param shapes of its inputs
 * @param shape of its output
 */
public record RandomLayer(String kind, Map<String, Object> values, String named, List<Shape> shapes, Shape shape) {
  private static final int TRIES = 200_000;

  /** A member of an annotation, its default value asked for once. */
  private record Member(Method method, boolean required) {}

  private static final ClassValue<List<Member>> MEMBERS = new ClassValue<>() {
    @Override
    protected List<Member> computeValue(Class<?> annotation) {
      return Arrays.stream(annotation.getDeclaredMethods()).sorted(Comparator.comparing(Method::getName))
          .map(method -> new Member(method, method.getDefaultValue() == null)).toList();
    }
  };

  /** Names by which it reads its inputs. */
  public static List<String> inputs(int count) {
    return IntStream.range(0, count).mapToObj(i -> "x" + i).toList();
  }

  /**
   * A layer that its rule accepts.
   *
   * @throws AssertionError if none was found
   */
  public static RandomLayer of(LayerRule rule, Random random) {
    return of(rule, Map.of(), random);
  }

  /** The same with some values that are given. */
  static RandomLayer of(LayerRule rule, Map<String, Object> given, Random random) {
    for (int i = 0; i < TRIES; i++) {
      RandomLayer layer = attempt(rule, given, random);
      if (layer != null) {
        return layer;
      }
    }
    throw new AssertionError("no small layer of kind " + rule.annotation() + " was accepted");
  }

  private static RandomLayer attempt(LayerRule rule, Map<String, Object> given, Random random) {
    if (rule.annotation() == Formula.class) {
      return formula(rule, random);
    }
    Map<String, Object> values = new TreeMap<>();
    int count = rule.readsInput() ? 1 : 0;
    String named = "";
    for (Member each : MEMBERS.get(rule.annotation())) {
      Method member = each.method();
      Class<?> type = member.getReturnType();
      if (type == String[].class) {
        count = 2 + random.nextInt(2);
        named = member.getName();
        values.put(member.getName(), inputs(count).toArray(String[]::new));
      } else if (each.required() || random.nextBoolean()) {
        values.put(member.getName(), value(member, random));
      }
    }
    values.putAll(given);
    Attributes attributes = AttributeValues.of(rule.annotation(), values);
    Diagnostics diagnostics = new Diagnostics();
    List<Shape> shapes = shapes(count, random);
    Shape shape = null;
    if (rule.sound("layer", attributes, diagnostics)
        && ActivationUse.sound("Kind", "layer", attributes, diagnostics)) {
      shape = rule.shape("layer", attributes, shapes, diagnostics);
    }
    boolean small = shape != null && shape.elements() <= 60 && diagnostics.findings().isEmpty();
    return small ? new RandomLayer(rule.annotation().getSimpleName(), values, named, shapes, shape) : null;
  }

  private static RandomLayer formula(LayerRule rule, Random random) {
    RandomFormula formula = RandomFormula.of(random);
    Map<String, Object> values = new TreeMap<>();
    values.put("value", formula.value().toArray(String[]::new));
    values.put("parameters", formula.parameters().toArray(String[]::new));
    values.put("shapes", formula.shapes().toArray(String[]::new));
    Diagnostics diagnostics = new Diagnostics();
    List<Shape> shapes = List.of(new Shape(formula.input()));
    Attributes attributes = AttributeValues.of(rule.annotation(), values);
    Shape shape =
        rule.sound("layer", attributes, diagnostics) ? rule.shape("layer", attributes, shapes, diagnostics) : null;
    if (shape == null) {
      throw new AssertionError(formula + ": " + diagnostics.findings());
    }
    return shape.elements() <= 60 ? new RandomLayer("Formula", values, "", shapes, shape) : null;
  }

  /** A small value of a member, by its type. */
  static Object value(Method member, Random random) {
    Class<?> type = member.getReturnType();
    if (type == int.class) {
      return member.getDefaultValue() == null ? 1 + random.nextInt(3) : random.nextInt(-3, 5);
    } else if (type == int[].class) {
      boolean positive = random.nextInt(3) > 0;
      return positive
          ? random.ints(1 + random.nextInt(2), 1, 4).toArray()
          : random.ints(random.nextInt(5), -1, 5).toArray();
    } else if (type == double.class) {
      return random.nextFloat(0.1f, 0.9f);
    } else if (type == double[].class) {
      float[] numbers = new float[1 + random.nextInt(6)];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = i > 0 && random.nextInt(3) == 0 ? numbers[i - 1] : random.nextFloat(-1, 1);
      }
      return numbers;
    } else if (type == boolean.class) {
      return random.nextBoolean();
    } else if (type.isEnum()) {
      return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    }
    return member.getDefaultValue();
  }

  /** Shapes that are equal, differ in one extent, or lack some at the left. */
  private static List<Shape> shapes(int count, Random random) {
    List<Integer> dims = new ArrayList<>();
    int rank = random.nextInt(4) == 0 ? 2 * (1 + random.nextInt(2)) : random.nextBoolean() ? 1 : 3;
    for (int d = 0; d < rank; d++) {
      dims.add(1 + random.nextInt(rank == 4 ? 3 : 5));
    }
    List<Shape> shapes = new ArrayList<>(Collections.nCopies(count, new Shape(dims)));
    if (count > 1 && random.nextBoolean()) {
      dims.set(random.nextInt(dims.size()), random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(5));
      shapes.set(count - 1,
          new Shape(dims.subList(random.nextInt(3) == 0 ? random.nextInt(dims.size()) : 0, dims.size())));
    }
    return shapes;
  }

  /** It by itself. */
  LayerFixture fixture() {
    return LayerFixture.of(kind, values, shapes.toArray(Shape[]::new));
  }

  /** Its annotation's values in Java, but for those that name inputs. */
  public String text() {
    return values.entrySet().stream()
        .filter(value -> !value.getKey().equals(named))
        .map(value -> value.getKey() + " = " + text(value.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String text(Object value) {
    return switch (value) {
      case int[] numbers -> Arrays.toString(numbers).replace('[', '{').replace(']', '}');
      case float[] numbers ->
          IntStream.range(0, numbers.length).mapToObj(i -> numbers[i] + "f")
              .collect(Collectors.joining(", ", "{", "}"));
      case Enum<?> constant -> constant.getDeclaringClass().getSimpleName() + "." + constant.name();
      case Float number -> number + "f";
      case String text -> '"' + text + '"';
      case String[] texts ->
          Arrays.stream(texts).map(text -> '"' + text + '"').collect(Collectors.joining(", ", "{", "}"));
      default -> value.toString();
    };
  }
}
