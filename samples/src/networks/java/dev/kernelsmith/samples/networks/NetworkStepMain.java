package dev.kernelsmith.samples.networks;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.JoinedDataset;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingMemory;
import dev.kernelsmith.runtime.train.TrainingState;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Trains classic networks on noise, one after the other: prints the memory that a training is planned to take, then takes some steps, and prints
 * loss and time of each. The first ones are slow, since the kernels are not compiled yet. A network whose plan exceeds the heap is not trained.
 */
@Command(
    name = "NetworkStepMain",
    mixinStandardHelpOptions = true,
    description = "Takes training steps of the classic networks.")
public final class NetworkStepMain implements Callable<Integer> {
  /** How each is made, from the seed of its initial weights. */
  static final Map<String, LongFunction<CompiledNetwork>> ALL = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  static {
    ALL.put("AlexNet", AlexNetNetwork::new);
    ALL.put("AlexNetPlain", AlexNetPlainNetwork::new);
    ALL.put("DenseNet121", DenseNet121Network::new);
    ALL.put("GoogLeNet", GoogLeNetNetwork::new);
    ALL.put("MobileNet", MobileNetNetwork::new);
    ALL.put("NetworkInNetwork", NetworkInNetworkNetwork::new);
    ALL.put("ResNet18", ResNet18Network::new);
    ALL.put("ResNet50", ResNet50Network::new);
    ALL.put("SqueezeNet", SqueezeNetNetwork::new);
    ALL.put("Vgg16", Vgg16Network::new);
    ALL.put("Vgg19", Vgg19Network::new);
  }

  @Parameters(paramLabel = "NETWORK", arity = "0..*", description = "Which networks. Default: all")
  private List<String> names = List.copyOf(ALL.keySet());

  @Option(names = "--batch", defaultValue = "1", description = "Samples of a step. Default: ${DEFAULT-VALUE}")
  private int batch;

  @Option(names = "--steps", defaultValue = "2", description = "Steps. Default: ${DEFAULT-VALUE}")
  private int steps;

  @Option(names = "--threads", defaultValue = "2", description = "Threads that compute. Default: ${DEFAULT-VALUE}")
  private int threads;

  @Spec private CommandSpec spec;

  private NetworkStepMain() {}

  /** Runs the program; its exit code is 1 where a network was not trained. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new NetworkStepMain()).execute(arguments));
  }

  @Override
  public Integer call() {
    boolean all = true;
    for (String name : names) {
      if (!ALL.containsKey(name)) {
        String known = String.join(", ", ALL.keySet());
        throw new ParameterException(
            spec.commandLine(), "there is no network '" + name + "': there are " + known);
      }
      all &= train(name, ALL.get(name).apply(1));
    }
    return all ? 0 : 1;
  }

  /** False if there is not enough memory. */
  private boolean train(String name, CompiledNetwork network) {
    NetworkSpec facts = network.engine().spec();
    Trainer trainer =
        Trainer.of(network).epochs(steps).batchSize(batch).threads(threads).learningRate(1e-4).listener(new Steps());
    TrainingMemory memory = trainer.memory();
    System.out.printf(Locale.ROOT, "%s: %,d parameters, %s, %.1f GFLOP a sample%n", name,
        facts.parameters().stream().mapToLong(ParameterSpec::length).sum(), network.engine().kernels(),
        1e-9 * facts.trainingFlops());
    System.out.printf(Locale.ROOT, "  planned for steps of %d on %d threads: %s%n", batch, threads, memory);
    long heap = Runtime.getRuntime().maxMemory();
    if (memory.total() > heap) {
      System.out.printf(Locale.ROOT, "  not trained: the heap has %d MB, give Java more with -Xmx%n", heap / 1_000_000);
      return false;
    }
    trainer.fit(noise(facts, batch));
    return true;
  }

  /** Images of noise, with a class for each loss. */
  static Dataset noise(NetworkSpec facts, int batch) {
    Random random = new Random(1);
    float[][] images = new float[batch][facts.inputs().getFirst().length()];
    int[] classes = new int[batch];
    for (int i = 0; i < batch; i++) {
      classes[i] = random.nextInt(1000);
      for (int pixel = 0; pixel < images[i].length; pixel++) {
        images[i][pixel] = (float) random.nextGaussian();
      }
    }
    Dataset labelled = ArrayDataset.ofClasses(images, classes);
    return JoinedDataset.of(List.of(labelled), Collections.nCopies(facts.losses().size(), labelled));
  }

  /** Prints every step, of which each is an epoch. */
  private static final class Steps implements TrainingListener {
    private long last;

    @Override
    public void onStart(TrainingState state) {
      last = System.nanoTime();
    }

    @Override
    public void onStep(TrainingState state) {
      long now = System.nanoTime();
      System.out.printf(Locale.ROOT, "  step %d: loss %.4f, %,d ms%n", state.epoch(), state.loss(),
          (now - last) / 1_000_000);
      last = now;
    }
  }
}
