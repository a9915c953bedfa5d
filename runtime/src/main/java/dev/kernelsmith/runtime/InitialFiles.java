package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.spi.InitialSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the files that parameters start from. */
final class InitialFiles {
  private final NetworkSpec spec;
  private final float[] flat;
  private final Map<String, Map<String, Tensor>> files = new HashMap<>();
  private final Map<String, List<String>> faults = new LinkedHashMap<>();

  private InitialFiles(NetworkSpec spec, float[] flat) {
    this.spec = spec;
    this.flat = flat;
  }

  /**
   * Puts into a flat array what files have.
   *
   * @throws UncheckedIOException if one cannot be read
   * @throws dev.kernelsmith.runtime.io.DataFormatException if one is damaged
   * @throws WeightsMismatchException if a tensor is missing or does not fit
   */
  static void read(NetworkSpec spec, float[] flat) {
    InitialFiles files = new InitialFiles(spec, flat);
    String common = spec.initialFile();
    int taken = 0;
    for (ParameterSpec parameter : spec.parameters()) {
      InitialSpec initial = spec.initial(parameter.name());
      if (initial != null && !initial.file().isEmpty()) {
        files.take(parameter, initial.file(), initial.tensor());
      } else if (isDrawn(initial) && !common.isEmpty()
          && files.tensors(common, "the class").containsKey(parameter.name())) {
        files.take(parameter, common, parameter.name());
        taken++;
      }
    }
    files.faults.forEach((file, differences) -> {
      throw files.mismatch(file, differences);
    });
    if (!common.isEmpty() && taken == 0) {
      spec.parameters().stream().filter(p -> isDrawn(spec.initial(p.name()))).findFirst().ifPresent(missing -> {
        throw files.mismatch(common, List.of("no tensor has the name of a parameter, such as " + missing.name()));
      });
    }
  }

  /** Whether a parameter starts from its initializer, or a formula in the place of that. */
  private static boolean isDrawn(@Nullable InitialSpec initial) {
    return initial == null || initial.formula() != null;
  }

  private WeightsMismatchException mismatch(String file, List<String> differences) {
    return new WeightsMismatchException(Path.of(file), "@Initial of network " + spec.name(), differences,
        "Name a file that has these tensors, name them with 'tensor', or load weights before the network is used.");
  }

  private void take(ParameterSpec parameter, String file, String name) {
    Map<String, Tensor> tensors = tensors(file, "'" + parameter.layer() + "'");
    Map<String, Tensor> one = new HashMap<>();
    if (tensors.containsKey(name)) {
      one.put(parameter.name(), Objects.requireNonNull(tensors.get(name)));
    }
    List<String> differences = new ArrayList<>(ParameterTensors.differences(List.of(parameter), one, ""));
    if (differences.isEmpty()) {
      float[] values = Objects.requireNonNull(one.get(parameter.name())).floats();
      String broken = NotFinite.phrase(parameter.name(), values, parameter.shape());
      if (broken.isEmpty()) {
        parameter.write(values, flat);
      } else {
        differences.add(broken);
      }
    }
    for (String difference : differences) {
      faults.computeIfAbsent(file, first -> new ArrayList<>())
          .add("layer " + parameter.layer() + ", tensor " + name + ": " + difference);
    }
  }

  private Map<String, Tensor> tensors(String file, String where) {
    return files.computeIfAbsent(file, first -> {
      Path path = Path.of(first);
      try {
        return WeightsFile.parameters(Safetensors.read(path));
      } catch (IOException exception) {
        throw new UncheckedIOException(
            String.format(Locale.ROOT,
                "@Initial at %s of network %s: %s could not be read (%s). It is looked for at %s: put it there, or load weights before the network is used",
                where,
                spec.name(), first, exception.getMessage(), path.toAbsolutePath()),
            exception);
      }
    });
  }
}
