package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.WeightsMismatchException;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.io.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What parameters start from by {@code @Initial}. */
class InitialTest {
  @TempDir static Path folder;

  private static final float[] WEIGHTS = {1, 2, 3, 4, 5, 6};
  private static final float[] BIAS = {7, 8, 9};

  /** Compiled once; files are written anew for each test. */
  private static GeneratedNetwork network;

  private static String path(String file) {
    return folder.resolve(file).toString().replace("\\", "\\\\");
  }

  private static GeneratedNetwork network() {
    if (network == null) {
      String source = """
          import dev.kernelsmith.annotations.*;
          import dev.kernelsmith.runtime.*;

          @Network(input = 2)
          @Initial(file = "%1$s")
          class Started {
            @Block static class Tail {
              @Dense(units = 3) Layer one;
              @Initial(parameter = "bias", value = 4) @Dense(units = 3) Layer two;
            }
            @Initial(file = "%2$s") @Dense(units = 3) Layer stem;
            @Initial(0.125) @Initial(parameter = "bias", value = -4.6) @Dense(units = 3) Layer filled;
            @Initial(parameter = "gamma", value = 0) @BatchNorm Layer norm;
            @Initial(parameter = "weights", file = "%2$s", tensor = "other.kernel") @Initial(parameter = "bias", value = 1)
            @Frozen @Dense(units = 2) Layer named;
            @Initial(0.5) @Block(Tail.class) Layer tail;
            @Dense(units = 2) Layer common;
            @Dense(units = 2, initializer = Initializer.ORTHOGONAL) Layer drawn;
          }
          """.formatted(path("common.safetensors"), path("stem.safetensors"));
      network = GeneratedNetwork.compile("Started", source);
    }
    return network;
  }

  private static void write(String file, Map<String, Tensor> tensors) throws IOException {
    Safetensors.write(folder.resolve(file), new SafetensorsFile(tensors, Map.of()));
  }

