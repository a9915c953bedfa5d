package dev.kernelsmith.data.idx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.io.DataFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class IdxDamageTest {
  private static final byte[] PLAIN = IdxBytes.file(0x08, new int[] {2, 3}, 1, 2, 3, 4, 5, 6);

  @TempDir Path directory;

  @Test
  void cutOffAnywhere() throws IOException {
    for (byte[] whole : new byte[][] {PLAIN, IdxBytes.gzip(PLAIN)}) {
      for (int length = 0; length < whole.length; length++) {
        refused("", Arrays.copyOf(whole, length));
      }
    }
  }

  /** Gzip has a checksum: what loads is what was written. */
  @Test
  void everySingleBitOfACompressedFileFlipped() throws IOException {
    byte[] whole = IdxBytes.gzip(PLAIN);
    int refused = 0;
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        IdxArray array = IdxFiles.read(write(damaged));
        for (int i = 0; i < 6; i++) {
          assertEquals(i + 1, array.valueAt(i), "bit " + bit);
        }
      } catch (DataFormatException exception) {
        refused++;
      }
    }
    // Time stamp, extra flags and operating system of the gzip header mean nothing.
    assertTrue(refused > (whole.length - 10) * 8, refused + " of " + whole.length * 8);
  }

  /** A plain file has none, but a damaged header is noticed: type and shape have to fit the length of the file. */
  @Test
  void everySingleBitOfAPlainHeaderFlipped() throws IOException {
    for (int bit = 0; bit < 12 * 8; bit++) {
      byte[] damaged = PLAIN.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      if (bit == 16) {
        assertEquals(IdxType.BYTE, IdxFiles.read(write(damaged)).type());
      } else {
        refused("", damaged);
      }
    }
  }

  @Test
  void moreDataThanDeclared() throws IOException {
    byte[] longer = Arrays.copyOf(PLAIN, PLAIN.length + 1);
    refused("the file has 19 bytes", longer);
    refused("more data than the 6 bytes", IdxBytes.gzip(longer));
  }

  @Test
  void aGzipBombIsNotInflated() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(PLAIN);
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 200; i++) {
        out.write(zeros);
      }
    }
    refused("more data than the 6 bytes", bytes.toByteArray());
  }

  @Test
  void declaredSizesAreCheckedBeforeMemoryIsTaken() throws IOException {
    byte[] large = IdxBytes.header(0x08, 2_000_000_000);
    refused("2000000008 bytes in all, but the file has 8", large);
    refused("cannot hold more than", IdxBytes.gzip(large));
    refused("at most 2 GB", IdxBytes.header(0x0E, 2_000_000_000));
    refused("at most 2 GB", IdxBytes.header(0x08, 65536, 65536));
    refused("at most 2 GB", IdxBytes.header(0x08, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
    refused("[4294967295, 2]", IdxBytes.header(0x08, -1, 2));
  }

  @Test
  void otherFormatsAreCalledByTheirNames() throws IOException {
    String[][] heads = {
      {"\u0089PNG\r\n\u001a\n", "it is a PNG image"}, {"\u00ff\u00d8\u00ff\u00e0", "it is a JPEG image"},
      {"GIF89a", "it is a GIF image"}, {"BM6\0", "it is a BMP image"}, {"II*\0", "it is a TIFF image"},
      {"PK\u0003\u0004", "it is a ZIP archive"}, {"%PDF-1.7", "it is a PDF document"},
      {"<!DOCTYPE html>", "it is a web page"},
      {"RIFF0000WEBPVP8 ", "it is a WebP image"}, {"\0\0\0\u001cftypheic", "it is a HEIF or AVIF image"},
      {"<svg xmlns=", "it is a drawing or text in XML"}, {"PK\5\6\0\0", "it is a ZIP archive"},
      {"BZh9", "compressed by bzip2"}, {"\u0093NUMPY", "it is a NumPy array"},
    };
    for (String[] head : heads) {
      byte[] bytes = Arrays.copyOf(head[0].getBytes(StandardCharsets.ISO_8859_1), 40);
      for (byte[] content : new byte[][] {bytes, IdxBytes.gzip(bytes)}) {
        String message = refused(head[1], content);
        assertTrue(message.contains("expected an IDX file") && !message.contains("damaged"), message);
      }
    }
  }

  @Test
  void otherFormats() throws IOException {
    refused("0 axes", IdxBytes.header(0x08));
    refused("17 axes", IdxBytes.header(0x08, new int[17]));
    refused("00000a01", IdxBytes.header(0x0A, 1));
    refused("6e6f6e65", "none of these".getBytes(StandardCharsets.US_ASCII));
    refused("name an IDX file", "5.1,3.5".getBytes(StandardCharsets.UTF_8));
    refused("gzip", new byte[] {0x1f, (byte) 0x8b, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  }

  private String refused(String message, byte[] content) throws IOException {
    Path file = write(content);
    DataFormatException exception = assertThrows(DataFormatException.class, () -> IdxFiles.read(file));
    assertTrue(exception.getMessage().contains(message), exception.getMessage());
    assertEquals(file.toString(), exception.file());
    return exception.getMessage();
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(directory.resolve("file"), content);
  }
}
