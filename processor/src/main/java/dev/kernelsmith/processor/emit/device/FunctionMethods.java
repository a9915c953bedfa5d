package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.kernel.TornadoDialect;
import dev.kernelsmith.processor.ir.BinaryOp;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * Functions that TornadoVM has not, by the polynomials that the runtime's {@code ScalarMath} has: no series in a loop, and no branch. And maxima and
 * minima that keep NaN, over which those of OpenCL pass.
 */
final class FunctionMethods {
  private FunctionMethods() {}

  /** Adds the methods that some statements call. */
  static void write(TypeSpec.Builder type, List<Statement> statements) {
    if (statements.stream().anyMatch(s -> uses(s.value(), UnaryOp.SOFTPLUS))) {
      type.addMethod(function(UnaryOp.SOFTPLUS, "{@code log(1 + exp(x))}.\n", softplus()));
    }
    if (statements.stream().anyMatch(s -> uses(s.value(), UnaryOp.ERF))) {
      type.addMethod(function(UnaryOp.ERF, "The error function.\n", errorFunction()));
    }
    if (statements.stream().anyMatch(s -> uses(s.value(), UnaryOp.FLOOR))) {
      type.addMethod(function(UnaryOp.FLOOR, "The largest whole number that is not above x.\n", wholeNumber()));
    }
    for (BinaryOp op : List.of(BinaryOp.MAX, BinaryOp.MIN)) {
      if (statements.stream().anyMatch(s -> uses(s, op))) {
        type.addMethod(extreme(op));
      }
    }
  }

  /**
   * The greater or the less of two numbers, or NaN where one is. Each choice has one comparison, which PoCL's compiler makes vectors of. Where the
   * second number is a constant, TornadoVM leaves one choice.
   */
  private static MethodSpec extreme(BinaryOp op) {
    String kept = op == BinaryOp.MAX ? "greater" : "less";
    return MethodSpec.methodBuilder(TornadoDialect.extreme(op))
        .addModifiers(Modifier.STATIC)
        .addJavadoc("The $L of two numbers; NaN where one is.\n", kept)
        .addParameter(float.class, "a")
        .addParameter(float.class, "b")
        .returns(float.class)
        .addStatement("return b != b ? b : a $L b ? b : a", op == BinaryOp.MAX ? "<" : ">")
        .build();
  }

  private static boolean uses(Statement s, BinaryOp op) {
    return op == BinaryOp.MAX && s.reduction() == Reduction.MAX || uses(s.value(), op);
  }

  private static boolean uses(Expr e, BinaryOp op) {
    return e instanceof Expr.Binary b && b.op() == op || e.children().stream().anyMatch(c -> uses(c, op));
  }

  private static boolean uses(Expr e, UnaryOp op) {
    return e instanceof Expr.Unary u && u.op() == op || e.children().stream().anyMatch(c -> uses(c, op));
  }

  private static MethodSpec function(UnaryOp op, String comment, CodeBlock code) {
    return MethodSpec.methodBuilder(TornadoDialect.function(op))
        .addModifiers(Modifier.STATIC)
        .addJavadoc(comment)
        .addParameter(float.class, "x")
        .returns(float.class)
        .addCode(code)
        .build();
  }

  /** TornadoVM compiles no {@code Math.floor}. From 2^23 on all floats are whole. */
  private static CodeBlock wholeNumber() {
    CodeBlock.Builder code = CodeBlock.builder();
    code.addStatement("float whole = (int) x");
    code.addStatement("float below = whole > x ? whole - 1f : whole");
    code.addStatement("return #TornadoMath.abs(x) < 8388608f ? below : x");
    return code.build();
  }

  private static CodeBlock softplus() {
    CodeBlock.Builder code = CodeBlock.builder();
    code.addStatement("float u = #TornadoMath.exp(-#TornadoMath.abs(x))");
    code.addStatement("float s = u / (u + 2f)");
    code.addStatement("float z = s * s");
    polynomial(code, "p", "z", "2.8024459e-1f", "2.7999141e-1f", "4.0021699e-1f", "6.6666413e-1f");
    code.addStatement("return p * z * s + 2f * s + #TornadoMath.max(x, 0f)");
    return code.build();
  }

  private static CodeBlock errorFunction() {
    CodeBlock.Builder code = CodeBlock.builder();
    code.addStatement("float magnitude = #TornadoMath.abs(x)");
    code.addStatement("float z = x * x");
    polynomial(
        code, "p", "z", "7.8538610e-5f", "-8.0101935e-4f", "5.1883277e-3f", "-2.6853812e-2f", "1.1283585e-1f",
        "-3.7612626e-1f", "1.2837917e-1f");
    code.addStatement("float t = magnitude > 4f ? 4f : magnitude");
    polynomial(
        code, "q", "t", "1.8637926e-4f", "-2.9476589e-3f", "2.1838066e-2f", "-1.0310676e-1f", "-6.3814483e-1f",
        "-1.1270892f", "-3.4152230e-4f");
    code.addStatement("float large = 1f - #TornadoMath.exp(q)");
    code.addStatement("return magnitude < 1f ? p * x + x : x < 0f ? -large : large");
    return code.build();
  }

  private static void polynomial(CodeBlock.Builder code, String name, String x, String highest, String... others) {
    code.addStatement("float $L = $L", name, highest);
    for (String coefficient : others) {
      boolean negative = coefficient.startsWith("-");
      code.addStatement(
          "$L = $L * $L $L $L", name, name, x, negative ? "-" : "+", negative ? coefficient.substring(1) : coefficient);
    }
  }
}
