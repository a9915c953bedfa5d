package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.assign;
import static dev.kernelsmith.processor.schedule.Minimal.at;
import static dev.kernelsmith.processor.schedule.Minimal.text;
import static dev.kernelsmith.processor.schedule.Minimal.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SumFollowersTest {
  private static final Axis C = new Axis("c", 16);
  private static final Axis U = new Axis("u", 16);

  private static final Buffer X = value("x", C);
  private static final Buffer SUM = Buffer.ofBatch("sum", List.of(16));
  private static final Buffer MEAN = Buffer.ofBatch("mean", List.of(16));
  private static final Buffer SCALE = Buffer.ofBatch("scale", List.of(16));

  private static final Statement SUMMED = Minimal.sum(SUM, List.of(C), List.of(), at(X, C));

  private static Scheduler.Groups groups(List<List<Statement>> once, List<List<Statement>> blocks) {
    return new Scheduler.Groups(once, blocks, Set.of());
  }

  /** Kernels of each phase: what runs once, and behind a bar what runs for samples. */
  private static List<String> after(List<List<Statement>> once, List<List<Statement>> sums) {
    List<Scheduler.Groups> phases =
        SumFollowers.apply(List.of(groups(List.of(), sums), groups(once, List.of())), s -> false);
    return phases.stream().map(phase -> all(phase.once()) + " | " + all(phase.blocks())).toList();
  }

  private static String all(List<List<Statement>> groups) {
    return String.join(" & ", groups.stream().map(group -> String.join("; ", text(group))).toList());
  }

  @Test
  void whatFollowsForAnElementJoinsItsSum() {
    assertEquals(
        List.of(" | sum[c] += x[n, c]; mean[c] = sum[c] * 0.5; scale[c] = mean[c] * sum[c]", " | "),
        after(
            List.of(
                List.of(assign(MEAN, at(SUM, U).times(Expr.constant(0.5)), U)),
                List.of(assign(SCALE, at(MEAN, C).times(at(SUM, C)), C))),
            List.of(List.of(SUMMED))));
  }

  @Test
  void whatReadsOtherElementsStays() {
    Expr reversed = Expr.read(SUM, List.of(Affine.of(C).times(-1).plus(15)));
    assertEquals(
        List.of(" | sum[c] += x[n, c]", "mean[c] = sum[-c + 15] | "),
        after(List.of(List.of(assign(MEAN, reversed, C))), List.of(List.of(SUMMED))));
  }

  /** Two sums run side by side: what needs both waits for them, and so does what needs that. */
  @Test
  void whatNeedsSeveralSumsStays() {
    Buffer other = Buffer.ofBatch("other", List.of(16));
    Statement second = Minimal.sum(other, List.of(C), List.of(), at(value("y", C), C));
    assertEquals(
        List.of(
            " | sum[c] += x[n, c] & other[c] += y[n, c]",
            "mean[c] = sum[c] * other[c] & scale[c] = mean[c] * sum[c] | "),
        after(
            List.of(
                List.of(assign(MEAN, at(SUM, C).times(at(other, C)), C)),
                List.of(assign(SCALE, at(MEAN, C).times(at(SUM, C)), C))),
            List.of(List.of(SUMMED), List.of(second))));
  }

  /** Samples still read the old value while sums are taken. */
  @Test
  void whatChangesWhatSamplesReadStays() {
    Statement reads = assign(value("z", C), at(X, C).times(at(MEAN, C)), C);
    assertEquals(
        List.of(" | z[n, c] = x[n, c] * mean[c] & sum[c] += x[n, c]", "mean[c] = sum[c] | "),
        after(List.of(List.of(assign(MEAN, at(SUM, C), C))), List.of(List.of(reads), List.of(SUMMED))));
  }
}
