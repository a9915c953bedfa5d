package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterGroup;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters by their names: from files, from other networks, and one by one. */
class TransferTest {
  private static final LinearProgram PROGRAM = new LinearProgram(2, 3, true, 1);

  @TempDir Path folder;

  /** A network of layers {@code stem}, {@code stage.1.conv}, {@code stage.2.conv} and {@code head}, the stem frozen. */
  private static LinearNetwork network(int classes, long seed) {
    NetworkSpec.Builder spec =
        NetworkSpec.builder(NetworkSpec.INTERFACE_VERSION, "Net" + classes, "f" + classes)
            .input(new TensorSpec("input", List.of(2)))
            .output(new TensorSpec("logits", List.of(3)))
            .output(new TensorSpec("probabilities", List.of(3)));
    int at = 0;
    for (String layer : List.of("stem", "stage.1.conv", "stage.2.conv", "head")) {
      int units = layer.equals("head") ? classes : 3;
      ParameterGroup group = layer.equals("stem") ? ParameterGroup.FROZEN : ParameterGroup.TRAINED;
      spec.layer(
          new LayerSpec(layer, "Dense", List.of(), List.of(units), List.of(layer + ".weights", layer + ".bias"), 1));
      spec.parameter(
          new ParameterSpec(layer + ".weights", List.of(2, units), at, 16, Initializer.GLOROT_UNIFORM, 2, units, group,
              true));
      spec.parameter(
          new ParameterSpec(layer + ".bias", List.of(units), at + 32, 16, Initializer.GLOROT_UNIFORM, 2, units, group,
              false));
      at += 48;
    }
    return LinearNetwork.of(spec.parameterFloats(at).build(), PROGRAM, seed);
  }

  private static List<String> names(LinearNetwork network) {
    return network.engine().spec().parameters().stream().map(ParameterSpec::name).toList();
  }

  /** Asserts that a network has those parameters of others by their names, and nobody's else. */
  private static void expect(LinearNetwork network, Map<String, float[]> expected) {
    for (String name : names(network)) {
      assertArrayEquals(expected.get(name), network.parameter(name).floats(), name);
    }
  }

  private static Map<String, float[]> values(LinearNetwork network) {
    Map<String, float[]> values = new LinkedHashMap<>();
    names(network).forEach(name -> values.put(name, network.parameter(name).floats()));
    return values;
  }

  @Test
  void takesAllOfAnEqualNetwork() throws IOException {
    LinearNetwork from = network(4, 1);
    LinearNetwork to = network(4, 2);
    LoadReport report = to.load(from);
    expect(to, values(from));
    assertEquals(names(from), List.copyOf(report.taken().keySet()));
    assertEquals(Map.of(), report.kept());
    assertEquals(List.of(), report.unused());
    Path file = folder.resolve("weights");
    from.save(file);
    LinearNetwork again = network(4, 3);
    assertEquals(report, again.load(file, new LoadOption[0]));
    expect(again, values(from));
  }

