package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains in a fresh JVM, and prints one line: {@link WarmUp}. */
@Command(name = "WarmUpProbe", mixinStandardHelpOptions = true, description = "Measures the warm-up of one training.")
public final class WarmUpProbe implements Runnable {
  private static final int WINDOW_MILLIS = 100;

  @Option(names = "--cold", description = "Leaves the warm-up out.") private boolean cold;

  @Option(names = "--seconds", defaultValue = "10", description = "Duration of the training (default: ${DEFAULT-VALUE}).") private int seconds;

  @Mixin private final TrainingSettings settings = new TrainingSettings();

  private final PrintStream out;

  WarmUpProbe(PrintStream out) {
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new WarmUpProbe(System.out)).execute(arguments));
  }

  @Override
  public void run() {
    Dataset data = settings.load().dataset();
    CompiledNetwork made = Networks.lenet5(1);
    CompiledNetwork network = cold ? ColdNetwork.of(made, 1) : made;
    SpeedWindows windows = new SpeedWindows(WINDOW_MILLIS, seconds * 1000 / WINDOW_MILLIS);
    long startMillis = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    Trainer.of(network)
        .epochs(Integer.MAX_VALUE)
        .batchSize(settings.batch)
        .threads(settings.threads)
        .listener(counter(windows, System.nanoTime()))
        .fit(data);
    out.println(new WarmUp(startMillis, windows.warmAfterMillis(), windows.finalSpeed()).line());
  }

  private static TrainingListener counter(SpeedWindows windows, long start) {
    return new TrainingListener() {
      private long doneBefore;

      @Override
      public void onStep(TrainingState state) {
        long done = state.samplesDone();
        int count = (int) (done > doneBefore ? done - doneBefore : done);
        doneBefore = done;
        if (!windows.add(System.nanoTime() - start, count)) {
          state.stop();
        }
      }
    };
  }
}
