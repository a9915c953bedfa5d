package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.processor.lower.LayerTable;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compilation.Finding;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Extreme numbers in every attribute of every annotation, alone and together, end in source that compilers can read or in diagnostics:
 * never in an internal failure, and never in a compilation without end. The attributes are found by reflection; cases are a sample by
 * a seed ({@code -Dextreme.cases=N -Dextreme.seed=S} take others).
 */
class ExtremeValuesTest {
  /** Classes of one compilation. */
  private static final int AT_ONCE = 50;

  private static final List<String> INTS = Stream
      .of(Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -1, 0, 1, 2, 16, 17, 1023, 46_341, 65_536, 1 << 24, 1 << 27,
          1_000_000_000, Integer.MAX_VALUE - 8, Integer.MAX_VALUE - 7, Integer.MAX_VALUE - 1, Integer.MAX_VALUE)
      .map(String::valueOf)
      .toList();

  private static final List<String> FLOATS =
      List.of("Float.NaN", "1f / 0f", "-1f / 0f", "0f", "-0f", "Float.MIN_VALUE", "-Float.MIN_VALUE",
          "Float.MIN_NORMAL", "Float.MAX_VALUE", "0x1.fffffep-1f", "1f", "0x1.000002p0f", "1e-30f", "1e30f", "-1f");

  private static final List<String> STRINGS = List.of("\"\"", "\"input\"", "\"first\"", "\"\\0\"", "\"layer\"");

  /** Inputs of the network around the layer: an image, a small one, a vector, and images as large as can be. */
  private static final List<String> INPUTS =
      List.of("{7, 5, 3}", "{1, 1, 1}", "12", "{30000, 70000, 1}", "{1, 2147483639, 1}", "{1000000000, 1, 2}");

  /** How many cases a sweep takes in place of its own number: {@code -Dextreme.cases=N}; enough of them are all that there are of single values. */
  private static final int CASES = Integer.getInteger("extreme.cases", 0);

  private static final long SEED = Long.getLong("extreme.seed", 7);

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
  private final Map<String, String> classes = new LinkedHashMap<>();

  @Test
  void someAloneEndInSourceOrInDiagnostics() {
    alone(150);
    check(false);
  }

  @Tag("thorough")
  @Test
  void manyAloneEndInSourceOrInDiagnostics() {
    alone(600);
    check(true);
  }

  /** What is large here is only what is handed in: neither the working memory nor the parameters are. */
  @Test
  void largeInputsOfSmallNetworks() {
    for (String input : List.of("{2000000000, 1, 1}", "{1, 134217728, 1}", "{30000, 70000, 1}", "{40000, 1000, 50}")) {
      for (String layer : List.of("@Pool(size = 1, stride = 1000000000)",
          "@Conv2D(filters = 1, kernel = 1, stride = 100000000)")) {
        String name = "Net" + classes.size();
        classes.put(name, """
            import dev.kernelsmith.annotations.*;
            import dev.kernelsmith.runtime.Layer;
            @Network(input = %s)
            class %s {
              %s Layer first;
              @Dense(units = 1) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
            }
            """.formatted(input, name, layer));
      }
    }
    check(false, 0);
  }

  /** So many of all pairs of an attribute and a value, by chance. */
  private void alone(int cases) {
    List<Runnable> all = new ArrayList<>();
    for (Class<? extends Annotation> annotation : annotations()) {
      for (Method attribute : attributes(annotation)) {
        values(attribute)
            .forEach(value -> all.add(() -> add(annotation, Map.of(attribute, value), INPUTS.getFirst())));
      }
    }
    Collections.shuffle(all, random);
    List<Runnable> some = all.subList(0, Math.min(CASES > 0 ? CASES : cases, all.size()));
    some.forEach(Runnable::run);
    System.out.println("extreme values alone: " + some.size() + " of " + all.size() + " cases, seed " + SEED);
  }

