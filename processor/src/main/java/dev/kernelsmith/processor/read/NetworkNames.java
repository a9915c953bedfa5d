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
      List.of("Network", "Parts", "ScalarKernels", "VectorKernels16", "VectorKernels32", "InspectionKernels",
          "TornadoKernels", "TornadoGraphs");

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

  /**
   * The file with the longest name that a compiler may write.
   *
   * @param vector whether there are vector kernels
   * @param devices whether there are kernels for devices
   * @param inspected whether there are kernels that look into the network
   */
  public String longestFile(boolean vector, boolean devices, boolean inspected) {
    String longest =
        inspected ? "InspectionKernels$Activations"
            : devices ? "TornadoKernels$FpgaPrediction"
                : vector ? "VectorKernels32$Prediction" : "ScalarKernels$Training";
    return generated(longest) + ".class";
  }

  /** Qualified name of the annotated class, nested names joined by dots. */
  public String qualifiedClass() {
    return qualified(className);
  }

  private String qualified(String name) {
    return packageName.isEmpty() ? name : packageName + "." + name;
  }
}
