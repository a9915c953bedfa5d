package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.CompiledNetwork;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No method of a user's class may take the place of one that every network has, whatever there comes to be. */
class MethodClashTest {
  /** Methods that get a parameter for each input. */
  private static final Set<String> TYPED =
      Set.of("predict", "logits", "classify", "classifyPositions", "inspect", "outputs");

  private static List<Method> methods() {
    return Arrays.stream(CompiledNetwork.class.getDeclaredMethods())
        .filter(method -> !method.isSynthetic() && !Modifier.isStatic(method.getModifiers()))
        .toList();
  }

  @Test
  void eachMethodOfANetworkIsReported() {
    List<String> expected = new ArrayList<>();
    StringBuilder source =
        new StringBuilder("import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n");
    List<Method> methods = methods();
    for (int i = 0; i < methods.size(); i++) {
      Method method = methods.get(i);
      Class<?>[] types = method.getParameterTypes();
      String parameters = IntStream.range(0, types.length)
          .mapToObj(p -> types[p].getCanonicalName() + " p" + p).collect(Collectors.joining(", ", "(", ")"));
      source.append(
          "@Network(input = 2) class N%d { @Dense(units = 1) Layer out; void %s%s {} }%n"
              .formatted(i, method.getName(), parameters));
      String signature = method.getName()
          + Arrays.stream(types).map(Class::getSimpleName).collect(Collectors.joining(", ", "(", ")"));
      expected.add(
          "[METHOD_CLASH] Method %s of N%d has the signature of CompiledNetwork.%s, which the generated N%dNetwork gets: rename the method or change its parameters."
              .formatted(signature, i, signature, i));
    }
    Compilation compilation = Compile.with(CompilerKind.JAVAC).source("Clashes", source.toString()).run();
    assertEquals(
        expected.stream().sorted().toList(),
        compilation.own().stream().map(Compilation.Finding::text).sorted().toList(), compilation::report);
  }

  /** Else a network with two inputs of floats would have one method in the place of another. */
  @Test
  void noMethodOfANetworkIsOneWithAParameterForEachInput() {
    for (Method method : methods()) {
      Class<?>[] types = method.getParameterTypes();
      boolean arrays = Arrays.stream(types).allMatch(type -> type == float[].class || type == int[].class);
      boolean typed = TYPED.contains(method.getName()) && arrays && (types.length > 1 || types[0] == int[].class);
      boolean ranked = method.getName().equals("topK") && types.length > 2;
      assertFalse(typed || ranked, method::toString);
    }
  }
}
