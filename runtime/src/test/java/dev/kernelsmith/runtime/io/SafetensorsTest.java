package dev.kernelsmith.runtime.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path directory;

  @Test
  void readsBytesWrittenByHand() throws IOException {
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"b\":{\"dtype\":\"I32\",\"shape\":[],\"data_offsets\":[8,12]},"
            + "\"a\\u00e9\\n\":{\"shape\":[1,2],\"data_offsets\":[0,8],\"dtype\":\"F32\"}}   ";
    byte[] data =
        {0, 0, (byte) 0x80, 0x3f, 0, 0, 0x20, (byte) 0xc0, (byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff};
    SafetensorsFile file = Safetensors.read(TestFiles.safetensors(directory, header, data));
    Map<String, Tensor> expected =
        Map.of("aé\n", Tensor.of(List.of(1, 2), new float[] {1f, -2.5f}), "b", Tensor.of(List.of(), new int[] {-2}));
    assertEquals(new SafetensorsFile(expected, Map.of("format", "pt")), file);
  }

  @Test
  void writesTheDocumentedLayout() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("step", Tensor.of(List.of(2), new int[] {1, 2}));
    tensors.put("b\"ias", Tensor.of(List.of(1), new float[] {1f}));
    tensors.put("wide", Tensor.of(List.of(1, 1), new double[] {-2}));
    Path file = directory.resolve("layout.safetensors");
    Safetensors.write(file, new SafetensorsFile(tensors, Map.of("z", "\u0001ü", "a", "b\\c")));

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int headerBytes = (int) bytes.getLong();
    String header = new String(bytes.array(), 8, headerBytes, UTF_8);
    String stripped = header.replaceFirst("\"kernelsmith-crc32c:[0-9a-f]{8}\"", "CHECKSUM").stripTrailing();
    assertEquals(
        "{\"__metadata__\":{\"a\":\"b\\\\c\",\"kernelsmith.checksum\":CHECKSUM,\"z\":\"\\u0001ü\"},"
            + "\"wide\":{\"dtype\":\"F64\",\"shape\":[1,1],\"data_offsets\":[0,8]},"
            + "\"b\\\"ias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
            + "\"step\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[12,20]}}",
        stripped);
    assertEquals(0, headerBytes % 8);
    bytes.position(8 + headerBytes);
    assertEquals(-2.0, bytes.getDouble());
    assertEquals(1f, bytes.getFloat());
    assertEquals(1, bytes.getInt());
    assertEquals(2, bytes.getInt());
    assertEquals(0, bytes.remaining());
  }

  @Test
  void keepsEveryBitOfEveryType() throws IOException {
    Random random = new Random(1);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("f32", Tensor.of(List.of(300, 301), floats(random, 300 * 301)));
    tensors.put("f64",
        Tensor.of(List.of(5), new double[] {-0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1.0 / 3, Double.NaN}));
    tensors.put("i32", Tensor.of(List.of(2), new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE}));
    tensors.put("i64", Tensor.of(List.of(1, 2), new long[] {Long.MIN_VALUE, Long.MAX_VALUE}));
    tensors.put("empty", Tensor.of(List.of(3, 0), new float[0]));
    tensors.put("scalar", Tensor.of(List.of(), new float[] {-0f}));
    SafetensorsFile content = new SafetensorsFile(tensors, Map.of("epoch", "3", "\uD83D\uDE00", ""));
    Path file = directory.resolve("types.safetensors");
    Safetensors.write(file, content);
    assertEquals(content, Safetensors.read(file));
  }

  @Test
  void keepsAnEmptyFile() throws IOException {
    SafetensorsFile content = new SafetensorsFile(Map.of(), Map.of());
    Path file = directory.resolve("none.safetensors");
    Safetensors.write(file, content);
    assertEquals(content, Safetensors.read(file));
  }

  @Test
  void givesTheSameBytesInAnyOrder() throws IOException {
    Map<String, Tensor> forward = new LinkedHashMap<>();
    Map<String, Tensor> backward = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      forward.put("t" + i, Tensor.of(List.of(1), new float[] {i}));
      backward.put("t" + (19 - i), Tensor.of(List.of(1), new float[] {19 - i}));
    }
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    Safetensors.write(first, new SafetensorsFile(forward, Map.of()));
    Safetensors.write(second, new SafetensorsFile(backward, Map.of()));
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }

  @Test
  void givesTheSameBytesInAnyLocale() throws IOException {
    SafetensorsFile content =
        new SafetensorsFile(Map.of("\u0001t", Tensor.of(List.of(3, 4), new float[12])), Map.of("epoch", "1"));
    Path here = directory.resolve("here");
    Path there = directory.resolve("there");
    Safetensors.write(here, content);
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      Safetensors.write(there, content);
      assertEquals(content, Safetensors.read(there));
    } finally {
      Locale.setDefault(before);
    }
    assertArrayEquals(Files.readAllBytes(here), Files.readAllBytes(there));
  }

  @Test
  void checksumDoesNotDependOnTheSpellingOfTheFile() throws IOException {
    SafetensorsFile content = new SafetensorsFile(Map.of("t", Tensor.of(List.of(1), new float[] {1})), Map.of());
    Path file = directory.resolve("file");
    Safetensors.write(file, content);
    String text = Files.readString(file, ISO_8859_1);
    String header =
        text.substring(8, text.length() - 4).stripTrailing().replace(":", " : ").replace("crc32c : ", "crc32c:");
    byte[] data = text.substring(text.length() - 4).getBytes(ISO_8859_1);
    assertEquals(content, Safetensors.read(TestFiles.safetensors(directory, header, data)));
  }

  @Test
  void aMissingFileIsAnIoException() {
    NoSuchFileException exception =
        assertThrows(NoSuchFileException.class, () -> Safetensors.read(directory.resolve("missing")));
    assertTrue(exception.getMessage().contains("no such file"), exception.getMessage());
    assertThrows(IOException.class, () -> Safetensors.read(directory));
  }

  @Test
  void refusesWhatTheFormatCannotHold() {
    Tensor tensor = Tensor.of(List.of(1), new float[1]);
    assertThrows(IllegalArgumentException.class, () -> new SafetensorsFile(Map.of("__metadata__", tensor), Map.of()));
    assertThrows(IllegalArgumentException.class, () -> new SafetensorsFile(Map.of("\ud800x", tensor), Map.of()));
    assertThrows(IllegalArgumentException.class,
        () -> new SafetensorsFile(Map.of(), Map.of("kernelsmith.checksum", "")));
    assertThrows(IllegalArgumentException.class, () -> Tensor.of(List.of(2, 2), new float[3]));
    assertThrows(IllegalArgumentException.class, () -> Tensor.of(List.of(-1, -1), new float[1]));
    assertThrows(IllegalArgumentException.class, () -> Tensor.of(List.of(1 << 30, 1 << 30, 16), new float[0]));
  }

  @Test
  void tensorsTellTypesApart() {
    Tensor tensor = Tensor.of(List.of(1), new float[] {0f});
    assertNotEquals(tensor, Tensor.of(List.of(1), new float[] {-0f}));
    assertNotEquals(tensor, Tensor.of(List.of(1), new int[] {0}));
    assertNotEquals(tensor, Tensor.of(List.of(1, 1), new float[] {0f}));
    assertEquals(tensor.hashCode(), Tensor.of(List.of(1), new float[] {0f}).hashCode());
    assertThrows(IllegalStateException.class, tensor::longs);
    assertEquals("F32 [1]", tensor.toString());
  }

  private static float[] floats(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    return values;
  }
}
