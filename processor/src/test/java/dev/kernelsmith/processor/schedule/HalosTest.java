package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.C;
import static dev.kernelsmith.processor.schedule.Minimal.F;
import static dev.kernelsmith.processor.schedule.Minimal.H;
import static dev.kernelsmith.processor.schedule.Minimal.W;
import static dev.kernelsmith.processor.schedule.Minimal.convolution;
import static dev.kernelsmith.processor.schedule.Minimal.input;
import static dev.kernelsmith.processor.schedule.Minimal.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HalosTest {
  private final Halos halos = new Halos();

  @Test
  void guardsOfALargeWindowBecomeAHalo() {
    Buffer x = value("x", H, W, C);
    assertEquals(
        "z[n, h, w, f] += x[n, h + r - 1, w + s - 1, c] * k[r, s, c, f]",
        halos.absorb(convolution(x, value("z", H, W, F))).toString());
    assertEquals(List.of(1, 1, 0), halos.before(x));
    assertEquals(List.of(1, 1, 0), halos.after(x));
    assertEquals(Set.of(x), halos.haloed());
  }

  @Test
  void aWindowThatWouldMostlyMultiplyZerosIsCutInOneDirection() {
    Buffer x = Buffer.value("x", List.of(3, 3, 2));
    Statement after = halos.absorb(convolution(x, Buffer.value("z", List.of(3, 3, 5))));
    assertEquals(List.of("0 <= h + r - 1 < 3"), after.guards().stream().map(Guard::toString).toList());
    assertEquals(List.of(0, 1, 0), halos.before(x));
    assertEquals(List.of(0, 1, 0), halos.after(x));
  }

  @Test
  void theWidestWindowGivesTheHalo() {
    Buffer x = value("x", H, W, C);
    halos.absorb(convolution(x, value("z", H, W, F)));
    halos.absorb(convolution(x, Buffer.value("y", List.of(9, 9, 5))));
    assertEquals(List.of(1, 1, 0), halos.before(x));
    assertEquals(List.of(2, 2, 0), halos.after(x));
  }

  @Test
  void whatIsHandedInAndWhatIsNoProductIsLeftAlone() {
    Statement external = convolution(input(H, W, C), value("z", H, W, F));
    assertEquals(external, halos.absorb(external));
    Statement product = convolution(value("x", H, W, C), value("z", H, W, F));
    Statement maximum =
        new Statement(
            "max", product.target(), product.index(), Reduction.MAX, false, product.value().reads().getFirst(),
            product.axes(), product.guards(), null);
    assertEquals(maximum, halos.absorb(maximum));
    assertEquals(Set.of(), halos.haloed());
  }
}
