package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.K;
import static dev.kernelsmith.processor.schedule.Minimal.assign;
import static dev.kernelsmith.processor.schedule.Minimal.at;
import static dev.kernelsmith.processor.schedule.Minimal.batch;
import static dev.kernelsmith.processor.schedule.Minimal.input;
import static dev.kernelsmith.processor.schedule.Minimal.parameter;
import static dev.kernelsmith.processor.schedule.Minimal.sum;
import static dev.kernelsmith.processor.schedule.Minimal.text;
import static dev.kernelsmith.processor.schedule.Minimal.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartialSumsTest {
  private static final Buffer MEAN = batch("mean", K);
  private static final Expr X = at(value("x", K), K);
  private static final Statement HANDED_IN = assign(value("x", K), at(input(K), K), K);

  private static Statement centred(String name) {
    return assign(value(name, K), X.minus(at(MEAN, K)), K);
  }

  private static Statement summed() {
    return sum(MEAN, List.of(K), List.of(), X);
  }

  @Test
  void aSumIsJoinedBeforeItIsRead() {
    List<Statement> after = PartialSums.apply(List.of(HANDED_IN, summed(), centred("y"), centred("z")));
    assertEquals(
        List.of(
            "x[n, k] = input[n, k]", "meanParts[k] += x[n, k]", "mean[d0] = meanParts[d0]",
            "y[n, k] = x[n, k] - mean[k]", "z[n, k] = x[n, k] - mean[k]"),
        text(after));
    assertEquals(Buffer.Role.PARTS, after.get(1).target().role());
    assertTrue(PartialSums.joins(after.get(2)));
  }

  @Test
  void aSumThatGrowsIsJoinedAnewIntoABufferOfItsOwn() {
    List<Statement> after =
        PartialSums.apply(List.of(HANDED_IN, summed(), centred("y"), summed().accumulating(true), centred("z")));
    assertEquals(
        List.of(
            "mean[d0] = meanParts[d0]", "y[n, k] = x[n, k] - mean[k]", "meanParts[k] += x[n, k]",
            "meanJoined2[d0] = meanParts[d0]", "z[n, k] = x[n, k] - meanJoined2[k]"),
        text(after.subList(2, after.size())));
  }

  @Test
  void theGradientThatStatementsReadIsJoinedToo() {
    Buffer gradient = parameter("w", K).gradient();
    List<Statement> after =
        PartialSums.apply(
            List.of(
                HANDED_IN, sum(gradient, List.of(K), List.of(), X),
                assign(value("y", K), X.times(at(gradient, K)), K)));
    assertEquals(
        List.of(
            "wGradient[k] += x[n, k]", "wGradientSum[d0] = wGradient[d0]", "y[n, k] = x[n, k] * wGradientSum[k]"),
        text(after.subList(1, after.size())));
  }

  @Test
  void aGradientForTheOptimizerAloneAndValuesOfSamplesAreLeftAlone() {
    List<Statement> program =
        List.of(
            HANDED_IN, sum(parameter("w", K).gradient(), List.of(K), List.of(), X),
            sum(value("total"), List.of(), List.of(K), X));
    assertEquals(program, PartialSums.apply(program));
  }
}
