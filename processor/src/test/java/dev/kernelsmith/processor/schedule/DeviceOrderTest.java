package dev.kernelsmith.processor.schedule;

import static dev.kernelsmith.processor.schedule.Minimal.U;
import static dev.kernelsmith.processor.schedule.Minimal.assign;
import static dev.kernelsmith.processor.schedule.Minimal.at;
import static dev.kernelsmith.processor.schedule.Minimal.batch;
import static dev.kernelsmith.processor.schedule.Minimal.sum;
import static dev.kernelsmith.processor.schedule.Minimal.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.generated.RandomPrograms;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeviceOrderTest {
  private static final Buffer X = value("x", U);
  private static final Buffer Y = value("y", U);
  private static final Buffer Z = value("z", U);

  private static final List<Consumer<Scheduler>> BEFORE =
      List.of(
          Scheduler::fillers, Scheduler::partialSums, Scheduler::packing, Scheduler::biasFirst, Scheduler::halos,
          Scheduler::phases, Scheduler::fusion, Scheduler::poolFusion);

  /** {@code target[u] = from[u]}, or summed over the batch where the target belongs to it and what is read to samples. */
  private static Statement copy(Buffer target, Buffer from) {
    return target.perSample() || !from.perSample()
        ? assign(target, at(from, U), U)
        : sum(target, List.of(U), List.of(), at(from, U));
  }

  private static List<List<Statement>> each(Statement... statements) {
    return Stream.of(statements).map(List::of).toList();
  }

  private static List<String> targets(List<List<Statement>> groups) {
    return groups.stream().map(group -> group.getFirst().target().name()).toList();
  }

  @Test
  void sumsOverTheBatchComeLastInTheirOrder() {
    assertEquals(
        List.of("y", "z", "a", "b"),
        targets(
            DeviceOrder.sumsLast(each(copy(batch("a", U), X), copy(Y, X), copy(batch("b", U), Y), copy(Z, Y)), false)));
  }

  /** A product of matrices stands behind the sums that can share a launch, but before a sum that adds to the same gradient. */
  @Test
  void productsOfMatricesComeLast() {
    Axis k = new Axis("k", 256);
    Axis u = new Axis("u", 128);
    Buffer x = Buffer.value("x", List.of(256));
    Buffer y = Buffer.value("y", List.of(128));
    Statement product = sum(batch("w", k, u), List.of(k, u), List.of(), at(x, k).times(at(y, u)));
    Statement bias = sum(batch("b", u), List.of(u), List.of(), at(y, u));
    Statement more = sum(batch("w", k, u), List.of(k, u), List.of(), at(x, k).plus(at(y, u))).accumulating(true);
    assertEquals(List.of("b", "w"), targets(DeviceOrder.sumsLast(each(product, bias), true)));
    assertEquals(List.of("w", "b"), targets(DeviceOrder.sumsLast(each(product, bias), false)));
    List<List<Statement>> ordered = DeviceOrder.sumsLast(each(product, more, bias), true);
    assertEquals(List.of("b", "w", "w"), targets(ordered));
    assertEquals(more, ordered.getLast().getFirst());
  }

  @Test
  void aSumComesBeforeWhatChangesWhatItReads() {
    assertEquals(
        List.of("z", "a", "y", "b"),
        targets(
            DeviceOrder.sumsLast(each(copy(batch("a", U), Y), copy(Z, X), copy(Y, X), copy(batch("b", U), Y)), false)));
  }

  @Test
  void aSumComesBeforeWhatReadsIt() {
    Buffer a = batch("a", U);
    assertEquals(List.of("z", "a", "y"),
        targets(DeviceOrder.sumsLast(each(copy(a, X), copy(Z, X), copy(Y, a)), false)));
  }

  /** Two chains side by side: the first links of both come before the second ones. */
  @Test
  void whatRunsOnceStandsByDepth() {
    Buffer a = batch("a", U);
    Buffer a2 = batch("a2", U);
    Buffer a3 = batch("a3", U);
    Buffer b = batch("b", U);
    Buffer b2 = batch("b2", U);
    Buffer given = batch("given", U);
    assertEquals(
        List.of("a", "b", "a2", "b2", "a3"),
        targets(DeviceOrder.once(each(copy(a, given), copy(a2, a), copy(a3, a2), copy(b, given), copy(b2, b)))));
  }

  /** Neither is one moved before another that reads what it overwrites. */
  @Test
  void whatIsReadStaysUntilItIsRead() {
    Buffer a = batch("a", U);
    Buffer b = batch("b", U);
    Buffer c = batch("c", U);
    assertEquals(
        List.of("a", "b", "c", "a"),
        targets(DeviceOrder.once(each(copy(a, c), copy(b, a), copy(a, batch("d", U)), copy(c, batch("e", U))))));
  }

  /** The pass changes nothing of a schedule for a CPU. */
  @Test
  void onlyDevicesAreOrdered() {
    Set<String> changed = new TreeSet<>();
    for (long seed = 101; seed <= 120; seed++) {
      Program program = RandomPrograms.of(seed);
      Schedules.TARGETS.forEach((name, target) -> {
        Scheduler scheduler = new Scheduler(program, target, Schedules.parameters(program));
        BEFORE.forEach(pass -> pass.accept(scheduler));
        String before = scheduler.toString();
        scheduler.deviceOrder();
        if (!scheduler.toString().equals(before)) {
          changed.add(name);
        }
      });
    }
    Set<String> devices = new TreeSet<>();
    Schedules.TARGETS.forEach((name, target) -> {
      if (target.device()) {
        devices.add(name);
      }
    });
    assertEquals(devices, changed);
  }
}
