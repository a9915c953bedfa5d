package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.emit.kernel.ReductionLoops;
import dev.kernelsmith.processor.emit.kernel.Scope;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Guard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One loop over all reduced axes together, of which each thread of a work group takes every so many iterations: neighbouring threads
 * take neighbouring samples.
 */
final class StridedLoop extends ReductionLoops {
  private final String threads;
  private final List<Guard> guards;

  /**
   * A loop; its axes may have that of the samples among them.
   *
   * @param threads threads of the work group, as source
   */
  StridedLoop(List<Axis> axes, List<Guard> guards, String threads) {
    super(axes, guards);
    this.guards = guards;
    this.threads = threads;
  }

  @Override
  public void open(Scope scope) {
    List<Axis> positions = new ArrayList<>(axes());
    boolean samples = positions.removeIf(a -> a.extent() == BATCH);
    int count = positions.stream().mapToInt(Axis::extent).reduce(1, Math::multiplyExact);
    String total = !samples ? Integer.toString(count) : count == 1 ? "batch" : count + " * batch";
    String i = samples && count == 1 ? TornadoAddresses.SAMPLE.name()
        : !samples && positions.size() == 1 ? positions.getFirst().name() : scope.names().exact("i");
    scope.open(String.format(Locale.ROOT, "for (int %s = thread; %s < %s; %s += %s)", i, i, total, i, threads));
    if (samples && count > 1) {
      scope.line("int n = " + i + " % batch");
    }
    if (count > 1) {
      Digits.declare(scope, Value.number(i), samples ? "batch" : "", Digits.of(positions));
    }
    for (Guard guard : guards) {
      test(scope, guard);
    }
  }

  @Override
  public void close(Scope scope) {
    super.close(scope);
    scope.close();
  }
}
