package dev.kernelsmith.data.pictures;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A picture as numbers.
 *
 * @param size height, width, and 1 channel (grey) or 3 (red, green, blue)
 * @param values 0 to 1, row by row, channels innermost; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record Picture(PictureSize size, float[] values) {
  /** Checks that there are as many values. */
  public Picture {
    Objects.requireNonNull(size, "size");
    Objects.requireNonNull(values, "values");
    if (values.length != size.length()) {
      throw new IllegalArgumentException(
          "a picture of " + size + " has " + size.length() + " values, not " + values.length);
    }
  }

  /**
   * Reads a JPEG, PNG, GIF (its first frame) or BMP in colour, and turns it upright where a camera noted that it was held otherwise (Exif). White is put behind what is transparent.
   *
   * @throws IOException if the file is missing, no picture, damaged, or larger than 64 megapixels; the message names it
   */
  public static Picture read(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    return of(PictureFile.read(file));
  }

  /** The same in grey: luma by ITU-R BT.601; grey files have the values that stand in them. */
  public static Picture readGrey(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    return greyOf(PictureFile.read(file));
  }

  /**
   * The picture in the bytes of a JPEG, PNG, GIF or BMP, as {@link #read} gives it.
   *
   * @param name what messages call it
   * @throws IOException if it is no picture, damaged, or larger than 64 megapixels; the message names it
   */
  public static Picture decode(byte[] file, String name) throws IOException {
    Objects.requireNonNull(file, "file");
    return of(PictureFile.read(file, name));
  }

  /** The same in grey, as {@link #readGrey} gives it. */
  public static Picture decodeGrey(byte[] file, String name) throws IOException {
    Objects.requireNonNull(file, "file");
    return greyOf(PictureFile.read(file, name));
  }

  /** An image in colour. White is put behind what is transparent. */
  public static Picture of(BufferedImage image) {
    Objects.requireNonNull(image, "image");
    if (isGrey(image)) {
      return greyOf(image).coloured();
    }
    int width = image.getWidth();
    int height = image.getHeight();
    float[] values = new float[3 * width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        float opacity = (row[x] >>> 24) / 255f;
        int at = 3 * (y * width + x);
        for (int channel = 0; channel < 3; channel++) {
          values[at + channel] = onWhite((row[x] >> (16 - 8 * channel) & 0xff) / 255f, opacity);
        }
      }
    }
    return new Picture(new PictureSize(height, width, 3), values);
  }

  private static float onWhite(float value, float opacity) {
    return value * opacity + (1 - opacity);
  }

  /** An image in grey. */
  public static Picture greyOf(BufferedImage image) {
    Objects.requireNonNull(image, "image");
    return isGrey(image) ? samples(image) : of(image).grey();
  }

  private static boolean isGrey(BufferedImage image) {
    return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && !(image.getColorModel() instanceof IndexColorModel);
  }

  /** getRGB takes grey samples for linear light and brightens them, so they are read as they stand in the file. */
  private static Picture samples(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    Raster raster = image.getRaster();
    float most = (1 << image.getColorModel().getComponentSize(0)) - 1;
    boolean transparent = image.getColorModel().hasAlpha();
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = raster.getSample(i % width, i / width, 0) / most;
      if (transparent) {
        values[i] = onWhite(values[i], raster.getSample(i % width, i / width, 1) / most);
      }
    }
    return new Picture(new PictureSize(height, width, 1), values);
  }

  /** This picture in grey: luma by ITU-R BT.601. */
  public Picture grey() {
    if (size.channels() == 1) {
      return this;
    }
    float[] luma = new float[size.height() * size.width()];
    for (int i = 0; i < luma.length; i++) {
      luma[i] = 0.299f * values[3 * i] + 0.587f * values[3 * i + 1] + 0.114f * values[3 * i + 2];
    }
    return new Picture(new PictureSize(size.height(), size.width(), 1), luma);
  }

  /** This picture with three channels. */
  public Picture coloured() {
    if (size.channels() == 3) {
      return this;
    }
    float[] colours = new float[3 * values.length];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = values[i / 3];
    }
    return new Picture(new PictureSize(size.height(), size.width(), 3), colours);
  }

  /**
   * This picture with another size. Where it becomes smaller every pixel counts (a triangle as wide as a new pixel's surroundings), so that fine lines do not vanish or
   * flicker; where it becomes larger, values lie between those of neighbours.
   */
  public Picture resized(int height, int width, Fit fit) {
    Objects.requireNonNull(fit, "fit");
    double factorX = (double) width / size.width();
    double factorY = (double) height / size.height();
    double factor = fit == Fit.CROP ? Math.max(factorX, factorY) : Math.min(factorX, factorY);
    int scaledHeight = fit == Fit.STRETCH ? height : Math.max(1, (int) Math.round(size.height() * factor));
    int scaledWidth = fit == Fit.STRETCH ? width : Math.max(1, (int) Math.round(size.width() * factor));
    Picture scaled = scaled(scaledHeight, scaledWidth);
    return scaledHeight == height && scaledWidth == width ? scaled : scaled.framed(height, width);
  }

  private Picture scaled(int height, int width) {
    if (height == size.height() && width == size.width()) {
      return this;
    }
    int channels = size.channels();
    float[] wide = new TriangleFilter(size.width(), width).run(values, size.height(), channels);
    float[] all = new TriangleFilter(size.height(), height).run(wide, 1, width * channels);
    return new Picture(new PictureSize(height, width, channels), all);
  }

  /** The middle of this picture, or this picture in the middle of black. */
  private Picture framed(int height, int width) {
    PictureSize framed = new PictureSize(height, width, size.channels());
    float[] into = new float[framed.length()];
    int down = Math.floorDiv(height - size.height(), 2);
    int right = Math.floorDiv(width - size.width(), 2);
    int columns = Math.min(width, size.width());
    for (int y = Math.max(0, down); y < Math.min(height, down + size.height()); y++) {
      System.arraycopy(
          values, ((y - down) * size.width() + Math.max(0, -right)) * size.channels(), into,
          (y * width + Math.max(0, right)) * size.channels(), columns * size.channels());
    }
    return new Picture(framed, into);
  }

  @Override
  public String toString() {
    return "picture of " + size;
  }
}
