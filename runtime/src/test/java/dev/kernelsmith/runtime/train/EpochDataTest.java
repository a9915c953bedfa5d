package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetView;
import dev.kernelsmith.runtime.data.JoinedDataset;
import dev.kernelsmith.runtime.data.Normalization;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.Samples;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Data that is another in each epoch. */
class EpochDataTest {
  private static final int IN = 6;
  private static final int EPOCHS = 4;
  private static final int BATCH = 16;
  private static final Dataset PLAIN = Samples.clusters(70, IN, 3, 1);

  @TempDir Path directory;

  /** Adds the number of the epoch to all values; without one it adds nothing. */
  private static final class Moved extends DatasetView {
    private final int epoch;

    Moved(Dataset base, int epoch) {
      super(base);
      this.epoch = epoch;
    }

    @Override
    protected Dataset over(Dataset samples) {
      return new Moved(samples, epoch);
    }

    @Override
    public Dataset ofEpoch(int number) {
      return new Moved(base(), number);
    }

    @Override
    public void copyInput(int index, float[] into, int offset) {
      base().copyInput(index, into, offset);
      for (int i = offset; i < offset + inputLength(); i++) {
        into[i] += 0.1f * epoch;
      }
    }
  }

  private static final Dataset MOVED = new Moved(PLAIN, 0);

  private static final Map<String, UnaryOperator<Dataset>> VIEWS = new TreeMap<>(Map.of(
      "as it is", data -> data,
      "part", data -> Subset.range(data, 5, 60),
      "scaled", data -> Normalization.standard(PLAIN).apply(data),
      "weighted", data -> data.weighted(IntStream.range(0, data.size()).mapToDouble(i -> 1 + i % 3).toArray()),
      "shaped", data -> data.shaped(2, 3),
      "joined", data -> JoinedDataset.of(List.of(data), List.of(data)),
      "all", data -> Subset.range(
          JoinedDataset.of(List.of(Normalization.standard(PLAIN).apply(data.shaped(IN))), List.of(data)), 3, 64)
          .weighted(IntStream.range(0, 61).mapToDouble(i -> 1 + i % 2).toArray())));

  private static LinearNetwork network() {
    return LinearNetwork.classifier(IN, 3, 5);
  }

  private static Trainer trainer(LinearNetwork network) {
    return Trainer.of(network).seed(3).threads(2).batchSize(BATCH).epochs(EPOCHS);
  }

  /** A fit takes each epoch's samples, through all views: the bits of steps on these. */
  @TestFactory
  List<DynamicTest> aFitReadsEachEpoch() {
    return VIEWS.entrySet().stream().map(view -> DynamicTest.dynamicTest(view.getKey(), () -> {
      Dataset data = view.getValue().apply(MOVED);
      LinearNetwork fitted = network();
      trainer(fitted).fit(data);
      LinearNetwork stepped = network();
      Trainer steps = Trainer.of(stepped).seed(3).threads(2);
      DataOrder order = new DataOrder(data.size(), 3, true);
      for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        int[] samples = order.of(epoch);
        for (int start = 0; start < samples.length; start += BATCH) {
          int end = Math.min(samples.length, start + BATCH);
          Dataset shown = view.getValue().apply(new Moved(PLAIN, epoch));
          steps.step(Subset.of(shown, Arrays.copyOfRange(samples, start, end)));
        }
      }
      assertArrayEquals(stepped.engine().parameters(), fitted.engine().parameters());
      LinearNetwork plain = network();
      trainer(plain).fit(view.getValue().apply(PLAIN));
      assertFalse(Arrays.equals(plain.engine().parameters(), fitted.engine().parameters()));
    })).toList();
  }

  @Test
  void validationIsOfNoEpoch() {
    TrainingHistory moved = trainer(network()).validation(MOVED).fit(PLAIN);
    TrainingHistory plain = trainer(network()).validation(PLAIN).fit(PLAIN);
    assertEquals(plain.last().validationLoss(), moved.last().validationLoss());
  }

  @Test
  void aResumedTrainingHasTheEpochsThatAreLeft() {
    Path file = directory.resolve("checkpoint.safetensors");
    LinearNetwork unbroken = network();
    trainer(unbroken).fit(MOVED);
    trainer(network()).epochs(2).checkpoint(file).fit(MOVED);
    LinearNetwork resumed = network();
    trainer(resumed).resume(file).fit(MOVED);
    assertArrayEquals(unbroken.engine().parameters(), resumed.engine().parameters());
  }

  @Test
  void anEpochOnlyChangesValues() {
    Dataset shrinking = new DatasetView(PLAIN) {
      @Override
      protected Dataset over(Dataset samples) {
        return samples;
      }

      @Override
      public Dataset ofEpoch(int epoch) {
        return epoch < 3 ? this : Subset.range(this, 0, 10);
      }
    };
    String message =
        assertThrows(IllegalArgumentException.class, () -> trainer(network()).fit(shrinking)).getMessage();
    assertTrue(message.contains("ofEpoch(3) of the training data has 10 samples"), message);
  }
}
