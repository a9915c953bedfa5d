package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.benchmarks.compare.Medians;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import java.util.ArrayList;
import java.util.List;

/** Measures every kernel of a network by itself, on one thread, beside the peaks of the core. */
final class KernelProbe {
  private static final long REPEATED_NANOS = 200_000;

  /** What takes less is too short to tell its speed. */
  private static final double LEAST_NANOS = 1;

  private static final int MOST_REPEATS = 4096;

  /** What was measured less often may still have been compiled. */
  private static final int LEAST_ROUNDS = 8;

  private final Workload workload;
  private final Protocol protocol;
  private final SwitchedNetwork network;
  private final Peaks peaks = new Peaks();
  private final double multiplyAdds = Peaks.multiplyAdds();

  KernelProbe(Workload workload, Protocol protocol) {
    this.workload = workload;
    this.protocol = protocol;
    network = new SwitchedNetwork(workload);
  }

  List<KernelFigure> measure() {
    KernelProgram kernels = network.kernels();
    kernels.warmUp();
    List<KernelFigure> figures = new ArrayList<>(measure(network.training()));
    figures.addAll(measure(kernels.prediction()));
    if (kernels.single().getClass() != kernels.prediction().getClass()) {
      figures.addAll(measure(kernels.single()));
    }
    figures.add(update());
    return figures;
  }

  private List<KernelFigure> measure(BlockProgram program) {
    Block block = network.block(program);
    MeasuredWindows warmUp = MeasuredWindows.begun(protocol);
    do {
      program.runAll(block);
      warmUp.add(System.nanoTime(), 1);
    } while (!warmUp.counts());
    List<Timed> timed =
        network.calls(program).stream().map(call -> new Timed(call, network.number(call), program, block)).toList();
    long end = System.nanoTime() + protocol.kernelMillis() * 1_000_000L;
    do {
      KernelSwitch.set(KernelSwitch.ALL);
      program.runAll(block); // so that each finds what it finds in a step
      timed.forEach(Timed::measure);
    } while (System.nanoTime() < end);
    KernelSwitch.set(KernelSwitch.ALL);
    double all = timed.stream().mapToDouble(Timed::nanos).sum();
    String name = SwitchedNetwork.name(program);
    return timed.stream().map(t -> figure(name, program.lanes(), t.call, t.nanos(), all, t.steady())).toList();
  }

  private KernelFigure figure(
      String program, int samples, KernelCall call, double nanos, double all, boolean steady) {
    double fma = call.flops() / multiplyAdds;
    double stream = call.bytes() / peaks.stream(call.bytes());
    double known = nanos < LEAST_NANOS ? Double.NaN : nanos;
    return new KernelFigure(
        workload.name(), program, samples, call.kernel(), nanos / 1e3, nanos / all, call.flops() / known,
        call.bytes() / known, 1e9 * Math.max(fma, stream) / known, steady, stream > fma);
  }

  /** The optimizer, whose operations nobody counts: what binds it is memory. */
  private KernelFigure update() {
    Runnable update = network.update();
    MeasuredWindows windows = MeasuredWindows.begun(protocol);
    do {
      update.run();
    } while (windows.add(System.nanoTime(), 1));
    double nanos = 1e9 / Medians.of(windows.rates());
    KernelCall call = new KernelCall("", "Update", "", 0, "update", 0, network.updateBytes());
    return figure(call.program(), 0, call, nanos, nanos, windows.steady());
  }

  /** One call of a kernel, and how long it took. */
  private static final class Timed {
    private final KernelCall call;
    private final int number;
    private final BlockProgram program;
    private final Block block;
    private final List<Double> nanos = new ArrayList<>();
    private int repeats = 1;

    Timed(KernelCall call, int number, BlockProgram program, Block block) {
      this.call = call;
      this.number = number;
      this.program = program;
      this.block = block;
    }

    /** Times the kernel, less what its caller takes when no kernel runs, and finds how often the next time. */
    void measure() {
      double whole = time(number);
      nanos.add(Math.max(0, whole - time(KernelSwitch.NONE)));
      repeats = (int) Math.max(1, Math.min(MOST_REPEATS, REPEATED_NANOS / Math.max(1, whole)));
    }

    private double time(int on) {
      KernelSwitch.set(on);
      long start = System.nanoTime();
      for (int i = 0; i < repeats; i++) {
        call.run(program, block);
      }
      return (double) (System.nanoTime() - start) / repeats;
    }

    /** The median of the second half, when the JIT was done with the method that calls. */
    double nanos() {
      return median(nanos.size() / 2, nanos.size());
    }

    /** Whether it did not become faster any more. */
    boolean steady() {
      if (nanos.size() < LEAST_ROUNDS) {
        return false;
      }
      int half = nanos.size() / 2;
      int quarters = half + (nanos.size() - half) / 2;
      double earlier = median(half, quarters);
      return Math.abs(median(quarters, nanos.size()) - earlier) * 100 <= Protocol.STEADY_PERCENT * earlier;
    }

    private double median(int from, int to) {
      return Medians.of(nanos.subList(from, to));
    }
  }
}