  @Test
  void otherHeadsStayWithPartial() {
    LinearNetwork from = network(4, 1);
    LinearNetwork to = network(5, 2);
    Map<String, float[]> expected = values(to);
    WeightsMismatchException refused = assertThrows(WeightsMismatchException.class, () -> to.load(from));
    assertEquals(List.of("head.weights has shape [2, 4], but must have [2, 5]",
        "head.bias has shape [4], but must have [5]"), refused.differences());
    assertTrue(refused.getMessage().startsWith("network Net4 does not fit network Net5:"), refused.getMessage());
    assertTrue(refused.getMessage().contains("LoadOption.PARTIAL"), refused.getMessage());
    expect(to, expected);
    LoadReport report = to.load(from, LoadOption.PARTIAL);
    values(from).forEach((name, value) -> {
      if (!name.startsWith("head")) {
        expected.put(name, value);
      }
    });
    expect(to, expected);
    assertEquals("""
        6 of 8 parameters taken
          taken   stem.weights
          taken   stem.bias
          taken   stage.1.conv.weights
          taken   stage.1.conv.bias
          taken   stage.2.conv.weights
          taken   stage.2.conv.bias
          kept    head.weights: has shape [2, 4], but must have [2, 5]
          kept    head.bias: has shape [4], but must have [5]
          unused  head.weights
          unused  head.bias""", report.toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void layersBlocksAndFrozenOnes() {
    LinearNetwork from = network(4, 1);
    Map<String, float[]> given = values(from);
    LinearNetwork to = network(5, 2);
    Map<String, float[]> expected = values(to);
    LoadReport report = to.load(from, LoadOption.layers("stage"), LoadOption.layers("stem"), LoadOption.KEEP_FROZEN);
    for (String name : List.of("stage.1.conv.weights", "stage.1.conv.bias", "stage.2.conv.weights",
        "stage.2.conv.bias")) {
      expected.put(name, given.get(name));
    }
    expect(to, expected);
    assertEquals("frozen", report.kept().get("stem.weights"));
    assertEquals("not of a chosen layer", report.kept().get("head.bias"));
    assertEquals(List.of("stem.weights", "stem.bias", "head.weights", "head.bias"), report.unused());
    assertThrows(WeightsMismatchException.class, () -> to.load(from, LoadOption.layers("head")));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> to.load(from, LoadOption.layers("stage.1.con")))
            .getMessage().contains("did you mean"));
  }

