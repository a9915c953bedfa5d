package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.CheckedDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.JoinedDataset;
import dev.kernelsmith.runtime.data.NamedDataset;
import dev.kernelsmith.runtime.data.Normalization;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.device.DeviceProfile;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.StepSpec;
import dev.kernelsmith.runtime.spi.InspectionProgram;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.Answers;
import dev.kernelsmith.runtime.spi.DevicePlacement;
import dev.kernelsmith.runtime.spi.DeviceTask;
import dev.kernelsmith.runtime.spi.GradientSums;
import dev.kernelsmith.runtime.spi.InitialSpec;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.ParameterGroup;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import dev.kernelsmith.runtime.spi.VariantChoice;
import dev.kernelsmith.runtime.testing.FakeDevice;
import dev.kernelsmith.runtime.team.BlockCrew;
import dev.kernelsmith.runtime.team.SharedTeam;
import dev.kernelsmith.runtime.team.WorkerTeam;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.train.Checkpoints;
import dev.kernelsmith.runtime.train.DeviceCheck;
import dev.kernelsmith.runtime.train.DeviceTimes;
import dev.kernelsmith.runtime.train.Difference;
import dev.kernelsmith.runtime.train.EarlyStopping;
import dev.kernelsmith.runtime.train.EpochMetrics;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.Progress;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingHistory;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What objects say of themselves when they are printed. */
class ToStringTest {
  private static final Pattern MACHINE_TALK =
      Pattern.compile("Optional|@[0-9a-f]{3,}|\\[[FDIJ]@|\\bnull\\b|\\.0\\d{8,}|[\\u0660-\\u0669]");

  /** Written by generated code, and read by no one. */
  private static final Set<String> BUILDERS = Set.of("Block", "Builder");

  private static final Dataset DATA = Samples.clusters(40, 4, 3, 1);

  @TempDir Path directory;

  @Test
  void readsAsPeopleSayIt() {
    assertEquals("loss 0.1234, accuracy 96.1 % (10,000 samples)",
        new Evaluation(10_000, 0.12341, OptionalDouble.of(0.961), 0).toString());
    assertEquals("loss NaN, accuracy 96.1 % (10,000 samples, 2 of them without an answer)",
        new Evaluation(10_000, Double.NaN, OptionalDouble.of(0.961), 2).toString());
    assertEquals("loss 1.20e-05 (1 sample)", new Evaluation(1, 1.2e-5, OptionalDouble.empty(), 0).toString());
    EpochMetrics epoch =
        new EpochMetrics(3, 0.5, OptionalDouble.of(1), OptionalDouble.of(0.25), OptionalDouble.of(0.98765), 0.001f,
            45_678.9, 1.234);
    assertEquals("epoch 3: loss 0.5000, accuracy 100.0 %, validation loss 0.2500, validation accuracy 98.77 %,"
        + " learning rate 0.001, 45,679 samples/s, 1.23 s", epoch.toString());
    TrainingHistory history = new TrainingHistory(List.of(epoch), 1, TrainingHistory.End.EARLY_STOPPING);
    assertTrue(history.toString().startsWith("1 epoch, stopped early; best was epoch 1; last was epoch 3: loss 0.5"));
    assertEquals("0 epochs, interrupted",
        new TrainingHistory(List.of(), 0, TrainingHistory.End.INTERRUPTED).toString());
    assertEquals("network Linear: 4 -> 3, 15 parameters, kernels: scalar",
        LinearNetwork.classifier(4, 3, 1).engine().toString());
    assertTrue(new TrainingHistory(List.of(epoch), 0, TrainingHistory.End.COMPLETED).toString()
        .startsWith("1 epoch, completed; no epoch was the best; last was epoch 3: "));
    assertEquals("trainer of network Linear: 10 epochs, batches of 64",
        Trainer.of(LinearNetwork.classifier(4, 3, 1)).toString());
    assertEquals("cosine(0.1, 0.0, 5).warmUp(3)", LearningRate.cosine(0.1, 0, 5).warmUp(3).toString());
    assertEquals("stop after 4 epochs without better validation loss", EarlyStopping.patience(4).toString());
    assertEquals("data set in memory: 40 samples of 4 values, classes 0 to 2", DATA.toString());
    assertEquals("data set in memory: 1 sample of 2 values, targets of 1 value",
        ArrayDataset.ofValues(new float[1][2], new float[1][1]).toString());
  }

