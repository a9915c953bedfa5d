package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.oracle.RandomFormula;
import dev.kernelsmith.processor.testing.Tornado;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import dev.kernelsmith.runtime.train.DeviceCheck;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas as activation, loss, initializer and optimizer on devices, with all functions that there are; and as layers of which conditions leave weights out. */
@Tag("device")
class FormulasOnDevicesTest {
  private static final String IMPORTS =
      "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n";

  /** By all functions, in powers of 2 where a jump would else be where rounding puts it. */
  private static final List<String> ACTIVATIONS =
      List.of(
          "y[...] = x[...] * tanh(softplus(x[...]))", "y[...] = 0.5 * x[...] * (1 + erf(x[...] / sqrt(2)))",
          "y[...] = abs(x[...] - floor(x[...]) - 0.5) + 0.1 * x[...]",
          "y[...] = x[...] > 0 ? log(1 + x[...]) : min(exp(x[...]) - 1, -0.125 * x[...] * x[...], 0)",
          "y[...] = max(min(sin(x[...]), 0.5), 0.25 * cos(2 * x[...]), -0.5) * rsqrt(1 + x[...] * x[...])",
          "y[...] = pow(x[...], 3) / (1 + pow(abs(x[...]), 2.5)) + sigmoid(-x[...])",
          "m[n] max= x[n, c]; e[n, c] = exp(x[n, c] - m[n]); t[n] += e[n, c]; y[n, c] = e[n, c] / t[n]",
          "l[n] min= x[n, c]; y[n, c] = (x[n, c] - l[n]) * (c + 1)");

  private static final List<String> LOSSES =
      List.of(
          "loss[n] += softplus(y[...] - t[...]) + softplus(t[...] - y[...])",
          "d[n, u] = abs(y[n, u] - t[n, u]); loss[n] += d[n, u] < 0.5 ? d[n, u] * d[n, u] : d[n, u] - 0.25",
          "m[n] max= y[n, u]; s[n] += exp(y[n, u] - m[n]); loss[n] += t[n] == u ? m[n] + log(s[n]) - y[n, u] : 0",
          "loss[n] += max(1 - (2 * label[...] - 1) * y[...], 0) + 0.01 * min(y[...], 0)",
          "loss[n] += -probability[...] * y[...] + softplus(y[...])",
          "loss[n] += erf(y[...] - t[...]) * (y[...] - t[...]) + sqrt(1 + pow(y[...], 2))",
          "d[n] max= pow(y[n, u] - t[n, u], 2); loss[n] = sqrt(d[n] + 0.01)", "loss[n] += y[...] * y[...]",
          "loss[n] max= pow(y[...] - t[...], 2)", "loss[n] min= abs(y[...] - 2 * t[...])");

  /** What comes from the gradient alone is the same number everywhere, so that jumps are, too. */
  private static final List<String> OPTIMIZERS =
      List.of(
          "m = 0.9 * m + 0.1 * g; v = max(0.99 * v, g * g); p = p - rate * m / (sqrt(v) + 1e-6) * softplus(-m)",
          "p = p - rate * (erf(8 * g) + floor(64 * g + 0.5) / 64)",
          "s += g * g; c = s > 0.25 ? 0.5 * rsqrt(s) : 1; v = 0.9 * v + c * g; p = p - rate * (v > 0 ? 1 : v < 0 ? -1 : 0)",
          "a += abs(p); k = min(k, g); p = p - rate * (g - k) / (1 + a) * pow(0.9, step)",
          "m = 0.5 * m + g; h = m / (1 - pow(0.5, step)); p = p - rate * tanh(h) * (1 + 0.1 * sin(h) * cos(p)) - 0.01 * rate * p",
          "d = min(max(16 * g, -1), 1); b = b + abs(d); p = p - rate * d * exp(-b) - rate * g * log(1 + step)");

  @TempDir static Path folder;

  private static final Map<String, GeneratedNetwork> NETWORKS = new LinkedHashMap<>();
  private static DeviceResults results;

