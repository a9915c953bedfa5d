package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.processor.testing.Tornado;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import dev.kernelsmith.runtime.spi.LayerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
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
        List.of("größe", "GRÖßE", "层", "$x", "_1", "ı", "I", "dev", "java"));
  }

  /** Names of generated members, which {@link #ofPairs} has, too. */
  static Stream<List<String>> more() {
    return Stream.of(
        List.of("hiddenGradient", "hiddenPacked", "skipForwardTile", "bothMax", "lanes", "warmUp", "step", "yield",
            "record"),
        List.of("probabilities", "probabilitiesMax", "target", "loss", "lossGradient", "classLogit", "logitsOut",
            "engine",
            "i"));
  }

  private static GeneratedNetwork ordinary;
  private static GeneratedNetwork pair;

  /** What the stand-in makes of these. */
  private static final Map<DeviceCase, DeviceResult> ORIGINALS = new HashMap<>();

  @BeforeAll
  static void compileOrdinaryNames() {
    List<String> plain = IntStream.range(0, LAYERS).mapToObj(i -> "more" + i).toList();
    ordinary = GeneratedNetwork.compileAll(NamesOfUsers.everything("Net", plain), CompilerKind.JAVAC);
    pair = GeneratedNetwork.compileAll(pair("Pair", "one", "other"), CompilerKind.JAVAC);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void ofLayers(List<String> names) {
    checkLayers(names);
  }

  @ParameterizedTest
  @MethodSource("more")
  @Tag("thorough")
  void ofMoreLayers(List<String> names) {
    checkLayers(names);
  }

  private static void checkLayers(List<String> names) {
    GeneratedNetwork named =
        GeneratedNetwork.compileAll(NamesOfUsers.everything("Net", names), CompilerKind.JAVAC);
    NetworkChecks.check(named, 3);
    assertSameBits(ordinary, named);
    assertSameOnStandIn(ordinary, named);
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
        GeneratedNetwork.compileAll(pair("Pair", names.split(" ")[0], names.split(" ")[1]), CompilerKind.JAVAC);
    assertSameBits(pair, named);
    assertSameOnStandIn(pair, named);
  }

  private static NetworkSource pair(String type, String first, String second) {
    return new NetworkSource(type, "{6, 6, 2}", "", List.of(
        new LayerSource(first, "Conv2D", "filters = 5, kernel = 3, activation = Activation.RELU", List.of("input")),
        new LayerSource(second, "Conv2D", "filters = 5, kernel = 2, activation = Activation.TANH", List.of(first)),
        new LayerSource("c", "Conv2D", "filters = 5, kernel = 2", List.of(second)),
        new LayerSource("last", "Dense", "units = 3", List.of("c"))), "SOFTMAX_CROSS_ENTROPY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CompiledNetwork", "Override", "Float16", "java"})
  void ofClasses(String name) {
    assertSame(pair, GeneratedNetwork.compile(pair(name, "one", "other")), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Compiled", "NetworkEngine", "Math", "Training", "dev"})
  @Tag("thorough")
  void ofMoreClasses(String name) {
    assertSame(pair, GeneratedNetwork.compile(pair(name, "one", "other")), name);
  }

  /** With more kinds of kernels. */
  @ParameterizedTest
  @ValueSource(strings = {"Math"})
  void ofClassesOfAllKernels(String name) {
    List<String> layers =
        ordinary.spec().layers().stream().map(LayerSpec::name).filter(l -> l.startsWith("more")).toList();
    assertSame(ordinary, GeneratedNetwork.compile(NamesOfUsers.everything(name, layers)), name);
  }

  private static void assertSame(GeneratedNetwork ordinary, GeneratedNetwork named, String name) {
    assertSameBits(ordinary, named);
    float[] input = new float[ordinary.spec().inputs().getFirst().length()];
    input[3] = 1;
    assertArrayEquals(ordinary.network(5).predict(input), named.network(5).predict(input));
    assertEquals(name, named.spec().name());
  }

  private static void assertSameBits(GeneratedNetwork ordinary, GeneratedNetwork named) {
    Batch batch = Batch.random(ordinary.spec(), SAMPLES, 9);
    for (Variant variant : Variant.values()) {
      TrainingStep expected = TrainingStep.run(ordinary.kernels(variant), ordinary.spec(), batch);
      TrainingStep actual = TrainingStep.run(named.kernels(variant), named.spec(), batch);
      Closeness.same(variant + " losses", expected.losses(), actual.losses());
      Closeness.same(variant + " logits", expected.logits(), actual.logits());
      Closeness.same(variant + " gradients", expected.gradients(), actual.gradients());
    }
  }

  /** On TornadoVM, which gets all networks in one JVM; so each has another class name. Layers have those of functions of OpenCL, too. */
  @Test
  @EnabledIfEnvironmentVariable(named = "TORNADOVM_HOME", matches = ".+")
  void onTornado(@TempDir Path folder) throws IOException, InterruptedException, ClassNotFoundException {
    Map<GeneratedNetwork, GeneratedNetwork> originals = new LinkedHashMap<>(Map.of(ordinary, ordinary));
    for (List<String> names : Stream.concat(layers(), more()).toList()) {
      NetworkSource source = NamesOfUsers.everything("Net" + originals.size(), names);
      originals.put(GeneratedNetwork.compileForDevices(source), ordinary);
    }
    originals.put(pair, pair);
    for (String type : List.of("CompiledNetwork", "Float16", "java", "$x_1")) {
      originals.put(GeneratedNetwork.compileForDevices(pair(type, "exp", "kernel")), pair);
    }
    List<DeviceCase> cases = originals.keySet().stream().map(network -> onDevice(network, Kind.GPU)).toList();
    DeviceResults results = DeviceResults.of(originals.keySet(), cases, folder);
    originals.forEach(
        (named, original) -> assertSameOnDevices(Kind.GPU, original, named, (network, one) -> results.result(one)));
  }

  private static DeviceCase onDevice(GeneratedNetwork network, Kind kind) {
    return new DeviceCase(network.name(), kind, true, 5, 7, 9);
  }

  private static void assertSameOnStandIn(GeneratedNetwork ordinary, GeneratedNetwork named) {
    if (Tornado.home().isEmpty()) {
      for (Kind kind : Kind.values()) {
        assertSameOnDevices(
            kind, ordinary, named,
            (network, one) -> network == ordinary ? original(network, one) : DeviceResults.of(network, one));
      }
    }
  }

  private static DeviceResult original(GeneratedNetwork network, DeviceCase one) {
    return ORIGINALS.computeIfAbsent(one, key -> DeviceResults.of(network, key));
  }

  private static void assertSameOnDevices(Kind kind, GeneratedNetwork ordinary, GeneratedNetwork named,
      BiFunction<GeneratedNetwork, DeviceCase, DeviceResult> run) {
    String where = named.name() + " " + kind;
    DeviceResult.Step one = run.apply(ordinary, onDevice(ordinary, kind)).step();
    DeviceResult.Step other = run.apply(named, onDevice(named, kind)).step();
    Closeness.same(where + " losses", one.losses(), other.losses());
    Closeness.same(where + " gradients", one.gradients(), other.gradients());
    Closeness.same(where + " parameters", one.parameters(), other.parameters());
    assertTrue(named.compilation().classes().keySet().stream().noneMatch(c -> c.chars().anyMatch(ch -> ch > 127)));
  }
}
