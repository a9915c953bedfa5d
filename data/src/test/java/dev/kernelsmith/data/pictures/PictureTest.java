package dev.kernelsmith.data.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files, colours and sizes of single pictures. */
class PictureTest {
  @TempDir Path folder;

  /** What Pillow 12.3 makes of a picture of floats with its filter BILINEAR. */
  private static final Map<String, float[]> PILLOW = Map.of(
      "2 3", new float[] {0.262857f, 0.514091f, 0.503084f, 0.539708f, 0.51508f, 0.493636f},
      "3 7", new float[] {0.055714f, 0.147143f, 0.378571f, 0.75f, 0.251429f, 0.47f, 0.684286f, 0.26f, 0.43f, 0.74f,
        0.404444f, 0.545556f, 0.49f, 0.574444f, 0.464286f, 0.712857f, 0.524286f, 0.62f, 0.278571f, 0.51f, 0.448571f},
      "8 10", new float[] {0.0f, 0.0385f, 0.1225f, 0.2695f, 0.5075f, 0.448f, 0.1415f, 0.5825f, 0.632f, 0.5f, 0.056875f,
        0.107406f, 0.206719f, 0.369031f, 0.622344f, 0.578156f, 0.264875f, 0.411875f, 0.565063f, 0.688125f, 0.138125f,
        0.205844f, 0.327031f, 0.511219f, 0.745375f, 0.723063f, 0.444281f, 0.215469f, 0.47575f, 0.89375f, 0.219375f,
        0.304281f, 0.447344f, 0.653406f, 0.499125f, 0.498688f, 0.652094f, 0.445156f, 0.44325f, 0.53125f, 0.300625f,
        0.402719f, 0.567656f, 0.795594f, 0.458031f, 0.369f, 0.560062f, 0.595937f, 0.552781f, 0.484375f, 0.381875f,
        0.501156f, 0.687969f, 0.937781f, 0.622094f, 0.334f, 0.168187f, 0.667813f, 0.804344f, 0.753125f, 0.463125f,
        0.599594f, 0.66625f, 0.54025f, 0.587313f, 0.497844f, 0.287625f, 0.455625f, 0.487781f, 0.45375f, 0.52f, 0.6685f,
        0.64f, 0.22f, 0.5475f, 0.628f, 0.411f, 0.285f, 0.222f, 0.2f},
      "1 1", new float[] {0.476373f});

  @ParameterizedTest
  @ValueSource(strings = {"2 3", "3 7", "8 10", "1 1"})
  void sizesAreThoseOfPillow(String size) {
    float[] values = new float[35];
    for (int i = 0; i < 35; i++) {
      int x = i % 7;
      int y = i / 7;
      values[i] = (x * x * 7 + y * 13 + x * y * 5) % 101 / 100f;
    }
    Picture picture = new Picture(new PictureSize(5, 7, 1), values);
    int height = Integer.parseInt(size.split(" ")[0]);
    int width = Integer.parseInt(size.split(" ")[1]);
    assertArrayEquals(PILLOW.get(size), picture.resized(height, width, Fit.STRETCH).values(), 2e-6f);
    float[] colours = picture.coloured().resized(height, width, Fit.STRETCH).values();
    for (int i = 0; i < colours.length; i++) {
      assertEquals(PILLOW.get(size)[i / 3], colours[i], 2e-6f);
    }
  }

  /** Whatever the sizes, one shade stays that shade; with PAD, black is added at two sides. */
  @ParameterizedTest
  @EnumSource(Fit.class)
  void oneShadeStays(Fit fit) {
    Random random = new Random(fit.ordinal());
    for (int round = 0; round < 200; round++) {
      PictureSize size = new PictureSize(1 + random.nextInt(40), 1 + random.nextInt(40), 1 + 2 * random.nextInt(2));
      float[] values = new float[size.length()];
      Arrays.fill(values, 0.75f);
      int height = 1 + random.nextInt(30);
      int width = 1 + random.nextInt(30);
      Picture result = new Picture(size, values).resized(height, width, fit);
      assertEquals(new PictureSize(height, width, size.channels()), result.size());
      int shaded = 0;
      for (float value : result.values()) {
        assertTrue(Math.abs(value - 0.75f) < 1e-5 || fit == Fit.PAD && value == 0);
        shaded += value > 0 ? 1 : 0;
      }
      if (fit == Fit.PAD) {
        double factor = Math.min((double) width / size.width(), (double) height / size.height());
        int expected = Math.max(1, (int) Math.round(size.height() * factor))
            * Math.max(1, (int) Math.round(size.width() * factor)) * size.channels();
        assertEquals(expected, shaded);
      }
    }
  }

