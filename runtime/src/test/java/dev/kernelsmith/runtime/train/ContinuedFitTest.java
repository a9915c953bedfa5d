package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.train.TrainingHistory.End;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A further fit of a trainer goes on where the one before ended; anything else starts anew. */
class ContinuedFitTest {
  private static final Dataset DATA = Samples.clusters(110, 6, 3, 1);
  private static final LinearProgram PROGRAM = new LinearProgram(6, 3, true, 1);
  private static final int EPOCHS = 6;

  @TempDir Path directory;

  /** Ways to set up a trainer. */
  private enum Setup {
    PLAIN(t -> t), SMALL_BATCH(t -> t.batchSize(7)), LARGE_BATCH(t -> t.batchSize(500)), IN_ORDER(
        t -> t.shuffle(false)), SPLIT(t -> t.validationSplit(0.3)), COSINE(
            t -> t.learningRate(LearningRate.cosine(0.3, 0.01, EPOCHS).warmUp(9))), STEPS(
                t -> t.learningRate(LearningRate.stepDecay(0.3, 0.5, 2))), OWN_SCHEDULE(
                    t -> t.learningRate((epoch, step) -> (float) (0.1 / (1 + epoch) + 1e-3 * (step % 5)))), BEST(
                        t -> t.learningRate(2).validationSplit(0.3).restoreBest(true)), EARLY(
                            t -> t.learningRate(2).validationSplit(0.3).earlyStopping(EarlyStopping.patience(2))
                                .restoreBest(true)), EARLY_ACCURACY(
                                    t -> t.earlyStopping(EarlyStopping.patience(2).watching(Metric.ACCURACY)));

    private final UnaryOperator<Trainer> settings;

    Setup(UnaryOperator<Trainer> settings) {
      this.settings = settings;
    }

    Trainer trainer(dev.kernelsmith.runtime.CompiledNetwork network) {
      return settings.apply(Trainer.of(network).batchSize(16).seed(3).threads(2));
    }
  }

  private static LinearNetwork network() {
    return LinearNetwork.offloaded(PROGRAM, 5);
  }

  private static void assertSame(TrainingHistory expected, TrainingHistory actual) {
    assertEquals(expected.end(), actual.end());
    assertEquals(expected.bestEpoch(), actual.bestEpoch());
    assertEquals(expected.epochs().size(), actual.epochs().size());
    for (int i = 0; i < expected.epochs().size(); i++) {
      EpochMetrics a = expected.epochs().get(i);
      EpochMetrics b = actual.epochs().get(i);
      assertEquals(a.epoch(), b.epoch());
      assertEquals(a.loss(), b.loss());
      assertEquals(a.accuracy(), b.accuracy());
      assertEquals(a.validationLoss(), b.validationLoss());
      assertEquals(a.learningRate(), b.learningRate());
    }
  }

  private static TrainingListener stopAt(int epoch, int step) {
    return new TrainingListener() {
      @Override
      public void onStep(TrainingState state) {
        if (state.epoch() == epoch && state.step() == step) {
          state.stop();
        }
      }
    };
  }

  @ParameterizedTest
  @EnumSource(Setup.class)
  void manyFitsEqualOne(Setup setup) {
    LinearNetwork one = network();
    TrainingHistory expected = setup.trainer(one).epochs(EPOCHS).fit(DATA);
    for (int[] parts : new int[][] {{1, 1, 1, 1, 1, 1}, {2, 3, 1}, {5, 1}}) {
      LinearNetwork network = network();
      Trainer trainer = setup.trainer(network);
      TrainingHistory last = null;
      for (int part : parts) {
        last = trainer.epochs(part).fit(DATA);
      }
      assertSame(expected, last);
      assertArrayEquals(one.engine().parameters(), network.engine().parameters());
    }
  }

