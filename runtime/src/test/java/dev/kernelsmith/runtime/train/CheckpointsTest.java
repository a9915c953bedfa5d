package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.train.TrainingHistory.End;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of a folder: when they are written, which stay, and that a training goes on from any of them as if it had not stopped. */
class CheckpointsTest {
  private static final Dataset DATA = Samples.clusters(110, 6, 3, 1);
  private static final Dataset HELD = Samples.clusters(30, 6, 3, 2);
  private static final int STEPS_OF_AN_EPOCH = 7;
  private static final int EPOCHS = 4;

  @TempDir Path directory;
  private Path folder;

  @BeforeEach
  void nameAFolderThatIsNotThere() {
    folder = directory.resolve("runs").resolve("1");
  }

  private static LinearNetwork network() {
    return LinearNetwork.offloaded(new LinearProgram(6, 3, true, 1), 5);
  }

  private static Trainer trainer(dev.kernelsmith.runtime.CompiledNetwork network) {
    return Trainer.of(network).epochs(EPOCHS).batchSize(16).seed(3).threads(2).validation(HELD).restoreBest(true)
        .learningRate(LearningRate.cosine(0.9, 0.01, EPOCHS).warmUp(9));
  }

  private static TrainingListener stopAt(long step) {
    return new TrainingListener() {
      @Override
      public void onStep(TrainingState state) {
        if (state.stepsDone() == step) {
          state.stop();
        }
      }
    };
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String name(long step) {
    return "step-%012d.safetensors".formatted(step);
  }

  static void assertSame(TrainingHistory expected, TrainingHistory actual) {
    assertEquals(expected.end(), actual.end());
    assertEquals(expected.bestEpoch(), actual.bestEpoch());
    assertEquals(expected.epochs().size(), actual.epochs().size());
    for (int i = 0; i < expected.epochs().size(); i++) {
      EpochMetrics a = expected.epochs().get(i);
      EpochMetrics b = actual.epochs().get(i);
      assertEquals(a.loss(), b.loss());
      assertEquals(a.accuracy(), b.accuracy());
      assertEquals(a.validationLoss(), b.validationLoss());
      assertEquals(a.validationAccuracy(), b.validationAccuracy());
      assertEquals(a.learningRate(), b.learningRate());
    }
  }

  /** Stopped behind each of all steps, and resumed by another trainer: bits, history and the best of one training. */
  @Test
  void aTrainingThatStoppedAnywhereGoesOnAsOne() {
    LinearNetwork one = network();
    TrainingHistory expected = trainer(one).fit(DATA);
    for (int step = 1; step <= EPOCHS * STEPS_OF_AN_EPOCH; step++) {
      folder = directory.resolve("stopped" + step);
      trainer(network()).checkpoints(Checkpoints.in(folder)).listener(stopAt(step)).fit(DATA);
      LinearNetwork resumed = network();
      TrainingHistory history =
          trainer(resumed).checkpoints(Checkpoints.in(folder)).resumeLatest(folder).fit(DATA);
      assertSame(expected, history);
      assertArrayEquals(one.engine().parameters(), resumed.engine().parameters());
    }
  }

  /** One without a stop that writes at every step: each file gives the same end. */
  @Test
  void everyCheckpointGivesTheSameEnd() throws IOException {
    LinearNetwork one = network();
    TrainingHistory expected =
        trainer(one).checkpoints(Checkpoints.in(folder).everySteps(1).keepLast(100)).fit(DATA);
    assertEquals(EPOCHS * STEPS_OF_AN_EPOCH, names().size());
    for (Path file : Checkpoints.files(folder)) {
      LinearNetwork resumed = network();
      assertSame(expected, trainer(resumed).resume(file).fit(DATA));
      assertArrayEquals(one.engine().parameters(), resumed.engine().parameters());
    }
  }

  @Test
  void onADeviceToo() {
    LinearNetwork one = network();
    LinearNetwork resumed = network();
    try (DeviceNetwork first = one.placed(16, 16);
        DeviceNetwork second = network().placed(16, 16);
        DeviceNetwork third = resumed.placed(16, 16)) {
      TrainingHistory expected = trainer(first).fit(DATA);
      trainer(second).checkpoints(Checkpoints.in(folder).everySteps(5)).listener(stopAt(12)).fit(DATA);
      assertSame(expected, trainer(third).resumeLatest(folder).fit(DATA));
    }
    assertArrayEquals(one.engine().parameters(), resumed.engine().parameters());
  }

  @Test
  void areWrittenWhenTheyAreDue() throws IOException {
    trainer(network()).epochs(3).checkpoints(Checkpoints.in(folder)).fit(DATA);
    assertEquals(List.of(name(7), name(14), name(21)), names());
    folder = directory.resolve("steps");
    trainer(network()).epochs(3).checkpoints(Checkpoints.in(folder).everySteps(5).keepLast(9)).fit(DATA);
    assertEquals(List.of(name(5), name(10), name(15), name(20), name(21)), names(), "and behind the last step");
    folder = directory.resolve("both");
    trainer(network()).epochs(3).checkpoints(Checkpoints.in(folder).everySteps(6).everyEpochs(2).keepLast(9)).fit(DATA);
    assertEquals(List.of(name(6), name(12), name(14), name(18), name(21)), names());
    folder = directory.resolve("time");
    trainer(network()).epochs(1).checkpoints(Checkpoints.in(folder).every(Duration.ofNanos(1)).keepLast(9)).fit(DATA);
    assertEquals(7, names().size());
    folder = directory.resolve("long");
    trainer(network()).epochs(2).checkpoints(Checkpoints.in(folder).every(Duration.ofSeconds(Long.MAX_VALUE)))
        .fit(DATA);
    assertEquals(List.of(name(14)), names(), "but that of the end");
    folder = directory.resolve("kept");
    trainer(network()).epochs(3).checkpoints(Checkpoints.in(folder).everySteps(1).keepLast(2)).fit(DATA);
    assertEquals(List.of(name(20), name(21)), names());
  }

  @Test
  void theBestStays() throws IOException {
    LinearNetwork network = network();
    TrainingHistory history =
        trainer(network).epochs(8).learningRate(LearningRate.stepDecay(5, 0.9, 1))
            .checkpoints(Checkpoints.in(folder).keepLast(1).keepBest(true)).fit(DATA);
    assertTrue(history.bestEpoch() > 0 && history.bestEpoch() < 8, history::toString);
    assertEquals(List.of("best.safetensors", name(56)), names());
    LinearNetwork best = network();
    best.load(folder.resolve("best.safetensors"));
    assertArrayEquals(network.engine().parameters(), best.engine().parameters(), "restoreBest gave it these");
  }

  @Test
  void startsAnewWhereThereIsNone() throws IOException {
    LinearNetwork one = network();
    trainer(one).fit(DATA);
    assertEquals(Optional.empty(), Checkpoints.latest(folder));
    LinearNetwork absent = network();
    trainer(absent).resumeLatest(folder).fit(DATA);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("notes.txt"), "step-7");
    Files.createDirectory(folder.resolve(name(3)));
    LinearNetwork empty = network();
    trainer(empty).resumeLatestReadable(folder).fit(DATA);
    assertEquals(Optional.empty(), Checkpoints.latest(folder));
    assertArrayEquals(one.engine().parameters(), absent.engine().parameters());
    assertArrayEquals(one.engine().parameters(), empty.engine().parameters());
  }

