package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains on two threads, and tells for windows of time how fast that was and how far apart the cores were. Whoever runs a virtual machine may move its
 * processors between cores that share a cache and cores that do not, and a training whose threads exchange gradients then has two speeds.
 */
@Command(name = "CoreDistanceMain", mixinStandardHelpOptions = true, description = "Tells how the speed of a training depends on how far apart its cores are.")
public final class CoreDistanceMain implements Callable<Integer> {
  private static final long WINDOW_NANOS = 250_000_000;
  private static final int SAMPLES = 4096;

  /** So small that the loss does not fall to 0, where numbers would become denormal. */
  private static final double LEARNING_RATE = 1e-9;

  /** What can be trained. */
  private enum Network {
    /** W1. */
    MLP,
    /** W2. */
    LENET5,
    /** W3. */
    CIFAR,
    /** W4. */
    RESNET8;

    private CompiledNetwork make() {
      return switch (this) {
        case MLP -> Networks.mlp(1);
        case LENET5 -> Networks.lenet5(1);
        case CIFAR -> Networks.cifarConvNet(1);
        case RESNET8 -> Networks.resnet8(1);
      };
    }
  }

  @Option(names = "--network", defaultValue = "MLP", description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).") private Network network;

  @Option(names = "--seconds", defaultValue = "60", description = "Seconds to measure (default: ${DEFAULT-VALUE}).") private double seconds;

  @Option(names = "--warm-up", defaultValue = "4", description = "Seconds that do not count (default: ${DEFAULT-VALUE}).") private double warmUp;

  @Option(names = "--batch", defaultValue = "64", description = "Samples of a step (default: ${DEFAULT-VALUE}).") private int batch;

  private final PrintStream out;

  /** A window of time. */
  private record Window(double nanos, double speed) {}

  CoreDistanceMain(PrintStream out) {
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CoreDistanceMain(System.out)).execute(arguments));
  }

  @Override
  public Integer call() {
    CompiledNetwork trained = network.make();
    Dataset data = NoiseData.of(SAMPLES, trained.engine().spec().inputs().getFirst().length());
    List<Window> windows = new ArrayList<>();
    try (RoundTrips trips = new RoundTrips()) {
      Trainer.of(trained).epochs(Integer.MAX_VALUE).batchSize(batch).threads(2).learningRate(LEARNING_RATE)
          .listener(new Watch(trips, windows)).fit(data);
    }
    double least = Collections.min(windows.stream().map(Window::nanos).toList());
    print("up to twice the shortest round trip", windows, window -> window.nanos <= 2 * least);
    print("longer round trips", windows, window -> window.nanos > 2 * least);
    return 0;
  }

  private void print(String what, List<Window> windows, Predicate<Window> counts) {
    List<Window> chosen = windows.stream().filter(counts).toList();
    if (chosen.isEmpty()) {
      out.printf(Locale.ROOT, "%s: none%n", what);
    } else {
      out.printf(Locale.ROOT, "%s: %d windows, median %.0f ns, median %,.0f samples/s%n", what, chosen.size(),
          Medians.of(chosen.stream().map(Window::nanos).toList()),
          Medians.of(chosen.stream().map(Window::speed).toList()));
    }
  }

  /** Ends a window now and then, when the team's other thread has gone to sleep. */
  private final class Watch implements TrainingListener {
    private final RoundTrips trips;
    private final List<Window> windows;
    private final long begin = System.nanoTime();
    private double before;
    private long start;
    private long done;

    Watch(RoundTrips trips, List<Window> windows) {
      this.trips = trips;
      this.windows = windows;
    }

    @Override
    public void onStep(TrainingState state) {
      done += batch;
      long now = System.nanoTime();
      if (start != 0 && now - start < WINDOW_NANOS) {
        return;
      }
      double after = trips.nanos();
      double passed = (now - begin) / 1e9;
      boolean steady = Math.max(before, after) < 2 * Math.min(before, after);
      if (start != 0 && passed > warmUp && steady) {
        windows.add(new Window(after, done * 1e9 / (now - start)));
        out.printf(Locale.ROOT, "%.1f s: %.0f ns, %,.0f samples/s%n", passed, after, windows.getLast().speed);
      }
      if (passed > warmUp + seconds && !windows.isEmpty()) {
        state.stop();
      }
      before = after;
      done = 0;
      start = System.nanoTime();
    }
  }
}
