package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.io.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a safetensors file, without the class that wrote it. */
class InspectTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("some.safetensors");
    Map<String, Tensor> tensors = new TreeMap<>();
    tensors.put("layer.weights",
        Tensor.of(List.of(2, 3), new float[] {3, -4, 0, Float.NaN, Float.POSITIVE_INFINITY, 5}));
    tensors.put("counts", Tensor.of(List.of(4), new long[] {1, 2, 3, 6}));
    tensors.put("empty", Tensor.of(List.of(0, 7), new double[0]));
    tensors.put("scalar", Tensor.of(List.of(), new int[] {7}));
    tensors.put("\u001b[31mred", Tensor.of(List.of(1), new float[] {1}));
    Safetensors.write(file, new SafetensorsFile(tensors, Map.of("made by", "a \"test\"\n\\")));
  }

  private static String row(String out, String name) {
    return out.lines().filter(line -> line.startsWith(name + " ")).findFirst().orElseThrow().replaceAll(" +", " ");
  }

  @Test
  void listsTensorsTheirStatisticsAndMetadata() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    Run run;
    try {
      run = Run.of("inspect", file);
    } finally {
      Locale.setDefault(before);
    }
    assertEquals(0, run.exitCode(), run.err());
    String first = run.out().lines().findFirst().orElseThrow();
    assertEquals(
        String.format(Locale.ROOT, "%s: %,d bytes, 5 tensors, 12 values", file, Files.size(file)), first);
    // of 3, -4, 0, 5: mean 1, squares of the distances 4 + 25 + 1 + 16 = 46, norm sqrt(50)
    assertEquals("layer.weights F32 2x3 6 -4.000 5.000 1.000 3.391 7.071 1 2", row(run.out(), "layer.weights"));
    assertEquals("counts I64 4 4 1.000 6.000 3.000 1.871 7.071 0 0", row(run.out(), "counts"));
    assertEquals("empty F64 0x7 0 - - - - - 0 0", row(run.out(), "empty"));
    assertEquals("scalar I32 scalar 1 7.000 7.000 7.000 0.000 7.000 0 0", row(run.out(), "scalar"));
    assertFalse(run.out().contains("\u001b"), "no command for the terminal");
    assertTrue(run.out().contains("  made by  a \"test\"?\\"), run.out());
    List<String> table = run.out().lines().skip(2).limit(6).toList();
    assertEquals(1, table.stream().mapToInt(String::length).distinct().count(), () -> String.join("\n", table));
    assertFalse(run.out().contains("kernelsmith.checksum"), "that is of the file, not of its content");
  }

  @Test
  void printsJson() throws IOException {
    Run run = Run.of("inspect", "--json", file);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().startsWith("{\n  \"bytes\": " + Files.size(file) + ",\n  \"tensors\": [\n"), run.out());
    assertTrue(run.out()
        .contains("{\"name\": \"counts\", \"type\": \"I64\", \"shape\": [4], \"values\": 4, \"min\": 1.0, "
            + "\"max\": 6.0, \"mean\": 3.0, \"standardDeviation\": 1.8708286933869707, \"norm\": 7.0710678118654755, "
            + "\"zeros\": 0, \"notFinite\": 0}"),
        run.out());
    assertTrue(
        run.out().contains("\"name\": \"empty\", \"type\": \"F64\", \"shape\": [0, 7], \"values\": 0, \"min\": null"));
    assertTrue(run.out().contains("{\"name\": \"\\u001b[31mred\""), run.out());
    assertTrue(run.out().contains("\"made by\": \"a \\\"test\\\"\\u000a\\\\\""), run.out());
  }

  /** Two tensors of one type, written byte by byte, little-endian. */
  private Path stored(String type, int... bytes) throws IOException {
    String header = String.format(Locale.ROOT, "{\"%s\":{\"dtype\":\"%s\",\"shape\":[2],\"data_offsets\":[0,%d]}}",
        "of " + type, type, bytes.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length()).array());
    out.write(header.getBytes(StandardCharsets.US_ASCII));
    for (int value : bytes) {
      out.write(value);
    }
    return Files.write(folder.resolve(type), out.toByteArray());
  }

  @Test
  void typesAreShownAsTheyAreStored() throws IOException {
    // 1 and -2: sign, exponent and fraction by IEEE 754; bfloat16 is the upper half of a float
    check(stored("F16", 0x00, 0x3c, 0x00, 0xc0), "F16", "-2.000 1.000 -0.5000 1.500");
    check(stored("BF16", 0x80, 0x3f, 0x00, 0xc0), "BF16", "-2.000 1.000 -0.5000 1.500");
    check(stored("U8", 255, 1), "U8", "1.000 255.0 128.0 127.0");
    check(stored("I8", 255, 1), "I8", "-1.000 1.000 0.000 1.000");
    check(stored("BOOL", 1, 0), "BOOL", "0.000 1.000 0.5000 0.5000");
    check(stored("I16", 0xfe, 0xff, 2, 0), "I16", "-2.000 2.000 0.000 2.000");
    check(stored("U16", 0xff, 0xff, 1, 0), "U16", "1.000 6.554e+04 3.277e+04 3.277e+04");
    check(stored("U32", 0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0), "U32", "1.000 4.295e+09 2.147e+09 2.147e+09");
    check(stored("U64", 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0, 0, 0, 0, 0), "U64",
        "1.000 1.845e+19 9.223e+18 9.223e+18");
    check(stored("F64", 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0), "F64", "-2.000 1.000 -0.5000 1.500");
  }

  private static void check(Path file, String type, String figures) {
    Run run = Run.of("inspect", file);
    assertEquals(0, run.exitCode(), run.err());
    String row = row(run.out(), "of " + type);
    assertTrue(row.startsWith("of " + type + " " + type + " 2 2 " + figures + " "), row);
    assertTrue(Run.of("inspect", "--json", file).out().contains("\"type\": \"" + type + "\""));
  }

  @Test
  void aDamagedFileOfAnyTypeIsRefused() throws IOException {
    Path cut = stored("U8", 1);
    Run run = Run.of("inspect", cut);
    assertEquals(1, run.exitCode());
    assertEquals(1, run.err().lines().count(), run.err());
    assertFalse(run.err().contains("internal error"), run.err());
  }

  @Test
  void readsWhatATrainingWrites() {
    Path weights = folder.resolve("weights.safetensors");
    Path checkpoint = folder.resolve("checkpoint.safetensors");
    Run training =
        Run.of("train", "mlp", "--drawn", 200, "--epochs", 1, "--save", weights, "--checkpoint", checkpoint);
    assertEquals(0, training.exitCode(), training.err());
    Run of = Run.of("inspect", weights);
    assertTrue(of.out().contains("kernelsmith.kind") && of.out().contains("weights"), of.out());
    Run more = Run.of("inspect", checkpoint);
    assertTrue(more.out().contains("optimizer/") && more.out().contains("history "), more.out());
  }

  @Test
  void saysWhatIsNoSuchFile() throws IOException {
    Path text = Files.writeString(folder.resolve("text.txt"), "no tensors here, only words");
    for (Path wrong : List.of(text, folder, folder.resolve("missing"))) {
      Run run = Run.of("inspect", wrong);
      assertEquals(1, run.exitCode());
      assertEquals(1, run.err().lines().count(), run.err());
      assertTrue(run.err().startsWith("kernelsmith: ") && run.err().contains(wrong.toString()), run.err());
      assertFalse(run.err().contains("internal error"), run.err());
    }
    assertEquals(2, Run.of("inspect").exitCode());
  }
}
