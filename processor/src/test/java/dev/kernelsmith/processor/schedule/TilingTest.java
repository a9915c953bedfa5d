package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.assign;
import static dev.kernelsmith.processor.schedule.Minimal.at;
import static dev.kernelsmith.processor.schedule.Minimal.input;
import static dev.kernelsmith.processor.schedule.Minimal.lossGradient;
import static dev.kernelsmith.processor.schedule.Minimal.parameter;
import static dev.kernelsmith.processor.schedule.Minimal.sum;
import static dev.kernelsmith.processor.schedule.Minimal.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class TilingTest {
  /** The loops of the kernel that computes the gradient of a dense layer over steps, outermost first, by the name of their axes. */
  private static List<String> loopsOfGradient(int steps, int inputs, int units) {
    Axis t = new Axis("t", steps);
    Axis k = new Axis("k", inputs);
    Axis u = new Axis("u", units);
    Statement x = assign(value("x", t, k), at(input(t), t).times(Expr.constant(2)), t, k);
    Statement g = assign(value("g", t, u), at(input(t), t).times(at(lossGradient())), t, u);
    Statement gradient =
        sum(
            parameter("w", k, u).gradient(), List.of(k, u), List.of(t),
            at(x.target(), t, k).times(at(g.target(), t, u)));
    ScheduledProgram program =
        Schedules.of(new Program("train", List.of(x, g, gradient)), Target.vectorBlock(32));
    return program.kernels().stream().filter(kernel -> kernel.main().sumsOverSamples()).findFirst().orElseThrow()
        .loops().stream().map(loop -> loop.axis().name()).toList();
  }

  @Test
  void rowsThatNoNearCacheHoldsAreReadOncePanelByPanel() {
    assertEquals(List.of("panel", "u", "k"), loopsOfGradient(64, 128, 512));
  }

  @Test
  void rowsThatANearCacheHoldsAreReadForEachTile() {
    assertEquals(List.of("k", "panel", "u"), loopsOfGradient(64, 512, 128));
  }
}
