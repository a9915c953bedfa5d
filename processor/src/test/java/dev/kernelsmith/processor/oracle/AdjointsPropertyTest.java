package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derived adjoints of random programs: sound, and equal to differences. */
class AdjointsPropertyTest {
  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreeWithDifferences(long seed) {
    Random random = new Random(seed);
    RandomForward forward = new RandomForward(random);
    GradientCheck.jacobian(forward.statements(), forward.result(), random);
  }

  /** What is only moved to another place of an equal shape has its adjoint at that place. */
  @Test
  void aReversalIsNoAlias() {
    Axis u = new Axis("u", 4);
    Buffer input = Buffer.of("x", Buffer.Role.INPUT, List.of(4));
    Buffer x = Buffer.value("copy", List.of(4));
    Buffer reversed = Buffer.value("reversed", List.of(4));
    Buffer w = Buffer.of("w", Buffer.Role.PARAMETER, List.of(4));
    Buffer y = Buffer.value("y", List.of(4));
    Expr weighted = Expr.at(input, List.of(u)).times(Expr.at(w, List.of(u)));
    Expr squared = Expr.at(reversed, List.of(u)).times(Expr.at(reversed, List.of(u)));
    List<Statement> statements =
        List.of(
            Statement.assign("weighted", x, List.of(u), weighted),
            new Statement("reversal", reversed, List.of(Affine.of(u).times(-1).plus(3)), Reduction.NONE, false,
                Expr.at(x, List.of(u)), List.of(u), List.of(), null),
            Statement.assign("square", y, List.of(u), squared));
    GradientCheck.jacobian(statements, y, new Random(1));
  }
}
