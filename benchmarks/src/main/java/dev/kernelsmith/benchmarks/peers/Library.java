package dev.kernelsmith.benchmarks.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a library is started.
 *
 * @param title what it is called
 * @param peer name of the class of its {@link Peer}
 * @param optimizers name of the class of its {@link OptimizerPeer}; empty where it is not asked for optimizers
 * @param sequences name of the class of its {@link SequencePeer}; empty where it is not measured on sequences
 * @param folder of its module below {@code benchmarks/peers}; empty for what is on the class path anyway
 * @param jvmOptions options of its JVM besides those of all; {@value #CACHE} is a folder for its native libraries
 * @param environment variables besides those of all
 */
record Library(String title, String peer, String optimizers, String sequences, String folder, List<String> jvmOptions,
    Map<String, String> environment) {
  /** Name of this project in tables. */
  static final String OURS = "Kernelsmith";

  static final String CACHE = "{cache}";

  private static final String PACKAGE = "dev.kernelsmith.benchmarks.peers.";

  /** This project. */
  static Library ours() {
    return ours(OURS, KernelsmithSequences.class);
  }

  /** This project, with a product of matrices in the place of a table of characters. */
  static Library oneHot() {
    return ours(OURS + ", one-hot", KernelsmithSequences.OneHot.class);
  }

  private static Library ours(String title, Class<? extends SequencePeer> sequences) {
    return new Library(title, Kernelsmith.class.getName(), "", sequences.getName(), "", List.of(), Map.of());
  }

  /** The others. */
  static List<Library> others() {
    String natives = "-Dorg.bytedeco.javacpp.cachedir=" + CACHE;
    return List.of(
        new Library(
            "TensorFlow Java", PACKAGE + "tensorflow.TensorFlowPeer", PACKAGE + "tensorflow.TensorFlowOptimizers", "",
            "tensorflow",
            List.of(natives),
            Map.of("TF_CPP_MIN_LOG_LEVEL", "2")),
        new Library(
            "DJL with PyTorch", PACKAGE + "djl.DjlPeer", PACKAGE + "djl.PyTorchOptimizers",
            PACKAGE + "djl.DjlSequences", "djl",
            List.of("-Dai.djl.offline=true", "-DDJL_CACHE_DIR=" + CACHE), Map.of()),
        new Library(
            "Deeplearning4j", PACKAGE + "deeplearning4j.Deeplearning4jPeer", "", "", "deeplearning4j",
            // Without limits it takes many gigabytes outside the heap before it gives any back.
            List.of(natives, "-Dorg.bytedeco.javacpp.maxbytes=3G", "-Dorg.bytedeco.javacpp.maxphysicalbytes=8G"),
            Map.of("OMP_WAIT_POLICY", "PASSIVE")),
        new Library("ONNX Runtime", PACKAGE + "onnxruntime.OnnxRuntimePeer", "", "", "onnxruntime", List.of(),
            Map.of()));
  }

  boolean isOurs() {
    return title.equals(OURS);
  }

  /** Whether its module was built. */
  boolean isBuilt(Path modules) {
    return folder.isEmpty() || Files.isDirectory(classes(modules)) && Files.isDirectory(jars(modules));
  }

  /** What its class path begins with. */
  List<String> classPath(Path modules) {
    return folder.isEmpty() ? List.of() : List.of(classes(modules).toString(), jars(modules).resolve("*").toString());
  }

  private Path classes(Path modules) {
    return modules.resolve(folder).resolve("target/classes");
  }

  private Path jars(Path modules) {
    return modules.resolve(folder).resolve("target/lib");
  }
}
