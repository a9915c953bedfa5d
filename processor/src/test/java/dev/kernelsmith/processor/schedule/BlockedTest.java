package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.at;
import static dev.kernelsmith.processor.schedule.Minimal.parameter;
import static dev.kernelsmith.processor.schedule.Minimal.sum;
import static dev.kernelsmith.processor.schedule.Minimal.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BlockedTest {
  private static final Axis H = new Axis("h", 30);
  private static final Axis W = new Axis("w", 30);
  private static final Axis R = new Axis("r", 3);
  private static final Axis S = new Axis("s", 3);

  private static Statement forward(int channels, int filters) {
    Axis c = new Axis("c", channels);
    Axis f = new Axis("f", filters);
    return sum(value("y", H, W, f), List.of(H, W, f), List.of(R, S, c),
        pixel(c).times(at(parameter("k", R, S, c, f), R, S, c, f)));
  }

  private static Statement gradient(int channels, int filters) {
    Axis c = new Axis("c", channels);
    Axis f = new Axis("f", filters);
    return sum(
        parameter("k", R, S, c, f).gradient(), List.of(R, S, c, f), List.of(H, W),
        pixel(c).times(at(value("e", H, W, f), H, W, f)));
  }

  private static Expr pixel(Axis c) {
    Buffer x = Buffer.value("x", List.of(32, 32, c.extent()));
    return Expr.read(x, List.of(Affine.of(H).plus(Affine.of(R)), Affine.of(W).plus(Affine.of(S)), Affine.of(c)));
  }

  private static Blocked product(Statement s) {
    return Objects.requireNonNull(Blocked.of(s), s::toString);
  }

  private static List<String> names(List<Axis> axes) {
    return axes.stream().map(Axis::name).toList();
  }

  @Test
  void theRowsOfAConvolutionAreItsFiltersAndThereIsAProductForEachPlace() {
    Blocked product = product(forward(16, 48));
    assertEquals("k", product.left().buffer().name());
    assertEquals(List.of("f"), names(product.rows()));
    assertEquals(List.of("h", "w"), names(product.outer()));
    assertEquals(List.of("r", "s", "c"), names(product.inner()));
    assertTrue(product.samples());
    assertEquals(2 * 900, product.blocks());
  }

  @Test
  void theRowsOfItsGradientAreTheLongerSide() {
    assertEquals(List.of("r", "s", "c"), names(product(gradient(16, 8)).rows()));
    assertEquals(List.of("f"), names(product(gradient(1, 48)).rows()));
  }

  /** A group has no more threads than the least device takes, and no team is without a slice. */
  @Test
  void groupsFitDevices() {
    for (int channels : List.of(1, 3, 16, 64, 513)) {
      for (int filters : List.of(4, 16, 17, 64, 513)) {
        for (Statement s : List.of(forward(channels, filters), gradient(channels, filters))) {
          Blocked product = Blocked.of(s);
          if (product != null) {
            assertTrue(product.team() * product.teams() <= 256, s::toString);
            assertTrue(List.of(16, 32, 64).contains(product.team()), s::toString);
            assertEquals(1, Integer.bitCount(product.teams()), s::toString);
          }
        }
      }
    }
  }

  /** Where there are few blocks, teams share the sum; where there are many, each group has one. */
  @Test
  void fewBlocksHaveSeveralTeams() {
    Axis k = new Axis("k", 784);
    Axis u = new Axis("u", 128);
    Statement dense =
        sum(value("y", u), List.of(u), List.of(k), at(value("x", k), k).times(at(parameter("w", k, u), k, u)));
    assertEquals(4, product(dense).teams());
    assertEquals(1, product(forward(16, 64)).teams());
  }

  @Test
  void whatAddsOrReadsOtherwiseIsNoProduct() {
    Axis c = new Axis("c", 16);
    assertNull(Blocked.of(forward(16, 4)), "four filters leave a block empty for the most part");
    assertNull(Blocked.of(sum(value("y", c), List.of(c), List.of(H, W), at(value("x", H, W, c), H, W, c))),
        "one operand");
    assertNull(
        Blocked.of(sum(value("y", c), List.of(c), List.of(H, W),
            at(value("x", H, W, c), H, W, c).times(at(value("z", H, W, c), H, W, c)))),
        "two operands of a sample");
    assertNull(Blocked.of(forward(16, 48).withTarget(parameter("t", H, W, new Axis("f", 48)).gradient())),
        "one operand of a sample, summed over samples");
  }
}
