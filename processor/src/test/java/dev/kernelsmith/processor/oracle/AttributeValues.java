package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.processor.diagnostics.Position;
import dev.kernelsmith.processor.read.Attributes;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The values of an annotation as the read stage would hand them on: those given, and the annotation's own defaults. */
final class AttributeValues {
  private static final Position NOWHERE = new Position(null, null, null);

  /** Defaults of annotations, which reflection makes anew each time: random layers ask for them some hundred thousand times. */
  private static final ClassValue<Map<String, Object>> DEFAULTS = new ClassValue<>() {
    @Override
    protected Map<String, Object> computeValue(Class<?> annotation) {
      Map<String, Object> values = new HashMap<>();
      for (Method method : annotation.getDeclaredMethods()) {
        if (method.getDefaultValue() != null) {
          values.put(method.getName(), plain(method.getDefaultValue()));
        }
      }
      return values;
    }
  };

  private AttributeValues() {}

  static Attributes of(Class<? extends Annotation> annotation, Map<String, ?> given) {
    Map<String, Object> values = new HashMap<>(DEFAULTS.get(annotation));
    Map<String, Position> positions = new HashMap<>();
    given.forEach((name, value) -> {
      values.put(name, plain(value));
      positions.put(name, NOWHERE);
    });
    return new Attributes(values, positions);
  }

  private static Object plain(Object value) {
    return switch (value) {
      case int[] numbers -> Arrays.stream(numbers).boxed().toList();
      case float[] numbers -> IntStream.range(0, numbers.length).mapToObj(i -> numbers[i]).toList();
      case Enum<?> constant -> constant.name();
      case Object[] array -> List.of(array);
      default -> value;
    };
  }
}
