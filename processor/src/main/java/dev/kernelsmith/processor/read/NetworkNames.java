package dev.kernelsmith.processor.read;

import java.util.List;

/**
 * The names around one network.
 *
 * @param packageName package of the annotated class, empty for the default package
 * @param className name of the annotated class within its package, nested names joined by dots
 */
public record NetworkNames(String packageName, String className) {
  private static final List<String> SUFFIXES =
      List.of("Network", "Parts", "ScalarKernels", "VectorKernels16", "VectorKernels32", "TornadoKernels",
          "TornadoGraphs");

  /** Simple name of the generated network. */
  public String network() {
    return generated("Network");
  }

  /** Simple name of a generated class: the annotated class's, with underscores for dots, and a suffix. */
  public String generated(String suffix) {
    return className.replace('.', '_') + suffix;
  }

  /** Qualified names of all classes that may be generated. */
  public List<String> allGenerated() {
    return SUFFIXES.stream().map(suffix -> qualified(generated(suffix))).toList();
  }

  /** Qualified name of the annotated class, nested names joined by dots. */
  public String qualifiedClass() {
    return qualified(className);
  }

  private String qualified(String name) {
    return packageName.isEmpty() ? name : packageName + "." + name;
  }
}
