package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.C;
import static dev.kernelsmith.processor.schedule.Minimal.F;
import static dev.kernelsmith.processor.schedule.Minimal.H;
import static dev.kernelsmith.processor.schedule.Minimal.K;
import static dev.kernelsmith.processor.schedule.Minimal.U;
import static dev.kernelsmith.processor.schedule.Minimal.W;
import static dev.kernelsmith.processor.schedule.Minimal.assign;
import static dev.kernelsmith.processor.schedule.Minimal.at;
import static dev.kernelsmith.processor.schedule.Minimal.input;
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
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackingTest {
  private static final Target BLOCK = Target.vectorBlock(32);

  private static final Buffer X = value("x", K);
  private static final Buffer E = value("e", U);

  private static Statement gradient(String weights) {
    return sum(
        parameter(weights, K, U).gradient(), List.of(K, U), List.of(), at(X, K).times(at(E, U)));
  }

  @Test
  void theOperandWithTheLastAxisIsPackedOnce() {
    Packing.Rewritten after = Packing.apply(List.of(gradient("v"), gradient("w")), BLOCK);
    assertEquals(
        List.of(
            "ePacked[n, u] = e[n, u]", "vGradient[k, u] += x[n, k] * ePacked[n, u]",
            "wGradient[k, u] += x[n, k] * ePacked[n, u]"),
        text(after.statements()));
    assertEquals(List.of("ePacked"), after.packed().stream().map(Buffer::label).toList());
  }

  @Test
  void lanesThatConditionsTellApartAreLeftAlone() {
    Guard below = new Guard(Affine.of(U).plus(Affine.of(K).times(-1)), U.extent());
    Guard bound = new Guard(Affine.of(U), U.extent() - 1);
    for (Guard guard : List.of(below, bound)) {
      Statement masked = gradient("w").guarded(List.of(guard));
      for (Target target : List.of(BLOCK, Target.vectorBlock(16), Target.device(DeviceSchedule.CPU))) {
        assertEquals(List.of(masked), Packing.apply(List.of(masked), target).statements(), guard::toString);
      }
    }
    Statement other = gradient("w").guarded(List.of(new Guard(Affine.of(K), K.extent() - 1)));
    assertEquals(2, Packing.apply(List.of(other), BLOCK).statements().size());
  }

  @Test
  void anOperandThatHasChangedIsPackedAnew() {
    Statement more = assign(E, at(X, K), U).accumulating(true);
    assertEquals(
        List.of(
            "ePacked[n, u] = e[n, u]", "vGradient[k, u] += x[n, k] * ePacked[n, u]", more.toString(),
            "ePacked2[n, u] = e[n, u]", "wGradient[k, u] += x[n, k] * ePacked2[n, u]"),
        text(Packing.apply(List.of(gradient("v"), more, gradient("w")), BLOCK).statements()));
  }

  @Test
  void aCopyIsWholeThoughADiagonalIsRead() {
    Buffer squares = Buffer.value("e", List.of(8, 8, 16));
    Expr diagonal = Expr.read(squares, List.of(Affine.of(K), Affine.of(K), Affine.of(U)));
    Axis rows = new Axis("i", 40);
    Statement sum =
        sum(
            parameter("w", rows, U).gradient(), List.of(rows, U), List.of(K),
            at(value("x", rows), rows).times(diagonal));
    Statement large =
        sum(
            Buffer.of("v", Buffer.Role.PARAMETER, List.of(200, 16)).gradient(), List.of(new Axis("i", 200), U),
            List.of(K), at(Buffer.value("x", List.of(200)), new Axis("i", 200)).times(diagonal));
    assertEquals(List.of(sum), Packing.apply(List.of(sum), BLOCK).statements(),
        "as many floats to copy as products to gain");
    assertEquals(
        "ePacked[n, k, kd1, u] = e[n, k, kd1, u]",
        Packing.apply(List.of(large), BLOCK).statements().getFirst().toString());
  }

  @Test
  void aGradientOfManyProductsForFewElementsIsLeftAlone() {
    Statement kernel =
        sum(
            parameter("k", C, F).gradient(), List.of(C, F), List.of(H, W),
            at(value("x", H, W, C), H, W, C).times(at(value("e", H, W, F), H, W, F)));
    assertEquals(List.of(kernel), Packing.apply(List.of(kernel), BLOCK).statements());
  }

  private static Statement ofSteps(String weights, int inputs, int units) {
    Axis t = new Axis("t", 64);
    Axis k = new Axis("k", inputs);
    Axis u = new Axis("u", units);
    return sum(
        parameter(weights, k, u).gradient(), List.of(k, u), List.of(t),
        at(value("x" + inputs, t, k), t, k).times(at(value("g", t, u), t, u)));
  }

  @Test
  void whereAnOperandIsLongWideRowsAreCutIntoPanels() {
    assertEquals(
        List.of(
            "gPacked[n, t, panel, u] = g[n, t, panel * 64 + u]",
            "vGradient[k, panel * 64 + u] += x96[n, t, k] * gPacked[n, t, panel, u]"),
        text(Packing.apply(List.of(ofSteps("v", 96, 512)), BLOCK).statements()));
    assertEquals(
        "vGradient[k, u] += x96[n, t, k] * gPacked[n, t, u]",
        Packing.apply(List.of(ofSteps("v", 96, 264)), BLOCK).statements().getLast().toString(),
        "264 are no whole number of panels");
  }

  @Test
  void whatNoneOfThemPaysForGradientsTogetherMayPayFor() {
    Statement v = ofSteps("v", 24, 512);
    Statement w = ofSteps("w", 24, 512);
    assertEquals(List.of(v), Packing.apply(List.of(v), BLOCK).statements());
    assertEquals(List.of("gPacked"), Packing.apply(List.of(v, w), BLOCK).packed().stream().map(Buffer::label).toList());
    Statement changes = assign(value("g", new Axis("t", 64), new Axis("u", 512)), Expr.constant(0), new Axis("t", 64),
        new Axis("u", 512));
    assertEquals(
        List.of(v, changes, w), Packing.apply(List.of(v, changes, w), BLOCK).statements(),
        "they do not read the same values");
  }

  @Test
  void whatIsNoProductOrNoGradientIsLeftAlone() {
    Statement bias = sum(parameter("b", U).gradient(), List.of(U), List.of(), at(E, U));
    Statement forward =
        sum(E, List.of(U), List.of(K), at(X, K).times(at(parameter("w", K, U), K, U)));
    Statement external =
        sum(
            parameter("w", K, U).gradient(), List.of(K, U), List.of(),
            at(X, K).times(at(input(U), U)));
    List<Statement> program = List.of(forward, bias, external);
    assertEquals(program, Packing.apply(program, BLOCK).statements());
  }

  /** On a device lanes of samples cost more to add up, and rows are not cut into panels. */
  @Test
  void onAProcessorThroughADeviceRowsAreWhole() {
    Target device = Target.device(DeviceSchedule.CPU);
    Axis wide = new Axis("u", 128);
    Buffer e = value("e", wide);
    Statement gradient =
        sum(parameter("v", K, wide).gradient(), List.of(K, wide), List.of(), at(X, K).times(at(e, wide)));
    assertEquals(
        List.of("ePacked[n, u] = e[n, u]", "vGradient[k, u] += x[n, k] * ePacked[n, u]"),
        text(Packing.apply(List.of(gradient), device).statements()));
    Axis image = new Axis("h", 100);
    Buffer of = value("y", image, C);
    Statement kernel =
        sum(
            parameter("k", K, C).gradient(), List.of(K, C), List.of(image),
            at(value("x", image, K), image, K).times(at(of, image, C)));
    assertEquals(List.of(kernel), Packing.apply(List.of(kernel), device).statements(), "long sums, few elements");
  }
}