  @Test
  void cropAndPadKeepTheMiddle() {
    float[] values = {0, 1, 2, 3, 4, 5, 6, 7};
    Picture wide = new Picture(new PictureSize(2, 4, 1), values);
    assertArrayEquals(new float[] {1, 2, 5, 6}, wide.resized(2, 2, Fit.CROP).values());
    assertArrayEquals(
        new float[] {0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0}, wide.resized(4, 4, Fit.PAD).values());
  }

  private Path write(BufferedImage image, String kind) throws IOException {
    Path file = folder.resolve("picture." + kind);
    assertTrue(ImageIO.write(image, kind, file.toFile()));
    return file;
  }

  @ParameterizedTest
  @CsvSource({"png,1", "png,2", "bmp,1", "png,5", "png,6", "gif,13"})
  void coloursAreKept(String kind, int type) throws IOException {
    BufferedImage image = new BufferedImage(3, 8, type);
    int[] colours = {0xffff0000, 0xff00ff00, 0xff0000ff, 0xffffffff, 0xff000000, 0xff336699};
    for (int i = 0; i < 24; i++) {
      image.setRGB(i % 3, i / 3, colours[i % 6]);
    }
    Picture picture = Picture.read(write(image, kind));
    assertEquals(new PictureSize(8, 3, 3), picture.size());
    for (int i = 0; i < 72; i++) {
      assertEquals((colours[i / 3 % 6] >> (16 - 8 * (i % 3)) & 0xff) / 255f, picture.values()[i], 1e-6);
    }
    float[] grey = Picture.readGrey(folder.resolve("picture." + kind)).values();
    assertEquals(0.299, grey[0], 1e-6);
    assertEquals(0.587, grey[1], 1e-6);
    assertEquals(0.114, grey[2], 1e-6);
    assertEquals(1, grey[3], 1e-6);
  }

