package dev.kernelsmith.processor.tornado;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.device.DeviceInfo;
import dev.kernelsmith.runtime.device.DevicePolicy;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** Has network {@code Nan} predict samples, some with a value that is no number, on a device and on the CPU, and prints for how many both say the same. */
public final class NanMain {
  private static final int SAMPLES = 40;

  private NanMain() {}

  /** Takes the kind of device whose kernels are to run. */
  public static void main(String[] arguments) throws Exception {
    CompiledNetwork network =
        (CompiledNetwork) Class.forName("NanNetwork").getConstructor(long.class).newInstance(1L);
    DeviceInfo first = Device.available().getFirst();
    DeviceInfo device =
        new DeviceInfo(
            first.device(), first.name(), Kind.valueOf(arguments[0].toUpperCase(Locale.ROOT)), first.backend(),
            first.platform(), first.memoryBytes(), first.maxWorkGroup());
    Random random = new Random(3);
    float[][] samples = new float[SAMPLES][6 * 6 * 2];
    for (int s = 0; s < SAMPLES; s++) {
      for (int i = 0; i < samples[s].length; i++) {
        samples[s][i] = (float) random.nextGaussian();
      }
      if (s % 10 < 3) {
        samples[s][random.nextInt(samples[s].length)] = Float.NaN;
      }
    }
    float[][] expected = network.engine().logits(samples);
    int same = 0;
    int none = 0;
    try (DeviceNetwork there = DeviceNetwork.open(network, device, 0, 16, DevicePolicy.FAIL)) {
      there.fewSamples(0);
      float[][] actual = there.logits(samples);
      for (int s = 0; s < SAMPLES; s++) {
        same += agrees(expected[s], actual[s]) ? 1 : 0;
        none += Float.isNaN(actual[s][0]) ? 1 : 0;
      }
    }
    System.out.printf(Locale.ROOT, "same: %d of %d, not numbers: %d of %d%n", same, SAMPLES, none, SAMPLES);
  }

  private static boolean agrees(float[] expected, float[] actual) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.isNaN(expected[i]) != Float.isNaN(actual[i]) || Math.abs(expected[i] - actual[i]) > 1e-4) {
        System.out.println(Arrays.toString(expected) + " on the CPU, " + Arrays.toString(actual) + " on the device");
        return false;
      }
    }
    return true;
  }
}
