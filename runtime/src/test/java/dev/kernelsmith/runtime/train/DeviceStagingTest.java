package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.DeviceException;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import dev.kernelsmith.runtime.testing.FakeDevice;
import dev.kernelsmith.runtime.testing.FakeDevice.Fault;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.testing.Wrapping;
import dev.kernelsmith.runtime.train.TrainingHistory.End;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of the next step are read while the (fake) device works on a step, and nothing else changes by that. */
class DeviceStagingTest {
  private static final LinearProgram PROGRAM = new LinearProgram(6, 3, true, 1);
  private static final Dataset DATA = Samples.clusters(100, 6, 3, 1);
  private static final int BATCH = 16;

  /** Of an epoch. */
  private static final int STEPS = 7;

  @TempDir Path directory;

  private final LinearNetwork network = LinearNetwork.offloaded(PROGRAM, 5);
  private final LinearNetwork cpu = LinearNetwork.of(PROGRAM, 5);
  private final FakeDevice fake = network.fake();

  /** Whether steps are being taken: what is read before and after is none of the tests' business. */
  private boolean stepping;

  private Trainer trainer(CompiledNetwork network) {
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStart(TrainingState state) {
            stepping = true;
          }

          @Override
          public void onEnd(TrainingState state, TrainingHistory history) {
            stepping = false;
          }
        };
    return Trainer.of(network).batchSize(BATCH).learningRate(0.2).shuffle(false).listener(listener);
  }

  private Trainer oneEpoch(CompiledNetwork network) {
    return trainer(network).epochs(1);
  }

  /** The data; says which sample is read for a step. */
  private Dataset watched(IntConsumer reading) {
    return new Wrapping() {
      @Override
      public Dataset base() {
        return DATA;
      }

      @Override
      public void copyInput(int index, float[] into, int offset) {
        if (stepping) {
          reading.accept(index);
        }
        Wrapping.super.copyInput(index, into, offset);
      }
    };
  }

  private DeviceNetwork placed() {
    return network.placed(BATCH, 10);
  }

  /** Steps that the device has done for a training. */
  private int done() {
    return fake.steps.get() - 1; // and one to have kernels compiled
  }

  private void assertTrainedLikeTheCpu(Trainer onCpu) {
    onCpu.fit(DATA);
    assertArrayEquals(cpu.engine().parameters(), network.engine().parameters());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(2, TimeUnit.MINUTES), "what is waited for does not come");
    } catch (InterruptedException exception) {
      throw new AssertionError(exception);
    }
  }

  @Test
  void theNextSamplesAreReadWhileTheDeviceWorks() {
    CountDownLatch[] asked = new CountDownLatch[STEPS];
    Arrays.setAll(asked, step -> new CountDownLatch(1));
    int[] reads = new int[DATA.size()];
    Thread trains = Thread.currentThread();
    Dataset data =
        watched(
            index -> {
              assertSame(trains, Thread.currentThread());
              reads[index]++;
              asked[index / BATCH].countDown();
            });
    try (DeviceNetwork placed = placed()) {
      fake.onTrain =
          () -> {
            int next = done() + 1;
            if (next < STEPS) {
              await(asked[next]);
            }
            for (int later = next + 1; later < STEPS; later++) {
              assertEquals(1, asked[later].getCount(), "one step ahead");
            }
          };
      oneEpoch(placed).fit(data);
    }
    int[] expected = new int[DATA.size()];
    Arrays.fill(expected, 1);
    expected[DATA.size() - 4] += BATCH - 4; // fills the block of the last step
    assertArrayEquals(expected, reads);
    assertTrainedLikeTheCpu(oneEpoch(cpu));
  }

  @Test
  void readingMayWaitForThreadsThatPredict() {
    CountDownLatch predicted = new CountDownLatch(1);
    try (DeviceNetwork placed = placed()) {
      fake.onTrain =
          () -> {
            await(predicted);
          };
      Thread other =
          new Thread(
              () -> {
                placed.predict(DATA);
                predicted.countDown();
              });
      Dataset data =
          watched(
              index -> {
                if (index == BATCH) {
                  other.start();
                  await(predicted);
                }
              });
      oneEpoch(placed).fit(data);
    }
    assertTrainedLikeTheCpu(oneEpoch(cpu));
  }

  @Test
  void dataThatFailsIsToldInTheStepThatItFailsIn() {
    RuntimeException broken = new IllegalStateException("broken");
    Dataset data =
        watched(
            index -> {
              if (index == 3 * BATCH + 5) {
                throw broken;
              }
            });
    try (DeviceNetwork placed = placed()) {
      long[] steps = new long[1];
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void onFailure(TrainingState state, Throwable failure) {
              steps[0] = state.step();
            }
          };
      assertSame(
          broken,
          assertThrows(IllegalStateException.class, () -> oneEpoch(placed).listener(listener).fit(data)));
      assertEquals(3, steps[0]);
      assertEquals(3, done());
      oneEpoch(placed).fit(DATA);
    }
    assertTrainedLikeTheCpu(oneEpoch(cpu));
  }

  @Test
  void dataThatFailsOnceIsReadAgain() {
    boolean[] failed = new boolean[1];
    Dataset data =
        watched(
            index -> {
              if (index == 3 * BATCH + 5 && !failed[0]) {
                failed[0] = true;
                throw new IllegalStateException("not yet");
              }
            });
    try (DeviceNetwork placed = placed()) {
      oneEpoch(placed).fit(data);
    }
    assertTrue(failed[0]);
    assertTrainedLikeTheCpu(oneEpoch(cpu));
  }

  @Test
  void anErrorIsThrownWhenTheDeviceHasAnswered() {
    Error error = new StackOverflowError();
    CountDownLatch thrown = new CountDownLatch(1);
    Dataset data =
        watched(
            index -> {
              if (index == 3 * BATCH) {
                thrown.countDown();
                throw error;
              }
            });
    try (DeviceNetwork placed = placed()) {
      fake.onTrain =
          () -> {
            if (done() == 2) {
              await(thrown);
            }
          };
      assertSame(error, assertThrows(Error.class, () -> oneEpoch(placed).fit(data)));
      assertEquals(3, done());
      assertEquals(0, error.getSuppressed().length);
      oneEpoch(placed).fit(DATA);
    }
    assertTrainedLikeTheCpu(oneEpoch(cpu));
  }

  @Test
  void aDeviceThatFailsWhileSamplesAreReadIsToldOf() {
    CountDownLatch read = new CountDownLatch(1);
    Dataset data =
        watched(
            index -> {
              if (index == 3 * BATCH - 1) {
                read.countDown();
              }
            });
    DeviceNetwork placed = placed();
    fake.onTrain =
        () -> {
          if (done() == 1) {
            await(read);
            fake.fault = Fault.TRAIN;
          }
        };
    DeviceException failed = assertThrows(DeviceException.class, () -> oneEpoch(placed).fit(data));
    assertTrue(failed.getMessage().contains("in epoch 1, after step 1 of 7"), failed.getMessage());
    assertEquals(1, fake.closed.get());
    placed.close();
  }

  @Test
  void aDeviceThatFailsBesideAnErrorIsToldWithIt() {
    Error error = new AssertionError("broken");
    Dataset data =
        watched(
            index -> {
              if (index == BATCH) {
                throw error;
              }
            });
    DeviceNetwork placed = placed();
    fake.fault = Fault.TRAIN;
    assertSame(error, assertThrows(AssertionError.class, () -> oneEpoch(placed).fit(data)));
    assertTrue(error.getSuppressed()[0].getMessage().contains("in a training step"));
    assertThrows(DeviceException.class, () -> oneEpoch(placed).fit(DATA));
    placed.close();
  }

  @Test
  void closingWhileSamplesAreReadEndsTheTrainingAfterTheStep() {
    DeviceNetwork placed = placed();
    Dataset data =
        watched(
            index -> {
              if (index == BATCH) {
                placed.close();
              }
            });
    assertThrows(IllegalStateException.class, () -> oneEpoch(placed).fit(data));
    assertEquals(1, done());
    assertEquals(1, fake.closed.get());
  }

  @Test
  void anInterruptWhileSamplesAreReadEndsTheTrainingAfterTheStep() {
    boolean[] interrupted = new boolean[1];
    Dataset data =
        watched(
            index -> {
              if (index == 3 * BATCH && !interrupted[0]) {
                interrupted[0] = true;
                Thread.currentThread().interrupt();
                throw new IllegalStateException(new InterruptedException());
              }
            });
    try (DeviceNetwork placed = placed()) {
      Trainer trainer = oneEpoch(placed);
      TrainingHistory history = trainer.fit(data);
      assertTrue(Thread.interrupted());
      assertEquals(End.INTERRUPTED, history.end());
      assertEquals(3, done());
      trainer.fit(data);
    }
    Trainer onCpu = oneEpoch(cpu).listener(stopAfter(3));
    onCpu.fit(DATA);
    assertTrainedLikeTheCpu(onCpu);
  }

  private static TrainingListener stopAfter(int step) {
    return new TrainingListener() {
      @Override
      public void onStep(TrainingState state) {
        if (state.step() == step && state.epoch() == 1) {
          state.stop();
        }
      }
    };
  }

  @Test
  void aTrainingThatWasStoppedGoesOnWithTheSameBits() {
    Path file = directory.resolve("training.safetensors");
    try (DeviceNetwork placed = placed()) {
      Trainer trainer = trainer(placed).epochs(3).shuffle(true).listener(stopAfter(4)).checkpoint(file);
      assertEquals(End.REQUESTED, trainer.fit(DATA).end());
      trainer.fit(DATA);
    }
    Trainer onCpu = trainer(cpu).epochs(3).shuffle(true).listener(stopAfter(4));
    onCpu.fit(DATA);
    assertTrainedLikeTheCpu(onCpu);
  }

  @Test
  void dataOfEachEpochIsReadInThatEpoch() {
    Dataset changing =
        new Wrapping() {
          @Override
          public Dataset base() {
            return DATA;
          }

          @Override
          public Dataset ofEpoch(int epoch) {
            return Samples.clusters(100, 6, 3, epoch);
          }
        };
    try (DeviceNetwork placed = placed()) {
      trainer(placed).epochs(3).shuffle(true).fit(changing);
    }
    trainer(cpu).epochs(3).shuffle(true).fit(changing);
    assertArrayEquals(cpu.engine().parameters(), network.engine().parameters());
  }

  @Test
  void batchesOfAStreamStayApart() {
    try (DeviceNetwork placed = placed()) {
      trainer(placed).fit(step -> step > 5 ? null : Samples.clusters(BATCH - (int) step, 6, 3, step));
    }
    trainer(cpu).fit(step -> step > 5 ? null : Samples.clusters(BATCH - (int) step, 6, 3, step));
    assertArrayEquals(cpu.engine().parameters(), network.engine().parameters());
  }

  @Test
  void aLossIsDividedByWhatCountsInItsOwnBatch() {
    NetworkSpec spec =
        LinearNetwork.describe(PROGRAM, List.of(6), List.of(3))
            .loss(
                new LossSpec(
                    PROGRAM.loss(), "", "dense", 0, 1, TargetKind.CLASS, 0, 1, Activation.SOFTMAX, false,
                    List.of(1.0, 5.0, 0.25), Loss.NONE))
            .build();
    LinearNetwork weighted = LinearNetwork.offloaded(spec, PROGRAM, 5);
    LinearNetwork onCpu = LinearNetwork.of(spec, PROGRAM, 5);
    TrainingHistory expected = trainer(onCpu).epochs(2).shuffle(true).fit(DATA);
    try (DeviceNetwork placed = weighted.placed(BATCH, 10)) {
      TrainingHistory history = trainer(placed).epochs(2).shuffle(true).fit(DATA);
      for (int epoch = 0; epoch < 2; epoch++) {
        assertEquals(expected.epochs().get(epoch).loss(), history.epochs().get(epoch).loss());
        assertEquals(expected.epochs().get(epoch).accuracy(), history.epochs().get(epoch).accuracy());
      }
    }
    assertArrayEquals(onCpu.engine().parameters(), weighted.engine().parameters());
    assertFalse(Arrays.equals(LinearNetwork.of(spec, PROGRAM, 5).engine().parameters(), onCpu.engine().parameters()));
  }
}
