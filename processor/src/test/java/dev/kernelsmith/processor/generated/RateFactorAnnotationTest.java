package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.WeightsMismatchException;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.train.Trainer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that learn with other rates than the rest, by annotation. */
class RateFactorAnnotationTest {
  private static final int SAMPLES = 40;

  @TempDir Path folder;

  /** A network of a normalisation, a block with two layers, and two layers, each with what is to be said of it. */
  private static String source(String name, String optimizer, String stem, String norm, String hidden, String out) {
    return """
        import dev.kernelsmith.annotations.*;
        import dev.kernelsmith.runtime.*;

        @Network(input = 12)
        @Optimizer(%2$s)
        class %1$s {
          @Block static class Stem {
            @Dense(units = 6, activation = Activation.TANH) Layer first;
            @RateFactor(7) @Dense(units = 19, activation = Activation.TANH) Layer second;
          }
          %4$s @BatchNorm Layer norm;
          %3$s @Block(Stem.class) Layer stem;
          %5$s @Dense(units = 21, activation = Activation.TANH) Layer hidden;
          %6$s @Dense(units = 4) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
        }
        """.formatted(name, optimizer, stem, norm, hidden, out);
  }

  private static String annotated(String name, String optimizer) {
    return source(name, optimizer, "@RateFactor(0.25)", "@RateFactor(3)", "@RateFactor(0.25)", "");
  }

  private static GeneratedNetwork plain(String name, String optimizer) {
    return GeneratedNetwork.compile(name, source(name, optimizer, "", "", "", "").replace("@RateFactor(7) ", ""));
  }

  private static Dataset data(GeneratedNetwork network) {
    Batch batch = Batch.random(network.spec(), SAMPLES, 3);
    return ArrayDataset.ofClasses(batch.inputs(), batch.inputs().length / SAMPLES, batch.classes());
  }

  private static Trainer trainer(CompiledNetwork network) {
    return Trainer.of(network).batchSize(16).epochs(2).threads(2);
  }

  private static Map<String, float[]> values(CompiledNetwork network) {
    Map<String, float[]> values = new HashMap<>();
    for (ParameterSpec parameter : network.engine().spec().parameters()) {
      values.put(parameter.name(), parameter.read(network.engine().parameters()));
    }
    return values;
  }

  private static void assertSame(CompiledNetwork expected, CompiledNetwork actual, double tolerance) {
    Map<String, float[]> values = values(actual);
    values(expected).forEach((name, those) -> assertArrayEquals(those, values.get(name), (float) tolerance, name));
  }

  /** One step of gradient descent: the change of a layer is the factor times what it would be. */
  @Test
  void aFactorIsThatOfTheStep() {
    String sgd = "type = OptimizerType.SGD, learningRate = 0.1";
    GeneratedNetwork plain = plain("PlainSgd", sgd);
    CompiledNetwork whole = plain.network(2);
    Map<String, float[]> before = values(whole);
    trainer(whole).step(data(plain));
    CompiledNetwork scaled = GeneratedNetwork.compile("ScaledSgd", annotated("ScaledSgd", sgd)).network(2);
    assertArrayEquals(before.get("stem.second.weights"), values(scaled).get("stem.second.weights"));
    trainer(scaled).step(data(plain));
    Map<String, float[]> target = values(whole);
    values(scaled).forEach((name, after) -> {
      double factor = name.matches("(stem|hidden)\\..*") ? 0.25 : name.matches("norm\\.(gamma|beta)") ? 3 : 1;
      for (int i = 0; i < after.length; i++) {
        double start = before.get(name)[i];
        assertEquals(start + factor * (target.get(name)[i] - start), after[i], 1e-6, name);
      }
    });
  }

