package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that ends by a number that is not finite says in which layer and step that began. */
class DivergenceTest {
  private static final int SAMPLES = 40;
  private static final int IN = 5;
  private static final GeneratedNetwork SEEN = network(true);
  private static final GeneratedNetwork PLAIN = network(false);

  private static GeneratedNetwork network(boolean inspect) {
    return GeneratedNetwork.compile("Deep" + inspect, """
        import static dev.kernelsmith.annotations.Activation.*;
        import dev.kernelsmith.annotations.*;
        import dev.kernelsmith.runtime.Layer;

        @Network(input = {%d}, inspect = %s)
        @Optimizer(type = OptimizerType.SGD, learningRate = 1e-3f)
        class Deep%2$s {
          @Dense(units = 6, activation = TANH) Layer first;
          @Dense(units = 7) Layer second;
          @From("first") @Dense(units = 7) Layer third;
          @Add({"second", "third"}) Layer sum;
          @Dense(units = 2) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer value;
        }
        """.formatted(IN, inspect));
  }

  /** Zeros, but for one sample. */
  private static Dataset data(int large) {
    float[][] inputs = new float[SAMPLES][IN];
    Arrays.fill(inputs[large], 1);
    return ArrayDataset.ofValues(inputs, new float[SAMPLES][2]);
  }

  /** Sets all weights of a layer. */
  private static void fill(CompiledNetwork network, String layer, float value) {
    float[] flat = network.engine().parameters();
    for (ParameterSpec parameter : network.engine().spec().parameters()) {
      if (parameter.name().equals(layer + ".weights")) {
        float[] values = new float[parameter.length()];
        Arrays.fill(values, value);
        parameter.write(values, flat);
      }
    }
    network.engine().publish(flat);
  }

  private static TrainingException fails(CompiledNetwork network, Dataset data) {
    Trainer trainer = Trainer.of(network).batchSize(SAMPLES).shuffle(false).threads(2);
    return assertThrows(TrainingException.class, () -> trainer.fit(data));
  }

  private static void assertSays(TrainingException exception, String... parts) {
    for (String part : parts) {
      assertTrue(exception.getMessage().contains(part), exception.getMessage());
    }
  }

  /** Only one sample is large enough to overflow, in any block of the batch. */
  @ParameterizedTest
  @ValueSource(ints = {0, 15, 16, 39})
  void theFirstLayerIsNamedWithItsSample(int sample) {
    for (String layer : List.of("second", "third")) {
      CompiledNetwork network = SEEN.network(1);
      fill(network, "first", 10);
      fill(network, layer, 2e38f);
      TrainingException exception = fails(network, data(sample));
      assertSays(exception, "in epoch 1, step 1 of 1",
          "For sample " + sample + ", layer '" + layer + "' (Dense) is the first",
          "the first is Infinity at [0]", "reads values of at most 1.0", "its parameters are at most 2.0E38",
          "smaller learning rate", "as they were before");
      assertEquals(Optional.of(layer), exception.layer());
      assertEquals(1, exception.step());
    }
  }

  @Test
  void aLossThatOverflowsByItselfIsTold() {
    CompiledNetwork network = SEEN.network(1);
    fill(network, "value", 1e30f);
    TrainingException exception = fails(network, data(3));
    assertSays(exception, "the values of all layers are finite", "it is the loss itself");
    assertEquals(Optional.empty(), exception.layer());
  }

  @Test
  void withoutTheCodeForItTheLargestParametersAreNamed() {
    CompiledNetwork network = PLAIN.network(1);
    fill(network, "first", 10);
    fill(network, "third", 2e38f);
    assertSays(fails(network, data(3)), "All parameters were finite", "the largest with 2.0E38 in layer 'third'",
        "@Network(inspect = true)");
  }

  /** An update goes too far without the loss telling so: found behind the step where parameters are published, else in the next. */
  @Test
  void theStepOfTheUpdateIsTold() {
    for (boolean everyStep : new boolean[] {false, true}) {
      CompiledNetwork network = PLAIN.network(1);
      Trainer trainer = Trainer.of(network).batchSize(10).shuffle(false)
          .learningRate((epoch, step) -> step < 3 ? 1e-3f : Float.MAX_VALUE);
      if (everyStep) {
        trainer.publishEvery(1);
      }
      float[][] inputs = new float[SAMPLES][IN];
      float[][] targets = new float[SAMPLES][2];
      for (int i = 0; i < SAMPLES; i++) {
        Arrays.fill(inputs[i], 1);
        Arrays.fill(targets[i], 100);
      }
      Dataset data = ArrayDataset.ofValues(inputs, targets);
      TrainingException exception = assertThrows(TrainingException.class, () -> trainer.fit(data));
      assertEquals(Optional.of("first"), exception.layer());
      if (everyStep) {
        assertEquals(3, exception.step());
        assertSays(exception, "not finite after epoch 1, step 3 of 4", "There, parameter first.weights has",
            "The gradient was finite", "the update itself went too far", "keeps its parameters of step 2");
      } else {
        assertEquals(4, exception.step());
        assertSays(exception, "is NaN in epoch 1, step 4 of 4",
            "After the update of the step before, parameter first.weights has");
      }
    }
  }

  /** The loss is finite, a gradient is not: noticed before the network gets anything of it. */
  @Test
  void aGradientThatIsNotFiniteIsNamed() {
    CompiledNetwork network = PLAIN.network(1);
    for (String layer : List.of("first", "second", "third")) {
      fill(network, layer, 1e-10f);
    }
    fill(network, "value", 1e27f);
    fill(network, "first", 1e-3f);
    float[] before = network.engine().parameters();
    float[][] inputs = new float[4][IN];
    inputs[1][2] = 1;
    Trainer trainer = Trainer.of(network);
    TrainingException exception = assertThrows(TrainingException.class, () -> trainer.step(inputs, new float[4][2]));
    assertSays(exception, "after step 1 ", "The loss was finite, but on the way back the gradient of",
        "as they were before");
    assertTrue(exception.layer().isPresent());
    assertArrayEquals(before, network.engine().parameters());
  }

  @Test
  void brokenParametersAreToldByLayer() {
    CompiledNetwork network = SEEN.network(1);
    fill(network, "third", Float.NaN);
    TrainingException exception = fails(network, data(3));
    assertSays(exception, "Before training, parameter third.weights has 42 of 42", "start from other weights");
    assertEquals(Optional.of("third"), exception.layer());
  }
}
