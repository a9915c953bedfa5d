package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.train.EpochMetrics;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkEngineTest {
  private static final int IN = 5;
  private static final int CLASSES = 4;

  private static LinearNetwork network() {
    return LinearNetwork.classifier(IN, CLASSES, 3);
  }

  private static float[][] inputs(int count) {
    Random random = new Random(1);
    float[][] inputs = new float[count][IN];
    for (float[] input : inputs) {
      for (int k = 0; k < IN; k++) {
        input[k] = (float) random.nextGaussian();
      }
    }
    return inputs;
  }

  /** The logits by the layer handle's canonical weights: also a test of the handle. */
  private static float[] expectedLogits(LinearNetwork network, float[] input) {
    Layer layer = network.engine().layer("out");
    float[] z = layer.bias();
    for (int u = 0; u < CLASSES; u++) {
      for (int k = 0; k < IN; k++) {
        z[u] += input[k] * layer.weights()[k * CLASSES + u];
      }
    }
    return z;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 40})
  void predictsAnyNumberOfSamples(int count) {
    LinearNetwork network = network();
    float[][] inputs = inputs(count);
    float[][] logits = network.engine().logits(inputs);
    float[][] probabilities = network.engine().predict(inputs);
    int[] classes = network.engine().classify(inputs);
    assertEquals(count, logits.length);
    assertEquals(count, probabilities.length);
    assertEquals(count, classes.length);
    for (int i = 0; i < count; i++) {
      assertArrayEquals(expectedLogits(network, inputs[i]), logits[i]);
      assertArrayEquals(logits[i], network.logits(inputs[i]));
      assertArrayEquals(probabilities[i], network.predict(inputs[i]));
      assertEquals(classes[i], network.classify(inputs[i]));
      float sum = 0;
      for (int u = 0; u < CLASSES; u++) {
        sum += probabilities[i][u];
        assertTrue(probabilities[i][classes[i]] >= probabilities[i][u]);
      }
      assertEquals(1f, sum, 1e-6f);
    }
  }

  @Test
  void predictsDataSets() {
    LinearNetwork network = network();
    Dataset data = Samples.clusters(37, IN, CLASSES, 1);
    float[][] inputs = new float[37][IN];
    for (int i = 0; i < inputs.length; i++) {
      data.copyInput(i, inputs[i], 0);
    }
    assertArrayEquals(network.engine().classify(inputs), network.classify(data));
    assertArrayEquals(network.engine().predict(inputs), network.predict(data));
    assertArrayEquals(network.engine().logits(inputs), network.engine().logits(data));
  }

  @Test
  void theFirstOfEqualsIsTheClass() {
    LinearNetwork network = network();
    network.engine().publish(new float[network.engine().spec().parameterFloats()]);
    assertEquals(0, network.classify(new float[IN]));
  }

  @Test
  void refusesInputsOfOtherLengths() {
    LinearNetwork network = network();
    IllegalArgumentException one = assertThrows(IllegalArgumentException.class, () -> network.predict(new float[7]));
    assertEquals("the input has 7 values, but network Linear takes 5 (5)", one.getMessage());
    float[][] several = {new float[5], new float[4]};
    IllegalArgumentException many =
        assertThrows(IllegalArgumentException.class, () -> network.engine().classify(several));
    assertTrue(many.getMessage().startsWith("input 1 has 4 values"), many.getMessage());
    Dataset data = Samples.clusters(3, 6, CLASSES, 1);
    assertThrows(IllegalArgumentException.class, () -> network.predict(data));
    assertThrows(IllegalStateException.class, () -> LinearNetwork.regression(5, 1, 1).classify(new float[5]));
    assertThrows(IllegalArgumentException.class, () -> network.engine().publish(new float[3]));
  }

  @Test
  void layerHandlesCopyWhatIsPublished() {
    LinearNetwork network = network();
    Layer layer = network.engine().layer("out");
    assertEquals("out", layer.name());
    assertEquals(List.of(CLASSES), layer.outputShape());
    assertEquals(IN * CLASSES, layer.weights().length);
    assertEquals(CLASSES, layer.bias().length);
    float[] before = layer.weights();
    layer.weights()[0] = 1e9f;
    assertArrayEquals(before, layer.weights());
    float[] zeros = new float[network.engine().spec().parameterFloats()];
    network.engine().publish(zeros);
    assertArrayEquals(new float[IN * CLASSES], layer.weights());
    zeros[0] = 1;
    assertEquals(0f, layer.weights()[0], "published parameters are a copy");
    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> network.engine().layer("dense9"));
    assertEquals("network Linear has no layer 'dense9'; it has input, out", unknown.getMessage());
  }

  @Test
  void theSeedDecidesTheParametersAndPaddingStaysZero() {
    float[] parameters = network().engine().parameters();
    assertArrayEquals(parameters, network().engine().parameters());
    assertFalse(Arrays.equals(parameters, LinearNetwork.classifier(IN, CLASSES, 4).engine().parameters()));
    LinearNetwork network = network();
    Trainer.of(network).epochs(2).fit(Samples.clusters(50, IN, CLASSES, 1));
    for (float[] flat : List.of(parameters, network.engine().parameters())) {
      for (int row = 0; row <= IN; row++) {
        for (int column = CLASSES; column < 16; column++) {
          assertEquals(0f, flat[row * 16 + column]);
        }
      }
    }
  }

  @Test
  void manyThreadsPredictWhileTheNetworkTrains() throws InterruptedException, ExecutionException {
    LinearNetwork network = LinearNetwork.of(new LinearProgram(IN, CLASSES, true, 1), 3);
    float[] input = inputs(1)[0];
    Map<List<Float>, Boolean> possible = new ConcurrentHashMap<>();
    possible.put(list(network.logits(input)), true);
    AtomicBoolean training = new AtomicBoolean(true);
    Semaphore predicted = new Semaphore(0);
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onEpoch(TrainingState state, EpochMetrics metrics) {
            possible.put(list(network.logits(input)), true);
            awaitMore(predicted);
          }
        };
    Set<List<Float>> seen = new HashSet<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(64)) {
      List<Future<Set<List<Float>>>> results = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        boolean many = i % 2 == 0;
        results.add(pool.submit(() -> predictions(network, input, many, training, predicted)));
      }
      try {
        Trainer.of(network)
            .epochs(30)
            .batchSize(50)
            .threads(2)
            .listener(listener)
            .fit(Samples.clusters(500, IN, CLASSES, 1));
      } finally {
        training.set(false);
      }
      for (Future<Set<List<Float>>> result : results) {
        seen.addAll(result.get());
      }
    }
    assertEquals(31, possible.size(), "every epoch had parameters of its own");
    for (List<Float> logits : seen) {
      assertTrue(possible.containsKey(logits), () -> "not of one snapshot: " + logits);
    }
  }

  /** Holds an epoch's end up until there were predictions in it, as many as threads. */
  private static void awaitMore(Semaphore predicted) {
    predicted.drainPermits();
    try {
      assertTrue(predicted.tryAcquire(64, 120, TimeUnit.SECONDS), "nobody predicts");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<List<Float>> predictions(
      LinearNetwork network, float[] input, boolean many, AtomicBoolean go, Semaphore predicted) {
    Set<List<Float>> results = new HashSet<>();
    float[][] batch = new float[20][];
    Arrays.fill(batch, input);
    do {
      if (many) {
        float[][] logits = network.engine().logits(batch);
        for (float[] one : logits) {
          assertArrayEquals(logits[0], one, "one snapshot for all samples of a call");
        }
        results.add(list(logits[19]));
      } else {
        results.add(list(network.logits(input)));
      }
      predicted.release();
    } while (go.get());
    return results;
  }

  private static List<Float> list(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }
}
