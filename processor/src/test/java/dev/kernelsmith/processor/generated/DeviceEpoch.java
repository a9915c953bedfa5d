package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Arrays;

/** Trains a network for an epoch on the CPU and on a device, from the same start and as a user does: both must end with the same parameters. */
final class DeviceEpoch {
  private static final int SAMPLES = 40;
  private static final int BATCH = 16;

  private DeviceEpoch() {}

  /** Arguments: name of a network on the class path, with classes as targets; device. */
  public static void main(String[] arguments) throws Throwable {
    check(ClassLoader.getSystemClassLoader(), arguments[0], arguments[1]);
  }

  /** Trains and compares; the last batch is not full. */
  static void check(ClassLoader loader, String name, String device) throws Throwable {
    CompiledNetwork here = network(loader, name);
    Batch batch = Batch.random(here.engine().spec(), SAMPLES, 5);
    Dataset data = ArrayDataset.ofClasses(batch.inputs(), batch.inputs().length / SAMPLES, batch.classes());
    float[] start = here.engine().parameters();
    Trainer.of(here).epochs(1).batchSize(BATCH).seed(3).fit(data);
    CompiledNetwork network = network(loader, name);
    assertArrayEquals(start, network.engine().parameters());
    try (DeviceNetwork there = network.on(Device.parse(device), BATCH, BATCH)) {
      Trainer.of(there).epochs(1).batchSize(BATCH).seed(3).fit(data);
    }
    assertArrayEquals(here.engine().parameters(), network.engine().parameters(), 1e-4f);
    assertFalse(Arrays.equals(start, network.engine().parameters()));
  }

  private static CompiledNetwork network(ClassLoader loader, String name) throws Throwable {
    return (CompiledNetwork) DeviceResults.make(loader, name + "Network", long.class, 1L);
  }
}
