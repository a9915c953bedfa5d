package dev.kernelsmith.data.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a camera was held: tag Orientation of Exif, 1 to 8 (Exif 2.32, section 4.6.4), in a segment of a JPEG or in chunk eXIf of a PNG.
 * Read here, since the JDK's reader of metadata refuses files whose pixels are sound, and a library would be a lot for one number.
 */
final class Orientation {
  private static final int UPRIGHT = 1;
  private static final int START_OF_IMAGE = 0xffd8;
  private static final int START_OF_SCAN = 0xffda;
  private static final long PNG = 0x89504e470d0a1a0aL;
  private static final int PNG_EXIF = 0x65584966;
  private static final int MOST_EXIF = 1 << 16;
  private static final int APP1 = 0xffe1;
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
  private static final int TAG = 0x0112;
  private static final int SHORT = 3;

  private Orientation() {}

  /**
   * The orientation that a file tells; upright where it tells none, is no JPEG or PNG, or is cut off.
   *
   * @throws IOException if the file cannot be read
   */
  static int of(PictureFile.Opener file) throws IOException {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(file.open()))) {
      in.mark(Long.BYTES);
      byte[] tiff = null;
      if (in.readUnsignedShort() == START_OF_IMAGE) {
        tiff = exif(in);
      } else {
        in.reset();
        tiff = in.readLong() == PNG ? chunk(in) : null;
      }
      return tiff == null ? UPRIGHT : orientation(ByteBuffer.wrap(tiff));
    } catch (EOFException e) { // whether the image is damaged is for the reader of its pixels to say
      return UPRIGHT;
    }
  }

  private static byte @Nullable [] exif(DataInputStream in) throws IOException {
    while (true) {
      int marker = in.readUnsignedShort();
      int length = in.readUnsignedShort() - 2;
      if (marker < 0xff00 || marker == START_OF_SCAN || length < 0) {
        return null;
      }
      byte[] segment = in.readNBytes(length);
      if (marker == APP1 && segment.length > EXIF.length
          && Arrays.equals(segment, 0, EXIF.length, EXIF, 0, EXIF.length)) {
        return Arrays.copyOfRange(segment, EXIF.length, segment.length);
      }
    }
  }

  /** Chunk eXIf, which may also stand behind the pixels. */
  private static byte[] chunk(DataInputStream in) throws IOException {
    while (true) {
      int length = in.readInt();
      if (in.readInt() == PNG_EXIF && length >= 0 && length <= MOST_EXIF) {
        return in.readNBytes(length);
      }
      in.skipNBytes((length & 0xffffffffL) + Integer.BYTES);
    }
  }

  /** Looks the tag up in the first directory of a TIFF file, which is what Exif consists of. */
  private static int orientation(ByteBuffer tiff) {
    tiff.order(tiff.limit() > 0 && tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.limit() < 8 ? -1 : tiff.getInt(4);
    if (directory < 0 || directory > tiff.limit() - 2) {
      return UPRIGHT;
    }
    int entries = tiff.getShort(directory) & 0xffff;
    for (int i = 0; i < entries && directory + 2 + 12 * (i + 1) <= tiff.limit(); i++) {
      int entry = directory + 2 + 12 * i;
      if ((tiff.getShort(entry) & 0xffff) == TAG && tiff.getShort(entry + 2) == SHORT) {
        int value = tiff.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** Turns an image upright. */
  static BufferedImage upright(BufferedImage image, int orientation) {
    if (orientation == UPRIGHT) {
      return image;
    }
    boolean turned = orientation > 4; // rows become columns
    int width = turned ? image.getHeight() : image.getWidth();
    int height = turned ? image.getWidth() : image.getHeight();
    boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    boolean fromBelow = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    Raster source = image.getRaster();
    WritableRaster target = source.createCompatibleWritableRaster(width, height);
    Object pixel = null;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int column = turned ? y : x;
        int row = turned ? x : y;
        pixel =
            source.getDataElements(
                fromRight ? image.getWidth() - 1 - column : column, fromBelow ? image.getHeight() - 1 - row : row,
                pixel);
        target.setDataElements(x, y, pixel);
      }
    }
    return new BufferedImage(image.getColorModel(), target, image.isAlphaPremultiplied(), null);
  }
}
