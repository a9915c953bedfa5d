package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;
import java.util.function.Predicate;
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

  /** Name of the method that puts 0 in the place of denormal numbers. */
  static final String FLUSHED = "flushed";

  /** What is added and taken away again: 2^-102, whose last bit is 2^-125. */
  private static final float TINY = 0x1p-102f;

  /** Writes the methods that arithmetic on vectors needs: functions of each lane. */
  static void writeArithmetic(TypeSpec.Builder type, List<Expr> values) {
    if (values.stream().anyMatch(value -> uses(value, e -> e instanceof Expr.Select))) {
      type.addMethod(
          method(FLUSHED)
              .addJavadoc(
                  "Lanes without denormal numbers: what is added takes all that is below 2^-126, and of numbers below 2^-102 the last bits.\n")
              .addParameter(VECTOR, "vector")
              .returns(VECTOR)
              .addStatement("$T tiny = splat($Lf)", VECTOR, TINY)
              .addStatement("return $T.sub($T.add(vector, tiny), tiny)", VECTOR, VECTOR)
              .build());
    }
    for (UnaryOp op : List.of(UnaryOp.SQRT, UnaryOp.ABS)) {
      if (values.stream().anyMatch(value -> uses(value, e -> e instanceof Expr.Unary u && u.op() == op))) {
        type.addMethod(ofLanes(op.symbol()));
      }
    }
  }

  private static boolean uses(Expr value, Predicate<Expr> part) {
    List<Expr> operands = value instanceof Expr.Select select ? List.of(select.otherwise()) : value.children();
    return part.test(value) || operands.stream().anyMatch(operand -> uses(operand, part));
  }

  /** A method for a function of each lane, with its name. */
  private static MethodSpec ofLanes(String function) {
    String lanes = IntStream.range(0, LaneAddresses.LANES)
        .mapToObj(lane -> "#TornadoMath." + function + "(vector.get(" + lane + "))")
        .collect(Collectors.joining(", "));
    return method(function)
        .addJavadoc("The function of that name of each lane.\n")
        .addParameter(VECTOR, "vector")
        .returns(VECTOR)
        .addStatement("return new $T($L)", VECTOR, lanes)
        .build();
  }

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
