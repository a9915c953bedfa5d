package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers that are used again: a convolution for two sizes of image, and a dense layer in a row. */
class ReuseTest {
  private static final GeneratedNetwork NETWORK =
      GeneratedNetwork.compileAll(
          new NetworkSource(
              "Reusing",
              "{6, 7, 3}",
              "type = OptimizerType.MOMENTUM",
              List.of(
                  new LayerSource("conv", "Conv2D",
                      "filters = 3, kernel = 3, padding = Padding.SAME, activation = Activation.RELU",
                      List.of("input")),
                  new LayerSource("pool", "Pool", "size = 2", List.of("conv")),
                  LayerSource.reuse("conv", "again", "pool"),
                  new LayerSource("hidden", "Dense", "units = 5, activation = Activation.TANH", List.of("again")),
                  new LayerSource("loop", "Dense", "units = 5, activation = Activation.TANH", List.of("hidden")),
                  LayerSource.reuse("loop", "round", "loop"),
                  LayerSource.reuse("round", "round2", "round"),
                  new LayerSource("out", "Dense", "units = 4", List.of("round2"))),
              "SOFTMAX_CROSS_ENTROPY"),
          CompilerKind.JAVAC);

  @TempDir static Path folder;

  @Test
  void kernelsDoWhatTheInterpreterDoes() {
    NetworkChecks.check(NETWORK, 3);
  }

  @ParameterizedTest
  @MethodSource("dev.kernelsmith.processor.generated.DeviceCase#kinds")
  @Tag("device")
  void devicesDoWhatTheInterpreterDoes(Kind kind) {
    DeviceCode.check(NETWORK);
    DeviceCase wanted = new DeviceCase("Reusing", kind, true, 29, 33, 7);
    new DeviceChecks(NETWORK).check(wanted, DeviceResults.of(NETWORK, wanted));
  }

  /** Its parameters are those of channels, whatever the size of the image. */
  @Test
  void aNormalisationOfAnotherSize() {
    NetworkChecks.check(
        GeneratedNetwork.compile(
            new NetworkSource(
                "Sizes", "{6, 6, 2}", "", List.of(
                    new LayerSource("norm", "BatchNorm", "epsilon = 1e-2f", List.of("input")),
                    new LayerSource("pool", "Pool", "size = 2, type = PoolType.AVERAGE", List.of("norm")),
                    LayerSource.reuse("norm", "again", "pool"),
                    new LayerSource("out", "Dense", "units = 4", List.of("again"))),
                "SOFTMAX_CROSS_ENTROPY")),
        3);
  }

  /** {@code y = w w x} and the loss {@code y^2}: the derivative by w is {@code 2 y * 2 w x}. */
  @ParameterizedTest
  @EnumSource(Variant.class)
  void gradientsOfAllUsesAddUp(Variant variant) {
    GeneratedNetwork square =
        GeneratedNetwork.compile(
            new NetworkSource(
                "Square", "1", "", List.of(
                    new LayerSource("once", "Dense", "units = 1, bias = false", List.of("input")),
                    LayerSource.reuse("once", "twice", "once")),
                "MEAN_SQUARED_ERROR"));
    NetworkSpec spec = square.spec();
    float[] parameters = new float[spec.parameterFloats()];
    parameters[spec.parameterStart()] = 3;
    Batch batch = new Batch(1, new float[] {2}, new int[1], new float[1], parameters);
    TrainingStep step = TrainingStep.run(square.kernels(variant), spec, batch);
    assertEquals(18, step.logits()[0]);
    assertEquals(2 * 18 * 2 * 3 * 2, step.gradients()[spec.parameterStart()]);
  }

  @Test
  void threadsChangeNoBit() {
    assertArrayEquals(train(1).engine().parameters(), train(3).engine().parameters());
  }

  private static CompiledNetwork train(int threads) {
    Batch batch = Batch.random(NETWORK.spec(), 50, 3);
    CompiledNetwork network = NETWORK.network(2);
    Trainer.of(network).epochs(2).batchSize(40).threads(threads)
        .fit(ArrayDataset.ofClasses(batch.inputs(), batch.inputs().length / 50, batch.classes()));
    return network;
  }

  @Test
  void aFileHasTheParametersOnce() throws IOException {
    Path file = folder.resolve("reusing.safetensors");
    CompiledNetwork network = train(1);
    network.save(file);
    assertEquals(
        Set.of("conv.weights", "conv.bias", "hidden.weights", "hidden.bias", "loop.weights", "loop.bias", "out.weights",
            "out.bias"),
        Safetensors.read(file).tensors().keySet());
    CompiledNetwork other = NETWORK.network(9);
    other.load(file);
    assertArrayEquals(network.engine().parameters(), other.engine().parameters());
  }

  @Test
  void handlesShowTheParametersOfTheOwner() {
    CompiledNetwork network = NETWORK.network(2);
    Layer round = network.engine().layer("round2");
    assertArrayEquals(network.engine().layer("loop").weights(), round.weights());
    assertEquals(25, round.weights().length);
    assertEquals(5, round.bias().length);
    LayerSpec again = NETWORK.spec().layers().get(2);
    assertEquals("again Conv2D [conv.weights, conv.bias]",
        again.name() + " " + again.kind() + " " + again.parameters());
    assertTrue(NETWORK.compilation().sources().get("ReusingNetwork").contains("round2  Dense"));
  }
}