  private static Map<String, Tensor> stem() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("stem.weights", Tensor.of(List.of(2, 3), WEIGHTS));
    tensors.put("stem.bias", Tensor.of(List.of(3), BIAS));
    tensors.put("other.kernel", Tensor.of(List.of(3, 2), WEIGHTS));
    return tensors;
  }

  @BeforeEach
  void files() throws IOException {
    write("stem.safetensors", stem());
    write("common.safetensors", Map.of(
        "common.bias", Tensor.of(List.of(2), new float[] {11, 12}), "filled.weights",
        Tensor.of(List.of(1), new float[1]),
        "stranger", Tensor.of(List.of(1), new float[1])));
  }

  private static float[] parameter(CompiledNetwork network, String name) {
    return network.parameter(name).floats();
  }

  private static float[] all(int length, float value) {
    float[] all = new float[length];
    Arrays.fill(all, value);
    return all;
  }

  @Test
  void eachStartsFromWhatIsSaidOfIt() {
    CompiledNetwork started = network().network(5);
    assertArrayEquals(WEIGHTS, parameter(started, "stem.weights"));
    assertArrayEquals(BIAS, parameter(started, "stem.bias"));
    assertArrayEquals(all(9, 0.125f), parameter(started, "filled.weights"));
    assertArrayEquals(all(3, -4.6f), parameter(started, "filled.bias"));
    assertArrayEquals(all(3, 0), parameter(started, "norm.gamma"));
    assertArrayEquals(all(3, 1), parameter(started, "norm.movingVariance"));
    assertArrayEquals(WEIGHTS, parameter(started, "named.weights"));
    assertArrayEquals(all(2, 1), parameter(started, "named.bias"));
    assertArrayEquals(all(6, 0.5f), parameter(started, "tail.one.weights"));
    assertArrayEquals(all(3, 0), parameter(started, "tail.one.bias"));
    assertArrayEquals(all(9, 0.5f), parameter(started, "tail.two.weights"));
    assertArrayEquals(all(3, 4), parameter(started, "tail.two.bias"));
    assertArrayEquals(new float[] {11, 12}, parameter(started, "common.bias"));
    float[] drawn = parameter(started, "drawn.weights");
    assertEquals(1, drawn[0] * drawn[0] + drawn[1] * drawn[1], 1e-6, "orthogonal as ever");
    assertArrayEquals(new float[2], parameter(started, "drawn.bias"));
  }

  @Test
  void whatIsDrawnDoesNotDependOnIt() {
    String plain = """
        import dev.kernelsmith.annotations.*;
        import dev.kernelsmith.runtime.*;

        @Network(input = 2)
        class Plain {
          @Dense(units = 3) Layer common;
          @Dense(units = 2) Layer out;
        }
        """;
    CompiledNetwork first = GeneratedNetwork.compile("Plain", plain).network(5);
    CompiledNetwork second =
        GeneratedNetwork.compile("Plain", plain.replace("@Dense(units = 2)", "@Initial(0) @Dense(units = 2)"))
            .network(5);
    assertArrayEquals(parameter(first, "common.weights"), parameter(second, "common.weights"));
    assertArrayEquals(new float[6], parameter(second, "out.weights"));
    assertEquals(first.engine().spec().fingerprint(), second.engine().spec().fingerprint());
  }

  /** Nothing is read before somebody asks, and not at all where parameters are loaded first. */
  @Test
  void filesAreReadWhenInitialParametersAreAskedFor() throws IOException {
    Path saved = folder.resolve("saved.safetensors");
    network().network(5).save(saved);
    Files.delete(folder.resolve("stem.safetensors"));
    CompiledNetwork loaded = network().network(6);
    loaded.load(saved);
    assertArrayEquals(BIAS, parameter(loaded, "stem.bias"));
    CompiledNetwork started = network().network(5);
    UncheckedIOException missing = assertThrows(UncheckedIOException.class, () -> started.predict(new float[2]));
    assertTrue(missing.getMessage().startsWith("@Initial at 'stem' of network Started: "), missing.getMessage());
    assertTrue(missing.getMessage().contains("stem.safetensors could not be read"), missing.getMessage());
    write("stem.safetensors", stem());
    assertEquals(2, started.predict(new float[2]).length, "the next who asks tries again");
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    Map<String, Tensor> tensors = stem();
    tensors.put("stem.weights", Tensor.of(List.of(3, 2), WEIGHTS));
    tensors.put("stem.bias", Tensor.of(List.of(3), new float[] {1, Float.NaN, 1}));
    tensors.remove("other.kernel");
    write("stem.safetensors", tensors);
    WeightsMismatchException wrong =
        assertThrows(WeightsMismatchException.class, () -> network().network(1).engine().parameters());
    assertTrue(
        wrong.getMessage()
            .startsWith(folder.resolve("stem.safetensors") + " does not fit @Initial of network Started:"),
        wrong.getMessage());
    assertEquals(
        List.of(
            "layer stem, tensor stem.weights: stem.weights has shape [3, 2], but must have [2, 3] (transpose it)",
            "layer stem, tensor stem.bias: stem.bias has 1 of 3 values that are not finite, the first is NaN at [1]",
            "layer named, tensor other.kernel: named.weights [3, 2] is missing"),
        wrong.differences());
  }

  @Test
  void aCommonFileMustFitWhatItHas() throws IOException {
    write("common.safetensors", Map.of("stranger", Tensor.of(List.of(1), new float[1])));
    WeightsMismatchException none =
        assertThrows(WeightsMismatchException.class, () -> network().network(1).predict(new float[2]));
    assertEquals(
        List.of("no tensor has the name of a parameter, such as norm.beta"), none.differences());
    write("common.safetensors", Map.of("common.weights", Tensor.of(List.of(1), new float[1])));
    WeightsMismatchException wrong =
        assertThrows(WeightsMismatchException.class, () -> network().network(1).predict(new float[2]));
    assertEquals(
        List.of("layer common, tensor common.weights: common.weights has shape [1], but must have [3, 2]"),
        wrong.differences());
    Files.writeString(folder.resolve("common.safetensors"), "no tensors");
    assertThrows(DataFormatException.class, () -> network().network(1).predict(new float[2]));
  }
}
