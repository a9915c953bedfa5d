package dev.kernelsmith.processor.schedule;

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
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectInputTest {
  private static final Axis K = new Axis("k", 784);
  private static final Axis U = new Axis("u", 128);
  private static final Buffer X = value("x", K);
  private static final Buffer W = parameter("w", K, U);
  private static final Statement COPY = assign(X, at(input(K), K), K);
  private static final Statement FORWARD =
      sum(value("y", U), List.of(U), List.of(K), at(X, K).times(at(W, K, U)));
  private static final Statement GRADIENT =
      sum(W.gradient(), List.of(K, U), List.of(), at(X, K).times(at(value("e", U), U)));

  private static List<String> after(Statement... statements) {
    return text(DirectInput.apply(List.of(statements)));
  }

  @Test
  void aDenseLayerReadsWhatIsHandedIn() {
    assertEquals(
        List.of("y[n, u] += input[n, k] * w[k, u]", "wGradient[k, u] += input[n, k] * e[n, u]"),
        after(COPY, FORWARD, GRADIENT));
  }

  @Test
  void theCopyStaysForWhatIsNoProductOfMatrices() {
    Statement other = assign(value("z", K), at(X, K).plus(Expr.constant(1)), K);
    assertEquals(text(List.of(COPY, FORWARD, other)), after(COPY, FORWARD, other));
    Statement scaled = assign(X, at(input(K), K).times(Expr.constant(2)), K);
    assertEquals(text(List.of(scaled, FORWARD)), after(scaled, FORWARD));
  }

  /** Neighbours in a window of one channel are few. */
  @Test
  void theCopyStaysForAConvolution() {
    Axis h = new Axis("h", 28);
    Axis w = new Axis("w", 28);
    Axis r = new Axis("r", 6);
    Axis s = new Axis("s", 6);
    Axis f = new Axis("f", 32);
    Buffer given = Buffer.of("input", Buffer.Role.INPUT, List.of(33, 33), 0);
    Buffer image = Buffer.value("x", List.of(33, 33));
    Axis i = new Axis("i", 33);
    Axis j = new Axis("j", 33);
    Statement copy = assign(image, at(given, i, j), i, j);
    Expr pixel = Expr.read(image, List.of(Affine.of(h).plus(Affine.of(r)), Affine.of(w).plus(Affine.of(s))));
    Statement forward =
        sum(value("y", h, w, f), List.of(h, w, f), List.of(r, s), pixel.times(at(parameter("w", r, s, f), r, s, f)));
    assertEquals(text(List.of(copy, forward)), after(copy, forward));
  }
}
