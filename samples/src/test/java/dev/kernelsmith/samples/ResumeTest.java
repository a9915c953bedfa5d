package dev.kernelsmith.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingHistory;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import dev.kernelsmith.samples.digits.HandwrittenDigits;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
  @TempDir Path folder;

  private final Dataset digits = HandwrittenDigits.draw(500, 1);

  @Test
  void aStoppedAndResumedTrainingEndsWithTheSameBits() {
    LeNet5Network straight = new LeNet5Network(5);
    trainer(straight).fit(digits);

    Path checkpoint = folder.resolve("checkpoint.safetensors");
    LeNet5Network stopped = new LeNet5Network(5);
    TrainingHistory history = trainer(stopped).checkpoint(checkpoint).listener(new StopInSecondEpoch()).fit(digits);
    assertEquals(TrainingHistory.End.REQUESTED, history.end());
    assertFalse(Arrays.equals(straight.engine().parameters(), stopped.engine().parameters()));

    LeNet5Network resumed = new LeNet5Network(77);
    trainer(resumed).resume(checkpoint).fit(digits);
    assertArrayEquals(straight.engine().parameters(), resumed.engine().parameters());
  }

  private static Trainer trainer(LeNet5Network network) {
    return Trainer.of(network).epochs(3).batchSize(60).seed(9).learningRate(LearningRate.cosine(1e-3, 1e-4, 3));
  }

  private static final class StopInSecondEpoch implements TrainingListener {
    @Override
    public void onStep(TrainingState state) {
      if (state.epoch() == 2 && state.step() == 3) {
        state.stop();
      }
    }
  }
}