  @Test
  void greyFilesHaveTheirOwnValues() throws IOException {
    for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY}) {
      BufferedImage image = new BufferedImage(2, 1, type);
      int most = type == BufferedImage.TYPE_BYTE_GRAY ? 255 : 65535;
      image.getRaster().setSample(0, 0, 0, most / 5);
      image.getRaster().setSample(1, 0, 0, most);
      Path file = write(image, "png");
      assertArrayEquals(new float[] {0.2f, 1}, Picture.readGrey(file).values(), 1e-6f);
      assertArrayEquals(new float[] {0.2f, 0.2f, 0.2f, 1, 1, 1}, Picture.read(file).values(), 1e-6f);
    }
  }

  @Test
  void whiteIsBehindWhatIsTransparent() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00123456);
    image.setRGB(1, 0, 0x80000000);
    image.setRGB(2, 0, 0xff0000ff);
    float[] values = Picture.read(write(image, "png")).values();
    float half = 1 - 128 / 255f;
    assertArrayEquals(new float[] {1, 1, 1, half, half, half, 0, 0, 1}, values, 1e-6f);
  }

  /** A corner of another colour is where each orientation of Exif 2.32 says that it was. */
  @ParameterizedTest
  @CsvSource({"1,0,0", "2,2,0", "3,2,1", "4,0,1", "5,0,0", "6,0,2", "7,1,2", "8,1,0"})
  void colouredPicturesAreTurnedUpright(int orientation, int storedX, int storedY) throws IOException {
    boolean turned = orientation > 4;
    BufferedImage held = new BufferedImage(turned ? 2 : 3, turned ? 3 : 2, BufferedImage.TYPE_3BYTE_BGR);
    held.setRGB(storedX, storedY, 0xff336699);
    byte[] png = Files.readAllBytes(write(held, "png"));
    byte[] tiff =
        ByteBuffer.allocate(26).put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8).putShort((short) 1)
            .putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation).putShort((short) 0)
            .array();
    ByteBuffer chunk = ByteBuffer.allocate(12 + tiff.length).putInt(tiff.length);
    chunk.put("eXIf".getBytes(StandardCharsets.US_ASCII)).put(tiff);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + tiff.length);
    chunk.putInt((int) crc.getValue());
    int at = 8 + 12 + 13;
    byte[] whole = ByteBuffer.allocate(png.length + chunk.capacity()).put(png, 0, at).put(chunk.array())
        .put(png, at, png.length - at).array();
    Picture picture = Picture.read(Files.write(folder.resolve("held.png"), whole));
    float[] expected = new float[18];
    System.arraycopy(new float[] {0x33 / 255f, 0x66 / 255f, 0x99 / 255f}, 0, expected, 0, 3);
    assertEquals(new PictureSize(2, 3, 3), picture.size());
    assertArrayEquals(expected, picture.values());
    for (int length = 0; length < whole.length; length++) {
      Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, length));
      assertTrue(Orientation.of(() -> Files.newInputStream(cut)) == 1 || length > at);
    }
  }

  @Test
  void whatIsNoPictureIsNamed() throws IOException {
    BufferedImage noise = new BufferedImage(40, 30, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(1);
    for (int i = 0; i < 1200; i++) {
      noise.setRGB(i % 40, i / 40, random.nextInt());
    }
    for (String kind : new String[] {"png", "jpg", "gif", "bmp"}) {
      byte[] whole = Files.readAllBytes(write(noise, kind));
      for (int round = 0; round < 60; round++) {
        Path file = Files.write(folder.resolve("cut." + kind), Arrays.copyOf(whole, random.nextInt(whole.length)));
        try {
          Picture.read(file);
        } catch (IOException expected) {
          assertTrue(expected.getMessage().contains("cut." + kind), expected.getMessage());
        }
        byte[] damaged = whole.clone();
        for (int i = 0; i < 3; i++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        Path spoilt = Files.write(folder.resolve("spoilt." + kind), damaged);
        try {
          Picture.read(spoilt);
        } catch (IOException expected) {
          assertTrue(expected.getMessage().contains("spoilt." + kind), expected.getMessage());
        }
      }
    }
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    String message = assertThrows(IOException.class, () -> Picture.read(text)).getMessage();
    assertTrue(message.contains("text.png") && message.contains("a PNG, JPEG, GIF or BMP can be read"), message);
    assertThrows(IOException.class, () -> Picture.read(folder));
    assertThrows(IOException.class, () -> Picture.read(folder.resolve("missing.png")));
  }

  /** Found by fuzzing: rows of a PNG that are not there took 20 s to look for. */
  @Test
  void pixelsThatTheFileCannotHoldAreNotLookedFor() throws IOException {
    byte[] png = Files.readAllBytes(write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png"));
    ByteBuffer.wrap(png).putInt(16, 0x5b0003);
    Path file = Files.write(folder.resolve("wide.png"), png);
    String message = assertThrows(IOException.class, () -> Picture.read(file)).getMessage();
    assertTrue(message.contains("wide.png is a damaged image: it says that it has 5963779 x 2 pixels, which "
        + png.length + " bytes cannot hold"), message);
    assertEquals(new PictureSize(8000, 8000, 1),
        Picture.readGrey(write(new BufferedImage(8000, 8000, BufferedImage.TYPE_BYTE_BINARY), "png")).size());
  }

  /** Found by fuzzing: the JDK's reader takes memory for any length that such a file tells. */
  @Test
  void picturesInsideOfABmpAreRefused() throws IOException {
    byte[] bmp = Files.readAllBytes(write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "bmp"));
    bmp[30] = 4;
    Path file = Files.write(folder.resolve("frame.bmp"), bmp);
    String message = assertThrows(IOException.class, () -> Picture.read(file)).getMessage();
    assertTrue(message.contains("frame.bmp is a BMP that holds a JPEG"), message);
  }
}
