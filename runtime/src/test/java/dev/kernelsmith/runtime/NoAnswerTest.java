package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.testing.Spoiled;
import dev.kernelsmith.runtime.train.Evaluation;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs that are not finite are no answer, on the CPU and on a device, whatever they come from. */
class NoAnswerTest {
  private static final int IN = 4;
  private static final Dataset DATA = Samples.clusters(40, IN, 3, 1);

  @TempDir Path directory;

  private static void assertMessage(Throwable exception, String... parts) {
    for (String part : parts) {
      assertTrue(exception.getMessage().contains(part), exception.getMessage());
    }
  }

  private static float[] input(Dataset data, int sample) {
    float[] input = new float[IN];
    data.copyInput(sample, input, 0);
    return input;
  }

  @ParameterizedTest
  @CsvSource({"NaN,0", "NaN,17", "Infinity,39", "-Infinity,16"})
  void aValueOfTheInputIsNamed(float value, int sample) {
    Dataset spoiled = new Spoiled(DATA, sample, 2, value);
    LinearNetwork network = LinearNetwork.offloaded(new LinearProgram(IN, 3, true, 1), 1);
    NoAnswerException one = assertThrows(NoAnswerException.class, () -> network.classify(input(spoiled, sample)));
    assertMessage(one, "network Linear has no class for the sample", "output 0 of 3",
        "Value 2 of its input is " + value);
    NoAnswerException many = assertThrows(NoAnswerException.class, () -> network.classify(spoiled));
    assertEquals(sample, many.sample());
    assertMessage(many, "no class for sample " + sample, "Value 2 of its input is " + value);
    try (DeviceNetwork placed = network.placed(0, 16)) {
      assertEquals(
          many.getMessage(), assertThrows(NoAnswerException.class, () -> placed.classify(spoiled)).getMessage());
      assertThrows(NoAnswerException.class, () -> placed.classify(input(spoiled, sample)));
      assertCounted(Evaluation.of(placed, spoiled), Evaluation.of(network, DATA), network, sample);
    }
    assertCounted(Evaluation.of(network, spoiled, 2), Evaluation.of(network, DATA), network, sample);
    assertEquals(40, network.predict(spoiled).length, "predict gives what there is");
    assertEquals(network.classify(DATA)[5], network.classify(input(DATA, 5)), "the workspace is sound again");
  }

  private static void assertCounted(Evaluation spoiled, Evaluation sound, LinearNetwork network, int sample) {
    assertEquals(0, sound.unanswered());
    assertEquals(1, spoiled.unanswered());
    assertFalse(Double.isFinite(spoiled.loss()), spoiled.toString());
    boolean wasRight = network.classify(DATA)[sample] == DATA.classOf(sample);
    double right = sound.accuracy().orElseThrow() * 40 - (wasRight ? 1 : 0);
    assertEquals(right / 40, spoiled.accuracy().orElseThrow(), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void oneOutputThatIsNotFiniteLeavesTheClassOpen(float value) {
    LinearNetwork network = LinearNetwork.classifier(IN, 3, 1);
    for (int unit = 0; unit < 3; unit++) {
      float[] parameters = LinearNetwork.classifier(IN, 3, 1).engine().parameters();
      parameters[IN * 16 + unit] = value;
      network.engine().publish(parameters);
      assertMessage(
          assertThrows(NoAnswerException.class, () -> network.classify(input(DATA, 0))),
          "output %d of 3 is %s".formatted(unit, value),
          "Parameter out.bias has 1 of 3 values that are not finite, the first is %s at [%d]".formatted(value, unit));
      Evaluation all = Evaluation.of(network, DATA);
      assertEquals(40, all.unanswered());
      assertEquals(0, all.accuracy().orElseThrow());
    }
  }

  @Test
  void anOverflowIsToldFromBadNumbers() {
    LinearNetwork network = LinearNetwork.classifier(IN, 3, 1);
    float[] huge = {Float.MAX_VALUE, -Float.MAX_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE};
    float[] parameters = new float[network.engine().spec().parameterFloats()];
    parameters[0] = 8;
    network.engine().publish(parameters);
    assertMessage(assertThrows(NoAnswerException.class, () -> network.classify(huge)), "is Infinity", "grew too large");
  }

  @Test
  void regressionsCountSamplesWithoutAnAnswerToo() {
    LinearNetwork network = LinearNetwork.regression(IN, 2, 1);
    Dataset line = Samples.line(40, IN, 2, 1);
    Evaluation spoiled = Evaluation.of(network, new Spoiled(line, 3, 0, Float.NaN));
    assertEquals(1, spoiled.unanswered());
    assertTrue(Double.isNaN(spoiled.loss()));
    assertTrue(spoiled.accuracy().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void weightsThatAreNotFiniteAreTakenByChoiceOnly(float value) throws IOException {
    LinearNetwork broken = LinearNetwork.classifier(IN, 3, 1);
    float[] parameters = broken.engine().parameters();
    parameters[2 * 16 + 1] = value;
    broken.engine().publish(parameters);
    Path file = directory.resolve("broken.safetensors");
    broken.save(file);
    LinearNetwork network = LinearNetwork.classifier(IN, 3, 2);
    float[] before = network.engine().parameters();
    assertMessage(
        assertThrows(DataFormatException.class, () -> network.load(file)),
        "broken.safetensors",
        "the file is sound, but out.weights has 1 of 12 values that are not finite, the first is " + value
            + " at [2, 1]",
        "loadUnchecked");
    assertArrayEquals(before, network.engine().parameters());
    network.engine().loadUnchecked(file);
    assertArrayEquals(parameters, network.engine().parameters());
  }
}
