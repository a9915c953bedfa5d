package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.lower.LoweredNetwork;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.processor.lower.Parameter.Group;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.WeightsMismatchException;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterGroup;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A network with a frozen convolution and two moving averages of different momentum: the mean of a hidden layer, which is taken away from it,
 * and its mean square, which nothing reads.
 */
class ParameterGroupsTest {
  private static final int SAMPLES = 50;

  private static final NetworkSource SOURCE =
      new NetworkSource(
          "Grouped",
          "{6, 5, 2}",
          "type = OptimizerType.ADAM, learningRate = 0.01f",
          List.of(
              new LayerSource("conv", "Conv2D", "filters = 3, kernel = 3, activation = Activation.RELU",
                  List.of("input")),
              new LayerSource("first", "Conv2D", "filters = 5, kernel = 2, activation = Activation.RELU",
                  List.of("conv")),
              new LayerSource("hidden", "Dense", "units = 7, activation = Activation.TANH", List.of("first")),
              new LayerSource("out", "Dense", "units = 4", List.of("hidden"))),
          "SOFTMAX_CROSS_ENTROPY");

  private static final GeneratedNetwork NETWORK = GeneratedNetwork.compileChanged(SOURCE, ParameterGroupsTest::grouped);

  @TempDir static Path folder;

  private static LoweredNetwork grouped(LoweredNetwork network) {
    List<Parameter> parameters = new ArrayList<>();
    for (Parameter p : network.parameters()) {
      boolean frozen = p.name().startsWith("conv.");
      parameters.add(
          new Parameter(
              p.name(), p.buffer(), p.shape(), p.initializer(), p.fanIn(), p.fanOut(),
              frozen ? new Group.Frozen() : p.group()));
    }
    Buffer hidden = Buffer.value("hidden", List.of(7));
    Parameter mean = average("hidden", "Mean", Initializer.ZEROS, 0.9);
    Parameter square = average("hidden", "Square", Initializer.ONES, 0.75);
    parameters.addAll(5, List.of(mean, square));
    List<Statement> forward = new ArrayList<>();
    for (Statement s : network.forward()) {
      Expr value = s.value();
      for (Expr.Read read : value.reads()) {
        if (read.buffer().equals(hidden)) {
          value = value.replace(read, read.minus(Expr.read(mean.buffer(), read.index())));
        }
      }
      forward.add(s.withValue(value));
    }
    List<Axis> axes = List.of(new Axis("u", 7));
    Expr h = Expr.at(hidden, axes);
    forward.add(overBatch(mean, axes, h));
    forward.add(overBatch(square, axes, h.times(h)));
    return network.with(forward, parameters);
  }

  private static Parameter average(String layer, String kind, Initializer initializer, double momentum) {
    Buffer buffer = Buffer.of(Buffer.nameOf(layer, kind), Buffer.Role.PARAMETER, List.of(7));
    String name = layer + "." + Character.toLowerCase(kind.charAt(0)) + kind.substring(1);
    return new Parameter(name, buffer, List.of(7), initializer, 1, 1, new Group.State(momentum, 1));
  }

  /** The mean of a value over the samples of a step, fillers left out. */
  private static Statement overBatch(Parameter state, List<Axis> axes, Expr value) {
    Expr share = Expr.read(Buffer.lossGradient(0), List.of());
    Expr live = Expr.select(Relation.GREATER, share, Expr.constant(0), value.times(share), Expr.constant(0));
    return Statement.sum(state.name().replace('.', ' ') + " of batch", state.buffer().gradient(), axes, List.of(),
        live);
  }

  @Test
  void kernelsDoWhatTheInterpreterDoes() {
    NetworkChecks.check(NETWORK, 3);
  }

  @ParameterizedTest
  @MethodSource("dev.kernelsmith.processor.generated.DeviceCase#kinds")
  @Tag("device")
  void devicesDoWhatTheInterpreterDoes(Kind kind) {
    DeviceCode.check(NETWORK);
    DeviceCase wanted = new DeviceCase("Grouped", kind, true, 29, 33, 7);
    new DeviceChecks(NETWORK).check(wanted, DeviceResults.of(NETWORK, wanted));
  }

