package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.device.DeviceException;
import dev.kernelsmith.runtime.device.DevicePolicy;
import dev.kernelsmith.runtime.testing.FakeDevice;
import dev.kernelsmith.runtime.testing.FakeDevice.Fault;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training on a (fake) device gives what training on the CPU gives, and its faults lose nothing. */
class DeviceTrainingTest {
  private static final LinearProgram PROGRAM = new LinearProgram(6, 3, true, 1);
  private static final Dataset DATA = Samples.clusters(100, 6, 3, 1);
  private static final Dataset HELD = Samples.clusters(37, 6, 3, 2);

  @TempDir Path directory;

  private final LinearNetwork network = LinearNetwork.offloaded(PROGRAM, 5);
  private final FakeDevice fake = network.fake();

  private static LinearNetwork onCpu() {
    return LinearNetwork.of(PROGRAM, 5);
  }

  private static Trainer trainer(dev.kernelsmith.runtime.CompiledNetwork network, int batch) {
    return Trainer.of(network).epochs(4).batchSize(batch).learningRate(0.2).validation(HELD);
  }

  private static void assertMessage(Throwable exception, String... parts) {
    for (String part : parts) {
      assertTrue(exception.getMessage().contains(part), exception.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16})
  void oneBlockABatchGivesTheBitsOfTheCpu(int batch) {
    LinearNetwork cpu = onCpu();
    TrainingHistory expected = trainer(cpu, batch).fit(DATA);
    try (DeviceNetwork placed = network.placed(16, 10)) {
      TrainingHistory history = trainer(placed, batch).fit(DATA);
      assertArrayEquals(cpu.engine().parameters(), network.engine().parameters());
      for (int epoch = 0; epoch < 4; epoch++) {
        EpochMetrics a = expected.epochs().get(epoch);
        EpochMetrics b = history.epochs().get(epoch);
        assertEquals(a.loss(), b.loss());
        assertEquals(a.accuracy(), b.accuracy());
        assertEquals(a.validationLoss().orElseThrow(), b.validationLoss().orElseThrow(), 1e-12);
        assertEquals(a.validationAccuracy(), b.validationAccuracy());
      }
    }
    assertEquals(1, fake.threads.size());
  }

  @Test
  void largeBatchesAgreeWithinRounding() {
    LinearNetwork cpu = onCpu();
    trainer(cpu, 48).fit(DATA);
    try (DeviceNetwork placed = network.placed(64, 64)) {
      trainer(placed, 48).fit(DATA);
    }
    assertArrayEquals(cpu.engine().parameters(), network.engine().parameters(), 1e-5f);
    assertEquals(List.of(0, 48, 48, 4, 48), fake.live.subList(0, 5), "an empty first run, then padded batches");
  }

  @Test
  void parametersStayOnTheDevice() {
    try (DeviceNetwork placed = network.placed(16, 16)) {
      int uploads = fake.uploads.get();
      trainer(placed, 16).fit(DATA);
      assertEquals(uploads + 1, fake.uploads.get());
      assertEquals(5, fake.downloads.get(), "one for each epoch and one at the end");
      Evaluation onDevice = Evaluation.of(placed, HELD);
      placed.predict(HELD);
      assertEquals(uploads + 1, fake.uploads.get(), "what training left is what is published");
      Evaluation expected = Evaluation.of(network, HELD);
      assertEquals(expected.loss(), onDevice.loss(), 1e-12);
      assertEquals(expected.accuracy(), onDevice.accuracy());
    }
  }

  @Test
  void theBestParametersAreSentBackToTheDevice() {
    try (DeviceNetwork placed = network.placed(16, 16)) {
      TrainingHistory history =
          trainer(placed, 16).epochs(30).learningRate(3).earlyStopping(EarlyStopping.patience(3)).restoreBest(true)
              .fit(DATA);
      assertTrue(history.bestEpoch() < history.epochs().size());
      double best = history.epochs().get(history.bestEpoch() - 1).validationLoss().orElseThrow();
      assertEquals(best, Evaluation.of(placed, HELD).loss());
      assertArrayEquals(network.predict(HELD), placed.predict(HELD));
    }
  }

  @Test
  void predictionsOfOtherThreadsSeeWholeEpochs() throws Exception {
    List<float[][]> published = Collections.synchronizedList(new ArrayList<>());
    published.add(network.predict(HELD));
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    try (DeviceNetwork placed = network.placed(16, 8)) {
      List<float[][]> seen = Collections.synchronizedList(new ArrayList<>());
      AtomicBoolean done = new AtomicBoolean();
      Thread[] threads = new Thread[3];
      for (int i = 0; i < threads.length; i++) {
        threads[i] =
            new Thread(
                () -> {
                  do {
                    seen.add(placed.predict(HELD));
                  } while (!done.get());
                });
        threads[i].setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
        threads[i].start();
      }
      TrainingListener recorder =
          new TrainingListener() {
            @Override
            public void onEpoch(TrainingState state, EpochMetrics metrics) {
              published.add(network.predict(HELD));
              assertArrayEquals(published.getLast(), placed.predict(HELD));
              int before = seen.size();
              while (seen.size() == before && failures.isEmpty()) { // there are predictions in every epoch
                Thread.onSpinWait();
              }
            }
          };
      try {
        trainer(placed, 16).epochs(25).listener(recorder).fit(DATA);
      } finally {
        done.set(true);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertTrue(seen.size() >= 25);
      for (float[][] result : seen) {
        assertTrue(published.stream().anyMatch(p -> Arrays.deepEquals(p, result)), "parameters within an epoch");
      }
    }
    assertEquals(List.of(), failures);
    LinearNetwork cpu = onCpu();
    trainer(cpu, 16).epochs(25).fit(DATA);
    assertArrayEquals(cpu.engine().parameters(), network.engine().parameters(), "predictions disturbed the training");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void resumedTrainingHasTheSameBits(int stop) {
    Path file = directory.resolve("training.safetensors");
    LinearNetwork straight = LinearNetwork.offloaded(PROGRAM, 5);
    try (DeviceNetwork placed = straight.placed(48, 16)) {
      trainer(placed, 48).fit(DATA);
    }
    try (DeviceNetwork placed = network.placed(48, 16)) {
      trainer(placed, 48).epochs(stop).checkpoint(file).fit(DATA);
    }
    LinearNetwork resumed = LinearNetwork.offloaded(PROGRAM, 99);
    try (DeviceNetwork placed = resumed.placed(64, 16)) {
      trainer(placed, 48).resume(file).fit(DATA);
    }
    assertArrayEquals(straight.engine().parameters(), resumed.engine().parameters());
  }

  @Test
  void batchesThatDoNotFitNameBothSizes() {
    try (DeviceNetwork placed = network.placed(32, 16)) {
      assertMessage(
          assertThrows(IllegalArgumentException.class, () -> trainer(placed, 33).fit(DATA)), "batchSize is 33",
          "at most 32 samples", "batches of at most 32", "on(device, 33, 16)");
      trainer(placed, 32).epochs(1).fit(DATA);
    }
    try (DeviceNetwork placed = network.placed(0, 16)) {
      assertMessage(
          assertThrows(IllegalArgumentException.class, () -> trainer(placed, 8).fit(DATA)), "predictions only",
          "on(device, 8, 16)");
    }
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, names = {"TRAIN", "DOWNLOAD"})
  void aLostDeviceKeepsEpochAndCheckpoint(Fault fault) throws IOException {
    Path file = directory.resolve("training.safetensors");
    LinearNetwork cpu = onCpu();
    trainer(cpu, 16).epochs(2).fit(DATA);
    DeviceNetwork placed = network.placed(16, 16);
    List<byte[]> saved = new ArrayList<>();
    List<Throwable> told = new ArrayList<>();
    TrainingListener saboteur =
        new TrainingListener() {
          @Override
          public void onEpoch(TrainingState state, EpochMetrics metrics) {
            if (state.epoch() == 2) {
              saved.add(bytes(file));
              fake.fault = fault;
              fake.callsBefore.set(fault == Fault.TRAIN ? 3 : 0);
            }
          }

          @Override
          public void onFailure(TrainingState state, Throwable failure) {
            told.add(failure);
          }
        };
    DeviceException exception =
        assertThrows(
            DeviceException.class, () -> trainer(placed, 16).checkpoint(file).listener(saboteur).fit(DATA));
    assertMessage(
        exception,
        "training of network Linear stopped in epoch 3, after step " + (fault == Fault.TRAIN ? 3 : 7) + " of 7",
        fault == Fault.TRAIN ? "in a training step" : "while parameters were brought back", "CL_OUT_OF_RESOURCES",
        "parameters of epoch 2", "checkpoint of epoch 2 is kept");
    assertSame(exception, told.getFirst());
    assertSame(fake.thrown, exception.getCause().getCause());
    assertArrayEquals(saved.getFirst(), Files.readAllBytes(file));
    assertArrayEquals(cpu.engine().parameters(), network.engine().parameters());
    assertEquals(1, fake.closed.get(), "memory is given back");
    assertThrows(DeviceException.class, () -> placed.predict(HELD));
    placed.close();
    fake.fault = Fault.NONE;
    LinearNetwork whole = onCpu();
    trainer(whole, 16).fit(DATA);
    try (DeviceNetwork again = network.placed(16, 16)) {
      trainer(again, 16).resume(file).fit(DATA);
    }
    assertArrayEquals(whole.engine().parameters(), network.engine().parameters());
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException exception) {
      throw new AssertionError(exception);
    }
  }

  @Test
  void aLossThatIsNotFiniteEndsTheTraining() {
    try (DeviceNetwork placed = network.placed(16, 16)) {
      fake.nanFrom = 1 + 7 + 3;
      LinearNetwork cpu = onCpu();
      trainer(cpu, 16).epochs(1).fit(DATA);
      TrainingException exception = assertThrows(TrainingException.class, () -> trainer(placed, 16).fit(DATA));
      assertMessage(exception, "loss of network Linear is NaN in epoch 2, step 3 of 7", "parameters of epoch 1");
      assertArrayEquals(cpu.engine().parameters(), network.engine().parameters());
      assertArrayEquals(cpu.predict(HELD), placed.predict(HELD), "the device gets the last good parameters");
    }
  }

  @Test
  void aNetworkClosedWhileItTrainsSaysSo() {
    DeviceNetwork placed = network.placed(16, 16);
    TrainingListener closer =
        new TrainingListener() {
          @Override
          public void onStep(TrainingState state) {
            placed.close();
          }
        };
    assertMessage(
        assertThrows(IllegalStateException.class, () -> trainer(placed, 16).listener(closer).fit(DATA)), "was closed");
    trainer(network, 16).epochs(1).fit(DATA);
  }

  @Test
  void theTrainerPutsANetworkOnADeviceItself() {
    LinearNetwork cpu = onCpu();
    trainer(cpu, 16).fit(DATA);
    trainer(network, 16).device(Device.cpu()).fit(DATA);
    assertArrayEquals(cpu.engine().parameters(), network.engine().parameters());
    Device missing = Device.parse("tornado:9:9");
    assertThrows(DeviceException.class, () -> trainer(network, 16).device(missing).fit(DATA));
    LinearNetwork allowed = onCpu();
    trainer(allowed, 16).device(missing, DevicePolicy.ALLOW).fit(DATA);
    assertArrayEquals(cpu.engine().parameters(), allowed.engine().parameters());
    try (DeviceNetwork placed = network.placed(16, 16)) {
      assertThrows(IllegalArgumentException.class, () -> trainer(placed, 16).device(missing).fit(DATA));
    }
  }

  @Test
  void oneTrainingAtATimeWhereverItRuns() {
    try (DeviceNetwork placed = network.placed(16, 16)) {
      TrainingListener second =
          new TrainingListener() {
            @Override
            public void onStep(TrainingState state) {
              assertThrows(IllegalStateException.class, () -> trainer(network, 16).fit(DATA));
              assertThrows(IllegalStateException.class, () -> trainer(placed, 16).fit(DATA));
            }
          };
      trainer(placed, 16).epochs(1).listener(second).fit(DATA);
    }
  }
}