  @Test
  void togetherEndInSourceOrInDiagnostics() {
    combine(150);
    check(true);
  }

  @Tag("thorough")
  @Test
  void manyTogetherEndInSourceOrInDiagnostics() {
    combine(600);
    check(true);
  }

  /** So many cases, annotations in turn, each with some of its attributes. */
  private void combine(int cases) {
    List<Class<? extends Annotation>> annotations = new ArrayList<>(annotations());
    Collections.shuffle(annotations, random);
    int count = CASES > 0 ? CASES : cases;
    for (int i = 0; i < count; i++) {
      Class<? extends Annotation> annotation = annotations.get(i % annotations.size());
      Map<Method, String> chosen = new LinkedHashMap<>();
      attributes(annotation).stream().filter(a -> random.nextBoolean()).forEach(a -> chosen.put(a, of(values(a))));
      add(annotation, chosen, of(INPUTS));
    }
    System.out.println("extreme values together: " + count + " cases, seed " + SEED);
  }

  private void check(boolean devices) {
    check(devices, 6);
  }

  /** The compilation of all, which must give at least so many different diagnostics. */
  private void check(boolean devices, int diagnostics) {
    List<String> names = List.copyOf(classes.keySet());
    Set<String> ids = new TreeSet<>();
    int generated = 0;
    for (int i = 0; i < names.size(); i += AT_ONCE) {
      List<String> some = names.subList(i, Math.min(i + AT_ONCE, names.size()));
      Compile compile =
          Compile.with(CompilerKind.JAVAC).withVectorModule().options("-proc:only", "-Xmaxerrs", "10000");
      some.forEach(name -> compile.source(name, classes.get(name)));
      Compilation compilation =
          assertTimeoutPreemptively(
              Duration.ofMinutes(5), (devices ? compile.withTornado() : compile)::run, () -> "no end: " + some);
      List<Finding> bad =
          compilation.findings().stream()
              .filter(f -> f.id().equals("INTERNAL") || f.id().isEmpty() && f.kind() == Diagnostic.Kind.ERROR)
              .toList();
      assertEquals(List.of(), bad, () -> texts(bad, some));
      compilation.own().forEach(f -> ids.add(f.id()));
      generated += (int) compilation.sources().keySet().stream().filter(n -> n.endsWith("Network")).count();
    }
    assertTrue(ids.size() >= diagnostics, ids::toString);
    int sound = generated;
    assertTrue(sound > names.size() / 8, () -> sound + " of " + names.size() + " classes gave source");
  }

  private String texts(List<Finding> bad, List<String> names) {
    return names.stream()
        .filter(name -> bad.stream().anyMatch(f -> f.text().contains(name + ":") || f.text().contains(name + " ")))
        .map(classes::get)
        .collect(Collectors.joining("\n", "", "\n" + bad));
  }

  private void add(Class<? extends Annotation> annotation, Map<Method, String> values, String input) {
    String name = "Net" + classes.size();
    String written = "@" + annotation.getSimpleName() + "(" + arguments(annotation, values) + ")";
    boolean ofClass = annotation == Network.class || annotation == Optimizer.class;
    StringBuilder text =
        new StringBuilder("import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n");
    text.append(annotation == Network.class ? "" : "@Network(input = " + input + ")\n");
    text.append(ofClass ? written + "\n" : "").append("class ").append(name).append(" {\n");
    boolean vector = input.equals("12");
    String before = vector ? "@Dense(units = 4)" : "@Conv2D(filters = 2, kernel = 1, activation = Activation.RELU)";
    text.append("  ").append(before).append(" Layer first;\n  @From(\"input\") ").append(before)
        .append(" Layer second;\n");
    text.append("  ").append(ofClass ? "@Pool(size = 1)" : layer(annotation, written)).append(" Layer layer;\n");
    text.append("  @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;\n}\n");
    classes.put(name, text.toString());
  }

