package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.device.DeviceInfo;
import dev.kernelsmith.runtime.device.DevicePolicy;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where a command runs its network. */
final class DeviceOptions {
  // @formatter:off
  @Option(names = "--device", paramLabel = "SPEC", defaultValue = "cpu", converter = DeviceConverter.class,
      description = "Where to run: cpu, tornado (TornadoVM's first device), or tornado:BACKEND:DEVICE; doctor lists devices."
          + " Default: ${DEFAULT-VALUE}")
  private Device device;

  @Option(names = "--device-policy", paramLabel = "POLICY", defaultValue = "fail", converter = PolicyConverter.class,
      description = "If the device cannot be used: fail, or go on on the CPU and warn, or allow that. Default: ${DEFAULT-VALUE}")
  private DevicePolicy policy;
  // @formatter:on

  /** The device that was asked for. */
  Device device() {
    return device;
  }

  /** Puts a network where it is to run, few samples included: who names a device wants its results. */
  DeviceNetwork place(CompiledNetwork network, int trainBatch, int predictBatch) {
    DeviceNetwork placed = DeviceNetwork.open(network, device, trainBatch, predictBatch, policy);
    placed.fewSamples(0);
    return placed;
  }

  /** Where a network runs, and with which kernels. */
  static String describe(DeviceNetwork network) {
    String kernels = network.engine().kernels();
    if (network.info().isPresent()) {
      String version = Device.tornadoVersion().map(number -> " " + number).orElse("");
      return String.format(Locale.ROOT, "device: %s, kernels: TornadoVM%s",
          network.info().map(DeviceInfo::description).orElseThrow(), version);
    }
    String instead = network.device().isCpu() ? "" : " instead of " + network.device();
    return String.format(Locale.ROOT, "device: cpu%s, kernels: %s", instead, kernels);
  }

  /** Reads the name of a device, for picocli. */
  static final class DeviceConverter implements ITypeConverter<Device> {
    @Override
    public Device convert(String value) {
      try {
        return Device.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads a policy, for picocli. */
  static final class PolicyConverter implements ITypeConverter<DevicePolicy> {
    @Override
    public DevicePolicy convert(String value) {
      for (DevicePolicy policy : DevicePolicy.values()) {
        if (policy.name().toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT))) {
          return policy;
        }
      }
      throw new TypeConversionException("'" + value + "' is none of fail, warn, allow");
    }
  }
}