  private void damage(long step, int kept) throws IOException {
    Path file = folder.resolve(name(step));
    byte[] bytes = Files.readAllBytes(file);
    if (kept < bytes.length) {
      Files.write(file, java.util.Arrays.copyOf(bytes, kept));
    } else {
      bytes[bytes.length - 5] ^= 1;
      Files.write(file, bytes);
    }
  }

  @Test
  void aDamagedOneIsRefusedOrPassedOverByChoice() throws IOException {
    LinearNetwork one = network();
    TrainingHistory expected = trainer(one).fit(DATA);
    for (int kept : new int[] {0, 7, 500, Integer.MAX_VALUE}) {
      folder = directory.resolve("damaged" + kept);
      Checkpoints rule = Checkpoints.in(folder).everySteps(2);
      trainer(network()).checkpoints(rule).listener(stopAt(10)).fit(DATA);
      damage(10, kept);
      damage(8, kept);
      Trainer refused = trainer(network()).checkpoints(rule).resumeLatest(folder);
      DataFormatException exception = assertThrows(DataFormatException.class, () -> refused.fit(DATA));
      assertTrue(exception.getMessage().contains(name(10)), exception.getMessage());
      assertTrue(exception.getMessage().contains("resumeLatestReadable"), exception.getMessage());
      assertEquals(3, names().size(), "nothing changed");
      LinearNetwork resumed = network();
      Trainer trainer = trainer(resumed).checkpoints(rule).resumeLatestReadable(folder);
      assertEquals(List.of(name(6), name(8) + ".damaged", name(10) + ".damaged"), names().stream().sorted().toList());
      assertSame(expected, trainer.fit(DATA));
      assertArrayEquals(one.engine().parameters(), resumed.engine().parameters());
    }
    damage(28, 9);
    damage(26, 9);
    damage(24, 9);
    assertThrows(DataFormatException.class, () -> trainer(network()).resumeLatestReadable(folder));
    assertTrue(names().contains(name(28)), "they keep their names");
  }