  /** What does not declare a layer stands beside one that does. */
  private static String layer(Class<? extends Annotation> annotation, String written) {
    boolean declares = LayerTable.rules().containsKey(annotation.getSimpleName());
    return declares ? written : written + " @Dense(units = 3)";
  }

  /** All attributes that have a value here, or need one. */
  private static String arguments(Class<? extends Annotation> annotation, Map<Method, String> values) {
    return attributes(annotation).stream()
        .filter(a -> values.containsKey(a) || a.getDefaultValue() == null)
        .map(a -> a.getName() + " = " + (values.containsKey(a) ? values.get(a) : usual(a)))
        .collect(Collectors.joining(", "));
  }

  private static String usual(Method attribute) {
    Class<?> type = attribute.getReturnType();
    return type == int.class || type == int[].class && !attribute.getName().equals("input") ? "2"
        : type == int[].class ? "{6, 6, 2}"
            : type == double.class || type == double[].class ? "0.5f"
                : type == String.class ? "\"first\""
                    : type == String[].class ? "{\"first\", \"second\"}"
                        : type == Class.class ? "Object.class"
                            : type.getSimpleName() + "." + type.getEnumConstants()[0];
  }

  private List<String> values(Method attribute) {
    Class<?> type = attribute.getReturnType();
    if (type == int.class) {
      return INTS;
    } else if (type == int[].class) {
      return arrays();
    } else if (type == double.class) {
      return FLOATS;
    } else if (type == double[].class) {
      return Stream.concat(
          Stream.of("{}", "{" + of(FLOATS) + ", 2f}"), Stream.generate(() -> "{0f, " + of(FLOATS) + ", 1f}").limit(4))
          .toList();
    } else if (type == boolean.class) {
      return List.of("true", "false");
    } else if (type == String.class) {
      return STRINGS;
    } else if (type == String[].class) {
      return List.of("{}", of(STRINGS), "{" + of(STRINGS) + ", " + of(STRINGS) + "}", "{\"first\", \"first\"}");
    }
    if (type == Class.class) {
      return List.of("Object.class", "int.class", "String[].class", "Override.class", "void.class");
    }
    return Arrays.stream(type.getEnumConstants()).map(c -> type.getSimpleName() + "." + c).toList();
  }

  /** Numbers alone, in pairs and in threes. */
  private List<String> arrays() {
    List<String> arrays = new ArrayList<>(INTS);
    for (String number : INTS) {
      arrays.add(
          switch (random.nextInt(6)) {
            case 0 -> "{" + number + ", 1}";
            case 1 -> "{1, " + number + "}";
            case 2 -> "{" + number + ", " + of(INTS) + "}";
            case 3 -> "{" + number + ", 1, 1}";
            case 4 -> "{1, " + number + ", 2}";
            default -> "{" + of(INTS) + ", " + of(INTS) + ", " + number + "}";
          });
    }
    return arrays;
  }

  private String of(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static List<Method> attributes(Class<? extends Annotation> annotation) {
    return Arrays.stream(annotation.getDeclaredMethods())
        .filter(attribute -> !attribute.getReturnType().isAnnotation()) // schedules have a test of their own
        .sorted(Comparator.comparing(Method::getName)).toList();
  }

  /** All annotations that the processor reads. */
  private static List<Class<? extends Annotation>> annotations() {
    List<Class<? extends Annotation>> types = new ArrayList<>();
    for (String name : new TreeSet<>(new KernelsmithProcessor().getSupportedAnnotationTypes())) {
      String place = Network.class.getPackageName() + ".";
      if (!name.startsWith(place) || name.indexOf('.', place.length()) >= 0) { // within one, they hold several of it
        continue;
      }
      try {
        types.add(Class.forName(name).asSubclass(Annotation.class));
      } catch (ClassNotFoundException e) {
        throw new AssertionError(e);
      }
    }
    return types;
  }
}
