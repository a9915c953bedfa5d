package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.benchmarks.DigitData;
import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.benchmarks.plain.PlainLeNet5;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.EpochMetrics;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains LeNet-5, or another network, and prints the speed of every epoch. */
@Command(name = "TrainingSpeedMain", mixinStandardHelpOptions = true, description = "Trains a network and prints its speed.")
public final class TrainingSpeedMain implements Runnable {
  @Option(names = "--plain", description = "Trains the network written by hand in plain Java instead.") private boolean plain;

  @Option(names = "--resnet8", description = "Trains ResNet-8 on noise of 32 x 32 x 3 instead of LeNet-5.") private boolean resnet8;

  @Mixin private final TrainingSettings settings = new TrainingSettings();

  private final PrintStream out;

  TrainingSpeedMain(PrintStream out) {
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TrainingSpeedMain(System.out)).execute(arguments));
  }

  @Override
  public void run() {
    if (plain) {
      trainPlain(settings.load());
    } else if (resnet8) {
      trainCompiled(Networks.resnet8(1), NoiseData.of(settings.samples, 32 * 32 * 3));
    } else {
      trainCompiled(Networks.lenet5(1), settings.load().dataset());
    }
  }

  private void trainCompiled(CompiledNetwork network, Dataset data) {
    TrainingListener printer =
        new TrainingListener() {
          @Override
          public void onEpoch(TrainingState state, EpochMetrics metrics) {
            print(metrics.epoch(), metrics.loss(), metrics.samplesPerSecond());
          }
        };
    Trainer.of(network)
        .epochs(settings.epochs)
        .batchSize(settings.batch)
        .threads(settings.threads)
        .listener(printer)
        .fit(data);
  }

  private void trainPlain(DigitData data) {
    int samples = data.labels().length;
    try (PlainLeNet5 network = new PlainLeNet5(1, settings.threads)) {
      for (int epoch = 1; epoch <= settings.epochs; epoch++) {
        long start = System.nanoTime();
        double loss = 0;
        for (int from = 0; from < samples; from += settings.batch) {
          int to = Math.min(samples, from + settings.batch);
          float[][] images = Arrays.copyOfRange(data.images(), from, to);
          loss += (to - from) * network.train(images, Arrays.copyOfRange(data.labels(), from, to), 1e-3);
        }
        print(epoch, loss / samples, samples * 1e9 / (System.nanoTime() - start));
      }
    }
  }

  private void print(int epoch, double loss, double samplesPerSecond) {
    out.printf(Locale.ROOT, "epoch %d loss %.6f  %.0f samples/s%n", epoch, loss, samplesPerSecond);
    out.flush();
  }
}
