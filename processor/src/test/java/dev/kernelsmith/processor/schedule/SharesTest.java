package dev.kernelsmith.processor.schedule;

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
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharesTest {
  private static final Axis H = new Axis("h", 28);
  private static final Axis W = new Axis("w", 28);
  private static final Axis R = new Axis("r", 5);
  private static final Axis S = new Axis("s", 5);
  private static final Axis C = new Axis("c", 16);
  private static final Axis F = new Axis("f", 6);
  private static final Axis U = new Axis("u", 128);
  private static final Axis K = new Axis("k", 784);

  private static final Buffer E = value("e", H, W, F);

  private static List<String> after(Statement... statements) {
    return text(Shares.apply(List.of(statements)));
  }

  /** One block of 25 rows and 6 columns: neither rows nor columns of an image give enough groups alone. */
  @Test
  void theGradientOfAConvolutionIsCutAlongItsImage() {
    Buffer x = Buffer.value("x", List.of(32, 32));
    Expr pixel = Expr.read(x, List.of(Affine.of(H).plus(Affine.of(R)), Affine.of(W).plus(Affine.of(S))));
    assertEquals(
        List.of(
            "kGradientShares[h, w, r, s, f] += x[n, h + r, w + s] * e[n, h, w, f]",
            "kGradient[r, s, f] += kGradientShares[h, w, r, s, f]"),
        after(sum(parameter("k", R, S, F).gradient(), List.of(R, S, F), List.of(H, W), pixel.times(at(E, H, W, F)))));
  }

  @Test
  void soIsThatOfItsBias() {
    assertEquals(
        List.of("bGradientShares[h, w, f] += e[n, h, w, f]", "bGradient[f] += bGradientShares[h, w, f]"),
        after(sum(parameter("b", F).gradient(), List.of(F), List.of(H, W), at(E, H, W, F))));
  }

  /** Shares of a sample are not so short that adding them up is as much work. */
  @Test
  void aMeanOfAChannelOfEachSampleIsCutAlongRows() {
    assertEquals(
        List.of("sumShares[n, h, c] += x[n, h, w, c]", "sum[n, c] += sumShares[n, h, c]"),
        after(sum(value("sum", C), List.of(C), List.of(H, W), at(value("x", H, W, C), H, W, C))));
  }

  /** A gradient to which several layers add has shares for each of them. */
  @Test
  void sharesOfOneSumHaveNamesOfTheirOwn() {
    Statement bias = sum(parameter("b", F).gradient(), List.of(F), List.of(H, W), at(E, H, W, F));
    assertEquals(
        List.of(
            "bGradientShares[h, w, f] += e[n, h, w, f]", "bGradient[f] += bGradientShares[h, w, f]",
            "bGradientShares2[h, w, f] += e[n, h, w, f]", "bGradient[f] += bGradientShares2[h, w, f]"),
        after(bias, bias.accumulating(true)));
  }

  @Test
  void whatHasEnoughElementsOrFewTermsIsLeftAlone() {
    Statement dense =
        sum(parameter("k", K, U).gradient(), List.of(K, U), List.of(),
            at(value("x", K), K).times(at(value("e", U), U)));
    Statement forward =
        sum(value("y", U), List.of(U), List.of(K), at(value("x", K), K).times(at(parameter("k", K, U), K, U)));
    Statement few = sum(parameter("b", F).gradient(), List.of(F), List.of(R, S), at(value("e", R, S, F), R, S, F));
    assertEquals(text(List.of(dense, forward, few)), after(dense, forward, few));
  }
}