  /** Every public type of the runtime that has instances, in a locale with digits of its own. */
  @Test
  void noTypeTalksLikeAMachine() throws IOException, URISyntaxException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      Map<Class<?>, String> texts = new LinkedHashMap<>();
      for (Object object : instances()) {
        texts.put(object.getClass(), object.toString());
      }
      texts.forEach((type, text) -> assertFalse(MACHINE_TALK.matcher(text).find(), () -> type + ": " + text));
      for (Class<?> type : publicTypes()) {
        assertTrue(texts.keySet().stream().anyMatch(type::isAssignableFrom), () -> "no instance of " + type);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  private List<Object> instances() throws IOException {
    LinearNetwork network = LinearNetwork.classifier(4, 3, 1);
    List<Object> all = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStart(TrainingState state) {
            all.add(state.toString());
          }

          @Override
          public void onEpoch(TrainingState state, EpochMetrics metrics) {
            all.add(state.toString());
          }

          @Override
          public String toString() {
            return "listener";
          }
        };
    Trainer trainer = Trainer.of(network).epochs(2).validation(DATA).listener(listener);
    all.add(Trainer.of(network).listener(listener).step(DATA));
    all.add(Checkpoints.in(directory).everySteps(1000).keepBest(true));
    TrainingHistory history = trainer.fit(DATA);
    Path file = directory.resolve("weights");
    network.save(file);
    Difference difference = new Difference(1, "task", "losses", 1, 2, 3, 0.1);
    DeviceTimes times =
        new DeviceTimes(3, 64, 1.5e6, List.of(new DeviceTimes.TaskTime("t", 1e6, 100, 200)), 1e3, 1e3, 10, 10);
    all.addAll(List.of(network.engine(), network.engine().spec(), network.engine().layer("out"), trainer, history,
        history.last(), Evaluation.of(network, DATA), EarlyStopping.patience(2).withMinDelta(0.5), DATA,
        Subset.range(DATA, 1, 4), CheckedDataset.of(DATA, "data"), Split.random(DATA, 0.5, 1),
        Normalization.standard(DATA), Normalization.standard(DATA).apply(DATA),
        Safetensors.read(file), Tensor.of(List.of(2), new float[2]), Device.parse("tornado:0:1"), FakeDevice.INFO,
        DeviceProfile.parse("{\"g\": {\"g.t\": {\"TASK_KERNEL_TIME\": \"5\"}}}"), difference, times,
        times.tasks().getFirst(), LearningRate.constant(0.1), LearningRate.stepDecay(0.1, 0.5, 2),
        LearningRate.exponential(0.1, 0.5), LearningRate.named("mine", (e, s) -> 1), Progress.log(System.out),
        Progress.terminal(System.out),
        new DeviceCheck(3, Optional.of(difference), 2), new DeviceCheck(3, Optional.empty(), 0.3)));
    all.addAll(
        List.of(new TensorSpec("t", List.of(1, 2)), new LayerSpec("l", "Dense", List.of(), List.of(3), List.of(), 4),
            new InitialSpec(0.5, "", "", null), new InitialSpec(Double.NaN, "f", "t", null),
            new InitialSpec(Double.NaN, "", "", (element, key) -> 0),
            new ParameterSpec("p", List.of(3), 0, 16, Initializer.ZEROS, 1, 1, ParameterGroup.TRAINED, false),
            new DeviceTask("t", List.of(), 1, 2), network.engine().spec().losses().getFirst(),
            JoinedDataset.of(List.of(DATA, DATA), List.of(DATA)), new NamedDataset("price", DATA),
            new RankedClass(1, "cat", 0.5f), LoadOption.layers("out"),
            network.load(network, LoadOption.PARTIAL),
            inspection(network.engine().spec()), stepper(), new StepSpec(2, List.of(0), List.of()),
            new InputGradients(network.engine().spec(), new float[1][4]),
            new NetworkInputs(network.engine().spec(), DATA, "data"), Evaluation.of(network, DATA).parts().getFirst(),
            new DevicePlacement(0, 0, DevicePlacement.Kind.GPU, 1, 1), trainer.memory(),
            new VariantChoice(VariantChoice.Kind.SCALAR, 0, 0, "reason"), Answers.of(network.engine().spec()),
            new GradientSums(network.engine().program(), network.engine().spec()),
            new SharedTeam(3), new WorkerTeam("test", 1), BlockShares.of(1_000, 100, 16, 2),
            new BlockCrew(
                network.engine().program().single(), new Block(1, network.engine().spec()), new SharedTeam(2))));
    try (DeviceNetwork placed = LinearNetwork.offloaded(new LinearProgram(4, 3, true, 1), 1).placed(8, 8)) {
      all.addAll(List.of(placed, placed.toString()));
      assertFalse(MACHINE_TALK.matcher(placed.toString()).find());
    }
    return all;
  }

