package dev.kernelsmith.runtime.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Headers made to mislead. In the sources, single quotes stand for double ones; four bytes of data follow each
 * header.
 */
@Timeout(60)
class SafetensorsHostileTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      ``                                                                  | does not begin with '{'
      ` {}`                                                               | does not begin with '{'
      []                                                                  | does not begin with '{'
      {}                                                                  | the tensors take 0 bytes, but 4 bytes follow
      {                                                                   | the header ends too soon
      {'a'                                                                | the header ends too soon
      {'a':1}                                                             | expected an object
      {'a':{}}                                                            | lacks a member
      {'a':{'dtype':'F32','shape':[1]}}                                   | lacks a member
      {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}x             | the header has 'x'
      {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},}             | expected a string
      {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}{              | expected ',' or '}'
      {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'x':0}}        | unknown member "x"
      {'a':{'dtype':'F32','shape':[1],'shape':[1],'data_offsets':[0,4]}}  | the name "shape" stands twice
      {'__metadata__':{'a':'','a':''}}                                    | the name "a" stands twice
      {'__metadata__':{'a':1}}                                            | expected a string
      {'__metadata__':[]}                                                 | expected an object
      {'a':{'dtype':'F32','shape':[],'data_offsets':[0,4]},'a':{}}        | the name "a" stands twice
      {'a':{'dtype':'F16','shape':[1],'data_offsets':[0,4]}}              | expected 2 bytes for F16 [1]
      {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}              | expected 8 bytes for F32 [2]
      {'a':{'dtype':'F32','shape':[0],'data_offsets':[0,4]}}              | expected 0 bytes for F32 [0]
      {'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}              | data_offsets [4, 0]
      {'a':{'dtype':'F32','shape':[1],'data_offsets':[4]}}                | data_offsets [4]
      {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4,8]}}            | more than two data_offsets
      {'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}              | starts at byte 4 of the data
      {'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}             | the header has '-'
      {'a':{'dtype':'F32','shape':[01],'data_offsets':[0,4]}}             | leading zero
      {'a':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}}            | the header has '.'
      {'a':{'dtype':'F32','shape':[1e0],'data_offsets':[0,4]}}            | the header has 'e'
      {'a':{'dtype':'F32','shape':[true],'data_offsets':[0,4]}}           | the header has 't'
      {'a':{'dtype':'F32','shape':[[1]],'data_offsets':[0,4]}}            | the header has '['
      {'a':{'dtype':'F32','shape':[4294967297],'data_offsets':[0,4]}}     | an axis of 4294967297 elements
      {'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,4]}} | a number is too large
      {'a':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,4]}}    | at most 2147483639 elements
      {'a':{'dtype':'F64','shape':[2147483647],'data_offsets':[0,17179869176]}} | at most 2147483639 elements
      {'a':{'dtype':'F64','shape':[1073741824],'data_offsets':[0,8589934592]}} | the tensors take 8589934592 bytes
      {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,9223372036854775807]}} | expected 4 bytes
      {'\\ud800':{}}                                                      | surrogate
      {'\\ud800\\u0041':{}}                                               | a surrogate stands alone
      {'\\udc00':{}}                                                      | surrogate
      {'\\u00g0':{}}                                                      | four hexadecimal digits
      {'\\x':{}}                                                          | after a backslash
      {'a                                                                 | the header ends too soon
      """)
  void refuses(String header, String message) throws IOException {
    String json = header == null ? "" : header.replace('\'', '"');
    Path file = TestFiles.safetensors(directory, json, new byte[4]);
    DataFormatException exception = assertThrows(DataFormatException.class, () -> Safetensors.read(file));
    assertTrue(exception.getMessage().contains(message), exception.getMessage());
    assertEquals(file.toString(), exception.file());
  }

  @Test
  void overlapsAndTensorsBeyondTheData() throws IOException {
    String one = "\"%s\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}";
    String first = one.formatted("a", 0, 4);
    refuses("{" + first + "," + one.formatted("b", 0, 4) + "}",
        "starts at byte 0 of the data; expected it to start at 4");
    refuses("{" + first + "," + one.formatted("b", 2, 6) + "}",
        "starts at byte 2 of the data; expected it to start at 4");
    refuses("{" + first + "," + one.formatted("b", 8, 12) + "}",
        "starts at byte 8 of the data; expected it to start at 4");
    refuses("{" + first + "," + one.formatted("b", 4, 8) + "}", "the tensors take 8 bytes, but 4 bytes follow");
  }

  @Test
  void malformedUtf8AndControlCharacters() throws IOException {
    for (String name : new String[] {"\u00ff", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\n", "\u0000"}) {
      Path file = TestFiles.safetensors(directory, ("{\"" + name + "\":{}}").getBytes(ISO_8859_1), new byte[0]);
      assertThrows(DataFormatException.class, () -> Safetensors.read(file));
    }
  }

  @Test
  void headerLengthsBeyondTheFile() throws IOException {
    Path file = directory.resolve("length");
    for (long length : new long[] {3, 100_000_001, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      Files.write(file, ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put((byte) '{').array());
      DataFormatException exception = assertThrows(DataFormatException.class, () -> Safetensors.read(file));
      assertTrue(exception.getMessage().contains(Long.toUnsignedString(length)), exception.getMessage());
    }
  }

  @Test
  void deepNestingDoesNotOverflowTheStack() throws IOException {
    for (String deep : new String[] {"[".repeat(1_000_000), "{\"a\":".repeat(1_000_000)}) {
      Path file = TestFiles.safetensors(directory, "{\"a\":{\"shape\":" + deep, new byte[0]);
      assertThrows(DataFormatException.class, () -> Safetensors.read(file));
    }
  }

  @Test
  void tooManyEntriesAndAxes() throws IOException {
    StringBuilder many = new StringBuilder("{\"__metadata__\":{\"\":\"\"");
    for (int i = 0; i < SafetensorsHeader.MAX_ENTRIES; i++) {
      many.append(",\"").append(i).append("\":\"\"");
    }
    Path file = TestFiles.safetensors(directory, many.append("}}").toString(), new byte[0]);
    DataFormatException exception = assertThrows(DataFormatException.class, () -> Safetensors.read(file));
    assertTrue(exception.getMessage().contains("more than 200000 metadata entries"), exception.getMessage());

    String axes = "{\"a\":{\"dtype\":\"F32\",\"shape\":[" + "1,".repeat(32) + "1],\"data_offsets\":[0,4]}}";
    Path wide = TestFiles.safetensors(directory, axes, new byte[4]);
    assertThrows(DataFormatException.class, () -> Safetensors.read(wide));
  }

  @Test
  void messagesQuoteNoControlCharactersAndNoNovels() throws IOException {
    String name = "\\u001b[2J" + "x".repeat(100_000);
    Path file = TestFiles.safetensors(directory, "{\"" + name + "\":{}}", new byte[0]);
    String message = assertThrows(DataFormatException.class, () -> Safetensors.read(file)).getMessage();
    assertTrue(message.length() < 2000, "length " + message.length());
    assertFalse(message.contains("\u001b"));
  }

  @Test
  void moreDataThanTheHeapHolds() throws IOException {
    long floats = 1 << 30;
    long tensors = Runtime.getRuntime().maxMemory() / (4 * floats) + 1;
    StringBuilder json = new StringBuilder("{");
    for (long i = 0; i < tensors; i++) {
      json.append(i == 0 ? "" : ",")
          .append("\"t%d\":{\"dtype\":\"F32\",\"shape\":[%d],".formatted(i, floats))
          .append("\"data_offsets\":[%d,%d]}".formatted(i * 4 * floats, (i + 1) * 4 * floats));
    }
    Path file = TestFiles.safetensors(directory, json.append("}").toString(), new byte[0]);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(sparse.length() + tensors * 4 * floats);
    } catch (IOException exception) {
      abort("this file system has no sparse file of that size: " + exception);
    }
    DataFormatException exception = assertThrows(DataFormatException.class, () -> Safetensors.read(file));
    assertTrue(exception.getMessage().contains("-Xmx"), exception.getMessage());
  }
}
