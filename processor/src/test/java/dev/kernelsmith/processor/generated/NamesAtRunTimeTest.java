package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Twin;
import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.processor.testing.Tornado;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import dev.kernelsmith.runtime.spi.LayerSpec;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks do the same whatever they and their layers are called, bit for bit. */
class NamesAtRunTimeTest {
  private static final int SAMPLES = 21;
  private static final int LAYERS = 9;

  static Stream<List<String>> layers() {
    return Stream.of(
        List.of("species", "SPECIES", "sample", "sample_", "Parallel", "KernelContext", "Float16", "TornadoMath",
            "Math"),
        List.of("aB", "a_b", "A_B", "convWeights", "convSumGradient", "startOfLogits", "floats", "parameters", "v"),
        List.of("größe", "GRÖßE", "层", "$x", "_1", "ı", "I", "dev", "java"),
        List.of("hiddenGradient", "hiddenRows", "skipForwardTile", "bothMax", "lanes", "prime", "step", "yield",
            "record"),
        List.of("probabilities", "probabilitiesMax", "target", "loss", "seed", "classLogit", "logitsOut", "engine",
            "i"));
  }

  private static GeneratedNetwork ordinary;
  private static GeneratedNetwork pair;

  @BeforeAll
  static void compileOrdinaryNames() {
    List<String> plain = IntStream.range(0, LAYERS).mapToObj(i -> "more" + i).toList();
    ordinary = GeneratedNetwork.compileAll(NamesOfUsers.everything("Net", plain), CompilerKind.JAVAC);
    pair = GeneratedNetwork.compileAll(pair("one", "other"), CompilerKind.JAVAC);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void ofLayers(List<String> names) {
    GeneratedNetwork named =
        GeneratedNetwork.compileAll(NamesOfUsers.everything("Net", names), CompilerKind.JAVAC);
    NetworkChecks.check(named, 3);
    assertSameBits(ordinary, named);
    assertSameOnDevices(ordinary, named);
    List<LayerSpec> layers = named.spec().layers();
    assertEquals(names, layers.stream().map(LayerSpec::name).filter(names::contains).toList());
    assertEquals(ordinary.spec().layers().stream().map(LayerSpec::flops).toList(),
        layers.stream().map(LayerSpec::flops).toList());
    List<String> parameters = named.spec().parameters().stream().map(p -> p.name()).toList();
    names.forEach(name -> assertTrue(parameters.containsAll(List.of(name + ".weights", name + ".bias")), name));
  }

  /** Two layers whose kernels, tiles and launches would share names. */
  @ParameterizedTest
  @ValueSource(strings = {"x xTile", "conv Conv", "a aBackwardToB", "b bToCForward"})
  void ofPairs(String names) {
    GeneratedNetwork named =
        GeneratedNetwork.compileAll(pair(names.split(" ")[0], names.split(" ")[1]), CompilerKind.JAVAC);
    assertSameBits(pair, named);
    assertSameOnDevices(pair, named);
  }

  private static NetworkSource pair(String first, String second) {
    return new NetworkSource("Pair", "{6, 6, 2}", "", List.of(
        new LayerSource(first, "Conv2D", "filters = 5, kernel = 3, activation = Activation.RELU", List.of("input")),
        new LayerSource(second, "Conv2D", "filters = 5, kernel = 2, activation = Activation.TANH", List.of(first)),
        new LayerSource("c", "Conv2D", "filters = 5, kernel = 2", List.of(second)),
        new LayerSource("last", "Dense", "units = 3", List.of("c"))), "SOFTMAX_CROSS_ENTROPY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Compiled", "CompiledNetwork", "NetworkEngine", "Override", "Math", "Float16", "Training",
    "java", "dev"})
  void ofClasses(String name) {
    List<String> layers =
        ordinary.spec().layers().stream().map(LayerSpec::name).filter(l -> l.startsWith("more")).toList();
    GeneratedNetwork named = GeneratedNetwork.compile(NamesOfUsers.everything(name, layers));
    assertSameBits(ordinary, named);
    float[] input = new float[16];
    input[3] = 1;
    assertArrayEquals(ordinary.network(5).predict(input), named.network(5).predict(input));
    assertEquals(name, named.spec().name());
  }

  private static void assertSameBits(GeneratedNetwork ordinary, GeneratedNetwork named) {
    Batch batch = Batch.random(ordinary.spec(), SAMPLES, 9);
    for (Twin twin : Twin.values()) {
      TrainingStep expected = TrainingStep.run(ordinary.kernels(twin), ordinary.spec(), batch);
      TrainingStep actual = TrainingStep.run(named.kernels(twin), named.spec(), batch);
      Closeness.same(twin + " losses", expected.losses(), actual.losses());
      Closeness.same(twin + " logits", expected.logits(), actual.logits());
      Closeness.same(twin + " gradients", expected.gradients(), actual.gradients());
    }
  }

  private static void assertSameOnDevices(GeneratedNetwork ordinary, GeneratedNetwork named) {
    Assumptions.assumeTrue(Tornado.home().isEmpty(),
        "TornadoVM runs one JVM for all its networks: see DeviceRandomTest");
    for (Kind kind : Kind.values()) {
      DeviceCase expected = new DeviceCase(ordinary.name(), kind, true, 5, 7, 9);
      DeviceCase actual = new DeviceCase(named.name(), kind, true, 5, 7, 9);
      DeviceResult.Step one = DeviceResults.onStandIn(ordinary, expected).step();
      DeviceResult.Step other = DeviceResults.onStandIn(named, actual).step();
      Closeness.same(kind + " losses", one.losses(), other.losses());
      Closeness.same(kind + " gradients", one.gradients(), other.gradients());
      Closeness.same(kind + " parameters", one.parameters(), other.parameters());
    }
    assertTrue(named.compilation().classes().keySet().stream().noneMatch(c -> c.chars().anyMatch(ch -> ch > 127)));
  }
}
