package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.WeightsMismatchException;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.testing.Spoiled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checkpoint knows its schedule, data and settings: what differs is said, and taken only by choice. */
class ResumeChangeTest {
  private static final Dataset DATA = Samples.clusters(120, 6, 3, 1);
  private static final LearningRate COSINE = LearningRate.cosine(0.3, 0.01, 6).warmUp(4);

  @TempDir Path directory;

  private static LinearNetwork network() {
    return LinearNetwork.classifier(6, 3, 5);
  }

  private static Trainer trainer(LinearNetwork network) {
    return Trainer.of(network).batchSize(32).threads(2);
  }

  private Path checkpoint(LearningRate schedule, int epochs) {
    Path file = directory.resolve("checkpoint");
    Trainer trainer = trainer(network()).epochs(epochs).checkpoint(file);
    (schedule == null ? trainer : trainer.learningRate(schedule)).fit(DATA);
    return file;
  }

  private static String refusal(Trainer trainer, Dataset data) {
    return assertThrows(WeightsMismatchException.class, () -> trainer.fit(data)).getMessage();
  }

  private static void assertContains(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void theScheduleOfTheCheckpointGoesOnWhateverTheNumberOfEpochs() {
    Path file = checkpoint(COSINE, 3);
    for (int epochs : new int[] {4, 6, 9}) {
      LinearNetwork straight = network();
      trainer(straight).epochs(epochs).learningRate(COSINE).fit(DATA);
      LinearNetwork resumed = network();
      TrainingHistory history = trainer(resumed).epochs(epochs).resume(file).fit(DATA);
      assertArrayEquals(straight.engine().parameters(), resumed.engine().parameters());
      assertEquals(epochs, history.epochs().size());
    }
    assertEquals(3, trainer(network()).resume(file).fit(DATA).epochs().size(), "the epochs it was made for");
  }

  @Test
  void aStretchedScheduleIsRefusedOrTakenByChoice() {
    Path file = checkpoint(COSINE, 3);
    LearningRate longer = LearningRate.cosine(0.3, 0.01, 12).warmUp(4);
    assertContains(
        refusal(trainer(network()).epochs(12).learningRate(longer).resume(file), DATA),
        "learning rate: the checkpoint has cosine(0.3, 0.01, 6).warmUp(4), this training cosine(0.3, 0.01, 12).warmUp(4)",
        "without learningRate(...)",
        "resume(file, ResumeChange.LEARNING_RATE)");
    TrainingHistory history =
        trainer(network()).epochs(4).learningRate(longer).resume(file, ResumeChange.LEARNING_RATE).fit(DATA);
    assertEquals((float) longer.rate(3 + 96 / 120.0, 16), history.last().learningRate());
    TrainingHistory own = trainer(network()).epochs(4).resume(file, ResumeChange.LEARNING_RATE).fit(DATA);
    assertEquals(LinearNetwork.LEARNING_RATE, own.last().learningRate(), "that of the annotation");
  }

  /** A schedule as long as the training stays so long where that is resumed with more epochs. */
  @Test
  void anOpenSpanIsThatOfTheCheckpoint() {
    LearningRate open = LearningRate.cosine(0.3, 0.01, 0);
    Path file = checkpoint(open, 3);
    TrainingHistory closed = trainer(network()).epochs(5).learningRate(LearningRate.cosine(0.3, 0.01, 3)).fit(DATA);
    for (Trainer resumed : List.of(trainer(network()), trainer(network()).learningRate(open))) {
      TrainingHistory history = resumed.epochs(5).resume(file).fit(DATA);
      assertEquals(0.01f, history.last().learningRate());
      assertEquals(closed.last().loss(), history.last().loss());
    }
    TrainingHistory stretched = trainer(network()).epochs(5).learningRate(open)
        .resume(file, ResumeChange.LEARNING_RATE).fit(DATA);
    assertEquals((float) open.over(5).rate(4 + 96 / 120.0, 20), stretched.last().learningRate());
  }

  /** What a schedule follows are the epochs before the checkpoint, too. */
  @Test
  void aScheduleThatFollowsTheLossIsResumed() {
    LearningRate schedule = LearningRate.onPlateau(20, 0.5, 1, 1e-3);
    LinearNetwork straight = network();
    TrainingHistory whole = trainer(straight).epochs(8).learningRate(schedule).fit(DATA);
    assertTrue(whole.last().learningRate() < 20, "or the test shows nothing");
    Path file = checkpoint(schedule, 4);
    LinearNetwork resumed = network();
    assertEquals(whole.last().learningRate(), trainer(resumed).epochs(8).resume(file).fit(DATA).last().learningRate());
    assertArrayEquals(straight.engine().parameters(), resumed.engine().parameters());
  }

  @Test
  void schedulesAreMadeAgainFromTheirDescriptions() {
    for (LearningRate schedule : List.of(
        LearningRate.constant(0.1),
        LearningRate.stepDecay(1 / 3.0, 0.7, 3),
        LearningRate.exponential(1e-5, 0.99),
        LearningRate.cosine(0.1, 1e-7f, 40),
        LearningRate.cosine(0.1, 0, 4).warmUp(10).warmUp(3))) {
      LearningRate again = Schedules.parse(schedule.description()).orElseThrow();
      assertEquals(schedule, again);
      assertEquals(schedule.epochs(), again.epochs());
      for (double epoch = 0; epoch < 12; epoch += 0.37) {
        assertEquals(schedule.rate(epoch, (long) (epoch * 9) + 1), again.rate(epoch, (long) (epoch * 9) + 1));
      }
    }
    for (String foreign : List.of("", "x", "cosine", "cosine(", "cosine(1)", "cosine(1, 2, 3.5)", "constant(NaN)",
        "constant(-1)",
        "constant(1.0).warmUp(0)", "mine(1.0)", Schedules.CUSTOM, Schedules.CUSTOM + ".warmUp(3)", "constant(1.0) ")) {
      assertTrue(Schedules.parse(foreign).isEmpty(), foreign);
    }
  }

  @Test
  void aScheduleOfTheProgramMustBeGivenAgain() {
    LearningRate own = (epoch, step) -> (float) (0.1 / (1 + epoch));
    Path file = checkpoint(own, 3);
    assertContains(refusal(trainer(network()).epochs(5).resume(file), DATA), "a schedule of the program",
        "give it again with learningRate(...)");
    LinearNetwork straight = network();
    trainer(straight).epochs(5).learningRate(own).fit(DATA);
    LinearNetwork resumed = network();
    trainer(resumed).epochs(5).learningRate(own).resume(file).fit(DATA);
    assertArrayEquals(straight.engine().parameters(), resumed.engine().parameters());
    LearningRate other = (epoch, step) -> (float) (0.1 / (1 + 2 * epoch));
    assertContains(refusal(trainer(network()).epochs(5).learningRate(other).resume(file), DATA),
        "in the last step of epoch 3 the checkpoint's training had");
    Path named = checkpoint(LearningRate.named("hyperbola 1", own), 3);
    assertContains(refusal(trainer(network()).learningRate(LearningRate.named("hyperbola 2", own)).resume(named), DATA),
        "the checkpoint has hyperbola 1, this training hyperbola 2");
    assertEquals(5,
        trainer(network()).epochs(5).learningRate(LearningRate.named("hyperbola 1", own)).resume(named).fit(DATA)
            .epochs().size());
  }

  @Test
  void otherDataIsRefusedOrTakenByChoice() {
    Path file = checkpoint(null, 2);
    float[][] inputs = new float[120][6];
    int[] classes = new int[120];
    for (int i = 0; i < 120; i++) {
      DATA.copyInput(i, inputs[i], 0);
      classes[i] = DATA.classOf(i);
    }
    classes[77] = (classes[77] + 1) % 3;
    Dataset relabelled = ArrayDataset.ofClasses(inputs, classes);
    for (Dataset other : List.of(Samples.clusters(120, 6, 3, 2), relabelled, new Spoiled(DATA, 119, 5, 0.125f))) {
      assertContains(refusal(trainer(network()).epochs(3).resume(file), other),
          "training data: the checkpoint has 120 samples of 6 values, classes, checksum",
          "resume(file, ResumeChange.DATA)");
      assertEquals(3, trainer(network()).epochs(3).resume(file, ResumeChange.DATA).fit(other).epochs().size());
    }
    Dataset larger = Samples.clusters(200, 6, 3, 1);
    assertContains(refusal(trainer(network()).epochs(3).resume(file), larger),
        "training samples: the checkpoint has 120, this training 200");
    assertEquals(3,
        trainer(network()).epochs(3).resume(file, ResumeChange.DATA, ResumeChange.DATA).fit(larger).epochs().size());
    assertContains(refusal(trainer(network()).epochs(3).validation(larger).resume(file), DATA),
        "validation data: the checkpoint has none, this training 200 samples",
        "watched metric: the checkpoint has LOSS, this training VALIDATION_LOSS",
        "resume(file, ResumeChange.DATA, ResumeChange.SETTINGS)");
    TrainingHistory history =
        trainer(network()).epochs(4).validation(larger).restoreBest(true)
            .resume(file, ResumeChange.DATA, ResumeChange.SETTINGS).fit(DATA);
    assertTrue(history.bestEpoch() > 2, "what is watched newly was not watched before");
  }

  @Test
  void otherSettingsOfOptimizerAndLossAreRefused() {
    LinearProgram program = new LinearProgram(6, 3, true, 1);
    Path file = directory.resolve("checkpoint");
    LinearNetwork one = with(program, "momentum=0.9, nesterov=false");
    trainer(one).epochs(2).checkpoint(file).fit(DATA);
    LinearNetwork other = with(program, "momentum=0.95, nesterov=false");
    assertContains(refusal(trainer(other).epochs(3).resume(file), DATA),
        "optimizer settings: the checkpoint has momentum=0.9, nesterov=false, this training momentum=0.95");
    assertEquals(3, trainer(other).epochs(3).resume(file, ResumeChange.SETTINGS).fit(DATA).epochs().size());
    Trainer batch = trainer(with(program, "momentum=0.9, nesterov=false")).batchSize(16).epochs(3).resume(file);
    assertContains(refusal(batch, DATA), "batch size: the checkpoint has 32, this training 16");
  }

  /** To accept a part would not help. */
  @Test
  void acceptanceIsOfferedOnlyWhereItSuffices() {
    Path file = checkpoint(COSINE, 2);
    String message = refusal(Trainer.of(LinearNetwork.classifier(6, 4, 5)).batchSize(16).resume(file), DATA);
    assertContains(message, "batch size: the checkpoint has 32, this training 16", "must have [6, 4]");
    assertFalse(message.contains("accept"), message);
  }

  private static LinearNetwork with(LinearProgram program, String settings) {
    return new LinearNetwork(
        new NetworkEngine(LinearNetwork.describe(program).optimizerSettings(settings).build(), program, 5));
  }

  /** The metadata that files of the first version had. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void checkpointsOfEarlierVersionsAreRead(boolean sameSchedule) throws IOException {
    Path file = checkpoint(COSINE, 3);
    SafetensorsFile content = Safetensors.read(file);
    Map<String, String> metadata = new HashMap<>(content.metadata());
    for (String later : List.of(
        "learning rate", "epochs", "best since", "optimizer settings", "loss", "training data", "validation data")) {
      assertNotEquals(null, metadata.remove("checkpoint." + later), later);
    }
    Safetensors.write(file, new SafetensorsFile(content.tensors(), metadata));
    LinearNetwork resumed = network();
    Trainer trainer = trainer(resumed).epochs(6).resume(file);
    if (sameSchedule) {
      LinearNetwork straight = network();
      trainer(straight).epochs(6).learningRate(COSINE).fit(DATA);
      trainer.learningRate(COSINE).fit(DATA);
      assertArrayEquals(straight.engine().parameters(), resumed.engine().parameters());
    } else {
      assertContains(refusal(trainer.learningRate(LearningRate.cosine(0.3, 0.01, 12).warmUp(4)), DATA),
          "in the last step of epoch 3", "ResumeChange.LEARNING_RATE");
      assertContains(refusal(trainer(network()).epochs(6).resume(file), DATA), "in the last step of epoch 3");
    }
  }
}
