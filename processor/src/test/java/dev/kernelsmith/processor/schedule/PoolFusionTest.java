package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.C;
import static dev.kernelsmith.processor.schedule.Minimal.F;
import static dev.kernelsmith.processor.schedule.Minimal.H;
import static dev.kernelsmith.processor.schedule.Minimal.W;
import static dev.kernelsmith.processor.schedule.Minimal.assign;
import static dev.kernelsmith.processor.schedule.Minimal.at;
import static dev.kernelsmith.processor.schedule.Minimal.convolution;
import static dev.kernelsmith.processor.schedule.Minimal.pool;
import static dev.kernelsmith.processor.schedule.Minimal.text;
import static dev.kernelsmith.processor.schedule.Minimal.texts;
import static dev.kernelsmith.processor.schedule.Minimal.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PoolFusionTest {
  private static final Buffer Z = value("z", H, W, F);
  private static final Statement SUM = convolution(value("x", H, W, C), Z).guarded(List.of());
  private static final Axis HALF = new Axis("h", 4);
  private static final Axis WIDTH = new Axis("w", 4);
  private static final Buffer Y = Buffer.value("y", List.of(4, 4, 5));

  private static void leavesAlone(Set<Buffer> kept, List<List<Statement>> groups) {
    PoolFusion.Fused after = PoolFusion.apply(groups, kept);
    assertEquals(texts(groups), texts(after.groups()));
    assertEquals(Set.of(), after.windows());
  }

  @Test
  void theMaximumJoinsTheSumThatItSearches() {
    PoolFusion.Fused after = PoolFusion.apply(List.of(List.of(SUM), List.of(pool(Z, Y, 2, 2))), Set.of());
    assertEquals(
        List.of(
            List.of(
                "z[n, h * 2 + i, w * 2 + j, f] += x[n, h * 2 + i + r - 1, w * 2 + j + s - 1, c] * k[r, s, c, f]",
                "y[n, h, w, f] max= z[n, h * 2 + i, w * 2 + j, f]")),
        texts(after.groups()));
    assertEquals(Set.of(new Axis("i", 2), new Axis("j", 2)), after.windows());
  }

  @Test
  void whatFollowsTheMaximumComesAlong() {
    Buffer v = Buffer.value("v", List.of(4, 4, 5));
    Axis c = new Axis("c", 5);
    Statement follows = assign(v, at(Y, HALF, WIDTH, c), HALF, WIDTH, c);
    PoolFusion.Fused after =
        PoolFusion.apply(List.of(List.of(SUM), List.of(pool(Z, Y, 2, 2), follows)), Set.of());
    assertEquals("v[n, h, w, f] = y[n, h, w, f]", text(after.groups().getFirst()).getLast());
  }

  @Test
  void windowsThatOverlapOrAreLargeAreLeftAlone() {
    leavesAlone(Set.of(), List.of(List.of(SUM), List.of(pool(Z, Buffer.value("y", List.of(7, 7, 5)), 2, 1))));
    leavesAlone(Set.of(), List.of(List.of(SUM), List.of(pool(Z, Buffer.value("y", List.of(2, 2, 5)), 3, 3))));
  }

  @Test
  void aSumThatOthersNeedIsLeftAlone() {
    List<Statement> maximum = List.of(pool(Z, Y, 2, 2));
    leavesAlone(Set.of(Z), List.of(List.of(SUM), maximum));
    leavesAlone(Set.of(),
        List.of(List.of(SUM), maximum, List.of(assign(value("v", H, W, F), at(Z, H, W, F), H, W, F))));
    leavesAlone(Set.of(), List.of(List.of(SUM, assign(value("v", H, W, F), at(Z, H, W, F), H, W, F)), maximum));
  }

  @Test
  void aMaximumDoesNotPassWhatItsKernelReads() {
    Axis c = new Axis("c", 5);
    Buffer v = Buffer.value("v", List.of(4, 4, 5));
    Statement between = assign(v, at(Buffer.value("u", List.of(4, 4, 5)), HALF, WIDTH, c), HALF, WIDTH, c);
    Statement follows =
        assign(
            Buffer.value("t", List.of(4, 4, 5)), at(Y, HALF, WIDTH, c).plus(at(v, HALF, WIDTH, c)), HALF, WIDTH, c);
    List<Statement> maximum = List.of(pool(Z, Y, 2, 2), follows);
    PoolFusion.Fused after = PoolFusion.apply(List.of(List.of(SUM), List.of(between), maximum), Set.of());
    assertEquals(
        List.of("v", "z"), after.groups().stream().map(group -> group.getFirst().target().label()).toList(),
        "the sum comes down to the maximum");
    Statement changed = assign(value("x", H, W, C), Minimal.ZERO, H, W, C).accumulating(true);
    leavesAlone(Set.of(), List.of(List.of(SUM), List.of(between), List.of(changed), maximum));
  }

  @Test
  void aSumThatIsPartOfABufferIsLeftAlone() {
    Buffer taller = Buffer.value("z", List.of(9, 8, 5));
    Statement part =
        new Statement(
            SUM.label(), taller, SUM.index(), SUM.reduction(), false, SUM.value(), SUM.axes(), List.of(), null);
    Axis row = new Axis("row", 1);
    Statement rest =
        assign(taller, Minimal.ZERO, row, W, F)
            .at(
                List.of(
                    Affine.of(row).plus(8), Affine.of(W),
                    Affine.of(F)));
    leavesAlone(Set.of(), List.of(List.of(part), List.of(rest), List.of(pool(taller, Y, 2, 2))));
  }
}
