package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.WeightsMismatchException;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stopped and resumed training ends with the bits of one that never stopped; a checkpoint of another training is refused. */
class ResumeTest {
  private static final Dataset DATA = Samples.clusters(130, 8, 3, 1);

  @TempDir Path directory;

  private static LinearNetwork network() {
    return LinearNetwork.classifier(8, 3, 5);
  }

  private static Trainer trainer(LinearNetwork network) {
    return Trainer.of(network)
        .batchSize(32)
        .seed(3)
        .threads(2)
        .validationSplit(0.2)
        .learningRate(LearningRate.cosine(0.3, 0.001, 9).warmUp(5));
  }

  private Path file() {
    return directory.resolve("training.safetensors");
  }

  private Path checkpointOf(int epochs) {
    trainer(network()).epochs(epochs).checkpoint(file(), 2).fit(DATA);
    return file();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8})
  void resumedTrainingHasTheSameBits(int stop) {
    LinearNetwork straight = network();
    TrainingHistory expected = trainer(straight).epochs(9).fit(DATA);
    LinearNetwork resumed = LinearNetwork.classifier(8, 3, 99);
    TrainingHistory history = trainer(resumed).epochs(9).threads(3).resume(checkpointOf(stop)).fit(DATA);
    assertArrayEquals(straight.engine().parameters(), resumed.engine().parameters());
    assertEquals(9, history.epochs().size());
    assertEquals(expected.bestEpoch(), history.bestEpoch());
    for (int epoch = 0; epoch < 9; epoch++) {
      EpochMetrics a = expected.epochs().get(epoch);
      EpochMetrics b = history.epochs().get(epoch);
      assertEquals(a.loss(), b.loss());
      assertEquals(a.accuracy(), b.accuracy());
      assertEquals(a.validationLoss(), b.validationLoss());
      assertEquals(a.learningRate(), b.learningRate());
    }
  }

  @Test
  void earlyStoppingAndBestParametersSurviveAStop() {
    EarlyStopping rule = EarlyStopping.patience(3).withMinDelta(0.01);
    LinearNetwork straight = network();
    TrainingHistory expected = trainer(straight).epochs(50).earlyStopping(rule).restoreBest(true).fit(DATA);
    assertEquals(TrainingHistory.End.EARLY_STOPPING, expected.end());
    int last = expected.epochs().size();
    trainer(network()).epochs(last - 1).earlyStopping(rule).restoreBest(true).checkpoint(file()).fit(DATA);
    LinearNetwork resumed = network();
    TrainingHistory history =
        trainer(resumed).epochs(50).earlyStopping(rule).restoreBest(true).resume(file()).fit(DATA);
    assertEquals(TrainingHistory.End.EARLY_STOPPING, history.end());
    assertEquals(last, history.epochs().size());
    assertArrayEquals(straight.engine().parameters(), resumed.engine().parameters());
  }

  @Test
  void trainingStoppedInTheMiddleOfAnEpochResumesFromTheEpochBefore() {
    LinearNetwork straight = network();
    trainer(straight).epochs(6).fit(DATA);
    TrainingListener stopper =
        new TrainingListener() {
          @Override
          public void onStep(TrainingState state) {
            if (state.epoch() == 4 && state.step() == 2) {
              state.stop();
            }
          }
        };
    TrainingHistory stopped = trainer(network()).epochs(6).checkpoint(file()).listener(stopper).fit(DATA);
    assertEquals(TrainingHistory.End.REQUESTED, stopped.end());
    assertEquals(3, stopped.epochs().size());
    LinearNetwork resumed = network();
    trainer(resumed).epochs(6).resume(file()).fit(DATA);
    assertArrayEquals(straight.engine().parameters(), resumed.engine().parameters());
  }

  @Test
  void aCheckpointIsAlsoAFileOfWeights() throws IOException {
    LinearNetwork trained = network();
    trainer(trained).epochs(2).checkpoint(file()).fit(DATA);
    LinearNetwork loaded = LinearNetwork.classifier(8, 3, 77);
    loaded.load(file());
    assertArrayEquals(trained.engine().parameters(), loaded.engine().parameters());
  }

  @Test
  void refusesTheCheckpointOfAnotherTrainingAndListsAllDifferences() {
    Path file = checkpointOf(2);
    LinearNetwork network = network();
    float[] before = network.engine().parameters();
    Trainer other = trainer(network).batchSize(33).seed(4).shuffle(false).restoreBest(true).resume(file);
    WeightsMismatchException exception = assertThrows(WeightsMismatchException.class, () -> other.fit(DATA));
    for (String part : List.of(
        "batch size: the checkpoint has 32, this training 33",
        "seed: the checkpoint has 3, this training 4",
        "shuffle: the checkpoint has true, this training false",
        "best/out.weights [8, 3] is missing")) {
      assertTrue(exception.getMessage().contains(part), exception.getMessage());
    }
    assertArrayEquals(before, network.engine().parameters());
  }

  @Test
  void refusesTheCheckpointOfAnotherNetworkAndOfOtherData() {
    Path file = checkpointOf(2);
    Dataset wider = Samples.clusters(130, 8, 4, 1);
    Trainer other = trainer(LinearNetwork.classifier(8, 4, 1)).resume(file);
    String message = assertThrows(WeightsMismatchException.class, () -> other.fit(wider)).getMessage();
    assertTrue(message.contains("fingerprint softmax-8-3"), message);
    assertTrue(message.contains("optimizer/velocity/out.bias has shape [3], but must have [4]"), message);
    Trainer more = trainer(network()).resume(file);
    message =
        assertThrows(WeightsMismatchException.class, () -> more.fit(Samples.clusters(160, 8, 3, 1))).getMessage();
    assertTrue(message.contains("training samples: the checkpoint has 104, this training 128"), message);
  }

  @Test
  void refusesWeightsMissingFilesAndDamage() throws IOException {
    Path weights = directory.resolve("weights.safetensors");
    network().save(weights);
    Trainer fromWeights = trainer(network()).resume(weights);
    String message = assertThrows(DataFormatException.class, () -> fromWeights.fit(DATA)).getMessage();
    assertTrue(message.contains("not a checkpoint"), message);
    Trainer fromNothing = trainer(network()).resume(directory.resolve("nothing"));
    assertThrows(UncheckedIOException.class, () -> fromNothing.fit(DATA));
    byte[] whole = Files.readAllBytes(checkpointOf(2));
    for (int length = 0; length < whole.length; length += 97) {
      Files.write(file(), Arrays.copyOf(whole, length));
      Trainer truncated = trainer(network()).resume(file());
      assertThrows(DataFormatException.class, () -> truncated.fit(DATA));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint.epoch", "checkpoint.step", "checkpoint.best epoch", "checkpoint.best value"})
  void refusesNumbersThatAreNone(String key) throws IOException {
    SafetensorsFile content = Safetensors.read(checkpointOf(2));
    for (String value : List.of("", "-1x", "99999999999999999999")) {
      if (key.endsWith("value") && value.startsWith("9")) {
        continue; // a decimal number may be that large
      }
      Map<String, String> metadata = new HashMap<>(content.metadata());
      metadata.put(key, value);
      Safetensors.write(file(), new SafetensorsFile(content.tensors(), metadata));
      Trainer trainer = trainer(network()).resume(file());
      String message = assertThrows(DataFormatException.class, () -> trainer.fit(DATA)).getMessage();
      assertTrue(message.contains(key), message);
    }
  }

  /** The place was sound when training began, and is not any more when the first checkpoint is due. */
  @Test
  void aCheckpointThatCannotBeWrittenLosesNothing() throws IOException {
    LinearNetwork network = network();
    float[] before = network.engine().parameters();
    Path folder = Files.createDirectory(directory.resolve("folder"));
    TrainingListener remover =
        new TrainingListener() {
          @Override
          public void onStart(TrainingState state) {
            assertTrue(folder.toFile().delete());
          }
        };
    Trainer trainer = trainer(network).checkpoint(folder.resolve("file")).listener(remover);
    String message = assertThrows(UncheckedIOException.class, () -> trainer.fit(DATA)).getMessage();
    assertTrue(message.contains("checkpoint of epoch 1"), message);
    LinearNetwork one = network();
    trainer(one).epochs(1).fit(DATA);
    assertArrayEquals(one.engine().parameters(), network.engine().parameters());
    assertTrue(!Arrays.equals(before, network.engine().parameters()));
  }

  @Test
  void aTrainingThatCouldKeepNoCheckpointDoesNotBegin() throws IOException {
    Path file = Files.writeString(directory.resolve("a file"), "");
    for (Map.Entry<Path, String> wrong : Map.of(
        directory.resolve("no/such/directory"), "create " + directory.resolve("no/such") + " first",
        file.resolve("below"), "is a file, not a directory",
        directory, "is a directory: name the file to write").entrySet()) {
      LinearNetwork network = network();
      float[] before = network.engine().parameters();
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void onStart(TrainingState state) {
              throw new AssertionError("training began");
            }
          };
      Trainer trainer = trainer(network).checkpoint(wrong.getKey()).listener(listener);
      String message = assertThrows(UncheckedIOException.class, () -> trainer.fit(DATA)).getMessage();
      assertTrue(message.startsWith("training did not begin, since no checkpoint could be written: "), message);
      assertTrue(message.contains(wrong.getValue()), message);
      assertArrayEquals(before, network.engine().parameters());
    }
    trainer(network()).epochs(1).checkpoint(file()).fit(DATA);
    assertTrue(Files.size(file()) > 0);
  }
}
