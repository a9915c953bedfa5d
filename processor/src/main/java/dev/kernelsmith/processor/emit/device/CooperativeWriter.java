package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.emit.kernel.Scope;
import dev.kernelsmith.processor.emit.kernel.TornadoDialect;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Distance;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.schedule.Cooperative;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.Launch;
import java.util.List;
import java.util.Locale;

/**
 * Writes kernels whose elements the threads of a work group share, one kernel after the other: neighbours along the first dimension have neighbouring samples, those along the second take tiles of a
 * sample by turns. Barriers stand outside of all loops and branches, since all threads must come to each. What is computed lies in global memory, so they are those for that.
 */
final class CooperativeWriter {
  private final Launch launch;
  private final String threads;
  private final String tile;

  CooperativeWriter(Constants constants, Launch launch, Scope scope) {
    this.launch = launch;
    threads = Size.SHARERS.in(constants);
    tile = scope.names().exact("tile");
  }

  /** A group along the second dimension, and as many along the first one as the samples need. */
  static TornadoGrid grid() {
    return new TornadoGrid("batch", Cooperative.THREADS, Cooperative.SAMPLES, Cooperative.THREADS);
  }

  void write(Scope scope) {
    scope.line("int n = context.globalIdx");
    scope.line("int thread = context.localIdy");
    List<List<Kernel>> stages = launch.stages();
    for (List<Kernel> stage : stages) {
      if (stage != stages.getFirst()) {
        scope.line("context.globalBarrier()");
      }
      stage.forEach(kernel -> share(scope.inner(), Cooperative.shared(kernel)));
    }
  }

  /** The tiles of a kernel that a thread computes. */
  private void share(Scope scope, Kernel kernel) {
    List<Digits.Digit> counted = Digits.ofTiles(kernel).stream().filter(d -> d.count() > 1).toList();
    switch (counted.size()) {
      case 0 -> scope.open("if (thread == 0)");
      case 1 -> {
        Digits.Digit axis = counted.getFirst();
        turns(scope, axis.axis().name(), axis.axis().extent(), axis.step());
      }
      default -> {
        turns(scope, tile, Launch.tiles(kernel), 1);
        Digits.declare(scope, Value.number(tile), "", counted);
      }
    }
    TornadoKernelWriter.writer(kernel, new TornadoDialect(), List.of()).write(scope.inner());
    scope.close();
  }

  private void turns(Scope scope, String number, int end, int step) {
    String first = Distance.of("thread").times(step).toString();
    String next = Distance.of(threads).times(step).toString();
    scope.open(
        String.format(Locale.ROOT, "for (int %s = %s; %s < %d; %s += %s)", number, first, number, end, number, next));
  }
}
