package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.CompiledNetwork;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the network of a user's class: the class that the processor wrote beside it, or that class itself. */
final class UserNetwork implements LongFunction<CompiledNetwork> {
  private static final String SUFFIX = "Network";

  private final Constructor<?> constructor;
  private final String name;

  private UserNetwork(Constructor<?> constructor, String name) {
    this.constructor = constructor;
    this.name = name;
  }

  /**
   * Finds a network.
   *
   * @param name qualified name of the annotated class, nested names after a dot or {@code $}, or of the generated one
   * @param classpath folders of classes and jars besides those of the command line
   * @throws NoSuchFileException if one of these is missing
   * @throws IllegalArgumentException if there is no such class, it is no network, or it was compiled for another version
   */
  static UserNetwork find(String name, List<Path> classpath) throws IOException {
    ClassLoader loader = loader(classpath);
    Class<?> own = load(name, loader);
    if (own != null && CompiledNetwork.class.isAssignableFrom(own)) {
      return of(own, name);
    }
    String generated = generated(own == null ? name : own.getName());
    Class<?> network = load(generated, loader);
    if (network == null && own == null && name.indexOf('$') < 0) { // a nested class, its name written with a dot
      network = nested(name, loader);
    }
    if (network != null && CompiledNetwork.class.isAssignableFrom(network)) {
      return of(network, name);
    }
    String where = classpath.isEmpty() ? "the command line's own classes"
        : classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    String more = classpath.isEmpty() ? " and say where your classes are, such as --classpath target/classes" : "";
    throw new IllegalArgumentException(
        own == null
            ? String.format(Locale.ROOT,
                "there is no class %s in %s: give its qualified name, such as com.acme.MyNet%s", name, where, more)
            : String.format(Locale.ROOT,
                "class %s is there, but no network %s beside it in %s: annotate it with @Network, and compile it with kernelsmith-processor among the annotation processors",
                name,
                generated, where));
  }

  /**
   * What finds classes on a class path, besides those of the command line.
   *
   * @throws NoSuchFileException if a folder or jar is missing
   */
  static ClassLoader loader(List<Path> classpath) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path entry : classpath) {
      if (!Files.exists(entry)) {
        throw new NoSuchFileException(entry.toString(), null,
            "is on --classpath, but there is no such folder or jar: compile first, or correct the name");
      }
      urls.add(entry.toUri().toURL());
    }
    // Open as long as the process: classes of the network are loaded when they are first needed.
    return new URLClassLoader(urls.toArray(URL[]::new), UserNetwork.class.getClassLoader());
  }

  private static @Nullable Class<?> nested(String name, ClassLoader loader) {
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      name = name.substring(0, dot) + "$" + name.substring(dot + 1);
      Class<?> network = load(generated(name), loader);
      if (network != null) {
        return network;
      }
    }
    return null;
  }

  /** As the processor names it: nested names joined by underscores. */
  private static String generated(String name) {
    int dot = name.lastIndexOf('.') + 1;
    return name.substring(0, dot) + name.substring(dot).replace('$', '_') + SUFFIX;
  }

  private static @Nullable Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      return null;
    } catch (NoClassDefFoundError e) { // a name in another case finds a file, but not the class
      if (e.getMessage() != null && e.getMessage().contains("wrong name")) {
        return null;
      }
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "class %s needs class %s, which is not there: add its folder or jar to --classpath", name,
          String.valueOf(e.getMessage()).replace('/', '.')), e);
    } catch (LinkageError e) {
      throw unusable(name, e);
    }
  }

  private static UserNetwork of(Class<?> network, String name) {
    try {
      Constructor<?> constructor = network.getDeclaredConstructor(long.class);
      constructor.setAccessible(true); // as the annotated class, it may be for its package alone
      return new UserNetwork(constructor, name);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "class %s is a network, but has no constructor that takes a seed: name a class that was written by kernelsmith-processor",
              network.getName()),
          e);
    } catch (LinkageError e) {
      throw unusable(name, e);
    }
  }

  @Override
  public CompiledNetwork apply(long seed) {
    try {
      return (CompiledNetwork) constructor.newInstance(seed);
    } catch (InvocationTargetException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    } catch (LinkageError e) {
      throw failed(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("network " + name + " cannot be made: " + e, e);
    }
  }

  private RuntimeException failed(Throwable cause) {
    Throwable first = cause;
    while (first instanceof ExceptionInInitializerError && first.getCause() != null) {
      first = first.getCause();
    }
    return first instanceof LinkageError ? unusable(name, first)
        : new IllegalArgumentException(String.format(Locale.ROOT, "network %s cannot be made: %s", name,
            first.getMessage() == null ? first : first.getMessage()), cause);
  }

  private static IllegalArgumentException unusable(String name, Throwable cause) {
    String problem = cause instanceof UnsupportedClassVersionError
        ? "was compiled for a newer Java: run this with that one, or compile for this"
        : "does not fit this version of Kernelsmith: compile it again, with kernelsmith-runtime and kernelsmith-processor of this version";
    return new IllegalArgumentException(String.format(Locale.ROOT, "class %s %s (%s)", name, problem, cause), cause);
  }
}