  /** Sound weights under the name of a checkpoint, as somebody may have copied them there. */
  @Test
  void whatIsNoCheckpointIsPassedOver() throws IOException {
    LinearNetwork one = network();
    trainer(one).fit(DATA);
    Checkpoints rule = Checkpoints.in(folder).everySteps(2);
    trainer(network()).checkpoints(rule).listener(stopAt(10)).fit(DATA);
    one.engine().save(folder.resolve(name(12)));
    LinearNetwork resumed = network();
    Trainer trainer = trainer(resumed).checkpoints(rule).resumeLatestReadable(folder);
    assertTrue(names().contains(name(12) + ".damaged"), names()::toString);
    trainer.fit(DATA);
    assertArrayEquals(one.engine().parameters(), resumed.engine().parameters());
    Path alone = Files.createDirectories(directory.resolve("alone"));
    one.engine().save(alone.resolve(name(12)));
    String message =
        assertThrows(DataFormatException.class, () -> trainer(network()).resumeLatestReadable(alone)).getMessage();
    assertTrue(message.contains("not a checkpoint"), message);
  }

  @Test
  void anotherTrainingsFolderIsRefused() {
    Checkpoints rule = Checkpoints.in(folder).everySteps(2);
    trainer(network()).checkpoints(rule).listener(stopAt(10)).fit(DATA);
    Trainer other = trainer(network()).checkpoints(rule);
    IllegalStateException exception = assertThrows(IllegalStateException.class, () -> other.fit(DATA));
    assertTrue(exception.getMessage().contains(name(10)), exception.getMessage());
    assertTrue(exception.getMessage().contains("resumeLatest"), exception.getMessage());
    Trainer back = trainer(network()).checkpoints(rule).resume(folder.resolve(name(8)));
    assertThrows(IllegalStateException.class, () -> back.fit(DATA), "10 is later than 8");
    other.resumeLatest(folder).fit(DATA);
    assertEquals(EPOCHS + 1, other.epochs(1).fit(DATA).epochs().size(), "a further fit of the same trainer");
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws IOException {
    Files.createDirectories(folder);
    String hash = ".0123456789abcdef.";
    Path left = Files.createFile(folder.resolve("." + name(40).substring(0, 24) + hash + "1f-abc.77.tmp"));
    Path best = Files.createFile(folder.resolve(".best.safetensors" + hash + "1f-abc.77.tmp"));
    Path other = Files.createFile(folder.resolve(".weights" + hash + "1f-abc.77.tmp"));
    Path alike = Files.createFile(folder.resolve(".step-1.tmp"));
    trainer(network()).epochs(1).checkpoints(Checkpoints.in(folder)).fit(DATA);
    assertFalse(Files.exists(left));
    assertFalse(Files.exists(best));
    assertTrue(Files.exists(other));
    assertTrue(Files.exists(alike));
  }

  @Test
  void stepsAndStreamsWriteThemToo() throws IOException {
    List<Dataset> batches =
        java.util.stream.IntStream.range(0, 30).<Dataset>mapToObj(i -> Subset.range(DATA, 3 * i, 3 * i + 16)).toList();
    UnaryOperator<Trainer> setup = t -> t.seed(3).threads(2).learningRate(LearningRate.constant(0.3).warmUp(9));
    LinearNetwork one = network();
    setup.apply(Trainer.of(one)).fit(batches.iterator());
    Trainer stepping = setup.apply(Trainer.of(network())).checkpoints(Checkpoints.in(folder).everySteps(4));
    batches.subList(0, 14).forEach(stepping::step);
    assertEquals(List.of(name(4), name(8), name(12)), names());
    LinearNetwork resumed = network();
    Trainer further = setup.apply(Trainer.of(resumed)).checkpoints(Checkpoints.in(folder).everySteps(4));
    assertEquals(End.END_OF_DATA,
        further.resumeLatest(folder).fit(step -> step > 30 ? null : batches.get((int) step - 1)).end());
    assertArrayEquals(one.engine().parameters(), resumed.engine().parameters());
    assertEquals(List.of(name(24), name(28), name(30)), names());
    for (Checkpoints byEpochs : List.of(Checkpoints.in(folder), Checkpoints.in(folder).everySteps(3).everyEpochs(2),
        Checkpoints.in(folder).everySteps(3).keepBest(true))) {
      Trainer refused = Trainer.of(network()).checkpoints(byEpochs);
      assertThrows(IllegalStateException.class, () -> refused.step(DATA));
    }
  }

  @Test
  void whatIsNotFiniteIsNotWritten() throws IOException {
    Trainer trainer =
        Trainer.of(LinearNetwork.regression(4, 2, 1)).batchSize(8).checkpoints(Checkpoints.in(folder).everySteps(1))
            .learningRate((epoch, step) -> step < 3 ? 0.01f : step == 3 ? 1e18f : Float.MAX_VALUE);
    TrainingException exception =
        assertThrows(TrainingException.class, () -> trainer.fit(Samples.line(64, 4, 2, 1)));
    assertTrue(exception.getMessage().contains("epoch 1, step 4 of 8"), exception.getMessage());
    assertTrue(exception.getMessage().contains("the checkpoint of step 3 is kept"), exception.getMessage());
    assertEquals(List.of(name(1), name(2), name(3)), names());
  }

  @Test
  void numbersAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> Checkpoints.in(folder).everySteps(-1));
    assertThrows(IllegalArgumentException.class, () -> Checkpoints.in(folder).everyEpochs(-1));
    assertThrows(IllegalArgumentException.class, () -> Checkpoints.in(folder).keepLast(0));
    assertThrows(IllegalArgumentException.class, () -> Checkpoints.in(folder).every(Duration.ofSeconds(-1)));
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(directory.resolve("net.safetensors"), "weights");
    String wanted = file
        + " is a file: name a folder for checkpoints, or keep one in a file with checkpoint(file) and resume(file)";
    Trainer trainer = trainer(network()).checkpoints(Checkpoints.in(file));
    assertEquals("training did not begin, since no checkpoint could be written: " + wanted,
        assertThrows(UncheckedIOException.class, () -> trainer.fit(DATA)).getMessage());
    assertTrue(assertThrows(UncheckedIOException.class, () -> trainer(network()).resumeLatest(file)).getMessage()
        .endsWith(wanted));
    assertEquals(wanted, assertThrows(IOException.class, () -> Checkpoints.latest(file)).getMessage());
    assertEquals("weights", Files.readString(file));
  }
}
