package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.benchmarks.jmh.Tiles;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains ResNet-8 in turns with loops of fused multiply-adds that touch no memory, on as many threads, and prints what share of these loops'
 * speed the training has. Other work on the machine slows both.
 */
@Command(name = "PeakShareMain", mixinStandardHelpOptions = true, description = "Tells the share of the FMA peak that the training of ResNet-8 reaches.")
public final class PeakShareMain implements Callable<Integer> {
  private static final int LOOPS = 2_000_000;

  @Option(names = "--rounds", defaultValue = "5", description = "Rounds (default: ${DEFAULT-VALUE}).") private int rounds;

  @Option(names = "--warm-up", defaultValue = "12", description = "Epochs before the first round (default: ${DEFAULT-VALUE}).") private int warmUp;

  @Option(names = "--epochs", defaultValue = "3", description = "Epochs in a round (default: ${DEFAULT-VALUE}).") private int epochs;

  @Option(names = "--samples", defaultValue = "2048", description = "Samples of an epoch (default: ${DEFAULT-VALUE}).") private int samples;

  @Option(names = "--batch", defaultValue = "64", description = "Samples of a step (default: ${DEFAULT-VALUE}).") private int batch;

  @Option(names = "--threads", defaultValue = "1,2", split = ",", description = "Threads that compute (default: ${DEFAULT-VALUE}).") private List<Integer> threads;

  private final PrintStream out;

  PeakShareMain(PrintStream out) {
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PeakShareMain(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    CompiledNetwork network = Networks.resnet8(1);
    Dataset data = NoiseData.of(samples, 32 * 32 * 3);
    double flops = Networks.trainingFlops(network);
    peak(1);
    Epochs.speeds(network, data, warmUp, batch, threads.getLast());
    out.printf(Locale.ROOT, "%.1f MFLOP a sample, forward and backward%n", flops / 1e6);
    List<List<Double>> speeds = new ArrayList<>();
    List<List<Double>> shares = new ArrayList<>();
    threads.forEach(t -> speeds.add(new ArrayList<>()));
    threads.forEach(t -> shares.add(new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < threads.size(); i++) {
        double before = peak(threads.get(i));
        double speed = Medians.of(Epochs.speeds(network, data, epochs, batch, threads.get(i)));
        double peak = (before + peak(threads.get(i))) / 2;
        speeds.get(i).add(speed);
        shares.get(i).add(speed * flops / peak);
        print(threads.get(i), speed, speed * flops, peak);
      }
    }
    for (int i = 0; i < threads.size(); i++) {
      out.printf(Locale.ROOT, "median, %d threads: %.0f samples/s, %.0f %% of the peak%n", threads.get(i),
          Medians.of(speeds.get(i)), 100 * Medians.of(shares.get(i)));
    }
    return 0;
  }

  private void print(int count, double speed, double flops, double peak) {
    out.printf(Locale.ROOT, "%d threads: %.0f samples/s, %.0f GFLOP/s of %.0f, %.0f %%%n", count, speed, flops / 1e9,
        peak / 1e9, 100 * flops / peak);
    out.flush();
  }

  /** Floating-point operations a second of loops on so many threads at the same time. */
  private static double peak(int count) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(count)) {
      List<Future<Double>> parts = pool.invokeAll(java.util.Collections.nCopies(count, PeakShareMain::loop));
      double sum = 0;
      for (Future<Double> part : parts) {
        sum += part.get();
      }
      return sum;
    }
  }

  private static double loop() {
    float[] values = new float[10 * Tiles.vectorLength()];
    List<Double> speeds = new ArrayList<>();
    for (int part = 0; part < 15; part++) {
      long start = System.nanoTime();
      Tiles.multiplyAdd(values, LOOPS);
      speeds.add(2e9 * LOOPS * values.length / (System.nanoTime() - start));
    }
    return Medians.of(speeds);
  }
}
