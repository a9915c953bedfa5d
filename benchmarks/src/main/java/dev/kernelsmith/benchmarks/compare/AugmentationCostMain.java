package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.benchmarks.DigitData;
import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.data.pictures.Augmentation;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What augmentation costs a training, in samples a second: epochs with each kind of change in turns, each network a training of its own. */
@Command(name = "AugmentationCostMain", mixinStandardHelpOptions = true, description = "Tells what augmentation costs a training.")
public final class AugmentationCostMain implements Runnable {
  private static final Map<String, Augmentation> CHANGES = new LinkedHashMap<>();

  static {
    Augmentation none = Augmentation.none();
    CHANGES.put("none", none);
    CHANGES.put("flip, crop", none.flip().crop(2));
    CHANGES.put("rotate, scale, shift", none.rotate(12).scale(0.88, 1.12).shift(0.07));
    CHANGES.put("brightness, contrast, cutout", none.brightness(0.2).contrast(0.2).cutout(6));
    CHANGES.put("noise", none.noise(0.05));
  }

  @Option(names = "--threads", defaultValue = "2", description = "Threads that compute (default: ${DEFAULT-VALUE}).") private int threads;

  @Option(names = "--rounds", defaultValue = "9", description = "Rounds that count (default: ${DEFAULT-VALUE}).") private int rounds;

  @Option(names = "--warm-up", defaultValue = "3", description = "Rounds before these (default: ${DEFAULT-VALUE}).") private int warmUp;

  @Option(names = "--samples", defaultValue = "20000", description = "Digits of an epoch; ResNet-8 has a tenth (default: ${DEFAULT-VALUE}).") private int samples;

  private final PrintStream out;

  AugmentationCostMain(PrintStream out) {
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new AugmentationCostMain(System.out)).execute(arguments));
  }

  @Override
  public void run() {
    measure("LeNet-5", () -> Networks.lenet5(1), DigitData.load(samples).dataset().shaped(28, 28, 1));
    measure("ResNet-8", () -> Networks.resnet8(1),
        NoiseData.of(Math.max(64, samples / 10), 32 * 32 * 3).shaped(32, 32, 3));
  }

  private void measure(String name, Supplier<CompiledNetwork> network, Dataset data) {
    Map<String, Trainer> trainers = new LinkedHashMap<>();
    Map<String, Dataset> changed = new LinkedHashMap<>();
    Map<String, List<Double>> speeds = new LinkedHashMap<>();
    CHANGES.forEach((change, augmentation) -> {
      trainers.put(change, Trainer.of(network.get()).epochs(1).batchSize(64).threads(threads));
      changed.put(change, augmentation.of(data, 1));
      speeds.put(change, new ArrayList<>());
    });
    for (int round = -warmUp; round < rounds; round++) {
      for (Map.Entry<String, Trainer> each : trainers.entrySet()) {
        double speed = each.getValue().fit(changed.get(each.getKey())).last().samplesPerSecond();
        if (round >= 0) {
          speeds.get(each.getKey()).add(speed);
        }
      }
    }
    List<Double> plain = speeds.values().iterator().next();
    speeds.forEach((change, own) -> {
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        ratios.add(own.get(round) / plain.get(round));
      }
      out.printf(Locale.ROOT, "%-9s %-30s %9.0f samples/s  %.2f of none%n", name, change, Medians.of(own),
          Medians.of(ratios));
    });
  }
}
