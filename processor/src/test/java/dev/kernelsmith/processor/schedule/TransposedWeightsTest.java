package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.C;
import static dev.kernelsmith.processor.schedule.Minimal.R;
import static dev.kernelsmith.processor.schedule.Minimal.U;
import static dev.kernelsmith.processor.schedule.Minimal.at;
import static dev.kernelsmith.processor.schedule.Minimal.parameter;
import static dev.kernelsmith.processor.schedule.Minimal.sum;
import static dev.kernelsmith.processor.schedule.Minimal.text;
import static dev.kernelsmith.processor.schedule.Minimal.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.Kernel.Lanes;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransposedWeightsTest {
  private static final Axis CHANNELS = new Axis("c", 20);
  private static final Buffer K = parameter("k", R, CHANNELS, U);

  /** {@code dx[n, w, c] += dz[n, w - r + 1, u] * k[r, c, u]}: the gradient by a row of places. */
  private static Statement gradient(String name, int places) {
    Axis w = new Axis("w", places);
    Affine from = Affine.of(w).plus(Affine.of(R).times(-1)).plus(1);
    Expr product =
        Expr.read(value("dz", w, U), List.of(from, Affine.of(U))).times(at(K, R, CHANNELS, U));
    return sum(value(name, w, CHANNELS), List.of(w, CHANNELS), List.of(R, U), product)
        .guarded(List.of(new Guard(from, places)));
  }

  @Test
  void weightsAreTransposedOnceForAllThatReadThem() {
    List<Statement> after = TransposedWeights.apply(List.of(gradient("dx", 30), gradient("dy", 30)));
    assertEquals("kTransposed[d0, d2, d1] = k[d0, d1, d2]", after.get(0).toString());
    assertEquals(Buffer.Scope.PARAMETER, after.get(0).target().scope());
    String sum = "[n, w, c] += dz[n, w - r + 1, u] * kTransposed[r, u, c]  where 0 <= w - r + 1 < 30";
    assertEquals(List.of("dx" + sum, "dy" + sum), text(after.subList(1, after.size())));
  }

  @Test
  void aWeightThatIsUsedOnceIsReadAsItLies() {
    Statement dense =
        sum(
            value("dx", CHANNELS), List.of(CHANNELS), List.of(U),
            at(value("dz", U), U).times(at(parameter("w", CHANNELS, U), CHANNELS, U)));
    assertEquals(List.of(dense), TransposedWeights.apply(List.of(dense)));
  }

  @Test
  void weightsWhoseLastAxisLanesRunAlongStayAsTheyAre() {
    Axis w = new Axis("w", 30);
    Statement forward =
        sum(
            value("z", w, U), List.of(w, U), List.of(C),
            at(value("x", w, C), w, C).times(at(parameter("w", C, U), C, U)));
    assertEquals(List.of(forward), TransposedWeights.apply(List.of(forward)));
  }

  @Test
  void theGradientByAnImageIsOfVectorsAndTheSame() {
    Axis w = new Axis("w", 30);
    Buffer input = Buffer.of("input", Buffer.Role.INPUT, List.of(30, 16));
    Program program =
        new Program(
            "train", List.of(
                Statement.assign("input", value("dz", w, U), List.of(w, U), at(input, w, U)), gradient("dx", 30),
                Statement.assign(
                    "out", Buffer.of("dx.Out", Buffer.Role.OUTPUT, List.of(30, 20)), List.of(w, CHANNELS),
                    at(value("dx", w, CHANNELS), w, CHANNELS))));
    ScheduledProgram schedule = Schedules.of(program, Target.vectorSingle(32));
    Kernel kernel = schedule.kernels().stream().filter(k -> k.name().equals("dx")).findFirst().orElseThrow();
    assertEquals(Lanes.AXIS, kernel.lanes());
    assertEquals(List.of(), Schedules.differences(program, schedule.plain(), 1));
  }
}
