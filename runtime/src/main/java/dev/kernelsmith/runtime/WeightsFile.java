package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.Regions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The names that Kernelsmith's safetensors files use, and reading and writing of a network's parameters. Weights and checkpoints
 * are told apart by the metadata, and a network takes its parameters from either; a file without Kernelsmith's metadata is taken if
 * its tensors fit.
 */
public final class WeightsFile {
  /** Metadata key: {@link #WEIGHTS} or {@link #CHECKPOINT}. */
  public static final String KIND = "kernelsmith.kind";

  /** Metadata key: number of the file format, {@link #FORMAT_VERSION}. */
  public static final String FORMAT = "kernelsmith.format";

  /** Metadata key: name of the network. */
  public static final String NETWORK = "kernelsmith.network";

  /** Metadata key: the architecture's fingerprint. */
  public static final String FINGERPRINT = "kernelsmith.fingerprint";

  /** Kind of a file that has parameters only. */
  public static final String WEIGHTS = "weights";

  /** Kind of a file that a training can be resumed from. */
  public static final String CHECKPOINT = "checkpoint";

  /** What the names of an optimizer's tensors in a checkpoint begin with: slot and parameter follow. */
  public static final String OPTIMIZER = "optimizer.";

  /** The file format that this version writes and reads. */
  public static final String FORMAT_VERSION = "1";

  private WeightsFile() {}

  /** Metadata that every file of a network has. */
  public static Map<String, String> metadata(NetworkSpec spec, String kind) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, FORMAT_VERSION);
    metadata.put(KIND, kind);
    metadata.put(NETWORK, spec.name());
    metadata.put(FINGERPRINT, spec.fingerprint());
    return metadata;
  }

  /** Differences between a file's metadata and a network: one phrase for each. What the file does not tell is no difference. */
  public static List<String> differences(NetworkSpec spec, Map<String, String> metadata) {
    List<String> differences = new ArrayList<>();
    String format = metadata.getOrDefault(FORMAT, FORMAT_VERSION);
    if (!format.equals(FORMAT_VERSION)) {
      differences
          .add(String.format(Locale.ROOT, "it has file format %s, but this version reads %s", format, FORMAT_VERSION));
    }
    String fingerprint = metadata.getOrDefault(FINGERPRINT, spec.fingerprint());
    if (!fingerprint.equals(spec.fingerprint())) {
      differences.add(
          String.format(Locale.ROOT, "it is of network %s with fingerprint %s, but network %s has fingerprint %s",
              metadata.getOrDefault(NETWORK, "?"), fingerprint, spec.name(), spec.fingerprint()));
    }
    return differences;
  }

  /** What to do about a file that does not fit, by what it tells of where it comes from. */
  private static String remedy(NetworkSpec spec, Map<String, String> metadata) {
    if (!metadata.getOrDefault(FORMAT, FORMAT_VERSION).equals(FORMAT_VERSION)) {
      return "Load it with the version of Kernelsmith that wrote it, or a newer one.";
    }
    String fingerprint = metadata.get(FINGERPRINT);
    if (fingerprint == null) {
      return "It was not saved by Kernelsmith: give its tensors the names, shapes and type F32 of this network's parameters.";
    }
    if (fingerprint.equals(spec.fingerprint())) {
      return "Its tensors were changed after this network had saved them: save the weights again.";
    }
    return spec.name().equals(metadata.get(NETWORK))
        ? "The network's class has changed since: undo the change to use these weights, or train the network as it is now."
        : "Load it into that network, or name a file that this network saved.";
  }

  static void write(NetworkSpec spec, float[] flat, Path file) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    ParameterTensors.put(spec.parameters(), flat, "", tensors);
    Safetensors.write(file, new SafetensorsFile(tensors, metadata(spec, WEIGHTS)));
  }

  /**
   * Reads the parameters of a network into a flat array as long as {@link Regions} says.
   *
   * @param finite whether values that are not finite are refused
   */
  static float[] read(NetworkSpec spec, Path file, boolean finite) throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    List<String> differences = differences(spec, content.metadata());
    differences.addAll(ParameterTensors.differences(spec.parameters(), content.tensors(), ""));
    if (!CHECKPOINT.equals(content.metadata().get(KIND))) {
      differences.addAll(ParameterTensors.strangers(spec, content.tensors(), List.of("")));
    }
    if (!differences.isEmpty()) {
      throw new WeightsMismatchException(
          file, "network " + spec.name(), differences, remedy(spec, content.metadata()));
    }
    int floats = Regions.floats(spec.parameterFloats());
    float[] parameters = ParameterTensors.read(spec.parameters(), floats, parameters(content), "");
    if (finite) {
      requireFinite(spec, parameters, file, "or take them as they are with engine().loadUnchecked(file)");
    }
    return parameters;
  }

  /**
   * The tensors of parameters: of a checkpoint all but those that belong to its training. Where that keeps moving averages, which are what the network
   * predicts with, it has how far they are from what is trained.
   */
  static Map<String, Tensor> parameters(SafetensorsFile content) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(content.tensors());
    if (CHECKPOINT.equals(content.metadata().get(KIND))) {
      tensors.replaceAll((name, tensor) -> {
        Tensor distance = content.tensors().get(OPTIMIZER + NetworkSpec.AVERAGE_SLOT + "." + name);
        return distance == null || !distance.shape().equals(tensor.shape()) || distance.dtype() != tensor.dtype()
            ? tensor
            : sum(tensor, distance);
      });
      tensors.keySet().removeIf(name -> name.matches("history(\\..*)?|(optimizer|best)\\..*\\..*"));
    }
    return tensors;
  }

  private static Tensor sum(Tensor tensor, Tensor distance) {
    float[] sum = tensor.floats();
    float[] added = distance.floats();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += added[i];
    }
    return Tensor.of(tensor.shape(), sum);
  }

  /**
   * Refuses parameters that are NaN or infinite.
   *
   * @param choice what else can be done, besides taking other weights
   * @throws DataFormatException if there are any
   */
  public static void requireFinite(NetworkSpec spec, float[] parameters, Path file, String choice) {
    List<String> broken = NotFinite.parameters(spec, parameters);
    if (!broken.isEmpty()) {
      throw new DataFormatException(
          file,
          "the file is sound, but " + String.join("; ", broken),
          "finite numbers",
          "use weights from before the training diverged, " + choice);
    }
  }
}
