package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.benchmarks.compare.Medians;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Measures every kernel of a network by itself, on one thread, beside the peaks of the core. */
final class KernelProbe {
  private static final long REPEATED_NANOS = 200_000;

  /** What takes less is too short to tell its speed. */
  private static final double LEAST_NANOS = 1;
  private static final int MOST_REPEATS = 4096;

  private final Workload workload;
  private final Protocol protocol;
  private final CompiledNetwork network;
  private final NetworkSpec spec;
  private final SwitchedKernels loader;
  private final List<KernelCall> calls;
  private final Peaks peaks = new Peaks();
  private final double multiplyAdds = Peaks.multiplyAdds();

  KernelProbe(Workload workload, Protocol protocol) throws ReflectiveOperationException {
    this.workload = workload;
    this.protocol = protocol;
    calls = KernelCall.of(workload.network().getClass());
    loader =
        new SwitchedKernels(Networks.class, calls.stream().map(c -> c.program() + "." + c.caller()).collect(Collectors.toSet()));
    network =
        (CompiledNetwork) loader.loadClass(Networks.class.getName()).getMethod(workload.factory(), long.class)
            .invoke(null, 1L);
    spec = network.engine().spec();
  }

  List<KernelFigure> measure() {
    KernelProgram kernels = network.engine().program();
    List<KernelFigure> figures = new ArrayList<>();
    figures.addAll(measure(Objects.requireNonNull(kernels.training(), "the workloads have a loss")));
    figures.addAll(measure(kernels.prediction()));
    if (kernels.single().getClass() != kernels.prediction().getClass()) {
      figures.addAll(measure(kernels.single()));
    }
    figures.add(update(kernels));
    return figures;
  }

  private List<KernelFigure> measure(BlockProgram program) {
    String variant = network.engine().program().getClass().getSimpleName();
    String name = program.getClass().getSimpleName();
    List<KernelCall> own = calls.stream().filter(c -> c.variant().equals(variant) && c.program().equals(name)).toList();
    Block block = block(program);
    MeasuredWindows warmUp = MeasuredWindows.begun(protocol);
    do {
      program.runAll(block);
      warmUp.add(System.nanoTime(), 1);
    } while (!warmUp.counts());
    List<Timed> timed = own.stream().map(call -> new Timed(call, loader.numbers().get(call.place()), program, block)).toList();
    if (loader.numbers().keySet().stream().filter(place -> place.startsWith(name + ".")).count() != own.size()) {
      throw new IllegalStateException("the table of costs is not that of " + variant + "." + name);
    }
    long end = System.nanoTime() + protocol.kernelMillis() * 1_000_000L;
    do {
      KernelSwitch.set(KernelSwitch.ALL);
      program.runAll(block); // so that each finds what it finds in a step
      timed.forEach(Timed::measure);
    } while (System.nanoTime() < end);
    KernelSwitch.set(KernelSwitch.ALL);
    double all = timed.stream().mapToDouble(Timed::nanos).sum();
    return timed.stream().map(t -> figure(name, program.lanes(), t.call, t.nanos(), all)).toList();
  }

  private Block block(BlockProgram program) {
    Block block = Block.lasting(program, spec);
    float[][] inputs = WorkloadSamples.of(workload).inputs(program.lanes());
    for (int n = 0; n < program.lanes(); n++) {
      System.arraycopy(inputs[n], 0, block.inputs[0], n * inputs[n].length, inputs[n].length);
      block.classes[0][n] = n % workload.classes();
    }
    block.beginStep(0, 1, program.lanes());
    Arrays.fill(block.lossGradients, block.inverseSamples);
    block.parameters = network.engine().parameters();
    block.gradients = new float[spec.gradientFloats() + program.parts()];
    return block;
  }

  private KernelFigure figure(String program, int samples, KernelCall call, double nanos, double all) {
    double fma = call.flops() / multiplyAdds;
    double stream = call.bytes() / peaks.stream(call.bytes());
    double known = nanos < LEAST_NANOS ? Double.NaN : nanos;
    return new KernelFigure(
        workload.name(), program, samples, call.kernel(), nanos / 1e3, nanos / all, call.flops() / known, call.bytes() / known,
        1e9 * Math.max(fma, stream) / known, stream > fma);
  }

  /** The optimizer on all that a step changes, with one gradient copy and the rate 0, which leaves the parameters as they are. */
  private KernelFigure update(KernelProgram kernels) {
    float[] parameters = network.engine().parameters();
    float[] gradients = new float[spec.gradientFloats()];
    Arrays.fill(gradients, 0.01f);
    float[][] slots = new float[spec.slots().size()][spec.trainedFloats()];
    double[] sums = new double[kernels.sums()];
    List<Double> nanos = new ArrayList<>();
    long step = 0;
    long end = System.nanoTime() + (protocol.warmMillis() + protocol.kernelMillis()) * 1_000_000L;
    long after;
    do {
      long before = System.nanoTime();
      kernels.update(parameters, gradients, 1, slots, 0, ++step, sums, 0, spec.updatedFloats());
      after = System.nanoTime();
      nanos.add((double) (after - before));
    } while (after < end);
    double median = Medians.of(nanos.subList(nanos.size() / 2, nanos.size()));
    long bytes = Float.BYTES * (3L * spec.updatedFloats() + 2L * slots.length * spec.trainedFloats());
    KernelCall call = new KernelCall("", "Update", "", 0, "update", 0, bytes);
    return figure(call.program(), 0, call, median, median);
  }

  /** One call of a kernel, and how long it took. */
  private static final class Timed {
    private final KernelCall call;
    private final int number;
    private final BlockProgram program;
    private final Block block;
    private final List<Double> nanos = new ArrayList<>();
    private int repeats = 1;

    Timed(KernelCall call, Integer number, BlockProgram program, Block block) {
      this.call = call;
      this.number = Objects.requireNonNull(number, () -> "no class calls " + call);
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
      return Medians.of(nanos.subList(nanos.size() / 2, nanos.size()));
    }
  }
}
