package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.device.DeviceException;
import dev.kernelsmith.runtime.device.DevicePolicy;
import dev.kernelsmith.runtime.testing.FakeDevice;
import dev.kernelsmith.runtime.testing.FakeDevice.Fault;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.testing.Wrapping;
import dev.kernelsmith.runtime.train.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions of a network on a (fake) device, its parameters there, policies, and its end. */
class DeviceNetworkTest {
  private static final LinearProgram PROGRAM = new LinearProgram(6, 3, true, 1);
  private static final Dataset DATA = Samples.clusters(70, 6, 3, 1);

  private final LinearNetwork network = LinearNetwork.offloaded(PROGRAM, 5);
  private final FakeDevice fake = network.fake();

  private static float[] input(int index) {
    float[] input = new float[6];
    DATA.copyInput(index, input, 0);
    return input;
  }

  private static void assertMessage(Throwable exception, String... parts) {
    for (String part : parts) {
      assertTrue(exception.getMessage().contains(part), exception.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 70, 100})
  void predictsAnyNumberOfSamplesInPaddedChunks(int predictBatch) {
    try (DeviceNetwork placed = network.placed(0, predictBatch)) {
      int before = fake.predictions.get();
      assertArrayEquals(network.predict(DATA), placed.predict(DATA));
      assertEquals(Math.ceilDiv(70, predictBatch), fake.predictions.get() - before);
      assertArrayEquals(network.classify(DATA), placed.classify(DATA));
      float[][] rows = {input(3), input(4), input(5)};
      assertArrayEquals(network.engine().logits(rows), placed.logits(rows));
      assertArrayEquals(network.engine().logits(DATA), placed.logits(DATA));
      assertArrayEquals(network.engine().predict(rows), placed.predict(rows));
      assertArrayEquals(network.engine().classify(rows), placed.classify(rows));
      assertArrayEquals(network.predict(input(7)), placed.predict(input(7)));
      assertArrayEquals(network.logits(input(7)), placed.logits(input(7)));
      assertEquals(network.classify(input(7)), placed.classify(input(7)));
      assertEquals(0, placed.predict(new float[0][]).length);
      assertMessage(
          assertThrows(IllegalArgumentException.class, () -> placed.predict(new float[5])), "5 values", "takes 6");
      assertArrayEquals(network.predict(input(7)), placed.predict(input(7)), "the device goes on after a mistake");
    }
    assertEquals(1, fake.threads.size());
    assertEquals("kernelsmith-device-Linear", fake.threads.iterator().next().getName());
  }

  @Test
  void sendsParametersWhenOthersWerePublishedAndOnlyThen() {
    try (DeviceNetwork placed = network.placed(16, 16)) {
      placed.predict(input(0));
      int before = fake.uploads.get();
      placed.predict(DATA);
      placed.classify(DATA);
      assertEquals(before, fake.uploads.get());
      float[] others = LinearNetwork.of(PROGRAM, 77).engine().parameters();
      network.engine().publish(others);
      assertArrayEquals(network.predict(DATA), placed.predict(DATA));
      assertEquals(before + 1, fake.uploads.get());
      placed.engine().publish(LinearNetwork.of(PROGRAM, 78).engine().parameters());
      assertArrayEquals(network.predict(DATA), placed.predict(DATA));
      assertEquals(before + 2, fake.uploads.get());
    }
  }

  @Test
  void manyThreadsPredictAndPublishAtOnce() throws Exception {
    float[][] parameters = new float[4][];
    float[][][] expected = new float[4][][];
    for (int i = 0; i < 4; i++) {
      LinearNetwork other = LinearNetwork.of(PROGRAM, i);
      parameters[i] = other.engine().parameters();
      expected[i] = other.predict(DATA);
    }
    network.engine().publish(parameters[0]);
    List<Throwable> failures = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
    try (DeviceNetwork placed = network.placed(16, 8)) {
      Thread[] threads = new Thread[6];
      for (int i = 0; i < threads.length; i++) {
        int number = i;
        threads[i] =
            new Thread(
                () -> {
                  for (int round = 0; round < 40; round++) {
                    if (number == 0) {
                      network.engine().publish(parameters[round % 4]);
                    }
                    float[][] result = placed.predict(DATA);
                    assertTrue(Arrays.stream(expected).anyMatch(e -> Arrays.deepEquals(e, result)), "a mixture");
                  }
                });
        threads[i].setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertEquals(List.of(), failures);
    assertEquals(1, fake.threads.size());
  }

  @Test
  void anInterruptedCallerGetsItsResultAndStaysInterrupted() {
    try (DeviceNetwork placed = network.placed(0, 16)) {
      Thread.currentThread().interrupt();
      float[][] result = placed.predict(DATA);
      assertTrue(Thread.interrupted());
      assertArrayEquals(network.predict(DATA), result);
    }
  }

  @Test
  void closesOnceAndSaysSoAfterwards() {
    DeviceNetwork placed = network.placed(16, 16);
    placed.close();
    placed.close();
    assertEquals(1, fake.closed.get());
    assertMessage(
        assertThrows(IllegalStateException.class, () -> placed.predict(DATA)), "network Linear", "tornado:0:0",
        "closed");
    assertEquals(70, network.predict(DATA).length);
    Thread owner = fake.threads.iterator().next();
    assertTimeoutEnds(owner);
  }

  private static void assertTimeoutEnds(Thread thread) {
    try {
      thread.join(120_000);
    } catch (InterruptedException exception) {
      throw new AssertionError(exception);
    }
    assertFalse(thread.isAlive());
  }

  @Test
  void closingWaitsForAPredictionThatRuns() throws Exception {
    DeviceNetwork placed = network.placed(0, 1);
    Thread closer = Thread.currentThread();
    CountDownLatch began = new CountDownLatch(1);
    AtomicBoolean closing = new AtomicBoolean();
    AtomicBoolean closed = new AtomicBoolean();
    Dataset slow =
        new Wrapping() {
          @Override
          public Dataset base() {
            return DATA;
          }

          @Override
          public void copyInput(int index, float[] into, int offset) {
            began.countDown();
            while (index == 1 && !closed.get() && !(closing.get() && closer.getState() == Thread.State.WAITING)) {
              Thread.onSpinWait();
            }
            Wrapping.super.copyInput(index, into, offset);
          }
        };
    float[][][] result = new float[1][][];
    Thread thread = new Thread(() -> result[0] = placed.predict(slow));
    thread.start();
    began.await();
    closing.set(true);
    placed.close();
    closed.set(true);
    thread.join();
    assertArrayEquals(network.predict(DATA), result[0]);
  }

  @Test
  void aFaultEndsTheSessionAndIsSaidAgain() {
    DeviceNetwork placed = network.placed(0, 16);
    fake.fault = Fault.PREDICT;
    DeviceException first = assertThrows(DeviceException.class, () -> placed.predict(DATA));
    assertMessage(
        first, "tornado:0:0 (Fake, GPU, OPENCL)", "network Linear failed", "in a prediction: ", "CL_OUT_OF_RESOURCES");
    assertSame(fake.thrown, first.getCause());
    assertTrue(Arrays.stream(first.getStackTrace()).anyMatch(f -> f.getClassName().equals(getClass().getName())));
    assertEquals(1, fake.closed.get());
    fake.fault = Fault.NONE;
    assertMessage(assertThrows(DeviceException.class, () -> placed.predict(DATA)), "CL_OUT_OF_RESOURCES",
        "put there again");
    placed.close();
    assertEquals(1, fake.closed.get());
    assertTimeoutEnds(fake.threads.iterator().next());
    try (DeviceNetwork again = network.placed(0, 16)) {
      assertArrayEquals(network.predict(DATA), again.predict(DATA));
    }
  }

  @Test
  void aCloseThatFailsSaysSo() {
    DeviceNetwork placed = network.placed(0, 16);
    fake.fault = Fault.CLOSE;
    assertMessage(assertThrows(DeviceException.class, placed::close), "could not be taken off", "CL_OUT_OF_RESOURCES");
    placed.close();
    assertTimeoutEnds(fake.threads.iterator().next());
  }

  @Test
  void withoutPolicyTheReasonIsThrown() {
    fake.fault = Fault.OPEN;
    assertMessage(
        assertThrows(DeviceException.class, () -> network.placed(16, 16)), "while the task graphs were built",
        "CL_OUT_OF_RESOURCES");
    fake.fault = Fault.NONE;
    LinearNetwork without = LinearNetwork.of(PROGRAM, 1);
    assertMessage(
        assertThrows(DeviceException.class, () -> without.placed(16, 16)), "without task graphs", "tornado-api",
        "-Akernelsmith.tornado=on");
    fake.inJava = "t_outBias";
    DeviceException inJava = assertThrows(DeviceException.class, () -> network.placed(16, 16));
    assertMessage(inJava, "task t_outBias", "ran it in Java");
    assertEquals(1, fake.closed.get());
    try (DeviceNetwork predicting = network.placed(0, 16)) {
      assertTrue(predicting.info().isPresent(), "that task is not one of a prediction");
    }
    fake.inJava = "p_forward";
    assertThrows(DeviceException.class, () -> network.placed(0, 16));
    fake.profiler = false;
    try (DeviceNetwork unknown = network.placed(0, 16)) {
      assertTrue(unknown.info().isPresent());
    }
  }

  @ParameterizedTest
  @EnumSource(value = DevicePolicy.class, names = {"WARN", "ALLOW"})
  void otherPoliciesGoOnOnTheCpuAndKeepTheReason(DevicePolicy policy) {
    fake.inJava = "t_loss";
    try (DeviceNetwork placed = DeviceNetwork.open(network, FakeDevice.INFO, 16, 16, policy)) {
      assertTrue(placed.reason().orElseThrow().contains("task t_loss"));
      assertTrue(placed.info().isEmpty());
      assertArrayEquals(network.predict(DATA), placed.predict(DATA));
    }
    fake.inJava = null;
    try (DeviceNetwork placed = DeviceNetwork.open(network, FakeDevice.INFO, 16, 16, policy)) {
      assertTrue(placed.reason().isEmpty());
      fake.fault = Fault.PREDICT;
      assertArrayEquals(network.predict(DATA), placed.predict(DATA));
      assertTrue(placed.reason().orElseThrow().contains("CL_OUT_OF_RESOURCES"));
      assertArrayEquals(network.predict(DATA), placed.predict(DATA));
    }
  }

  @Test
  void theCpuIsADeviceToo() {
    try (DeviceNetwork placed = network.on(Device.cpu())) {
      assertArrayEquals(network.predict(DATA), placed.predict(DATA));
      assertTrue(placed.reason().isEmpty());
      assertTrue(placed.info().isEmpty());
      assertEquals("Linear on the CPU", placed.toString());
    }
    assertEquals(0, fake.opened.get());
  }

  @Test
  void fewSamplesArePredictedByTheCpu() {
    try (DeviceNetwork placed = network.placed(0, 16)) {
      placed.fewSamples(3);
      int before = fake.predictions.get();
      float[][] rows = {input(3), input(4), input(5)};
      Dataset three = Subset.range(DATA, 3, 6);
      assertArrayEquals(network.predict(input(3)), placed.predict(input(3)));
      assertArrayEquals(network.engine().predict(rows), placed.predict(rows));
      assertArrayEquals(network.predict(three), placed.predict(three));
      assertArrayEquals(network.engine().outputs(three), placed.outputs(three));
      assertArrayEquals(network.logits(input(3)), placed.logits(input(3)));
      assertEquals(network.classify(input(3)), placed.classify(input(3)));
      assertArrayEquals(network.engine().classify(rows), placed.classify(rows));
      assertEquals(network.topK(input(3), 2), placed.topK(input(3), 2));
      assertEquals(network.topK(three, 2), placed.topK(three, 2));
      float[] into = new float[3];
      placed.predictInto(input(3), into);
      assertArrayEquals(network.predict(input(3)), into);
      assertEquals(before, fake.predictions.get());
      placed.predict(Subset.range(DATA, 3, 7));
      assertEquals(before + 1, fake.predictions.get());
      Evaluation.of(placed, three);
      assertEquals(before + 2, fake.predictions.get(), "an evaluation is one of the device");
      placed.fewSamples(Integer.MAX_VALUE);
      assertArrayEquals(network.predict(DATA), placed.predict(DATA));
      assertEquals(before + 2, fake.predictions.get());
      placed.fewSamples(0);
      placed.predict(input(3));
      placed.classify(Arrays.stream(rows)).forEach(number -> {});
      assertEquals(before + 5, fake.predictions.get(), "a stream is read in parts of 1 and 2 samples");
      assertThrows(IllegalArgumentException.class, () -> placed.fewSamples(-1));
      placed.fewSamples(3);
      placed.close();
      assertThrows(IllegalStateException.class, () -> placed.predict(input(3)));
    }
  }

  @Test
  void whatIsFewFollowsFromTheTimeOfAPrediction() {
    assertEquals(0, DeviceNetwork.fewSamples(1_000, 1, true, 256), "no call of the CPU is as short");
    assertEquals(50, DeviceNetwork.fewSamples(15_000, 1_000, true, 256));
    assertEquals(10, DeviceNetwork.fewSamples(15_000, 1_000, false, 256));
    assertEquals(255, DeviceNetwork.fewSamples(150_000, 1_000, true, 256), "a whole batch is the device's");
    assertEquals(0, DeviceNetwork.fewSamples(Long.MAX_VALUE, 1_000, true, 1));
    fake.onPredict = () -> LockSupport.parkNanos(2_000_000);
    try (DeviceNetwork placed = DeviceNetwork.open(network, FakeDevice.INFO, 0, 16, DevicePolicy.FAIL)) {
      assertEquals(15, placed.fewSamples());
    }
    try (DeviceNetwork onCpu = network.on(Device.cpu())) {
      assertEquals(0, onCpu.fewSamples());
    }
  }

  @Test
  void openingSaysThatKernelsAreCompiled() {
    List<String> said = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            said.add(entry.getLevel() + " " + new SimpleFormatter().formatMessage(entry));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("dev.kernelsmith");
    logger.addHandler(handler);
    try (DeviceNetwork placed = network.placed(16, 16)) {
      assertTrue(placed.info().isPresent());
    } finally {
      logger.removeHandler(handler);
    }
    assertEquals(
        List.of(
            "INFO Compiling the kernels of network Linear for device tornado:0:0 (Fake, GPU, OPENCL), which takes some seconds",
            "INFO Compiled 6 kernels of network Linear in 0 s"),
        said);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThrows(IllegalArgumentException.class, () -> network.on(Device.cpu(), -1, 1));
    assertThrows(IllegalArgumentException.class, () -> network.on(Device.cpu(), 1, 0));
    assertMessage(
        assertThrows(IllegalArgumentException.class, () -> network.placed(1, Integer.MAX_VALUE)),
        "2147483647 samples of network Linear", "at most 357913938");
    assertThrows(IllegalArgumentException.class, () -> network.placed(357913939, 1));
    try (DeviceNetwork placed = network.placed(16, 16)) {
      assertMessage(
          assertThrows(IllegalArgumentException.class, () -> placed.on(Device.cpu())), "on device tornado:0:0 already");
    }
  }
}