  /** Whatever the rule does with the rate: what was set in code gives the same, but for the rounding of the rate. */
  @ParameterizedTest
  @ValueSource(strings = {
    "SGD, learningRate = 0.1, clipNorm = 0.01, weightDecay = 0.1", "NADAM, averageDecay = 0.9", "LION"})
  void codeAndAnnotationGiveTheSame(String optimizer) {
    String id = optimizer.replaceAll("\\W.*", "");
    GeneratedNetwork plain = plain("Code" + id, "type = OptimizerType." + optimizer);
    GeneratedNetwork annotated =
        GeneratedNetwork.compile("Mark" + id, annotated("Mark" + id, "type = OptimizerType." + optimizer));
    CompiledNetwork inCode = plain.network(2);
    trainer(inCode).rateFactor("stem", 0.25).rateFactor("norm", 3).rateFactor("hidden", 0.25).fit(data(plain));
    CompiledNetwork byMark = annotated.network(2);
    trainer(byMark).fit(data(plain));
    assertSame(inCode, byMark, 2e-5);
    CompiledNetwork without = plain.network(2);
    trainer(without).fit(data(plain));
    CompiledNetwork undone = annotated.network(2);
    trainer(undone).rateFactor("stem", 1).rateFactor("norm", 1).rateFactor("hidden", 1).fit(data(plain));
    assertSame(without, undone, 2e-5);
  }

  private static final GeneratedNetwork ADAMW =
      GeneratedNetwork.compileAs("RatedAdamW",
          annotated("RatedAdamW",
              "type = OptimizerType.ADAMW, learningRate = 0.01, weightDecay = 0.1, clipNorm = 0.1"));

  @Test
  void kernelsDoWhatTheInterpreterDoes() {
    NetworkChecks.check(ADAMW, 3);
  }

  @ParameterizedTest
  @MethodSource("dev.kernelsmith.processor.generated.DeviceCase#kinds")
  @Tag("device")
  void devicesDoWhatTheInterpreterDoes(Kind kind) {
    DeviceCode.check(ADAMW);
    DeviceCase wanted = new DeviceCase("RatedAdamW", kind, true, 29, 33, 7);
    new DeviceChecks(ADAMW).check(wanted, DeviceResults.of(ADAMW, wanted));
  }

  @Test
  void whatIsFrozenInCodeStays() {
    CompiledNetwork network = ADAMW.network(2);
    Map<String, float[]> before = values(network);
    trainer(network).freeze("hidden").fit(data(ADAMW));
    values(network).forEach((name, after) -> assertEquals(
        name.startsWith("hidden."), Arrays.equals(before.get(name), after), name));
  }

  @Test
  void theDescriptionTellsThem() {
    assertEquals(
        List.of(
            "norm.gamma=3.0", "norm.beta=3.0", "stem.first.weights=0.25", "stem.first.bias=0.25",
            "stem.second.weights=0.25", "stem.second.bias=0.25", "hidden.weights=0.25", "hidden.bias=0.25"),
        ADAMW.spec().rateFactors().entrySet().stream().map(Object::toString).toList());
  }

  @Test
  void aCheckpointOfOtherFactorsIsRefused() {
    Path file = folder.resolve("checkpoint");
    trainer(ADAMW.network(2)).checkpoint(file).fit(data(ADAMW));
    CompiledNetwork straight = ADAMW.network(2);
    trainer(straight).epochs(4).fit(data(ADAMW));
    CompiledNetwork resumed = ADAMW.network(9);
    trainer(resumed).epochs(4).resume(file).fit(data(ADAMW));
    assertArrayEquals(straight.engine().parameters(), resumed.engine().parameters());
    Trainer other = trainer(
        plain("RatedAdamW", "type = OptimizerType.ADAMW, learningRate = 0.01, weightDecay = 0.1, clipNorm = 0.1")
            .network(2))
        .resume(file);
    String message = assertThrows(WeightsMismatchException.class, () -> other.fit(data(ADAMW))).getMessage();
    assertTrue(message.contains("rate factors: the checkpoint has {} before @RateFactor {norm.gamma=3.0, "), message);
  }
}
