package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Checkpoints;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left out at random follows from seed, step and position, and from nothing else. */
class DropoutTrainingTest {
  private static final int SAMPLES = 150;

  private static final GeneratedNetwork NETWORK = GeneratedNetwork.compile(WellKnown.dropouts());

  @TempDir Path folder;

  private static Trainer trainer(CompiledNetwork network) {
    return Trainer.of(network).batchSize(40).seed(5).threads(2);
  }

  private static Dataset data() {
    Batch batch = Batch.random(NETWORK.spec(), SAMPLES, 3);
    return ArrayDataset.ofClasses(batch.inputs(), batch.inputs().length / SAMPLES, batch.classes());
  }

  private static float[] train(int threads, long seed) {
    CompiledNetwork network = NETWORK.network(2);
    trainer(network).epochs(3).threads(threads).seed(seed).fit(data());
    return network.engine().parameters();
  }

  @Test
  void anyNumberOfThreadsTrainsToTheSameBits() {
    float[] expected = train(1, 5);
    for (int threads = 1; threads <= 4; threads++) {
      assertArrayEquals(expected, train(threads, 5), threads + " threads");
    }
    assertFalse(Arrays.equals(expected, train(1, 6)), "the seed has no effect");
  }

  @Test
  void aResumedTrainingGoesOnWithTheSameNumbers() {
    float[] expected = train(2, 5);
    Path checkpoint = folder.resolve("checkpoint");
    trainer(NETWORK.network(2)).epochs(2).checkpoint(checkpoint).fit(data());
    CompiledNetwork resumed = NETWORK.network(2);
    trainer(resumed).epochs(3).resume(checkpoint).fit(data());
    assertArrayEquals(expected, resumed.engine().parameters());
    CompiledNetwork continued = NETWORK.network(2);
    Trainer trainer = trainer(continued).epochs(2);
    trainer.fit(data());
    trainer.epochs(1).fit(data());
    assertArrayEquals(expected, continued.engine().parameters());
  }

  @Test
  void aTrainingStoppedInTheMidstOfAnEpochGoesOnWithTheSameNumbers() {
    float[] expected = train(2, 5);
    Path checkpoints = folder.resolve("checkpoints");
    trainer(NETWORK.network(2)).epochs(3).checkpoints(Checkpoints.in(checkpoints).everySteps(2))
        .listener(new TrainingListener() {
          @Override
          public void onStep(TrainingState state) {
            if (state.stepsDone() == 7) {
              state.stop();
            }
          }
        }).fit(data());
    CompiledNetwork resumed = NETWORK.network(2);
    trainer(resumed).epochs(3).resumeLatest(checkpoints).fit(data());
    assertArrayEquals(expected, resumed.engine().parameters());
  }

  @Test
  void predictionsAndEvaluationsLeaveNothingOut() {
    CompiledNetwork network = NETWORK.network(2);
    float[] input = Batch.random(NETWORK.spec(), 1, 4).inputs();
    float[] expected = network.engine().predict(input);
    assertArrayEquals(expected, network.engine().predict(input));
    Evaluation before = Evaluation.of(network, data());
    assertEquals(before.loss(), Evaluation.of(network, data()).loss());
  }
}