  @Test
  void groupsLieTogetherAndFrozenOnesTakeNothing() {
    NetworkSpec spec = NETWORK.spec();
    assertEquals(
        List.of(
            "first.weights TRAINED true", "hidden.weights TRAINED true", "out.weights TRAINED true",
            "first.bias TRAINED false", "hidden.bias TRAINED false", "out.bias TRAINED false",
            "hidden.mean STATE false", "hidden.square STATE false",
            "conv.weights FROZEN false", "conv.bias FROZEN false"),
        spec.parameters()
            .stream()
            .sorted((a, b) -> a.offset() - b.offset())
            .map(p -> p.name() + " " + p.group() + " " + p.decays())
            .toList());
    assertEquals("conv.weights", spec.parameters().getFirst().name(), "listed in the order of layers");
    assertEquals(offset("hidden.mean"), spec.trainedFloats());
    assertEquals(offset("conv.weights"), spec.updatedFloats());
    assertEquals((spec.updatedFloats() + 15) / 16 * 16, spec.gradientFloats());
    spec.parameters().forEach(p -> assertEquals(12, p.offset() % 16, "not where a cache line begins: " + p));
    Set<String> gradients =
        NETWORK.programs().training().buffers().stream().filter(b -> b.role() == Buffer.Role.GRADIENT)
            .map(Buffer::label).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        Set.of("firstWeightsGradient", "firstBiasGradient", "hiddenWeightsGradient", "hiddenBiasGradient",
            "outWeightsGradient", "outBiasGradient", "hiddenMeanGradient", "hiddenSquareGradient"),
        gradients);
    assertFalse(NETWORK.programs().training().toString().contains("convGradient"), "nothing before them trains");
    assertFalse(NETWORK.programs().prediction().toString().contains("Gradient"));
  }

  private static int offset(String name) {
    return parameter(name).offset();
  }

  private static ParameterSpec parameter(String name) {
    return NETWORK.spec().parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void trainsToTheSameBitsWithAnyNumberOfThreads() {
    float[] before = NETWORK.network(2).engine().parameters();
    float[] expected = train(1);
    assertArrayEquals(expected, train(3));
    for (ParameterSpec p : NETWORK.spec().parameters()) {
      boolean same = java.util.Arrays.equals(p.read(before), p.read(expected));
      assertEquals(p.group() == ParameterGroup.FROZEN, same, p.name());
    }
  }

  private static float[] train(int threads) {
    CompiledNetwork network = NETWORK.network(2);
    trainer(network).threads(threads).epochs(3).fit(data());
    return network.engine().parameters();
  }

  private static Trainer trainer(CompiledNetwork network) {
    return Trainer.of(network).batchSize(21).threads(2);
  }

  private static Dataset data() {
    Batch batch = Batch.random(NETWORK.spec(), SAMPLES, 3);
    return ArrayDataset.ofClasses(batch.inputs(), batch.inputs().length / SAMPLES, batch.classes());
  }

  @Test
  void resumesToTheSameBitsFromAFileWithoutSlotsForWhatIsNotTrained() throws IOException {
    Path file = folder.resolve("grouped.checkpoint");
    CompiledNetwork whole = NETWORK.network(2);
    trainer(whole).epochs(4).fit(data());
    trainer(NETWORK.network(2)).epochs(2).checkpoint(file).fit(data());
    CompiledNetwork resumed = NETWORK.network(8);
    trainer(resumed).epochs(4).resume(file).fit(data());
    assertArrayEquals(whole.engine().parameters(), resumed.engine().parameters());
    Set<String> names = Safetensors.read(file).tensors().keySet();
    assertTrue(names.containsAll(Set.of("hidden.mean", "conv.weights", "optimizer/m/first.weights")), names::toString);
    assertFalse(names.contains("optimizer/m/hidden.mean"));
    assertFalse(names.contains("optimizer/v/conv.weights"));
  }

  /** What is frozen belongs to what makes a training the same. */
  @Test
  void doesNotResumeWhereOtherParametersWereFrozen() {
    Path file = folder.resolve("free.checkpoint");
    GeneratedNetwork free = GeneratedNetwork.compile(SOURCE);
    trainer(free.network(2)).epochs(1).checkpoint(file).fit(data());
    GeneratedNetwork frozen = GeneratedNetwork.compileChanged(SOURCE, ParameterGroupsTest::frozen);
    Trainer resuming = trainer(frozen.network(2)).epochs(2).resume(file);
    String message = assertThrows(WeightsMismatchException.class, () -> resuming.fit(data())).getMessage();
    assertTrue(
        message.contains("frozen parameters: the checkpoint has none, this training conv.weights, conv.bias"), message);
  }

  private static LoweredNetwork frozen(LoweredNetwork network) {
    List<Parameter> parameters =
        grouped(network).parameters().stream().filter(p -> !(p.group() instanceof Group.State)).toList();
    return network.with(network.forward(), parameters);
  }

  @Test
  void weightsTakeAllParametersAlong() throws IOException {
    Path file = folder.resolve("grouped.safetensors");
    CompiledNetwork network = NETWORK.network(2);
    trainer(network).epochs(1).fit(data());
    network.save(file);
    CompiledNetwork other = NETWORK.network(9);
    other.load(file);
    assertArrayEquals(network.engine().parameters(), other.engine().parameters());
    assertNotEquals(0f, parameter("hidden.mean").read(other.engine().parameters())[0]);
  }

  @Test
  void saysHowManyParametersAreNotTrained() {
    assertTrue(NETWORK.network(0).engine().toString().contains(" parameters (71 of them not trained), "));
    assertTrue(
        NETWORK.compilation().sources().get("GroupedNetwork").contains("Not trained are 71 of the parameters."));
  }
}
