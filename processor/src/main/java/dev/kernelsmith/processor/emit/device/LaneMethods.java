package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.emit.text.Value;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/**
 * Methods with which kernels for processors move between numbers and vectors. TornadoVM inlines them, and gives up after so
 * many calls inside calls; {@code get} is an instruction to it, where {@code getS0} and its kin are calls.
 */
final class LaneMethods {
  private static final ClassName VECTOR = TypeNames.of("Float16");

  private LaneMethods() {}

  static void write(TypeSpec.Builder type) {
    type.addMethod(
        method("splat")
            .addJavadoc("A vector with the same number in every lane.\n")
            .addParameter(float.class, "value")
            .returns(VECTOR)
            .addStatement("return new $T($L)", VECTOR, lanes("value", ", "))
            .build());
    MethodSpec.Builder spill =
        method("spill")
            .addJavadoc("Puts the lanes of a vector into an array.\n")
            .addParameter(VECTOR, "vector")
            .addParameter(float[].class, "into")
            .addParameter(int.class, "at");
    CodeBlock.Builder code = CodeBlock.builder();
    for (int lane = 0; lane < LaneAddresses.LANES; lane++) {
      code.addStatement("into[at$L] = vector.get($L)", lane == 0 ? "" : " + " + lane, lane);
    }
    type.addMethod(spill.addCode(code.build()).build());
    type.addMethod(
        method("joined")
            .addJavadoc("The vector whose lanes an array has.\n")
            .addParameter(float[].class, "from")
            .addParameter(int.class, "at")
            .returns(VECTOR)
            .addStatement(
                "return new $T($L)", VECTOR,
                IntStream.range(0, LaneAddresses.LANES)
                    .mapToObj(lane -> "from[at" + (lane == 0 ? "" : " + " + lane) + "]")
                    .collect(Collectors.joining(", ")))
            .build());
    type.addMethod(
        method("sum")
            .addJavadoc("The sum of the lanes of a vector.\n")
            .addParameter(VECTOR, "vector")
            .returns(float.class)
            .addStatement("return $L", tree(0, LaneAddresses.LANES).text())
            .build());
  }

  private static MethodSpec.Builder method(String name) {
    return MethodSpec.methodBuilder(name).addModifiers(Modifier.STATIC);
  }

  private static String lanes(String text, String separator) {
    return IntStream.range(0, LaneAddresses.LANES).mapToObj(_ -> text).collect(Collectors.joining(separator));
  }

  private static Value tree(int from, int to) {
    if (to - from == 1) {
      return Value.number("vector.get(" + from + ")");
    }
    int middle = (from + to) / 2;
    return Value.sum(tree(from, middle), "+", tree(middle, to));
  }
}
