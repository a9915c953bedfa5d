package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.K;
import static dev.kernelsmith.processor.schedule.Minimal.U;
import static dev.kernelsmith.processor.schedule.Minimal.ZERO;
import static dev.kernelsmith.processor.schedule.Minimal.assign;
import static dev.kernelsmith.processor.schedule.Minimal.at;
import static dev.kernelsmith.processor.schedule.Minimal.batch;
import static dev.kernelsmith.processor.schedule.Minimal.input;
import static dev.kernelsmith.processor.schedule.Minimal.lossGradient;
import static dev.kernelsmith.processor.schedule.Minimal.parameter;
import static dev.kernelsmith.processor.schedule.Minimal.sum;
import static dev.kernelsmith.processor.schedule.Minimal.text;
import static dev.kernelsmith.processor.schedule.Minimal.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;
import org.junit.jupiter.api.Test;

class FillersTest {
  private static final Statement HANDED_IN = assign(value("x", K), at(input(K), K), K);

  private static List<Statement> summed(Expr term) {
    return List.of(HANDED_IN, sum(batch("b", K), List.of(K), List.of(), term));
  }

  /** As behind a normalisation by the batch, which takes a mean from the gradients. */
  @Test
  void ofAProductTheLatestFactorThatFollowsFromTheLossIsSelected() {
    Expr live = Expr.read(lossGradient(), List.of());
    Statement gradient = assign(value("g", K), live.minus(Expr.Scalar.INVERSE_SAMPLES), K);
    Statement summed =
        sum(batch("b", K), List.of(K), List.of(), at(value("x", K), K).times(at(value("g", K), K)));
    List<Statement> before = List.of(HANDED_IN, gradient, summed);
    assertEquals(summed, Fillers.entered(before));
    List<Statement> after = Fillers.apply(before);
    assertEquals(
        List.of("x[n, k] = input[n, k]",
            "g[n, k] = (lossGradient[n] < 0 ? 0 : lossGradient[n] - inverseSamples)", "b[k] += x[n, k] * g[n, k]"),
        text(after));
    assertNull(Fillers.entered(after));
  }

  /** What a layer makes of another value may be infinite, and 0 times that is not 0. */
  @Test
  void valuesOfTheForwardPassStay() {
    List<Statement> before = summed(at(value("x", K), K).times(Expr.Scalar.INVERSE_SAMPLES));
    assertEquals(before.getLast(), Fillers.entered(before));
    List<Statement> after = Fillers.apply(before);
    assertEquals(
        List.of("x[n, k] = input[n, k]", "b[k] += (lossGradient[n] < 0 ? 0 : x[n, k] * inverseSamples)"),
        text(after));
    assertNull(Fillers.entered(after));
  }

  @Test
  void aSumOfAnythingElseSelectsItself() {
    assertEquals(
        List.of("x[n, k] = input[n, k]", "b[k] += (lossGradient[n] < 0 ? 0 : exp(x[n, k]))"),
        text(Fillers.apply(summed(Expr.unary(UnaryOp.EXP, at(value("x", K), K))))));
  }

  @Test
  void gradientsThatTheLossSelectsAreLeftAlone() {
    Buffer gradient = value("y.Gradient", U);
    Expr live = Expr.read(lossGradient(), List.of());
    Statement loss =
        assign(gradient, Expr.select(Relation.GREATER, live, ZERO, at(value("x", K), U), ZERO), U);
    Statement through = assign(value("z.Gradient", U), at(gradient, U).times(at(parameter("w", U), U)), U);
    Statement weights =
        sum(parameter("w", U).gradient(), List.of(U), List.of(),
            at(value("x", K), U).times(at(value("z.Gradient", U), U)));
    List<Statement> program = List.of(HANDED_IN, loss, through, weights);
    assertEquals(program, Fillers.apply(program));
  }

  @Test
  void aProgramWithoutSumsOverTheBatchIsLeftAlone() {
    List<Statement> program = List.of(HANDED_IN, sum(value("y"), List.of(), List.of(K), at(value("x", K), K)));
    assertEquals(program, Fillers.apply(program));
  }

  @Test
  void whatIsZeroForFillersDoesNotStayItWithASummand() {
    Expr live = Expr.read(lossGradient(), List.of());
    Statement selected =
        assign(value("y", K), Expr.select(Relation.GREATER, live, ZERO, at(value("x", K), K), ZERO), K);
    Statement shifted = assign(value("z", K), at(value("y", K), K).plus(Expr.constant(1)), K);
    Statement summed = sum(batch("b", K), List.of(K), List.of(), at(value("z", K), K));
    assertEquals(summed, Fillers.entered(List.of(HANDED_IN, selected, shifted, summed)));
  }
}
