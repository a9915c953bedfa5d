package dev.kernelsmith.runtime.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that other programs write: whatever the format allows is read, or named as what it is. */
class ForeignSafetensorsTest {
  private static final String F16 = "{\"h\":{\"dtype\":\"F16\",\"shape\":[65536],\"data_offsets\":[0,131072]}}";

  @TempDir Path directory;

  /** Every number of 16 bits, against the definition of the type. */
  @Test
  void allNumbersOf16BitsAreExact() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits = 0; bits < 1 << 16; bits++) {
      data.putShort((short) bits);
    }
    Tensor half = read(F16, data.array()).tensors().get("h");
    Tensor brain = read(F16.replace("F16", "BF16"), data.array()).tensors().get("h");
    assertEquals("F32 [65536]", half.toString());
    for (int bits = 0; bits < 1 << 16; bits++) {
      assertSame(value(bits, 5, 10), half.floats()[bits], bits);
      assertSame(value(bits, 8, 7), brain.floats()[bits], bits);
    }
  }

  /** The value of an IEEE 754 number. */
  private static double value(int bits, int exponentBits, int fractionBits) {
    int exponent = bits >> fractionBits & (1 << exponentBits) - 1;
    double fraction = (bits & (1 << fractionBits) - 1) * Math.pow(2, -fractionBits);
    double sign = bits >> 15 == 0 ? 1 : -1;
    int bias = (1 << exponentBits - 1) - 1;
    if (exponent == (1 << exponentBits) - 1) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return sign * (exponent == 0 ? fraction * Math.pow(2, 1 - bias) : (1 + fraction) * Math.pow(2, exponent - bias));
  }

  private static void assertSame(double expected, float actual, int bits) {
    assertEquals(Double.doubleToLongBits(expected), Double.doubleToLongBits(actual), () -> Integer.toHexString(bits));
  }

  @Test
  void brainFloatsKeepTheBitsOfNaN() throws IOException {
    byte[] data = {(byte) 0x81, (byte) 0xff, (byte) 0xc1, 0x7f};
    Tensor tensor =
        read("{\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}", data).tensors().get("b");
    assertEquals(0x7fc10000, Float.floatToRawIntBits(tensor.floats()[1]));
    assertTrue(Float.isNaN(tensor.floats()[0]));
  }

  /** More elements than are moved at once. */
  @Test
  void longTensorsOf16Bits() throws IOException {
    int length = 300_000;
    ByteBuffer data = ByteBuffer.allocate(2 * length).order(ByteOrder.LITTLE_ENDIAN);
    float[] expected = new float[length];
    for (int i = 0; i < length; i++) {
      expected[i] = Float.float16ToFloat((short) (i * 7 & 0x7bff));
      data.putShort((short) (i * 7 & 0x7bff));
    }
    String header = "{\"h\":{\"dtype\":\"F16\",\"shape\":[3,100000],\"data_offsets\":[0,600000]}}";
    assertArrayEquals(expected, read(header, data.array()).tensors().get("h").floats());
  }

  @ParameterizedTest
  @ValueSource(strings = {"BOOL", "U8", "I8", "I16", "U16", "U32", "U64", "F8_E4M3", "F8_E5M2", "F8_E8M0", "F4", "C64"})
  void otherTypesAreNamed(String type) throws IOException {
    String message = refusal("{\"layer.w\":{\"dtype\":\"" + type + "\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8);
    assertTrue(message.contains("tensor \"layer.w\" has the element type " + type + ", which is not read here"),
        message);
    assertTrue(message.contains("store the tensor as F32"), message);
    assertTrue(!message.contains("damaged"), message);
  }

  @Test
  void typesToComeAreNamedAsSuch() throws IOException {
    String message = refusal("{\"w\":{\"dtype\":\"F12_NEW\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8);
    assertTrue(message.contains("has the element type F12_NEW"), message);
    assertTrue(message.contains("this version does not know that type"), message);
  }

  /** Sound headers, each with as much data as it says. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {}                                                                                                   | 0
      {}                                                                                                   | 0
      {'__metadata__':{}}                                                                                  | 0
      {'__metadata__':{'':'','a':'\\u0000\\n\\"\\\\/','kernelsmith':'crc','x':'kernelsmith-crc32c:0badf00d'}} | 0
      {'__metadata__':{'kernelsmith.kind':'','kernelsmith.format':'x'},'a':{'dtype':'F32','shape':[],'data_offsets':[0,4]}} | 4
      {'a':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}}                                               | 0
      {'a':{'dtype':'F32','shape':[2,0,3],'data_offsets':[4,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 4
      {'a':{'dtype':'F32','shape':[0],'data_offsets':[0,0]},'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 4
      {'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}} | 4
      {'a':{'dtype':'F32','shape':[2147483647,2147483647,2147483647,0],'data_offsets':[0,0]}}               | 0
      {'z':{'dtype':'F16','shape':[1],'data_offsets':[0,2]},'a':{'dtype':'F64','shape':[1],'data_offsets':[2,10]}} | 10
      {'a':{'data_offsets':[0,3],'shape':[],'dtype':'F16'}}                                                 | -1
      {'b':{'dtype':'I64','shape':[1,1,1,1],'data_offsets':[4,12]},'a':{'dtype':'I32','shape':[1],'data_offsets':[0,4]}} | 12
      {'':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}                                                 | 4
      {'\\ud83d\\ude00':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}                                   | 4
      { 'a' : { 'dtype' : 'F32' , 'shape' : [ 1 ] , 'data_offsets' : [ 0 , 4 ] } }                          | 4
      """)
  void soundFilesAreRead(String header, int bytes) throws IOException {
    String json = header.replace('\'', '"');
    for (String padding : List.of("", " ", "       ", "\n\t ")) {
      if (bytes < 0) {
        assertTrue(refusal(json + padding, 3).contains("expected 2 bytes for F16 []"));
      } else {
        read(json + padding, new byte[bytes]);
      }
    }
  }

  /** Metadata of any texts is kept, also where they look like ours. */
  @Test
  void anyMetadata() throws IOException {
    Random random = new Random(5);
    for (int round = 0; round < 100; round++) {
      StringBuilder text = new StringBuilder(round % 2 == 0 ? "kernelsmith-crc32c:" : "");
      for (int i = random.nextInt(9); i > 0; i--) {
        text.appendCodePoint(random.nextInt(4) == 0 ? random.nextInt(0xd800) : random.nextInt(128));
      }
      SafetensorsFile content =
          new SafetensorsFile(Map.of(), Map.of("k" + text, text.toString(), "b", "kernelsmith.checksum"));
      Path file = directory.resolve("metadata");
      Safetensors.write(file, content);
      assertEquals(content, Safetensors.read(file));
    }
  }

  private enum Wrong {
    EMPTY(new byte[0], "it is empty", "the file is cut off"), SHORT(new byte[7], "it has only 7 bytes",
        "the file is cut off"), LENGTH_ONLY(new byte[] {9, 0, 0, 0, 0, 0, 0, 0},
            "should have 9 bytes, but only 0 follow", "the file is cut off"), CUT_HEADER(
                bytes("\u0063\0\0\0\0\0\0\0{\"a\""), "should have 99 bytes, but only 4 follow",
                "the file is cut off"), CUT_DATA(file(4, 3), "take 4 bytes, but 3 bytes follow",
                    "the file is cut off"), LONGER(file(4, 5), "take 4 bytes, but 5 bytes follow",
                        "the file is damaged"), ZEROS(new byte[100], "does not begin with '{'",
                            "name a safetensors file"), TEXT(bytes("5.1,3.5,1.4,setosa\n4.9,3.0,1.4,setosa\n"),
                                "announce a header of", "name a safetensors file"), PNG(
                                    bytes("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR"), "it is a PNG image",
                                    "name a safetensors file"), GZIP(bytes("\u001f\u008b\b\0\0\0\0\0\0\3abc"),
                                        "it is compressed by gzip",
                                        "name a safetensors file"), TORCH(bytes("PK\3\4\u0014\0\0\0\b\0abcdefgh"),
                                            "it is a ZIP archive, as PyTorch", "name a safetensors file"), PICKLE(
                                                bytes("\u0080\2\u008a\nl\u00fc\u009cF\u00f9 j"),
                                                "it is a pickled Python object", "name a safetensors file"), HDF5(
                                                    bytes("\u0089HDF\r\n\u001a\n\0\0"), "it is an HDF5 file",
                                                    "name a safetensors file"), NUMPY(bytes("\u0093NUMPY\1\0v\0{"),
                                                        "it is a NumPy array", "name a safetensors file"), JSON(
                                                            bytes("{\"metadata\": {\"total_size\": 1}}"),
                                                            "it is a JSON text",
                                                            "name a safetensors file"), JSON_WITH_BRACE(
                                                                bytes("{\"abcd\":{\"total_size\": 1}}"),
                                                                "it is a JSON text", "name a safetensors file"), LFS(
                                                                    bytes(
                                                                        "version https://git-lfs.github.com/spec/v1\n"),
                                                                    "only a pointer of Git LFS", "git lfs pull"), HTML(
                                                                        bytes("<!DOCTYPE html><html>"),
                                                                        "it is a web page",
                                                                        "name a safetensors file"), IDX(
                                                                            bytes("\0\0\b\3\0\0\u00ea`\0\0\0\u001c"),
                                                                            "it is an IDX file",
                                                                            "name a safetensors file");

    private final byte[] content;
    private final String problem;
    private final String remedy;

    Wrong(byte[] content, String problem, String remedy) {
      this.content = content;
      this.problem = problem;
      this.remedy = remedy;
    }

    private static byte[] bytes(String text) {
      return text.getBytes(ISO_8859_1);
    }

    private static byte[] file(int said, int bytes) {
      String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0," + said + "]}}";
      return bytes((char) header.length() + "\0\0\0\0\0\0\0" + header + "\0".repeat(bytes));
    }
  }

  @Test
  void eachCauseHasItsOwnRemedy() throws IOException {
    for (Wrong wrong : Wrong.values()) {
      Path file = Files.write(directory.resolve("wrong"), wrong.content);
      String message = assertThrows(DataFormatException.class, () -> Safetensors.read(file), wrong.name()).getMessage();
      assertTrue(message.contains(wrong.problem) && message.contains(wrong.remedy), wrong + ": " + message);
      long remedies =
          List.of("the file is cut off", "the file is damaged", "name a safetensors file").stream()
              .filter(message::contains)
              .count();
      assertEquals(1, remedies, message);
    }
  }

  /** A sound file whose header has such a length that its first bytes are those of another kind. */
  @Test
  void aLengthIsNoSignature() throws IOException {
    String empty = "{}" + String.join("", Collections.nCopies('{' + 256 * '"' - 2, " "));
    assertEquals(Map.of(), read(empty, new byte[0]).tensors());
    assertTrue(Arrays.equals("{\"".getBytes(ISO_8859_1),
        Arrays.copyOf(Files.readAllBytes(directory.resolve("by-hand.safetensors")), 2)));
  }

  private SafetensorsFile read(String header, byte[] data) throws IOException {
    return Safetensors.read(TestFiles.safetensors(directory, header, data));
  }

  private String refusal(String header, int bytes) throws IOException {
    Path file = TestFiles.safetensors(directory, header, new byte[bytes]);
    return assertThrows(DataFormatException.class, () -> Safetensors.read(file)).getMessage();
  }
}