  private static String source(String name, String more, String optimizer, String activation, String loss) {
    return IMPORTS + """
        @Network(input = 30)
        @Optimizer(%s) @Formula("%s")
        class %s {
          @Dense(units = 20) @Formula("%s") Layer hidden;
          @Dense(units = 4) @Formula("%s") Layer out;
        }
        """.formatted(more, optimizer, name, activation, loss);
  }

  private static Map<String, String> sources() {
    Map<String, String> sources = new LinkedHashMap<>();
    List<String> more =
        List.of("clipValue = 0.5", "l2 = 0.1", "weightDecay = 0.1", "averageDecay = 0.9", "clipNorm = 0.2, l1 = 0.01",
            "");
    for (int i = 0; i < LOSSES.size(); i++) {
      int optimizer = i % OPTIMIZERS.size();
      String rate = "learningRate = 0.05" + (more.get(optimizer).isEmpty() ? "" : ", " + more.get(optimizer));
      String name = "Parts" + i;
      sources.put(name,
          source(name, rate, OPTIMIZERS.get(optimizer), ACTIVATIONS.get(i % ACTIVATIONS.size()), LOSSES.get(i)));
    }
    sources.put("Masked", IMPORTS + """
        @Network(input = {5, 12})
        class Masked {
          @Formula(value = "y[n, t, u] += x[n, t, k] * w[k, u] where k <= u", parameters = "w[K, 16]") Layer later;
          @Formula(value = "y[n, t, f] += x[n, t + i, c] * k[i, c, f] where c > f, i + f < 15", parameters = "k[2, C, 20]") Layer filters;
          @Formula(value = "y[n, t, u] += x[n, t, k] * w[k, u] where 4 * u <= k, k < 4 * u + 8, u < 7", parameters = "w[K, 16]") Layer band;
          @Formula(value = "y[n, u] += x[n, t, k] * w[t, k, u] where t + k <= u, 3 <= u, u < 30", parameters = "w[T, K, 32]") Layer fewer;
          @Dense(units = 4) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
        }
        """);
    return sources;
  }

  static Stream<String> names() {
    return sources().keySet().stream();
  }

  private static DeviceCase wanted(String network, Kind kind) {
    return new DeviceCase(network, kind, true, 29, 33, 7);
  }

  private static List<Kind> kinds(String name) {
    return DeviceCase.kinds(List.copyOf(NETWORKS.keySet()).indexOf(name));
  }

  @BeforeAll
  static void runAll() throws IOException, InterruptedException, ClassNotFoundException {
    sources().forEach((name, source) -> NETWORKS.put(name, GeneratedNetwork.compileAs(name, source)));
    List<DeviceCase> cases =
        NETWORKS.keySet().stream().flatMap(name -> kinds(name).stream().map(kind -> wanted(name, kind))).toList();
    results = DeviceResults.of(NETWORKS.values(), cases, folder);
  }

  /** A prediction, a step with its losses, gradients, parameters and slots, and the step once more. */
  @ParameterizedTest
  @MethodSource("names")
  void doWhatTheInterpreterDoes(String name) {
    GeneratedNetwork network = NETWORKS.get(name);
    NetworkChecks.check(network, 3);
    DeviceCode.check(network);
    DeviceChecks checks = new DeviceChecks(network);
    for (Kind kind : kinds(name)) {
      checks.check(wanted(name, kind), results.result(wanted(name, kind)));
    }
  }

  /** Layers by random formulas, several of each kind. */
  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomLayers(long seed) throws IOException, InterruptedException, ClassNotFoundException {
    Map<String, GeneratedNetwork> networks = new LinkedHashMap<>();
    for (int kind = 0; kind < RandomFormula.KINDS; kind++) {
      String name = "Layer" + kind + "By" + seed;
      String source = RandomFormula.of(kind, new Random(seed)).network(name);
      networks.put(name, GeneratedNetwork.compileAs(name, source));
    }
    List<DeviceCase> cases = networks.keySet().stream()
        .flatMap(name -> Stream.of(Kind.values()).map(kind -> wanted(name, kind))).toList();
    DeviceResults all = DeviceResults.of(networks.values(), cases, folder.resolve("seed" + seed));
    assertAll(
        cases.stream().map(one -> () -> new DeviceChecks(networks.get(one.network())).check(one, all.result(one))));
  }

