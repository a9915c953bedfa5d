package dev.kernelsmith.runtime.device;

import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The devices of this JVM, asked of TornadoVM by reflection.
 *
 * @param devices what is there
 * @param problem why nothing is; null where something is
 * @param version version of TornadoVM; null where it is not there, or does not say
 */
record Inventory(List<DeviceInfo> devices, @Nullable String problem, @Nullable String version) {
  private static final String API = "uk.ac.manchester.tornado.api.";
  private static final String PROVIDER = "runtime.TornadoRuntimeProvider";
  private static final Pattern JAR = Pattern.compile("tornado-api-([^/]+)\\.jar");

  /** What there is, looked up when first asked for, once. */
  static Inventory current() {
    return Current.INVENTORY;
  }

  private static final class Current {
    static final Inventory INVENTORY = prepareAndLook();

    private static Inventory prepareAndLook() {
      setUnlessSet("tornado.recover.bailout", "False");
      setUnlessSet("tornado.opencl.compiler.flags", "-cl-mad-enable -w");
      ClassLoader loader = Inventory.class.getClassLoader();
      return look(API, loader != null ? loader : ClassLoader.getSystemClassLoader());
    }
  }

  /** See {@link Device} for why. */
  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * Looks. TornadoVM fails in many ways, and with every kind of {@link Throwable}; a second try would only say that a class could not
   * be initialised, so the first failure is what counts.
   *
   * @param api prefix of the API's class names
   */
  static Inventory look(String api, ClassLoader loader) {
    String version = null;
    try {
      version = version(Class.forName(api + PROVIDER, false, loader));
      List<DeviceInfo> devices = devices(new Mirror(api, loader));
      return new Inventory(devices, devices.isEmpty() ? DeviceFaults.NO_DEVICE : null, version);
    } catch (Throwable failure) {
      return new Inventory(List.of(), DeviceFaults.ofStart(failure, version), version);
    }
  }

  private static @Nullable String version(Class<?> provider) {
    CodeSource source = provider.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return null;
    }
    Matcher matcher = JAR.matcher(source.getLocation().getPath());
    return matcher.find() ? matcher.group(1) : null;
  }

  private static List<DeviceInfo> devices(Mirror mirror) throws Throwable {
    Object runtime = mirror.call(PROVIDER, null, "getTornadoRuntime");
    int backends = (int) mirror.call("TornadoRuntime", runtime, "getNumBackends");
    List<DeviceInfo> devices = new ArrayList<>();
    for (int b = 0; b < backends; b++) {
      String type = mirror.call("TornadoRuntime", runtime, "getBackendType", b).toString();
      Object backend = mirror.call("TornadoRuntime", runtime, "getBackend", b);
      int count = (int) mirror.call("TornadoBackend", backend, "getNumDevices");
      for (int d = 0; d < count; d++) {
        Object device = mirror.call("TornadoBackend", backend, "getDevice", d);
        devices.add(info(mirror, device, Device.tornado(b, d), type));
      }
    }
    return List.copyOf(devices);
  }

  private static DeviceInfo info(Mirror mirror, Object device, Device id, String backend) throws Throwable {
    String type = "common.TornadoDevice";
    Object physical = mirror.ask(type, device, "getPhysicalDevice");
    Object name = physical == null ? null : mirror.ask("TornadoTargetDevice", physical, "getDeviceName");
    if (name == null) {
      name = mirror.call(type, device, "getDeviceName");
    }
    Object platform = mirror.ask(type, device, "getPlatformName");
    return new DeviceInfo(
        id,
        name.toString().strip(),
        kind(mirror.call(type, device, "getDeviceType").toString()),
        backend,
        platform == null ? "" : platform.toString().strip(),
        mirror.ask(type, device, "getMaxGlobalMemory") instanceof Long bytes ? bytes : 0,
        mirror.ask(type, device, "getDeviceMaxWorkgroupDimensions") instanceof long[] sizes && sizes.length > 0
            ? sizes[0]
            : 0);
  }

  /** OpenCL calls field-programmable devices accelerators. */
  private static Kind kind(String type) {
    return switch (type) {
      case "CPU" -> Kind.CPU;
      case "FPGA", "ACCELERATOR" -> Kind.FPGA;
      default -> Kind.GPU;
    };
  }

  /** Calls of the API, by names. Methods are looked up in the public types, since a module hides those that implement them. */
  private static final class Mirror {
    private final String api;
    private final ClassLoader loader;

    Mirror(String api, ClassLoader loader) {
      this.api = api;
      this.loader = loader;
    }

    Object call(String type, @Nullable Object target, String name, Integer... arguments) throws Throwable {
      Object result = invoke(find(type, name, arguments.length), target, arguments);
      if (result == null) {
        throw new IllegalStateException(String.format(Locale.ROOT, "%s.%s returned nothing", type, name));
      }
      return result;
    }

    /** What an API of another version may not have, or a driver may not know: then null. */
    @Nullable
    Object ask(String type, Object target, String name) throws Throwable {
      Method method;
      try {
        method = find(type, name, 0);
      } catch (ClassNotFoundException | NoSuchMethodException absent) {
        return null;
      }
      return invoke(method, target);
    }

    private Method find(String type, String name, int arguments) throws ReflectiveOperationException {
      Class<?>[] types = arguments == 0 ? new Class<?>[0] : new Class<?>[] {int.class};
      return Class.forName(api + type, true, loader).getMethod(name, types);
    }

    private static @Nullable Object invoke(Method method, @Nullable Object target, Object... arguments)
        throws Throwable {
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException thrown) {
        throw thrown.getCause() == null ? thrown : thrown.getCause();
      }
    }
  }
}
