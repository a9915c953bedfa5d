package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving and loading; after every refusal the network is as it was. */
class WeightsTest {
  @TempDir Path directory;
  private Path file;
  private final LinearNetwork network = LinearNetwork.classifier(3, 2, 1);
  private float[] before = {};

  @BeforeEach
  void remember() {
    file = directory.resolve("weights.safetensors");
    before = network.engine().parameters();
  }

  @AfterEach
  void isUnchanged() {
    assertArrayEquals(before, network.engine().parameters());
  }

  private String mismatch() {
    return assertThrows(WeightsMismatchException.class, () -> network.load(file)).getMessage();
  }

  private void write(Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
    Safetensors.write(file, new SafetensorsFile(tensors, metadata));
  }

  @Test
  void loadsWhatItSaved() throws IOException {
    network.save(file);
    LinearNetwork other = LinearNetwork.classifier(3, 2, 2);
    other.load(file);
    assertArrayEquals(before, other.engine().parameters());
  }

  @Test
  void storesCanonicalShapesAndNames() throws IOException {
    network.save(file);
    SafetensorsFile content = Safetensors.read(file);
    assertEquals(List.of(3, 2), content.tensors().get("out.weights").shape());
    assertArrayEquals(network.engine().layer("out").weights(), content.tensors().get("out.weights").floats());
    assertEquals(List.of(2), content.tensors().get("out.bias").shape());
    assertEquals(2, content.tensors().size());
    assertEquals("Linear", content.metadata().get("kernelsmith.network"));
    assertEquals("weights", content.metadata().get("kernelsmith.kind"));
  }

  @Test
  void takesFilesOfOtherProgramsThatFit() throws IOException {
    float[] weights = {1, 2, 3, 4, 5, 6};
    write(Map.of("out.weights", Tensor.of(List.of(3, 2), weights), "out.bias", Tensor.of(List.of(2), new float[2])),
        Map.of());
    LinearNetwork other = LinearNetwork.classifier(3, 2, 2);
    other.load(file);
    assertArrayEquals(weights, other.engine().layer("out").weights());
  }

  @Test
  void listsAllDifferencesAtOnce() throws IOException {
    write(
        Map.of("out.weights", Tensor.of(List.of(2, 3), new float[6]), "extra", Tensor.of(List.of(1), new int[1])),
        Map.of("kernelsmith.format", "2", "kernelsmith.fingerprint", "abc", "kernelsmith.network", "Other"));
    String message = mismatch();
    for (String part : List.of(
        file.toString(),
        "network Linear",
        "file format 2",
        "network Other with fingerprint abc",
        "out.weights has shape [2, 3], but must have [3, 2]",
        "out.bias [2] is missing",
        "extra [1] is not a parameter")) {
      assertTrue(message.contains(part), message);
    }
  }

  /** Each cause of a mismatch alone, with what is to be done about it. */
  @Test
  void eachCauseHasItsOwnRemedy() throws IOException {
    network.save(file);
    SafetensorsFile sound = Safetensors.read(file);
    Map<String, Tensor> tensors = sound.tensors();
    Map<String, Tensor> one = Map.of("out.bias", Tensor.of(List.of(2), new float[2]));
    Map<String, Tensor> turned =
        Map.of("out.weights", Tensor.of(List.of(2, 3), new float[6]), "out.bias", Tensor.of(List.of(2), new float[2]));
    String foreign = "It was not saved by Kernelsmith: give its tensors the names, shapes and type F32";
    remedy(foreign, one, Map.of());
    remedy(foreign, Map.of("a", Tensor.of(List.of(), new float[1])), Map.of("format", "pt"));
    remedy("has shape [2, 3], but must have [3, 2] (transpose it)", turned, Map.of());
    remedy("Load it with the version of Kernelsmith that wrote it, or a newer one.", tensors,
        changed(sound, WeightsFile.FORMAT, "2"));
    remedy("The network's class has changed since: undo the change", tensors,
        changed(sound, WeightsFile.FINGERPRINT, "0"));
    Map<String, String> other = changed(sound, WeightsFile.FINGERPRINT, "0");
    other.put(WeightsFile.NETWORK, "Other");
    remedy("Load it into that network, or name a file that this network saved.", tensors, other);
    remedy("Its tensors were changed after this network had saved them: save the weights again.", one,
        sound.metadata());
  }

  private static Map<String, String> changed(SafetensorsFile file, String key, String value) {
    Map<String, String> metadata = new HashMap<>(file.metadata());
    metadata.put(key, value);
    return metadata;
  }

  private void remedy(String remedy, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
    write(tensors, metadata);
    String message = mismatch();
    assertTrue(message.contains(remedy), message);
  }

  /** Weights that another program rounded to 16 bits are read as the floats that they are. */
  @Test
  void takesWeightsOf16Bits() throws IOException {
    for (String type : List.of("F16", "BF16")) {
      String header =
          ("{\"out.weights\":{\"dtype\":\"F16\",\"shape\":[3,2],\"data_offsets\":[0,12]},"
              + "\"out.bias\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[12,16]}}").replace("F16", type);
      ByteBuffer bytes = ByteBuffer.allocate(8 + header.length() + 16).order(ByteOrder.LITTLE_ENDIAN);
      bytes.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8));
      for (float value : new float[] {1, -2, 0.5f, 0, 96, -0.25f, 3, 0.125f}) {
        int bits = type.equals("F16") ? Float.floatToFloat16(value) : Float.floatToRawIntBits(value) >> 16;
        bytes.putShort((short) bits);
      }
      Files.write(file, bytes.array());
      LinearNetwork other = LinearNetwork.classifier(3, 2, 2);
      other.load(file);
      assertArrayEquals(new float[] {1, -2, 0.5f, 0, 96, -0.25f}, other.engine().layer("out").weights());
      assertArrayEquals(new float[] {3, 0.125f}, other.engine().layer("out").bias());
    }
  }

  @Test
  void refusesOtherTypes() throws IOException {
    write(
        Map.of("out.weights", Tensor.of(List.of(3, 2), new double[6]), "out.bias", Tensor.of(List.of(2), new float[2])),
        Map.of());
    assertTrue(mismatch().contains("out.weights has type F64, but must have F32"));
  }

  @Test
  void refusesAnotherArchitectureEvenIfAllShapesFit() throws IOException {
    LinearNetwork.regression(3, 2, 1).save(file);
    assertTrue(mismatch().contains("fingerprint mse-3-2"));
  }

  @Test
  void refusesDamagedFiles() throws IOException {
    network.save(file);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 11) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(DataFormatException.class, () -> network.load(file));
    }
    for (int position = 0; position < whole.length; position += 7) {
      byte[] damaged = whole.clone();
      damaged[position] ^= 0x10;
      Files.write(file, damaged);
      RuntimeException refused = assertThrows(RuntimeException.class, () -> network.load(file));
      assertTrue(refused instanceof DataFormatException || refused instanceof WeightsMismatchException,
          () -> "" + refused);
    }
    Files.write(file, "not a tensor file".getBytes(StandardCharsets.UTF_8));
    assertThrows(DataFormatException.class, () -> network.load(file));
  }

  @Test
  void failuresOfTheFileSystemAreIoExceptions() {
    assertThrows(NoSuchFileException.class, () -> network.load(directory.resolve("nothing")));
    assertThrows(IOException.class, () -> network.load(directory));
    assertThrows(IOException.class, () -> network.save(directory));
    assertThrows(IOException.class, () -> network.save(directory.resolve("no/such/directory")));
  }
}