  private static final String ALL = IMPORTS + """
      @Formula("w = uniform(-1, 1) / sqrt(fanIn)") @interface Even {}
      @Formula("y[...] = x[...] * tanh(softplus(beta * x[...]))") @interface Bent { double beta() default 1; }
      @Formula("loss[n] += softplus(y[...] - t[...]) + softplus(t[...] - y[...])") @interface Near {}
      @Formula({"m = 0.9 * m + 0.1 * g", "v = 0.99 * v + 0.01 * g * g",
          "p = p - rate * (m / (1 - pow(0.9, step))) / (sqrt(v / (1 - pow(0.99, step))) + 1e-3)"})
      @interface Steps { double rate() default 0.02; }
      @Network(input = 30)
      @Steps @Optimizer(weightDecay = 0.01, clipValue = 1)
      class All {
        @Dense(units = 20) @Bent(beta = 1.5) @Even Layer hidden;
        @LayerNorm @Formula("y[...] = max(x[...], 0.1 * x[...])") Layer norm;
        @Dense(units = 4) @Near @Loss(weight = 0.5) Layer out;
      }
      """;

  @Test
  void stepsOfATraining() throws Throwable {
    GeneratedNetwork network = GeneratedNetwork.compileAs("All", ALL);
    int steps = 5;
    Program training = Objects.requireNonNull(network.programs().training());
    double tolerance = 1e-5 * Math.sqrt(Reference.longestSum(training, DeviceTraining.samples()));
    if (Tornado.home().isPresent()) {
      network.compilation().write(folder);
    }
    for (Kind kind : Tornado.home().isPresent() ? List.of(Kind.CPU) : List.of(Kind.CPU, Kind.GPU)) {
      if (Tornado.home().isPresent()) {
        DeviceRuns.run(folder, DeviceTraining.class, "" + steps, "All", kind.name(), Double.toString(tolerance));
      } else {
        DeviceTraining.check(network.loader(), steps, "All", kind, tolerance);
      }
    }
  }

  /** From the same start, which the initializer gives, through a whole training as a user has it. */
  @Test
  @DisabledIfEnvironmentVariable(named = "TORNADOVM_HOME", matches = ".+", disabledReason = "TornadoVM takes kernels from the class path only")
  void aTrainingEndsWhereThatOfTheCpuDoes() {
    GeneratedNetwork generated = GeneratedNetwork.compileAs("All", ALL);
    Dataset data = data();
    CompiledNetwork here = generated.network(3);
    float[] start = here.engine().parameters();
    Trainer.of(here).epochs(3).batchSize(16).fit(data);
    CompiledNetwork network = generated.network(3);
    assertArrayEquals(start, network.engine().parameters());
    try (DeviceNetwork there = network.on(Device.parse("tornado:0:0"), 16, 16)) {
      DeviceCheck check = DeviceCheck.run(there, data, 16, 3);
      assertTrue(check.difference().isEmpty(), check::toString);
      Trainer.of(there).epochs(3).batchSize(16).fit(data);
      assertArrayEquals(here.engine().parameters(), network.engine().parameters(), 1e-4f);
      assertFalse(java.util.Arrays.equals(start, network.engine().parameters()));
    }
  }

  private static Dataset data() {
    Random random = new Random(5);
    float[][] samples = new float[40][30];
    float[][] targets = new float[40][4];
    for (int i = 0; i < samples.length; i++) {
      for (int k = 0; k < 30; k++) {
        samples[i][k] = random.nextFloat() * 2 - 1;
      }
      for (int k = 0; k < 4; k++) {
        targets[i][k] = samples[i][k] * samples[i][k + 1];
      }
    }
    return ArrayDataset.ofValues(samples, targets);
  }
}
