package dev.kernelsmith.runtime.device;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a network runs: on the JVM ({@link #cpu}), or on a device that TornadoVM drives. A value; it names a device, whether there
 * is one or not.
 *
 * <p>Before TornadoVM is first used, two of its system properties are set, each unless it has a value already:
 *
 * <ul>
 *   <li>{@code tornado.recover.bailout=False}: otherwise a kernel that does not compile would run in Java, one sample after
 *       another, and only a line on standard error would tell;
 *   <li>{@code tornado.opencl.compiler.flags=-cl-mad-enable -w}: TornadoVM's default has {@code -cl-fast-relaxed-math} too, with
 *       which a division by zero, an infinity or a NaN gives garbage, and a training that diverges would not be noticed.
 * </ul>
 */
public final class Device {
  private static final Device CPU = new Device(-1, -1);
  private static final Pattern SPEC = Pattern.compile("tornado(?::(\\d{1,4})(?::(\\d{1,4}))?)?");

  private final int backend;
  private final int number;

  private Device(int backend, int number) {
    this.backend = backend;
    this.number = number;
  }

  /** The processor that runs the JVM, with the scalar or vector kernels. */
  public static Device cpu() {
    return CPU;
  }

  /**
   * A device of TornadoVM.
   *
   * @param backend number of the back end, as TornadoVM counts them
   * @param number number of the device within the back end
   * @throws IllegalArgumentException if a number is negative
   */
  public static Device tornado(int backend, int number) {
    if (backend < 0 || number < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "back end and device are counted from 0, so there is no device %d:%d", backend,
              number));
    }
    return new Device(backend, number);
  }

  /**
   * Reads the name of a device.
   *
   * @param spec {@code cpu}, {@code tornado} (TornadoVM's first device), {@code tornado:1} (the first device of back end 1) or
   *     {@code tornado:0:1} (device 1 of back end 0)
   * @throws IllegalArgumentException if it is none of these
   */
  public static Device parse(String spec) {
    String text = Objects.requireNonNull(spec, "spec").strip().toLowerCase(Locale.ROOT);
    if (text.equals("cpu")) {
      return CPU;
    }
    Matcher matcher = SPEC.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "'%s' names no device: write cpu, tornado, tornado:BACKEND or tornado:BACKEND:DEVICE with numbers from 0, for example tornado:0:1",
              spec));
    }
    return new Device(numberOf(matcher.group(1)), numberOf(matcher.group(2)));
  }

  private static int numberOf(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** The devices that TornadoVM found in this JVM; none where {@link #problem} says why. Looked up once. */
  public static List<DeviceInfo> available() {
    return Inventory.current().devices();
  }

  /** Why there is no device, in one sentence with what to do about it; empty where there is one. */
  public static Optional<String> problem() {
    return Optional.ofNullable(Inventory.current().problem());
  }

  /** The version of TornadoVM that this JVM has, as its jar's name tells; empty where it has none. */
  public static Optional<String> tornadoVersion() {
    return Optional.ofNullable(Inventory.current().version());
  }

  /** Whether this is {@link #cpu}. */
  public boolean isCpu() {
    return backend < 0;
  }

  /** Number of the back end; -1 for the CPU. */
  public int backend() {
    return backend;
  }

  /** Number of the device within the back end; -1 for the CPU. */
  public int number() {
    return number;
  }

  /**
   * What is known of this device.
   *
   * @throws DeviceException if it is not there, with the reason, or with the devices that are
   * @throws IllegalStateException if this is the CPU
   */
  public DeviceInfo info() {
    return info(Inventory.current());
  }

  DeviceInfo info(Inventory inventory) {
    if (isCpu()) {
      throw new IllegalStateException("the CPU is not a device of TornadoVM");
    }
    if (inventory.problem() != null) {
      throw new DeviceException(String.format(Locale.ROOT, "device %s cannot be used: %s", this, inventory.problem()));
    }
    for (DeviceInfo info : inventory.devices()) {
      if (info.device().equals(this)) {
        return info;
      }
    }
    String known = inventory.devices().stream().map(DeviceInfo::description).collect(Collectors.joining(", "));
    throw new DeviceException(String.format(Locale.ROOT, "there is no device %s: use one of %s", this, known));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Device device && device.backend == backend && device.number == number;
  }

  @Override
  public int hashCode() {
    return 31 * backend + number;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return isCpu() ? "cpu" : "tornado:" + backend + ":" + number;
  }
}
