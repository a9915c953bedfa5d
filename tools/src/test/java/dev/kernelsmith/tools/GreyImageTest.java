package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
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
  void coloursBecomeLumaAndTransparencyPaper() throws IOException {
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
    assertTrue(message(text).endsWith("a.png is not an image: a PNG, JPEG, GIF or BMP can be read"));
    Path archive = Files.write(folder.resolve("b.png"), new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0});
    assertTrue(message(archive).contains("b.png is a ZIP archive: a PNG, "), message(archive));
    Path web = Files.writeString(folder.resolve("c.png"), "RIFF0000WEBPVP8 ");
    assertTrue(message(web).contains("c.png is a WebP image: a PNG, "), message(web));
    Path empty = Files.createFile(folder.resolve("d.png"));
    assertTrue(message(empty).contains("d.png is an empty file"), message(empty));
    assertTrue(message(folder.resolve("missing.png")).contains("there is no such image file"));
  }

  @Test
  void aTruncatedImageIsDamaged() throws IOException {
    Path whole = write(new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB));
    byte[] bytes = Files.readAllBytes(whole);
    Path half = Files.write(folder.resolve("half.png"), Arrays.copyOf(bytes, 60));
    assertTrue(message(half).contains("half.png is a damaged image"), message(half));
  }

  /** The JDK's reader of JPEGs would fill with grey what is missing. */
  @Test
  void aJpegThatIsCutOffIsDamaged() throws IOException {
    BufferedImage image = new BufferedImage(160, 160, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 160 * 160; i++) {
      image.getRaster().setSample(i % 160, i / 160, 0, i * 31 % 251);
    }
    Path whole = folder.resolve("whole.jpg");
    assertTrue(ImageIO.write(image, "jpg", whole.toFile()));
    assertEquals(160, GreyImage.read(whole).width());
    byte[] bytes = Files.readAllBytes(whole);
    for (int percent : new int[] {5, 20, 50, 80, 99}) {
      Path cut = Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(bytes, bytes.length * percent / 100));
      assertTrue(message(cut).contains("cut.jpg is a damaged image"), message(cut));
    }
  }

  /** A header may promise any size; the pixels are not asked for. */
  @Test
  void anOversizedImageIsRefusedBeforeItIsRead() throws IOException {
    byte[] bytes = Files.readAllBytes(write(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY)));
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.putInt(16, 60_000);
    header.putInt(20, 60_000);
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(bytes, 12, 17);
    header.putInt(29, (int) crc.getValue());
    String message = message(Files.write(folder.resolve("huge.png"), bytes));
    assertTrue(message.contains("60000 x 60000 pixels"), message);
  }

  /** A picture of four shades, turned or mirrored as a camera would, comes out upright. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theOrientationOfExifIsApplied(int orientation) throws IOException {
    int width = 48;
    int height = 32;
    BufferedImage upright = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < width * height; i++) {
      upright.getRaster().setSample(i % width, i / width, 0, (i % width < 24 ? 40 : 120) + (i / width < 16 ? 0 : 100));
    }
    boolean turned = orientation > 4;
    BufferedImage held =
        new BufferedImage(turned ? height : width, turned ? width : height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < width * height; i++) {
      int x = i % width;
      int y = i / width;
      int[] at = stored(orientation, x, y, width, height);
      held.getRaster().setSample(at[0], at[1], 0, upright.getRaster().getSample(x, y, 0));
    }
    Path plain = folder.resolve("held.jpg");
    assertTrue(ImageIO.write(held, "jpg", plain.toFile()));
    for (boolean little : new boolean[] {false, true}) {
      byte[] bytes = withExif(Files.readAllBytes(plain), orientation, little);
      GreyImage grey = GreyImage.read(Files.write(folder.resolve("exif.jpg"), bytes));
      assertEquals(width, grey.width());
      assertEquals(height, grey.height());
      for (int[] at : new int[][] {{4, 4}, {40, 4}, {4, 28}, {40, 28}}) {
        assertEquals(upright.getRaster().getSample(at[0], at[1], 0) / 255.0, grey.at(at[0], at[1]), 0.03);
      }
    }
  }

  /** Where a camera stores the pixel of an upright picture: Exif's "0th row" and "0th column" of orientations 1 to 8. */
  private static int[] stored(int orientation, int x, int y, int width, int height) {
    int right = width - 1 - x;
    int below = height - 1 - y;
    return switch (orientation) {
      case 1 -> new int[] {x, y}; // row 0 is the top, column 0 the left side
      case 2 -> new int[] {right, y}; // top, right side
      case 3 -> new int[] {right, below}; // bottom, right side
      case 4 -> new int[] {x, below}; // bottom, left side
      case 5 -> new int[] {y, x}; // left side, top
      case 6 -> new int[] {y, right}; // right side, top
      case 7 -> new int[] {below, right}; // right side, bottom
      case 8 -> new int[] {below, x}; // left side, bottom
      default -> throw new IllegalArgumentException();
    };
  }

  /** Before the pixels of a PNG or behind them. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theOrientationInAPngIsApplied(boolean behind) throws IOException {
    BufferedImage held = new BufferedImage(48, 32, BufferedImage.TYPE_BYTE_GRAY);
    held.getRaster().setSample(0, 31, 0, 255);
    byte[] png = Files.readAllBytes(write(held));
    byte[] tiff = tiff(6, false);
    ByteBuffer chunk = ByteBuffer.allocate(12 + tiff.length).putInt(tiff.length);
    chunk.put("eXIf".getBytes(StandardCharsets.US_ASCII)).put(tiff);
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(chunk.array(), 4, 4 + tiff.length);
    chunk.putInt((int) crc.getValue());
    int at = behind ? png.length - 12 : 8 + 12 + 13;
    byte[] bytes =
        ByteBuffer.allocate(png.length + chunk.capacity()).put(png, 0, at).put(chunk.array())
            .put(png, at, png.length - at).array();
    GreyImage grey = GreyImage.read(Files.write(folder.resolve("exif.png"), bytes));
    assertEquals(32, grey.width());
    assertEquals(48, grey.height());
    assertEquals(1, grey.at(0, 0));
  }

  private static byte[] withExif(byte[] jpeg, int orientation, boolean little) {
    ByteBuffer bytes = ByteBuffer.allocate(jpeg.length + 46 + 2);
    bytes.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (2 + 6 + 38))
        .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    return bytes.put(tiff(orientation, little)).put(jpeg, 2, jpeg.length - 2).array();
  }

  private static byte[] tiff(int orientation, boolean little) {
    ByteBuffer tiff = ByteBuffer.allocate(38).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    tiff.put((byte) (little ? 'I' : 'M')).put((byte) (little ? 'I' : 'M')).putShort((short) 42).putInt(8);
    tiff.putShort((short) 2);
    tiff.putShort((short) 0x0110).putShort((short) 2).putInt(1).putInt(0); // the camera's name
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation).putShort((short) 0);
    return tiff.array();
  }

  /** A damaged Exif segment turns nothing, and does no harm. */
  @Test
  void damagedExifIsPassedOver() throws IOException {
    Path plain = folder.resolve("plain.jpg");
    assertTrue(ImageIO.write(new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY), "jpg", plain.toFile()));
    byte[] whole = withExif(Files.readAllBytes(plain), 6, false);
    for (int bit = 0; bit < 8 * 38; bit++) {
      byte[] damaged = whole.clone();
      damaged[12 + bit / 8] ^= (byte) (1 << bit % 8);
      GreyImage grey = GreyImage.read(Files.write(folder.resolve("damaged.jpg"), damaged));
      assertEquals(16 * 8, grey.width() * grey.height());
    }
  }

  /** Whichever way round its inks are stored, a bar on paper stays a bar on paper. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2})
  void aJpegInFourColoursIsRead(int adobeTransform) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
    Path file = folder.resolve("cmyk.jpg");
    try (var stream = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(stream);
      WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 64, 64, 4, null);
      for (int i = 0; i < 64 * 64; i++) {
        boolean bar = i % 64 >= 24 && i % 64 < 40 && i / 64 >= 12 && i / 64 < 52;
        raster.setPixel(i % 64, i / 64, bar ? new int[] {0, 128, 128, 255} : new int[] {0, 128, 128, 0});
      }
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    if (adobeTransform >= 0) {
      byte[] marker = {-1, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) adobeTransform};
      byte[] plain = Files.readAllBytes(file);
      ByteBuffer bytes = ByteBuffer.allocate(plain.length + marker.length);
      Files.write(file, bytes.put(plain, 0, 2).put(marker).put(plain, 2, plain.length - 2).array());
    }
    float[] digit = DigitPreparation.prepare(GreyImage.read(file));
    assertEquals(1, digit[14 * 28 + 14], 0.1);
    assertEquals(0, digit[14 * 28 + 6], 0.1);
    assertEquals(0, digit[2 * 28 + 14], 0.1);
  }

  @Test
  void palettesAndSixteenBitsOfColourAreRead() throws IOException {
    byte[] levels = {0, (byte) 200, 0};
    IndexColorModel palette = new IndexColorModel(2, 3, levels, levels, levels, 2); // the last is transparent
    BufferedImage indexed = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
    for (int x = 0; x < 3; x++) {
      indexed.getRaster().setSample(x, 0, 0, x);
    }
    for (String format : List.of("png", "gif")) {
      Path file = folder.resolve("palette." + format);
      assertTrue(ImageIO.write(indexed, format, file.toFile()));
      GreyImage grey = GreyImage.read(file);
      assertEquals(0, grey.at(0, 0), 1e-5);
      assertEquals(200 / 255.0, grey.at(1, 0), 1e-5);
      assertEquals(1, grey.at(2, 0), 1e-5, "paper like the light pixel beside it");
    }
    var space = ColorSpace.getInstance(ColorSpace.CS_sRGB);
    var model = new ComponentColorModel(space, false, false, java.awt.Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
    BufferedImage deep = new BufferedImage(model, model.createCompatibleWritableRaster(2, 1), false, null);
    for (int band = 0; band < 3; band++) {
      deep.getRaster().setSample(1, 0, band, 0x8000);
    }
    GreyImage grey = GreyImage.read(write(deep));
    assertEquals(0, grey.at(0, 0), 1e-3);
    assertEquals(0.5, grey.at(1, 0), 3e-3);
  }

  @Test
  void onePixelHasNoDigit() throws IOException {
    GreyImage pixel = GreyImage.read(write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)));
    var error = assertThrows(IllegalArgumentException.class, () -> DigitPreparation.prepare(pixel));
    assertTrue(error.getMessage().contains("one shade"));
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
