package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.train.Checkpoints;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What data went through before it was an input stands in every file of a network. */
class PreparationTest {
  private static final SafetensorsFile NONE = new SafetensorsFile(Map.of(), Map.of());
  private static final Dataset DATA = Samples.clusters(40, 3, 2, 1);

  @TempDir Path directory;
  private final LinearNetwork network = LinearNetwork.classifier(3, 2, 1);

  private static SafetensorsFile scales(float scale, String columns) {
    return new SafetensorsFile(
        Map.of("scale", Tensor.of(List.of(3), new float[] {1, scale, 3})), Map.of("columns", columns, "kind", "table"));
  }

  @Test
  void weightsTakeItAlong() throws IOException {
    Path file = directory.resolve("weights.safetensors");
    network.engine().preparation(scales(2, "a, b"));
    network.save(file);
    LinearNetwork other = LinearNetwork.classifier(3, 2, 2);
    assertEquals(NONE, other.engine().preparation());
    other.load(file);
    assertEquals(scales(2, "a, b"), other.engine().preparation());
    other.engine().loadUnchecked(file);
    Path again = directory.resolve("again.safetensors");
    other.save(again);
    assertEquals(Safetensors.read(file), Safetensors.read(again));
  }

  @Test
  void otherProgramsAndNetworksSeeTheParameters() throws IOException {
    Path file = directory.resolve("weights.safetensors");
    network.engine().preparation(scales(2, "a, b"));
    network.save(file);
    LinearNetwork other = LinearNetwork.classifier(3, 2, 2);
    LoadReport report = other.load(file, LoadOption.KEEP_FROZEN);
    assertEquals(NONE, other.engine().preparation(), report.toString());
    assertEquals(List.of(3, 2), Safetensors.read(file).tensors().get("out.weights").shape());
  }

  @Test
  void aFileWithoutOneLeavesIt() throws IOException {
    Path file = directory.resolve("weights.safetensors");
    network.save(file);
    network.engine().preparation(scales(2, "a"));
    network.load(file);
    assertEquals(scales(2, "a"), network.engine().preparation());
  }

  @Test
  void anotherOneIsRefused() throws IOException {
    Path file = directory.resolve("weights.safetensors");
    network.engine().preparation(scales(2, "a, b"));
    network.save(file);
    LinearNetwork other = LinearNetwork.classifier(3, 2, 2);
    float[] before = other.engine().parameters();
    other.engine().preparation(
        new SafetensorsFile(Map.of("scale", Tensor.of(List.of(2), new float[] {1, 7})), Map.of("columns", "a, c")));
    String message = assertThrows(WeightsMismatchException.class, () -> other.load(file)).getMessage();
    assertTrue(message.contains("preparation's columns is a, b in the file, but a, c here"), message);
    assertTrue(message.contains("preparation's kind is table in the file, but missing here"), message);
    assertTrue(message.contains("scale is [1.0, 2.0, 3.0] in the file, but [1.0, 7.0] here"), message);
    assertTrue(message.contains("Prepare the data as it was"), message);
    assertArrayEquals(before, other.engine().parameters());
    other.engine().preparation(NONE);
    other.load(file);
    assertEquals(scales(2, "a, b"), other.engine().preparation());
  }

  @Test
  void checkpointsTakeItAlong() throws IOException {
    Path file = directory.resolve("checkpoint.safetensors");
    network.engine().preparation(scales(2, "a, b"));
    Trainer.of(network).epochs(1).checkpoint(file).checkpoints(Checkpoints.in(directory.resolve("all"))).fit(DATA);
    LinearNetwork resumed = LinearNetwork.classifier(3, 2, 1);
    Trainer.of(resumed).epochs(2).checkpoint(file).resume(file).fit(DATA);
    assertEquals(scales(2, "a, b"), resumed.engine().preparation());
    LinearNetwork loaded = LinearNetwork.classifier(3, 2, 1);
    loaded.load(file);
    assertEquals(scales(2, "a, b"), loaded.engine().preparation());
    LinearNetwork latest = LinearNetwork.classifier(3, 2, 1);
    latest.load(Checkpoints.latest(directory.resolve("all")).orElseThrow());
    assertEquals(scales(2, "a, b"), latest.engine().preparation());
  }

  @Test
  void aTrainingIsNotResumedWithAnother() {
    Path file = directory.resolve("checkpoint.safetensors");
    network.engine().preparation(scales(2, "a, b"));
    Trainer.of(network).epochs(1).checkpoint(file).fit(DATA);
    LinearNetwork other = LinearNetwork.classifier(3, 2, 1);
    other.engine().preparation(scales(5, "a, b"));
    String message = assertThrows(
        WeightsMismatchException.class, () -> Trainer.of(other).epochs(2).resume(file).fit(DATA)).getMessage();
    assertTrue(message.contains("scale is [1.0, 2.0, 3.0] in the file, but [1.0, 5.0, 3.0] here"), message);
  }

  /** Whatever its layers are called, a network finds its parameters. */
  @Test
  void namesDoNotMeet() throws IOException {
    SafetensorsFile clash = new SafetensorsFile(
        Map.of("out.weights", Tensor.of(List.of(1), new float[] {9})), Map.of(WeightsFile.NETWORK, "x"));
    Path file = directory.resolve("weights.safetensors");
    network.engine().preparation(clash);
    network.save(file);
    LinearNetwork other = LinearNetwork.classifier(3, 2, 2);
    other.load(file);
    assertEquals(clash, other.engine().preparation());
  }
}
