package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.assign;
import static dev.kernelsmith.processor.schedule.Minimal.at;
import static dev.kernelsmith.processor.schedule.Minimal.input;
import static dev.kernelsmith.processor.schedule.Minimal.parameter;
import static dev.kernelsmith.processor.schedule.Minimal.sum;
import static dev.kernelsmith.processor.schedule.Minimal.text;
import static dev.kernelsmith.processor.schedule.Minimal.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.Kernel.Lanes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowSumsTest {
  private static final Axis K = new Axis("k", 200);

  /** {@code y[n, u] += x[n, k] * w[k, u]}. */
  private static Statement dense(Axis terms, Axis units) {
    return sum(
        value("y", units), List.of(units), List.of(terms),
        at(value("x", terms), terms).times(at(parameter("w", terms, units), terms, units)));
  }

  private static List<Statement> behind(Statement s) {
    return RowSums.apply(List.of(s), Map.of()).statements();
  }

  @Test
  void aWideSumIsComputedInRowsAndCopied() {
    Axis units = new Axis("u", 64);
    Expr bias = at(parameter("b", units), units);
    RowSums.Rewritten after =
        RowSums.apply(List.of(dense(K, units)), Map.of(value("y", units), bias));
    assertEquals(List.of("yRows[n, u] += x[n, k] * w[k, u]", "y[n, u] = yRows[n, u]"), text(after.statements()));
    Buffer rows = after.rows().iterator().next();
    assertEquals(Map.of(rows, bias), after.starts(), "it starts from the bias as before");
  }

  @ParameterizedTest
  @CsvSource({
    "60, 64, the copy takes longer than what it saves",
    "200, 16, a tile would hold one vector of a row",
    "200, 112, a tile would hold one vector of a row or seven",
    "200, 20, much of a row is padding"})
  void aSumThatGainsNothingIsLeftAlone(int terms, int units, String why) {
    Statement s = dense(new Axis("k", terms), new Axis("u", units));
    assertEquals(List.of(s), behind(s), why);
  }

  @Test
  void aWeightThatASampleUsesTwiceIsLeftToLanesOfSamples() {
    Axis units = new Axis("u", 64);
    Axis places = new Axis("p", 2);
    Statement s =
        sum(
            value("y", places, units), List.of(places, units), List.of(K),
            at(value("x", places, K), places, K).times(at(parameter("w", K, units), K, units)));
    assertEquals(List.of(s), behind(s));
  }

  @Test
  void whatIsHandedInIsLeftAlone() {
    Axis units = new Axis("u", 64);
    Statement s =
        sum(
            value("y", units), List.of(units), List.of(K),
            at(input(K), K).times(at(parameter("w", K, units), K, units)));
    assertEquals(List.of(s), behind(s));
  }

  /** Samples are a loop of the tile, and each element that it loads serves several multiplications. */
  @ParameterizedTest
  @CsvSource({"16", "32"})
  void aTileHasSeveralSamplesAndSeveralVectors(int registers) {
    Axis units = new Axis("u", 64);
    Buffer x = value("x", K);
    List<Statement> program =
        List.of(
            assign(x, at(input(K), K), K), dense(K, units),
            Statement.assign(
                "out", Buffer.of("y.Out", Buffer.Role.OUTPUT, List.of(64)), List.of(units),
                at(value("y", units), units)));
    ScheduledProgram schedule =
        Schedules.of(new Program("predict", program), Target.vectorBlock(registers));
    Kernel kernel = schedule.kernels().stream().filter(Kernel::tilesSamples).findFirst().orElseThrow();
    assertEquals(Lanes.AXIS, kernel.lanes());
    assertTrue(kernel.loops().stream().allMatch(loop -> loop.tile() > 1), kernel.loops()::toString);
  }
}
