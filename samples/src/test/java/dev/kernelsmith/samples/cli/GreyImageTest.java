package dev.kernelsmith.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GreyImageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {
    BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_3BYTE_BGR
  })
  void greyKeepsItsValueThroughEveryKindOfPng(int type) throws IOException {
    BufferedImage image = new BufferedImage(3, 2, type);
    for (int i = 0; i < 6; i++) {
      int level = 40 * i;
      if (type == BufferedImage.TYPE_BYTE_GRAY) {
        image.getRaster().setSample(i % 3, i / 3, 0, level);
      } else {
        image.setRGB(i % 3, i / 3, new Color(level, level, level).getRGB());
      }
    }
    GreyImage grey = GreyImage.read(write(image));
    assertEquals(3, grey.width());
    assertEquals(2, grey.height());
    for (int i = 0; i < 6; i++) {
      assertEquals(40 * i / 255f, grey.values()[i], 1e-5);
    }
  }

  @Test
  void sixteenBitsOfGreyAreRead() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, 65535);
    image.getRaster().setSample(1, 0, 0, 32768);
    assertEquals(0.5, GreyImage.read(write(image)).at(1, 0), 1e-4);
  }

  @Test
  void coloursBecomeLumaAndTransparencyWhite() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0xff00ff00);
    image.setRGB(1, 0, 0x00000000);
    image.setRGB(2, 0, 0xff0000ff);
    GreyImage grey = GreyImage.read(write(image));
    assertEquals(0.587, grey.at(0, 0), 1e-5);
    assertEquals(1, grey.at(1, 0), 1e-5);
    assertEquals(0.114, grey.at(2, 0), 1e-5);
  }

  @Test
  void whatIsNoImageIsSaidSo() throws IOException {
    Path text = Files.writeString(folder.resolve("a.png"), "no image");
    assertTrue(message(text).contains("is not an image that can be read"));
    assertTrue(message(folder.resolve("missing.png")).contains("there is no such image file"));
  }

  @Test
  void aTruncatedImageIsDamaged() throws IOException {
    Path whole = write(new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB));
    byte[] bytes = Files.readAllBytes(whole);
    Path half = Files.write(folder.resolve("half.png"), java.util.Arrays.copyOf(bytes, 60));
    assertTrue(message(half).contains("half.png is a damaged image"), message(half));
  }

  /** A header may promise any size; the pixels are not asked for. */
  @Test
  void anOversizedImageIsRefusedBeforeItIsRead() throws IOException {
    byte[] bytes = Files.readAllBytes(write(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY)));
    java.nio.ByteBuffer header = java.nio.ByteBuffer.wrap(bytes);
    header.putInt(16, 60_000);
    header.putInt(20, 60_000);
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(bytes, 12, 17);
    header.putInt(29, (int) crc.getValue());
    String message = message(Files.write(folder.resolve("huge.png"), bytes));
    assertTrue(message.contains("60000 x 60000 pixels"), message);
  }

  private String message(Path file) {
    return assertThrows(IOException.class, () -> GreyImage.read(file)).getMessage();
  }

  private Path write(BufferedImage image) throws IOException {
    Path file = Files.createTempFile(folder, "image", ".png");
    assertTrue(ImageIO.write(image, "png", file.toFile()));
    return file;
  }
}
