package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.io.DType;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.Regions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

  /** What the names of an optimizer's tensors in a checkpoint begin with: slot, a slash and parameter follow. No name of a parameter has a slash. */
  public static final String OPTIMIZER = "optimizer/";

  /** What the names of a preparation's metadata and tensors begin with, and no layer's; see {@link NetworkEngine#preparation()}. */
  public static final String PREPARATION = "preparation/";

  /** The file format that this version writes and reads. */
  public static final String FORMAT_VERSION = "1";

  private static final String OTHER_PREPARATION =
      "Prepare the data as it was for these weights, or load them into a network without a preparation, which takes the file's.";

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

  static void write(NetworkSpec spec, float[] flat, SafetensorsFile preparation, Path file) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    ParameterTensors.put(spec.parameters(), flat, "", tensors);
    Safetensors.write(file, with(preparation, tensors, metadata(spec, WEIGHTS)));
  }

  /** The content of a file, with a preparation. */
  public static SafetensorsFile with(
      SafetensorsFile preparation, Map<String, Tensor> tensors, Map<String, String> metadata) {
    preparation.tensors().forEach((name, tensor) -> tensors.put(PREPARATION + name, tensor));
    preparation.metadata().forEach((key, text) -> metadata.put(PREPARATION + key, text));
    return new SafetensorsFile(tensors, metadata);
  }

  /** The preparation that a file has, without any tensor and text where it has none. */
  private static SafetensorsFile preparation(SafetensorsFile content) {
    return new SafetensorsFile(ofPreparation(content.tensors()), ofPreparation(content.metadata()));
  }

  /** The same; where it has none, another. */
  public static SafetensorsFile preparationOr(SafetensorsFile other, SafetensorsFile content) {
    SafetensorsFile found = preparation(content);
    return isNone(found) ? other : found;
  }

  private static <T> Map<String, T> ofPreparation(Map<String, T> all) {
    Map<String, T> own = new TreeMap<>();
    all.forEach((name, value) -> {
      if (name.startsWith(PREPARATION)) {
        own.put(name.substring(PREPARATION.length()), value);
      }
    });
    return own;
  }

  /** Differences between a file's preparation and a network's own, one phrase for each; none where either has none. */
  public static List<String> differences(SafetensorsFile own, SafetensorsFile content) {
    SafetensorsFile other = preparation(content);
    if (isNone(own) || isNone(other)) {
      return List.of();
    }
    List<String> differences = new ArrayList<>();
    compare(own.metadata(), other.metadata(), differences);
    compare(own.tensors(), other.tensors(), differences);
    return differences;
  }

  private static boolean isNone(SafetensorsFile preparation) {
    return preparation.metadata().isEmpty() && preparation.tensors().isEmpty();
  }

  private static void compare(Map<String, ?> own, Map<String, ?> others, List<String> differences) {
    Set<String> names = new TreeSet<>(own.keySet());
    names.addAll(others.keySet());
    for (String name : names) {
      Object mine = own.get(name);
      Object other = others.get(name);
      if (!Objects.equals(mine, other)) {
        differences
            .add("the preparation's " + name + " is " + text(other) + " in the file, but " + text(mine) + " here");
      }
    }
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "missing";
      case Tensor tensor when tensor.dtype() == DType.F32 -> DatasetText.excerpt(Arrays.toString(tensor.floats()));
      default -> DatasetText.excerpt(value.toString());
    };
  }

  /**
   * What a network takes from a file.
   *
   * @param parameters flat, as long as {@link Regions} says
   * @param preparation the file's, or what the network has where the file has none
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Content(float[] parameters, SafetensorsFile preparation) {}

  /**
   * Reads the parameters of a network.
   *
   * @param own the preparation that the network has
   * @param finite whether values that are not finite are refused
   */
  static Content read(NetworkSpec spec, SafetensorsFile own, Path file, boolean finite) throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    List<String> differences = differences(spec, content.metadata());
    differences.addAll(ParameterTensors.differences(spec.parameters(), content.tensors(), ""));
    boolean sameNetwork = differences.isEmpty();
    differences.addAll(differences(own, content));
    if (!CHECKPOINT.equals(content.metadata().get(KIND))) {
      differences.addAll(ParameterTensors.strangers(spec, parameters(content), List.of("")));
    }
    if (!differences.isEmpty()) {
      throw new WeightsMismatchException(
          file, "network " + spec.name(), differences,
          sameNetwork && !differences(own, content).isEmpty() ? OTHER_PREPARATION : remedy(spec, content.metadata()));
    }
    int floats = Regions.floats(spec.parameterFloats());
    float[] parameters = ParameterTensors.read(spec.parameters(), floats, parameters(content), "");
    if (finite) {
      requireFinite(spec, parameters, file, "or take them as they are with engine().loadUnchecked(file)");
    }
    return new Content(parameters, preparationOr(own, content));
  }

  /**
   * The tensors of parameters: of a checkpoint all but those that belong to its training. Where that keeps moving averages, which are what the network
   * predicts with, it has how far they are from what is trained.
   */
  static Map<String, Tensor> parameters(SafetensorsFile content) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(content.tensors());
    tensors.keySet().removeIf(name -> name.startsWith(PREPARATION));
    if (CHECKPOINT.equals(content.metadata().get(KIND))) {
      tensors.replaceAll((name, tensor) -> {
        Tensor distance = content.tensors().get(OPTIMIZER + NetworkSpec.AVERAGE_SLOT + "/" + name);
        return distance == null || !distance.shape().equals(tensor.shape()) || distance.dtype() != tensor.dtype()
            ? tensor
            : sum(tensor, distance);
      });
      tensors.keySet().removeIf(name -> name.indexOf('/') >= 0 || name.indexOf('.') < 0);
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
