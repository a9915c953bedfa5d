package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every optimizer and every loss on devices, with what may be asked of all optimizers; the first also with vectors. */
@Tag("device")
class OptimizersOnDevicesTest {
  private static final String SOFTMAX = "SOFTMAX_CROSS_ENTROPY";

  /** All rules, and what has something of its own for generated code: memory that is set late, other values in the gradient's place, sums over all gradients. */
  private static final List<String> OPTIMIZERS =
      List.of(
          "ADADELTA, l2 = 0.1", "RMSPROP, centered = true, momentum = 0.5, nesterov = true, epsilon = 1e-3",
          "RMSPROP, averageDecay = 0.9", "LION, weightDecay = 0.3, l1 = 0.01",
          "AMSGRAD, clipValue = 0.5, clipNorm = 0.3", "NADAM", "ADAGRAD", "ADAMAX", "SGD, clipNorm = 0.1, l2 = 0.01",
          "MOMENTUM, averageDecay = 0.8", "NESTEROV, clipValue = 0.01", "ADAM, l1 = 0.01, averageDecay = 0.99",
          "ADAMW, clipNorm = 0.2, averageDecay = 0.9");

  private static final List<String> LOSSES =
      List.of(
          SOFTMAX + ", labelSmoothing = 0.1, classWeights = {1, 2, 0.5, 0}", SOFTMAX + ", distributions = true",
          SOFTMAX + ", reduction = Reduction.SUM", "SIGMOID_CROSS_ENTROPY", "FOCAL", "CROSS_ENTROPY",
          "BINARY_CROSS_ENTROPY", "KL_DIVERGENCE", "MEAN_SQUARED_ERROR", "SQUARED_ERROR", "MEAN_ABSOLUTE_ERROR",
          "HUBER, delta = 0.5", "HINGE", "COSINE", "TRIPLET");

  @TempDir static Path folder;

  private static final Map<String, GeneratedNetwork> NETWORKS = new LinkedHashMap<>();
  private static DeviceResults results;

  static Stream<NetworkSource> optimizers() {
    return OPTIMIZERS.stream().map(
        o -> source("Updated" + OPTIMIZERS.indexOf(o), "type = OptimizerType." + o, 4, "", SOFTMAX));
  }

  static Stream<NetworkSource> losses() {
    return LOSSES.stream().map(loss -> {
      String activation =
          loss.startsWith("BINARY") ? "SIGMOID" : loss.startsWith("CROSS") || loss.startsWith("KL") ? "SOFTMAX" : "";
      return source(
          "Lost" + LOSSES.indexOf(loss), "type = OptimizerType.SGD", loss.startsWith("TRIPLET") ? 6 : 4,
          activation.isEmpty() ? "" : ", activation = Activation." + activation, loss);
    });
  }

  private static NetworkSource source(String name, String optimizer, int units, String activation, String loss) {
    return new NetworkSource(
        name, "30", optimizer, List.of(
            new LayerSource("hidden", "Dense", "units = 20, activation = Activation.RELU", List.of("input")),
            new LayerSource("out", "Dense", "units = " + units + activation, List.of("hidden"))),
        loss);
  }

  private static DeviceCase wanted(String network, Kind kind) {
    return new DeviceCase(network, kind, true, 29, 33, 7);
  }

  private static List<Kind> kinds(String name) {
    return DeviceCase.kinds(List.copyOf(NETWORKS.keySet()).indexOf(name));
  }

  @BeforeAll
  static void runAll() throws IOException, InterruptedException, ClassNotFoundException {
    optimizers().forEach(s -> NETWORKS.put(s.name(), GeneratedNetwork.compileAll(s, CompilerKind.JAVAC)));
    losses().forEach(
        s -> NETWORKS.put(s.name(), GeneratedNetwork.compileForDevices(s, DeviceCase.kinds(NETWORKS.size()))));
    List<DeviceCase> cases =
        NETWORKS.keySet().stream().flatMap(name -> kinds(name).stream().map(kind -> wanted(name, kind))).toList();
    results = DeviceResults.of(NETWORKS.values(), cases, folder);
  }

  @Test
  void areAll() {
    assertEquals(names(Arrays.copyOf(OptimizerType.values(), OptimizerType.FORMULA.ordinal())), first(OPTIMIZERS));
    assertEquals(names(Arrays.copyOf(LossFunction.values(), LossFunction.FORMULA.ordinal())), first(LOSSES));
  }

  private static Set<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).collect(Collectors.toSet());
  }

  private static Set<String> first(List<String> texts) {
    return texts.stream().map(text -> text.split(",", 2)[0]).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void doWhatTheInterpreterDoes(NetworkSource source) {
    NetworkChecks.check(NETWORKS.get(source.name()), 3);
    check(source);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossesAreThoseOfTheInterpreter(NetworkSource source) {
    check(source);
  }

  private static void check(NetworkSource source) {
    GeneratedNetwork network = NETWORKS.get(source.name());
    DeviceCode.check(network);
    DeviceChecks checks = new DeviceChecks(network);
    for (Kind kind : kinds(source.name())) {
      checks.check(wanted(source.name(), kind), results.result(wanted(source.name(), kind)));
    }
  }
}
