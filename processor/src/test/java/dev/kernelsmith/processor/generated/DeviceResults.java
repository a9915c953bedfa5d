package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.testing.Tornado;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.DevicePlacement;
import dev.kernelsmith.runtime.spi.DeviceProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;

/**
 * Runs networks on devices: on the stand-in in this JVM, on TornadoVM in a JVM of their own, since TornadoVM takes kernels from the class path only.
 * A JVM gets several networks, since TornadoVM starts slowly, and not too many: until its end it keeps the code that was compiled for networks that are
 * closed, and for each kernel a class file that it read (TornadoVM 5.2; none where kernels lie in a jar).
 */
final class DeviceResults {
  /** Networks of one JVM. */
  private static final int TOGETHER = 12;

  private final Map<DeviceCase, Object> results = new HashMap<>();

  private DeviceResults() {}

  /** Runs cases of compiled networks. */
  static DeviceResults of(Collection<GeneratedNetwork> networks, List<DeviceCase> cases, Path folder)
      throws IOException, InterruptedException, ClassNotFoundException {
    DeviceResults results = new DeviceResults();
    if (Tornado.home().isPresent()) {
      List<GeneratedNetwork> all = List.copyOf(networks);
      for (int first = 0; first < all.size(); first += TOGETHER) {
        List<GeneratedNetwork> some = all.subList(first, Math.min(all.size(), first + TOGETHER));
        Set<String> names = some.stream().map(GeneratedNetwork::name).collect(Collectors.toSet());
        Path piece = Files.createDirectories(folder.resolve("from" + first));
        results.run(some, cases.stream().filter(one -> names.contains(one.network())).toList(), piece);
      }
    } else {
      Map<String, ClassLoader> loaders = new HashMap<>();
      networks.forEach(network -> loaders.put(network.name(), network.loader()));
      cases.forEach(one -> results.results.put(one, attempt(one, loaders.get(one.network()))));
    }
    return results;
  }

  /** Runs one case. */
  static DeviceResult of(GeneratedNetwork network, DeviceCase wanted) {
    if (Tornado.home().isEmpty()) {
      return result(wanted, attempt(wanted, network.loader()));
    }
    try {
      Path target = Files.createDirectories(Path.of("target", "device-runs").toAbsolutePath());
      Path folder = Files.createTempDirectory(target, network.name());
      return of(List.of(network), List.of(wanted), folder).result(wanted);
    } catch (IOException | InterruptedException | ClassNotFoundException e) {
      throw new IllegalStateException(wanted.toString(), e);
    }
  }

  /**
   * What came of a case.
   *
   * @throws AssertionError if the device refused it, or failed
   */
  DeviceResult result(DeviceCase wanted) {
    return result(wanted, results.get(wanted));
  }

  private static DeviceResult result(DeviceCase wanted, Object result) {
    if (result instanceof DeviceResult good) {
      return good;
    }
    throw new AssertionError("%s failed on the device: %s".formatted(wanted, result));
  }

  private void run(Collection<GeneratedNetwork> networks, List<DeviceCase> cases, Path folder)
      throws IOException, InterruptedException, ClassNotFoundException {
    Path jar = folder.resolve("networks.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (GeneratedNetwork network : networks) {
        network.compilation().write(out);
      }
    }
    Path wanted = folder.resolve("cases");
    Path done = folder.resolve("results");
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(wanted))) {
      out.writeObject(new ArrayList<>(cases));
    }
    ChildJvm.run(
        folder, jar.toString(), Tornado.jvmOptions(), DeviceResults.class, wanted.toString(), done.toString());
    try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(done))) {
      for (DeviceCase one : cases) {
        results.put(one, in.readObject());
      }
    }
  }

  /** Runs the cases of the file that is the first argument, and writes their results into the second one. */
  public static void main(String[] arguments) throws IOException, ClassNotFoundException {
    List<?> cases;
    try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(Path.of(arguments[0])))) {
      cases = (List<?>) in.readObject();
    }
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
      for (Object one : cases) {
        System.out.println(one);
        out.writeObject(attempt((DeviceCase) one, ClassLoader.getSystemClassLoader()));
      }
    }
  }

  /** The result, or the stack trace of what was thrown. */
  private static Object attempt(DeviceCase wanted, ClassLoader loader) {
    try {
      return DeviceResult.run(program(loader, wanted.network(), wanted.placement()), spec(loader, wanted), wanted);
    } catch (Throwable thrown) { // whatever a driver throws is told by who asks for the result
      StringWriter text = new StringWriter();
      thrown.printStackTrace(new PrintWriter(text, true));
      return text.toString();
    }
  }

  private static NetworkSpec spec(ClassLoader loader, DeviceCase wanted) throws Throwable {
    return ((CompiledNetwork) make(loader, wanted.network() + "Network", long.class, 0L)).engine().spec();
  }

  /** A network's program, on a device. */
  static DeviceProgram program(ClassLoader loader, String network, DevicePlacement placement) throws Throwable {
    return (DeviceProgram) make(loader, network + "TornadoGraphs", DevicePlacement.class, placement);
  }

  /** An object of a generated class. */
  static Object make(ClassLoader loader, String className) throws Throwable {
    return make(loader.loadClass(className).getDeclaredConstructor());
  }

  /** An object of a generated class whose constructor takes one argument. */
  static Object make(ClassLoader loader, String className, Class<?> type, Object argument) throws Throwable {
    return make(loader.loadClass(className).getDeclaredConstructor(type), argument);
  }

  private static Object make(Constructor<?> constructor, Object... arguments) throws Throwable {
    constructor.setAccessible(true);
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