  @Test
  void tensorsOfOtherLibrariesByTheirNames() throws IOException {
    LinearNetwork from = network(4, 1);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : names(from)) {
      tensors.put("model.backbone." + name.replace("stage.", "blocks"), from.parameter(name));
    }
    tensors.put("step", Tensor.of(List.of(1), new float[] {7}));
    Path file = folder.resolve("foreign");
    Safetensors.write(file, new SafetensorsFile(tensors, Map.of()));
    LinearNetwork to = network(4, 2);
    assertEquals(
        List.of("step"),
        to.load(file, LoadOption.prefix("model."), LoadOption.prefix("backbone."),
            LoadOption.rename(name -> name.replace("blocks", "stage."))).unused());
    expect(to, values(from));
    LinearNetwork other = network(4, 3);
    assertEquals(4, other.load(file, LoadOption.prefix("model.backbone."), LoadOption.PARTIAL).taken().size());
    WeightsMismatchException nothing =
        assertThrows(WeightsMismatchException.class, () -> other.load(file, LoadOption.PARTIAL));
    assertTrue(nothing.getMessage().contains("Nothing of it fits"), nothing.getMessage());
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> other.load(file, LoadOption.rename(name -> "stem.bias")))
            .getMessage().endsWith("are both called stem.bias by what renames them"));
    WeightsMismatchException stranger =
        assertThrows(
            WeightsMismatchException.class,
            () -> to.load(file, LoadOption.rename(
                name -> name.replace("model.backbone.", "").replace("blocks", "stage."))));
    assertEquals(List.of("step [1] is not a parameter of the network"), stranger.differences());
  }

  /** Whatever is there under whatever name: a parameter changes exactly where the report says that it was taken. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void reportsWhatItDid(long seed) throws IOException {
    Random random = new Random(seed);
    LinearNetwork from = network(4, seed);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, float[]> expected = new LinkedHashMap<>();
    LinearNetwork to = network(4, seed + 100);
    for (String name : names(from)) {
      Tensor tensor = from.parameter(name);
      expected.put(name, to.parameter(name).floats());
      switch (random.nextInt(4)) {
        case 0 -> tensors.put(name + "_", tensor);
        case 1 -> tensors.put(name, Tensor.of(List.of(1, 2), new float[2]));
        case 2 -> {
          float[] broken = tensor.floats().clone();
          broken[broken.length - 1] = Float.NaN;
          tensors.put(name, Tensor.of(tensor.shape(), broken));
        }
        default -> {
          tensors.put(name, tensor);
          expected.put(name, tensor.floats());
        }
      }
    }
    tensors.put("stem.weights", from.parameter("stem.weights"));
    expected.put("stem.weights", from.parameter("stem.weights").floats());
    Path file = folder.resolve("some");
    Safetensors.write(file, new SafetensorsFile(tensors, Map.of()));
    Map<String, float[]> before = values(to);
    LoadReport report = to.load(file, LoadOption.PARTIAL);
    expect(to, expected);
    for (String name : names(to)) {
      boolean changed = !Arrays.equals(before.get(name), to.parameter(name).floats());
      assertEquals(changed, report.taken().containsKey(name), name);
      assertEquals(!changed, report.kept().containsKey(name), name);
    }
    assertEquals(tensors.size(), report.taken().size() + report.unused().size());
  }

  @Test
  void checkpointsGiveTheirParametersOnly() throws IOException {
    LinearNetwork trained = LinearNetwork.classifier(4, 3, 1);
    Path file = folder.resolve("checkpoint");
    Trainer.of(trained).epochs(2).restoreBest(true).checkpoint(file).fit(Samples.clusters(60, 4, 3, 1));
    LinearNetwork to = LinearNetwork.classifier(4, 3, 2);
    LoadReport report = to.load(file, LoadOption.layers("out"));
    assertEquals(List.of("out.weights", "out.bias"), List.copyOf(report.taken().keySet()));
    assertEquals(List.of(), report.unused());
    LinearNetwork all = LinearNetwork.classifier(4, 3, 3);
    all.load(file);
    assertArrayEquals(all.engine().parameters(), to.engine().parameters());
  }

  @Test
  void parametersAreSetOneByOne() {
    LinearNetwork network = LinearNetwork.classifier(2, 3, 1);
    Layer layer = network.engine().layer("out");
    float[] weights = {1, 2, 3, 4, 5, 6};
    layer.weights(weights);
    layer.bias(new float[] {10, 20, 30});
    assertArrayEquals(weights, layer.weights());
    assertEquals(Tensor.of(List.of(2, 3), weights), network.parameter("out.weights"));
    assertEquals(List.of("out.weights", "out.bias"), layer.parameters());
    assertArrayEquals(new float[] {10 + 1 + 2 * 4, 20 + 2 + 2 * 5, 30 + 3 + 2 * 6},
        network.logits(new float[] {1, 2}));
    network.parameter("out.bias", new float[3]);
    assertArrayEquals(new float[] {1, 2, 3}, network.logits(new float[] {1, 0}));
    expectMessage("parameter out.weights has shape [2, 3], that is 6 values, not 5", () -> layer.weights(new float[5]));
    expectMessage("value 1 for parameter out.bias is Infinity: parameters must be finite",
        () -> layer.bias(new float[] {0, Float.POSITIVE_INFINITY, 0}));
    expectMessage(
        "network Linear has no parameter 'out.weight': did you mean 'out.weights'? It has out.weights, out.bias",
        () -> network.parameter("out.weight"));
    expectMessage("layer input (Input) has no weights; its parameters are []",
        () -> network.engine().layer("input").weights(weights));
  }

  private static void expectMessage(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  /** No change is lost, and nobody sees a part of one. */
  @Test
  void threadsChangeParametersAtOnce() throws InterruptedException, ExecutionException {
    LinearNetwork network = network(4, 1);
    List<String> names = names(network);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> all = new ArrayList<>();
      for (String name : names) {
        int length = network.parameter(name).floats().length;
        Future<?> changing = threads.submit(() -> {
          for (int round = 1; round <= 500; round++) {
            float[] values = new float[length];
            Arrays.fill(values, round);
            network.parameter(name, values);
          }
        });
        all.add(changing);
        all.add(threads.submit(() -> {
          do {
            float[] seen = network.parameter(name).floats();
            for (float value : seen) {
              assertTrue(value == seen[0] || Math.abs(value) < 1.5 && Math.abs(seen[0]) < 1.5,
                  () -> Arrays.toString(seen));
            }
          } while (!changing.isDone());
        }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    for (String name : names) {
      for (float value : network.parameter(name).floats()) {
        assertEquals(500, value, name);
      }
    }
  }

  @Test
  void layersAreNamed() {
    assertEquals("no layer is named: name one layer or block at least",
        assertThrows(IllegalArgumentException.class, LoadOption::layers).getMessage());
  }
}
