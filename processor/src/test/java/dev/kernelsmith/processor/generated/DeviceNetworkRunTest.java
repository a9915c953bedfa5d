package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.device.DeviceSession;
import dev.kernelsmith.runtime.internal.Access;
import dev.kernelsmith.runtime.spi.DeviceTask;
import dev.kernelsmith.runtime.train.DeviceCheck;
import dev.kernelsmith.runtime.train.DeviceTimes;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network that takes several task graphs, with values that a batch shares, as a user puts it on a device of the stand-in. */
@Tag("device")
@DisabledIfEnvironmentVariable(named = "TORNADOVM_HOME", matches = ".+", disabledReason = "TornadoVM takes kernels from the class path only")
class DeviceNetworkRunTest {
  private static final int SAMPLES = 40;
  private static final int BATCH = 16;

  @ParameterizedTest
  @ValueSource(strings = {"tornado:0:0", "tornado:0:1"})
  void trainsAndPredicts(String device) throws Throwable {
    NetworkSource source = WellKnown.blocks(3);
    GeneratedNetwork generated = GeneratedNetwork.compileForDevices(source);
    CompiledNetwork network =
        (CompiledNetwork) DeviceResults.make(generated.loader(), source.name() + "Network", long.class, 1L);
    float[][] inputs = inputs();
    Dataset data = data(inputs);
    try (DeviceNetwork there = network.on(Device.parse(device), BATCH, BATCH)) {
      there.fewSamples(0);
      assertTrue(session(there).trainTasks().size() > 24, "one graph is enough for this network");
      predictsAsOnTheCpu(network, there, inputs);
      DeviceCheck check = DeviceCheck.run(there, data, BATCH, 3);
      assertTrue(check.difference().isEmpty(), check::toString);
      predictsAsOnTheCpu(network, there, inputs);

      float[] before = network.logits(inputs[0]);
      Trainer.of(there).epochs(2).batchSize(BATCH).validation(data).fit(data);
      assertFalse(java.util.Arrays.equals(before, network.logits(inputs[0])));
      predictsAsOnTheCpu(network, there, inputs);

      DeviceTimes times = DeviceTimes.measure(there, data, BATCH, 1);
      for (DeviceTask task : session(there).trainTasks()) {
        assertTrue(
            times.tasks().stream().anyMatch(t -> t.name().equals(task.name()) && t.nanos() > 0), task::name);
      }
    }
  }

  private static DeviceSession session(DeviceNetwork there) {
    return Access.<NetworkEngine, DeviceNetwork>get().session(there);
  }

  private static void predictsAsOnTheCpu(CompiledNetwork network, DeviceNetwork there, float[][] inputs) {
    float[][] actual = there.logits(inputs);
    for (int i = 0; i < inputs.length; i++) {
      assertArrayEquals(network.logits(inputs[i]), actual[i], 1e-4f);
    }
  }

  private static float[][] inputs() {
    Random random = new Random(1);
    float[][] inputs = new float[SAMPLES][6 * 5 * 5];
    for (float[] input : inputs) {
      for (int i = 0; i < input.length; i++) {
        input[i] = random.nextFloat();
      }
    }
    return inputs;
  }

  private static Dataset data(float[][] inputs) {
    int[] labels = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      labels[i] = inputs[i][0] + inputs[i][1] > 1 ? 1 : i % 2 * 2;
    }
    return ArrayDataset.ofClasses(inputs, labels);
  }
}