  /** Steps of a program that does nothing. */
  private static Stepper stepper() {
    BlockProgram nothing =
        new BlockProgram() {
          @Override
          public int lanes() {
            return 1;
          }

          @Override
          public int floats() {
            return 0;
          }

          @Override
          public int ints() {
            return 0;
          }

          @Override
          public void run(int phase, Block block) {}
        };
    LinearProgram linear = new LinearProgram(4, 3, true, 1);
    NetworkSpec spec =
        LinearNetwork.describe(linear, List.of(2, 2)).stepwise(new StepSpec(2, List.of(0), List.of(0, 1))).build();
    Object program =
        Proxy.newProxyInstance(
            ToStringTest.class.getClassLoader(), new Class<?>[] {KernelProgram.class},
            (proxy, method, arguments) -> method.getName().equals("steps") ? nothing
                : method.invoke(linear, arguments));
    return new NetworkEngine(spec, (KernelProgram) program, 1).stepper();
  }

  private static Inspection inspection(NetworkSpec spec) {
    InspectionProgram none =
        new InspectionProgram() {
          @Override
          public BlockProgram activations() {
            throw new AssertionError("nothing is computed");
          }

          @Override
          public BlockProgram gradients() {
            throw new AssertionError("nothing is computed");
          }
        };
    return new Inspection(spec, none, new float[0], new Block(1, spec));
  }

  /** Public classes of which there are instances: no enums, exceptions, interfaces and classes of static methods. */
  private static List<Class<?>> publicTypes() throws IOException, URISyntaxException {
    Path classes = Path.of(NetworkEngine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes.resolve("dev"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String name = classes.relativize(file).toString().replace(file.getFileSystem().getSeparator(), ".");
        Class<?> type = type(name.substring(0, name.length() - ".class".length()));
        if (type != null && hasInstances(type)) {
          types.add(type);
        }
      }
    }
    assertTrue(types.size() > 30, types::toString);
    return types;
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name, false, NetworkEngine.class.getClassLoader());
    } catch (ClassNotFoundException | NoClassDefFoundError noVectorModule) {
      return null;
    }
  }

  private static boolean hasInstances(Class<?> type) {
    boolean visible = Modifier.isPublic(type.getModifiers()) && !type.isInterface() && !type.isEnum();
    boolean skipped = Throwable.class.isAssignableFrom(type) || BUILDERS.contains(type.getSimpleName());
    return visible && !skipped && !type.getSimpleName().equals("DeviceSession")
        && !type.getSimpleName().equals("package-info")
        && Arrays.stream(type.getDeclaredFields()).anyMatch(field -> !Modifier.isStatic(field.getModifiers()));
  }
}