  @ParameterizedTest
  @EnumSource(value = Setup.class, names = {"PLAIN", "COSINE", "BEST"})
  void onADeviceToo(Setup setup) {
    LinearNetwork one = network();
    LinearNetwork network = network();
    try (DeviceNetwork first = one.placed(16, 16); DeviceNetwork second = network.placed(16, 16)) {
      TrainingHistory expected = setup.trainer(first).epochs(EPOCHS).fit(DATA);
      Trainer trainer = setup.trainer(second).epochs(2);
      trainer.fit(DATA);
      trainer.fit(DATA);
      assertSame(expected, trainer.fit(DATA));
    }
    assertArrayEquals(one.engine().parameters(), network.engine().parameters());
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,6", "4,1", "4,3", "6,6"})
  void anEpochThatWasStoppedIsFinishedFirst(int epoch, int step) {
    LinearNetwork one = network();
    TrainingHistory expected = Setup.COSINE.trainer(one).epochs(EPOCHS).fit(DATA);
    for (boolean device : new boolean[] {false, true}) {
      LinearNetwork network = network();
      try (DeviceNetwork placed = network.placed(16, 16)) {
        Trainer trainer = Setup.COSINE.trainer(device ? placed : network).listener(stopAt(epoch, step));
        assertEquals(End.REQUESTED, trainer.epochs(EPOCHS).fit(DATA).end());
        assertSame(expected, trainer.epochs(EPOCHS - epoch + 1).fit(DATA));
        assertArrayEquals(one.engine().parameters(), network.engine().parameters());
      }
    }
  }

  @Test
  void anInterruptedFitGoesOn() {
    LinearNetwork one = network();
    TrainingHistory expected = Setup.PLAIN.trainer(one).epochs(4).fit(DATA);
    LinearNetwork network = network();
    Trainer trainer = Setup.PLAIN.trainer(network).listener(new TrainingListener() {
      @Override
      public void onStep(TrainingState state) {
        if (state.epoch() == 2 && state.step() == 3) {
          Thread.currentThread().interrupt();
        }
      }
    });
    assertEquals(End.INTERRUPTED, trainer.epochs(4).fit(DATA).end());
    assertEquals(End.INTERRUPTED, trainer.epochs(3).fit(DATA).end(), "a thread that still is interrupted does nothing");
    assertTrue(Thread.interrupted());
    assertSame(expected, trainer.epochs(3).fit(DATA));
    assertArrayEquals(one.engine().parameters(), network.engine().parameters());
  }

  @Test
  void resetAndANewTrainerStartAnew() {
    LinearNetwork network = network();
    Trainer trainer = Setup.PLAIN.trainer(network).epochs(2);
    trainer.fit(DATA);
    float[] start = network.engine().parameters();
    LinearNetwork other = network();
    other.engine().publish(start);
    TrainingHistory expected = Setup.PLAIN.trainer(other).epochs(2).fit(DATA);
    assertSame(expected, trainer.reset().fit(DATA));
    assertArrayEquals(other.engine().parameters(), network.engine().parameters());
    LinearNetwork third = network();
    third.engine().publish(start);
    assertSame(expected, Setup.PLAIN.trainer(third).epochs(2).fit(DATA));
    LinearNetwork goesOn = network();
    Trainer going = Setup.PLAIN.trainer(goesOn).epochs(2);
    going.fit(DATA);
    going.fit(DATA);
    assertFalse(Arrays.equals(goesOn.engine().parameters(), network.engine().parameters()), "the state has no effect");
  }

  @Test
  void otherWeightsStartAnew() throws java.io.IOException {
    LinearNetwork weights = LinearNetwork.classifier(6, 3, 42);
    Path file = directory.resolve("weights");
    weights.save(file);
    TrainingHistory expected = Setup.PLAIN.trainer(weights).epochs(2).fit(DATA);
    LinearNetwork network = network();
    Trainer trainer = Setup.PLAIN.trainer(network).epochs(2);
    trainer.fit(DATA);
    network.load(file);
    assertSame(expected, trainer.fit(DATA));
    assertArrayEquals(weights.engine().parameters(), network.engine().parameters());
    Setup.SMALL_BATCH.trainer(network).epochs(1).fit(DATA);
    assertEquals(2, trainer.fit(DATA).epochs().size(), "another trainer has published others");
  }

  @Test
  void aFitThatFailedIsForgotten() {
    LinearNetwork network = network();
    List<Integer> failing = new ArrayList<>(List.of(5));
    Trainer trainer = Setup.PLAIN.trainer(network).epochs(3).listener(new TrainingListener() {
      @Override
      public void onStep(TrainingState state) {
        if (failing.contains(state.epoch()) && state.step() == 2) {
          throw new IllegalStateException("enough");
        }
      }
    });
    trainer.fit(DATA);
    assertThrows(IllegalStateException.class, () -> trainer.fit(DATA));
    LinearNetwork other = network();
    other.engine().publish(network.engine().parameters());
    failing.clear();
    assertSame(Setup.PLAIN.trainer(other).epochs(3).fit(DATA), trainer.fit(DATA));
    assertArrayEquals(other.engine().parameters(), network.engine().parameters());
  }

  @Test
  void dataThatIsRefusedChangesNothing() {
    LinearNetwork one = network();
    Setup.PLAIN.trainer(one).epochs(4).fit(DATA);
    LinearNetwork network = network();
    Trainer trainer = Setup.PLAIN.trainer(network).epochs(2);
    trainer.fit(DATA);
    assertThrows(IllegalArgumentException.class, () -> trainer.fit(Samples.clusters(20, 5, 3, 1)));
    trainer.fit(DATA);
    assertArrayEquals(one.engine().parameters(), network.engine().parameters());
  }

  @Test
  void otherDataGoesOnWithStepsAndEpochs() {
    List<String> asked = new ArrayList<>();
    Trainer trainer =
        Setup.PLAIN.trainer(network()).batchSize(100).epochs(1).learningRate((epoch, step) -> {
          asked.add("%.2f %d".formatted(epoch, step));
          return 0.1f;
        });
    trainer.fit(DATA);
    TrainingHistory history = trainer.fit(Samples.clusters(200, 6, 3, 2));
    assertEquals(List.of("0.00 1", "0.91 2", "1.00 3", "1.50 4"), asked);
    assertEquals(2, history.epochs().size());
  }

  @Test
  void aStoppedEpochBeginsAgainOnOtherData() {
    LinearNetwork network = network();
    Trainer trainer = Setup.PLAIN.trainer(network).epochs(2).listener(stopAt(2, 3));
    trainer.fit(DATA);
    List<Integer> done = new ArrayList<>();
    trainer.epochs(1).listener(new TrainingListener() {
      @Override
      public void onStep(TrainingState state) {
        done.add((int) state.samplesDone());
      }
    });
    TrainingHistory history = trainer.fit(Samples.clusters(40, 6, 3, 2));
    assertEquals(List.of(16, 32, 40), done);
    assertEquals(2, history.epochs().size());
  }

  @Test
  void whatIsWatchedNewlyIsWatchedFromThenOn() {
    Trainer trainer = Setup.PLAIN.trainer(network()).epochs(8);
    trainer.fit(DATA);
    trainer.validation(Samples.clusters(50, 6, 3, 2)).restoreBest(true).earlyStopping(EarlyStopping.patience(3));
    TrainingHistory history = trainer.fit(DATA);
    assertTrue(history.epochs().size() >= 8 + 3, "patience counts from when watching began");
    assertTrue(history.bestEpoch() > 8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void checkpointsOfAFurtherFitAreResumed(int first) {
    LinearNetwork one = network();
    TrainingHistory expected = Setup.BEST.trainer(one).epochs(EPOCHS).fit(DATA);
    Path file = directory.resolve("checkpoint");
    Trainer trainer = Setup.BEST.trainer(network()).epochs(first).checkpoint(file);
    trainer.fit(DATA);
    trainer.epochs(4 - first).fit(DATA);
    LinearNetwork resumed = network();
    assertSame(expected, Setup.BEST.trainer(resumed).epochs(EPOCHS).resume(file).fit(DATA));
    assertArrayEquals(one.engine().parameters(), resumed.engine().parameters());
    LinearNetwork again = network();
    Trainer goesOn = Setup.BEST.trainer(again).resume(file).epochs(5);
    assertEquals(5, goesOn.fit(DATA).epochs().size());
    assertSame(expected, goesOn.epochs(1).fit(DATA));
    assertArrayEquals(one.engine().parameters(), again.engine().parameters());
  }

  /** What was measured on other data is no measure of what comes. */
  @Test
  void theBestCountsAnewOnOtherData() {
    Dataset other = Samples.clusters(60, 6, 3, 9);
    Dataset wrong = ArrayDataset.ofClasses(new float[60][6], new int[60]);
    LinearNetwork network = network();
    Trainer validated = Trainer.of(network).epochs(4).restoreBest(true).validation(DATA);
    assertTrue(validated.fit(DATA).bestEpoch() > 0);
    TrainingHistory further = validated.validation(wrong).fit(DATA);
    assertTrue(further.bestEpoch() > 4, further::toString);
    Trainer plain = Trainer.of(network()).epochs(4).restoreBest(true).learningRate(1e-6);
    plain.fit(DATA);
    assertTrue(plain.fit(other).bestEpoch() > 4);
    Path file = directory.resolve("checkpoint");
    int best =
        Trainer.of(network()).epochs(4).validation(DATA).checkpoint(file).restoreBest(true).fit(DATA).bestEpoch();
    Trainer resumed = Trainer.of(network()).epochs(8).validation(wrong).restoreBest(true);
    assertTrue(resumed.resume(file, ResumeChange.DATA).fit(DATA).bestEpoch() > 4);
    Trainer same = Trainer.of(network()).epochs(4).validation(DATA).restoreBest(true);
    assertEquals(best, same.resume(file).fit(DATA).bestEpoch());
  }

  @Test
  void fromTheDeviceToTheCpuAndBack() {
    LinearNetwork one = network();
    TrainingHistory expected = Setup.COSINE.trainer(one).epochs(EPOCHS).fit(DATA);
    LinearNetwork network = network();
    Path file = directory.resolve("checkpoint");
    try (DeviceNetwork placed = network.placed(16, 16)) {
      Setup.COSINE.trainer(placed).epochs(2).checkpoint(file).fit(DATA);
    }
    Trainer trainer = Setup.COSINE.trainer(network).resume(file);
    trainer.epochs(4).fit(DATA);
    assertSame(expected, trainer.epochs(2).fit(DATA));
    assertArrayEquals(one.engine().parameters(), network.engine().parameters());
  }
}
