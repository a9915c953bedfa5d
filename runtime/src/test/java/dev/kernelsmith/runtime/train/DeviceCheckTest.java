package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.device.DeviceException;
import dev.kernelsmith.runtime.testing.FakeDevice;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparison of a device with the CPU passes what is sound, and names what is not; and the times of its tasks. */
class DeviceCheckTest {
  private static final LinearProgram PROGRAM = new LinearProgram(6, 3, true, 1);
  private static final Dataset DATA = Samples.clusters(100, 6, 3, 1);

  private final LinearNetwork network = LinearNetwork.offloaded(PROGRAM, 5);
  private final FakeDevice fake = network.fake();

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 40, 500})
  void aSoundDevicePasses(int batch) {
    float[] before = network.engine().parameters();
    try (DeviceNetwork placed = network.placed(500, 20)) {
      DeviceCheck check = DeviceCheck.run(placed, DATA, batch, DeviceCheck.STEPS);
      assertEquals(10, check.steps());
      assertTrue(check.difference().isEmpty(), () -> check.difference().toString());
      assertTrue(check.worst() < 1, () -> check.worst() + " of the limit");
      check.requireEqual();
      assertArrayEquals(before, network.engine().parameters());
      assertArrayEquals(network.predict(DATA), placed.predict(DATA), "the device has the published parameters again");
    }
  }

  @Test
  void regressionsPassToo() {
    LinearNetwork regression = LinearNetwork.offloaded(new LinearProgram(5, 4, false, 1), 3);
    try (DeviceNetwork placed = regression.placed(32, 32)) {
      assertTrue(DeviceCheck.run(placed, Samples.line(64, 5, 4, 1), 32, 10).difference().isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "logits,t_forward,logits", "losses,t_loss,losses", "out.weights,t_outWeights,gradient of out.weights",
    "out.bias,t_outBias,gradient of out.bias", "parameters,t_update,out.weights after the update",
    "velocity,t_update,velocity of out.weights after the update"
  })
  void theFirstWrongTaskIsNamed(String wrong, String task, String buffer) {
    try (DeviceNetwork placed = network.placed(16, 16)) {
      fake.wrong = wrong;
      DeviceCheck check = DeviceCheck.run(placed, DATA, 16, 10);
      Difference difference = check.difference().orElseThrow();
      assertEquals(1, check.steps());
      assertEquals(1, difference.step());
      assertEquals(task, difference.task());
      assertEquals(buffer, difference.buffer());
      assertEquals(0.01, difference.differenceNorm(), 1e-5);
      assertTrue(difference.limit() > 0 && difference.limit() < 1e-3, difference.toString());
      assertTrue(Math.abs(difference.cpuNorm() - difference.deviceNorm()) <= 0.01 + 1e-5, difference.toString());
      String message = assertThrows(DeviceException.class, check::requireEqual).getMessage();
      assertTrue(message.contains("in training step 1, task " + task + ": " + buffer + " differs"), message);
    }
  }

  @Test
  void aWrongPredictionIsNamed() {
    fake.wrong = "probabilities";
    try (DeviceNetwork placed = network.placed(0, 16)) {
      Difference difference = DeviceCheck.run(placed, DATA, 16, 0).difference().orElseThrow();
      assertEquals("p_forward", difference.task());
      assertEquals("probabilities", difference.buffer());
      assertTrue(difference.message().startsWith("in a prediction"), difference.message());
    }
  }

  @Test
  void nanIsADifference() {
    fake.nanFrom = 4;
    try (DeviceNetwork placed = network.placed(16, 16)) {
      DeviceCheck check = DeviceCheck.run(placed, DATA, 16, 10);
      assertEquals(3, check.steps(), "one step was the first, empty run");
      assertEquals("losses", check.difference().orElseThrow().buffer());
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    try (DeviceNetwork placed = network.placed(16, 16)) {
      assertThrows(IllegalArgumentException.class, () -> DeviceCheck.run(placed, DATA, 17, 1));
      assertThrows(IllegalArgumentException.class, () -> DeviceCheck.run(placed, DATA, 16, -1));
      assertThrows(IllegalArgumentException.class, () -> DeviceTimes.measure(placed, DATA, 16, 0));
    }
    try (DeviceNetwork cpu = network.on(Device.cpu())) {
      String message =
          assertThrows(DeviceException.class, () -> DeviceCheck.run(cpu, DATA, 16, 1)).getMessage();
      assertTrue(message.contains("is on the CPU"), message);
    }
  }

  @Test
  void timesOfTasks() {
    try (DeviceNetwork placed = network.placed(32, 16)) {
      DeviceTimes times = DeviceTimes.measure(placed, DATA, 20, 7);
      assertEquals(7, times.steps());
      assertEquals(20, times.batchSize());
      assertEquals(5, times.tasks().size());
      assertEquals(new DeviceTimes.TaskTime("t_forward", 500, 1000, 2000), times.tasks().getFirst());
      assertEquals(2, times.tasks().getFirst().gigaflops());
      assertEquals(4, times.tasks().getFirst().gigabytes());
      assertEquals(2500, times.kernelNanos());
      assertEquals(40, times.copyInNanos());
      assertEquals(2, times.copyOutNanos());
      assertEquals(4112, times.copyInBytes());
      assertTrue(times.wallNanos() > 0);
      assertEquals(Math.max(0, times.wallNanos() - 2542), times.overheadNanos(), 1e-6);
      fake.profiler = false;
      assertThrows(DeviceException.class, () -> DeviceTimes.measure(placed, DATA, 20, 7));
    }
  }
}
