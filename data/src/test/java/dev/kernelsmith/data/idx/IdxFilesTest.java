package dev.kernelsmith.data.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.data.Rows;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.io.DataFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFilesTest {
  private static final byte[] IMAGES = IdxBytes.file(0x08, new int[] {2, 1, 3}, 0, 51, 255, 255, 102, 0);
  private static final byte[] LABELS = IdxBytes.file(0x08, new int[] {2}, 9, 200);

  @TempDir Path directory;

  @Test
  void readsEveryElementType() throws IOException {
    assertValues(IdxType.UBYTE, 0x08, new byte[] {1, (byte) 0xff}, 1, 255);
    assertValues(IdxType.BYTE, 0x09, new byte[] {1, (byte) 0xff}, 1, -1);
    assertValues(IdxType.SHORT, 0x0B, new byte[] {1, 0, (byte) 0xff, (byte) 0xfe}, 256, -2);
    assertValues(IdxType.INT, 0x0C, new byte[] {0, 1, 0, 0, -1, -1, -1, -1}, 65536, -1);
    assertValues(IdxType.FLOAT, 0x0D, new byte[] {0x3f, (byte) 0x80, 0, 0, (byte) 0xc0, 0x20, 0, 0}, 1, -2.5);
    byte[] doubles = ByteBuffer.allocate(16).putLong(0x3ff0000000000000L).putLong(0xbfe0000000000000L).array();
    assertValues(IdxType.DOUBLE, 0x0E, doubles, 1, -0.5);
  }

  private void assertValues(IdxType type, int code, byte[] data, double first, double second) throws IOException {
    byte[] bytes = IdxBytes.join(IdxBytes.header(code, 2, 1), data);
    for (byte[] content : new byte[][] {bytes, IdxBytes.gzip(bytes)}) {
      IdxArray array = IdxFiles.read(write("array", content));
      assertEquals(type, array.type());
      assertEquals(List.of(2, 1), array.shape());
      assertEquals(2, array.length());
      assertEquals(first, array.valueAt(0));
      assertEquals(second, array.valueAt(1));
      assertThrows(IndexOutOfBoundsException.class, () -> array.valueAt(2));
    }
  }

  @Test
  void pixelsAreScaledAndLabelsAreNot() throws IOException {
    Dataset dataset = IdxFiles.dataset(write("images", IMAGES), write("labels", LABELS));
    assertEquals(2, dataset.size());
    assertEquals(3, dataset.inputLength());
    assertTrue(dataset.hasClasses());
    assertEquals(0, dataset.targetLength());
    assertArrayEquals(new float[] {0, 0.2f, 1}, Rows.input(dataset, 0));
    assertArrayEquals(new float[] {1, 0.4f, 0}, Rows.input(dataset, 1));
    assertArrayEquals(new int[] {9, 200}, Rows.classes(dataset));
    assertThrows(IllegalStateException.class, () -> dataset.copyTarget(0, new float[1], 0));
    assertThrows(IndexOutOfBoundsException.class, () -> Rows.input(dataset, 2));
  }

  @Test
  void otherNumbersStayAsTheyAre() throws IOException {
    byte[] floats = ByteBuffer.allocate(8).putFloat(300f).putFloat(-0.25f).array();
    byte[] labels = IdxBytes.join(IdxBytes.header(0x0C, 1), new byte[] {0, 0, 1, 0});
    Path inputs = write("inputs", IdxBytes.join(IdxBytes.header(0x0D, 1, 2), floats));
    Dataset dataset = IdxFiles.dataset(inputs, write("labels", labels));
    assertArrayEquals(new float[] {300f, -0.25f}, Rows.input(dataset, 0));
    assertEquals(256, dataset.classOf(0));
  }

  @Test
  void findsMnistUnderEveryName() throws IOException {
    for (String part : new String[] {"train", "t10k"}) {
      for (String joint : new String[] {"-", "."}) {
        for (boolean gzip : new boolean[] {false, true}) {
          Path place = Files.createDirectories(directory.resolve(part + joint + gzip));
          String ending = gzip ? ".gz" : "";
          Files.write(place.resolve(part + "-images" + joint + "idx3-ubyte" + ending),
              gzip ? IdxBytes.gzip(IMAGES) : IMAGES);
          Files.write(place.resolve(part + "-labels" + joint + "idx1-ubyte" + ending),
              gzip ? IdxBytes.gzip(LABELS) : LABELS);
          IdxFiles.Part which = part.equals("train") ? IdxFiles.Part.TRAIN : IdxFiles.Part.TEST;
          assertArrayEquals(new int[] {9, 200}, Rows.classes(IdxFiles.mnist(place, which)));
        }
      }
    }
  }

  @Test
  void saysWhichFilesAreMissing() {
    NoSuchFileException none =
        assertThrows(NoSuchFileException.class, () -> IdxFiles.mnist(directory, IdxFiles.Part.TRAIN));
    assertTrue(none.getMessage().contains("train-images-idx3-ubyte.gz"), none.getMessage());
    Path missing = directory.resolve("missing");
    NoSuchFileException noDirectory =
        assertThrows(NoSuchFileException.class, () -> IdxFiles.mnist(missing, IdxFiles.Part.TEST));
    assertTrue(noDirectory.getMessage().contains("is not a directory"), noDirectory.getMessage());
    assertThrows(NoSuchFileException.class, () -> IdxFiles.read(missing));
    assertThrows(IOException.class, () -> IdxFiles.read(directory));
  }

  @Test
  void refusesFilesThatDoNotBelongTogether() throws IOException {
    Path images = write("images", IMAGES);
    Path labels = write("labels", LABELS);
    refused("2 samples, but", images, write("three", IdxBytes.file(0x08, new int[] {3}, 1, 2, 3)));
    refused("expected one axis", images, images);
    refused("expected one axis", images, write("real", IdxBytes.join(IdxBytes.header(0x0D, 2), new byte[8])));
    refused("label 1 is -1", images, write("negative", IdxBytes.file(0x09, new int[] {2}, 0, -1)));
    refused("at least one sample", write("none", IdxBytes.header(0x08, 0, 3)), write("no", IdxBytes.header(0x08, 0)));
    refused("at least one sample", write("empty", IdxBytes.header(0x08, 2, 0)), labels);
    byte[] nan = ByteBuffer.allocate(8).putFloat(1).putFloat(Float.NaN).array();
    refused("element 1 is NaN", write("nan", IdxBytes.join(IdxBytes.header(0x0D, 2, 1), nan)), labels);
  }

  @Test
  void mnistMustBeImages() throws IOException {
    write("train-images-idx3-ubyte", IdxBytes.file(0x08, new int[] {2, 1}, 1, 2));
    write("train-labels-idx1-ubyte", LABELS);
    assertThrows(DataFormatException.class, () -> IdxFiles.mnist(directory, IdxFiles.Part.TRAIN));
  }

  @Test
  void manyThreadsReadTheSame() throws IOException {
    Dataset dataset = IdxFiles.dataset(write("images", IMAGES), write("labels", LABELS));
    assertFalse(
        IntStream.range(0, 1000)
            .parallel()
            .anyMatch(i -> Rows.input(dataset, i % 2)[0] != i % 2 || dataset.classOf(0) != 9));
  }

  private void refused(String message, Path inputs, Path labels) {
    DataFormatException exception = assertThrows(DataFormatException.class, () -> IdxFiles.dataset(inputs, labels));
    assertTrue(exception.getMessage().contains(message), exception.getMessage());
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }
}
