package dev.kernelsmith.runtime.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file damaged in any way loads as it was written, or not at all. */
class SafetensorsDamageTest {
  @TempDir Path directory;
  private SafetensorsFile content;
  private Path file;
  private byte[] bytes;

  @BeforeEach
  void write() throws IOException {
    Tensor weights = Tensor.of(List.of(2, 3), new float[] {1, 2, 3, 4, 5, 6});
    Tensor step = Tensor.of(List.of(), new long[] {42});
    content = new SafetensorsFile(Map.of("dense.weights", weights, "step", step), Map.of("epoch", "7", "ä\n", "x"));
    file = directory.resolve("file.safetensors");
    Safetensors.write(file, content);
    bytes = Files.readAllBytes(file);
  }

  @Test
  void cutOffAnywhere() throws IOException {
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThrows(DataFormatException.class, () -> Safetensors.read(file), "cut off after " + length + " bytes");
    }
  }

  @Test
  void longerThanWritten() throws IOException {
    for (int extra : new int[] {1, 8, 100_000}) {
      Files.write(file, Arrays.copyOf(bytes, bytes.length + extra));
      assertThrows(DataFormatException.class, () -> Safetensors.read(file));
    }
  }

  @Test
  void everySingleBitFlipped() throws IOException {
    int refused = 0;
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      refused += refused(damaged, "bit " + bit) ? 1 : 0;
    }
    // Only upper and lower case of the hexadecimal digits in one escape sequence mean the same.
    assertTrue(refused >= bytes.length * 8 - 8, refused + " of " + bytes.length * 8);
  }

  /** The checksum's key stays: a file that lost both key and prefix of the checksum is one without checksum. */
  @Test
  void someBytesReplaced() throws IOException {
    Random random = new Random(7);
    int key = new String(bytes, ISO_8859_1).indexOf(Checksum.KEY);
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = bytes.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(damaged.length);
        byte value = (byte) random.nextInt(256);
        damaged[at] = at >= key && at < key + Checksum.KEY.length() ? damaged[at] : value;
      }
      refused(damaged, "round " + round);
    }
  }

  private boolean refused(byte[] damaged, String what) throws IOException {
    try (ReadableByteChannel channel = Channels.newChannel(new ByteArrayInputStream(damaged))) {
      assertEquals(content, new SafetensorsReader(file, channel, damaged.length).read(), what);
      return false;
    } catch (DataFormatException exception) {
      assertTrue(exception.getMessage().startsWith(file.toString()), exception.getMessage());
      return true;
    }
  }
}
