package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Threads change no bit, neither of training nor of predictions. */
class ThreadsTest {
  private static final int PREDICTORS = 64;
  private static final int SAMPLES = 200;

  private static final GeneratedNetwork NETWORK = GeneratedNetwork.compile(WellKnown.branching());

  @Test
  void anyNumberOfThreadsTrainsToTheSameBits() {
    float[] expected = train(1, 5);
    assertArrayEquals(expected, train(1, 5), "again");
    assertArrayEquals(expected, train(4, 5), "4 threads");
    assertArrayEquals(expected, train(3, 5), "3 threads");
    assertFalse(Arrays.equals(expected, train(1, 6)), "the seed has no effect");
  }

  @Test
  void variantsStartFromTheSameBits() {
    float[] expected = NETWORK.network(2).engine().parameters();
    for (Variant variant : Variant.values()) {
      NetworkEngine engine = new NetworkEngine(NETWORK.spec(), NETWORK.kernels(variant), 2);
      assertArrayEquals(expected, engine.parameters(), variant.name());
    }
  }

  private static float[] train(int threads, long seed) {
    CompiledNetwork trained = NETWORK.network(2);
    Trainer.of(trained).epochs(2).batchSize(70).threads(threads).seed(seed).fit(data());
    return trained.engine().parameters();
  }

  /** A block of it is worth a thread; the last samples of 83 go one by one, of 90 in a block that is filled up. */
  @Test
  void threadsPredictTheSameBitsAsOneByOne() {
    GeneratedNetwork large = GeneratedNetwork.compile(WellKnown.leNet5());
    for (Variant variant : List.of(Variant.SCALAR, Variant.VECTOR_32)) {
      NetworkEngine engine = new NetworkEngine(large.spec(), large.kernels(variant), 2);
      for (int samples : new int[] {83, 90}) {
        float[][] inputs = new float[samples][];
        Arrays.setAll(inputs, Batch.random(large.spec(), samples, 9)::input);
        float[][] expected = new float[samples][];
        Arrays.setAll(expected, i -> engine.predict(inputs[i]));
        engine.threads(samples % 4);
        assertArrayEquals(expected, engine.predict(inputs), variant + ", " + samples);
      }
    }
  }

  /** Batches of a block or less, and single samples: threads have no blocks to share, but kernels. */
  @Test
  void threadsThatShareKernelsComputeTheSameBits() {
    for (NetworkSource source : List.of(WellKnown.branching(), WellKnown.windows())) {
      GeneratedNetwork shared = GeneratedNetwork.compileWinograd(source);
      for (Variant variant : Variant.values()) {
        KernelProgram kernels = shared.kernels(variant);
        assertTrue(kernels.single().hasPieces() && Objects.requireNonNull(kernels.training()).hasPieces());
      }
      Dataset data = Subset.range(data(shared.spec()), 0, 60); // a block that is not full, and batches that are none
      for (int batchSize : new int[] {1, 13, 40}) {
        float[] expected = train(shared.network(2), data, batchSize, 1);
        assertArrayEquals(expected, train(shared.network(2), data, batchSize, 2), "2 threads");
        assertArrayEquals(expected, train(shared.network(2), data, batchSize, 5), "5 threads");
      }
      NetworkEngine engine = shared.network(2).engine();
      float[] sample = Batch.random(shared.spec(), 1, 9).input(0);
      engine.threads(1);
      float[] expected = engine.predict(sample);
      float[][] ofABlock = engine.predict(Collections.nCopies(16, sample).toArray(new float[0][]));
      engine.threads(5);
      assertArrayEquals(expected, engine.predict(sample));
      assertArrayEquals(ofABlock, engine.predict(Collections.nCopies(16, sample).toArray(new float[0][])));
    }
  }

  private static float[] train(CompiledNetwork network, Dataset data, int batchSize, int threads) {
    Trainer.of(network).epochs(1).batchSize(batchSize).threads(threads).seed(5).fit(data);
    return network.engine().parameters();
  }

  private static Dataset data() {
    return data(NETWORK.spec());
  }

  private static Dataset data(NetworkSpec spec) {
    Batch batch = Batch.random(spec, SAMPLES, 3);
    return ArrayDataset.ofClasses(batch.inputs(), batch.inputs().length / SAMPLES, batch.classes());
  }

  /** New parameters come with the end of an epoch; the only one here does not end before all have predicted. */
  @Test
  void manyPredictWhileTheNetworkTrains() throws InterruptedException, ExecutionException {
    CompiledNetwork shared = NETWORK.network(4);
    float[][] inputs = new float[SAMPLES][];
    Arrays.setAll(inputs, Batch.random(NETWORK.spec(), SAMPLES, 9)::input);
    float[][] expected = shared.engine().predict(inputs);
    CountDownLatch training = new CountDownLatch(1);
    CountDownLatch predicted = new CountDownLatch(PREDICTORS);
    try (ExecutorService pool = Executors.newFixedThreadPool(PREDICTORS)) {
      List<Future<Integer>> different = new ArrayList<>();
      for (int t = 0; t < PREDICTORS; t++) {
        int thread = t;
        different.add(
            pool.submit(
                () -> {
                  training.await();
                  try {
                    return countDifferent(shared, inputs, expected, thread);
                  } finally {
                    predicted.countDown();
                  }
                }));
      }
      Trainer.of(shared).epochs(1).batchSize(4).threads(2).listener(new Gate(training, predicted)).fit(data());
      for (Future<Integer> one : different) {
        assertEquals(0, one.get());
      }
    }
    assertFalse(Arrays.deepEquals(expected, shared.engine().predict(inputs)), "training has no effect");
  }

  private static int countDifferent(CompiledNetwork shared, float[][] inputs, float[][] expected, int thread) {
    int count = 0;
    for (int i = 0; i < SAMPLES; i++) {
      int sample = (i * 7 + thread) % SAMPLES;
      count += Arrays.equals(expected[sample], shared.engine().predict(inputs[sample])) ? 0 : 1;
    }
    return count + (Arrays.deepEquals(expected, shared.engine().predict(inputs)) ? 0 : 1);
  }

  /** Lets predictions begin with the second step, and the last step end when they are done. */
  private record Gate(CountDownLatch training, CountDownLatch predicted) implements TrainingListener {
    @Override
    public void onStep(TrainingState state) {
      if (state.step() == 2) {
        training.countDown();
      }
      if (state.samplesDone() == SAMPLES) {
        try {
          assertTrue(predicted.await(120, TimeUnit.SECONDS), "predictions take too long");
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
