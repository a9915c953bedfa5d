package dev.kernelsmith.runtime.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are known by how they begin. */
class FileKindTest {
  @TempDir Path directory;

  @Test
  void knowsEachKind() {
    String[][] beginnings = {
      {"PNG", "\u0089PNG\r\n"}, {"JPEG", "\u00ff\u00d8\u00ff\u00e0"}, {"GIF", "GIF89a"}, {"BMP", "BM6\0"},
      {"WEBP", "RIFF\n\0\0\0WEBPVP8 "}, {"TIFF", "II*\0"}, {"TIFF", "MM\0*"}, {"HEIF", "\0\0\0\u001cftypheic"},
      {"BZIP2", "BZh9"}, {"GZIP", "\u001f\u008b\u0008"}, {"ZIP", "PK\3\4"}, {"ZIP", "PK\5\6"},
      {"HDF5", "\u0089HDF\r\n"}, {"NUMPY", "\u0093NUMPY"}, {"PICKLE", "\u0080\4"}, {"GGUF", "GGUF\3"},
      {"GIT_LFS", "version https://git"}, {"HTML", "<!DOCTYPE html>"}, {"HTML", "\n <html>"}, {"XML", "<?xml "},
      {"XML", " <svg xmlns"}, {"PDF", "%PDF-1.7"}, {"IDX", "\0\0\u0008\1"}, {"IDX", "\0\0\u000e\u0010"},
      {"JSON", "{\"a\": 1}"},
    };
    for (String[] each : beginnings) {
      assertEquals(Optional.of(FileKind.valueOf(each[0])), FileKind.of(each[1].getBytes(ISO_8859_1)), each[1]);
    }
    for (String other : new String[] {"", "RIFF\n\0\0\0WAVE", "PK", "a,b\n1,2", "\0\0\n\1", "\0\0\u0008\0", "< 3"}) {
      assertEquals(Optional.empty(), FileKind.of(other.getBytes(ISO_8859_1)), other);
    }
  }

  @Test
  void looksIntoFiles() throws IOException {
    byte[] idx = {0, 0, 8, 1, 0, 0, 0, 1, 7};
    assertEquals(Optional.of(FileKind.IDX), FileKind.of(Files.write(directory.resolve("a"), idx)));
    assertEquals(Optional.of(FileKind.IDX), FileKind.of(Files.write(directory.resolve("b"), gzip(idx))));
    assertEquals(Optional.of(FileKind.GZIP), FileKind.of(Files.write(directory.resolve("c"), gzip(new byte[9]))));
    assertEquals(Optional.of(FileKind.GZIP),
        FileKind.of(Files.write(directory.resolve("d"), new byte[] {0x1f, (byte) 0x8b})));
    assertEquals(Optional.empty(), FileKind.of(Files.createFile(directory.resolve("e"))));
    assertEquals(Optional.empty(), FileKind.of(directory));
    assertEquals(Optional.empty(), FileKind.of(directory.resolve("missing")));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(bytes);
    }
    return compressed.toByteArray();
  }
}
