package dev.kernelsmith.samples.cli;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A grey image.
 *
 * @param width columns
 * @param height rows
 * @param values brightness, row by row, 0 black to 1 white
 */
record GreyImage(int width, int height, float[] values) {
  private static final long MAX_PIXELS = 64_000_000;

  /** Brightness at a place. */
  float at(int x, int y) {
    return values[y * width + x];
  }

  /**
   * Reads a PNG, JPEG, GIF or BMP. Colours become their luma (ITU-R BT.601); what is transparent counts as white.
   *
   * @throws IOException if the file is missing, no image, damaged, or larger than 64 megapixels
   */
  static GreyImage read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no such image file");
    }
    try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new IOException(file + " is not an image that can be read: PNG, JPEG, GIF and BMP can");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        return decode(file, reader);
      } finally {
        reader.dispose();
      }
    }
  }

  private static GreyImage decode(Path file, ImageReader reader) throws IOException {
    int width;
    int height;
    try {
      width = reader.getWidth(0);
      height = reader.getHeight(0);
      if ((long) width * height <= MAX_PIXELS) {
        return of(reader.read(0));
      }
    } catch (RuntimeException | IOException e) { // the readers of the JDK throw either for what is damaged
      throw new IOException(file + " is a damaged image: " + e.getMessage(), e);
    }
    throw new IOException(
        String.format(Locale.ROOT, "%s has %d x %d pixels, more than %d million: scale it down first", file, width,
            height, MAX_PIXELS / 1_000_000));
  }

  /** Converts an image. */
  static GreyImage of(BufferedImage image) {
    float[] values = new float[image.getWidth() * image.getHeight()];
    boolean grey =
        image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && !(image.getColorModel() instanceof IndexColorModel);
    // getRGB would take grey samples for linear light and brighten them, so they are read as they stand in the file.
    if (grey) {
      readSamples(image, values);
    } else {
      readColours(image, values);
    }
    return new GreyImage(image.getWidth(), image.getHeight(), values);
  }

  private static void readSamples(BufferedImage image, float[] values) {
    Raster raster = image.getRaster();
    float max = (1 << image.getColorModel().getComponentSize(0)) - 1;
    boolean alpha = image.getColorModel().hasAlpha();
    for (int i = 0; i < values.length; i++) {
      int x = i % image.getWidth();
      int y = i / image.getWidth();
      float opacity = alpha ? raster.getSample(x, y, 1) / max : 1;
      values[i] = raster.getSample(x, y, 0) / max * opacity + 1 - opacity;
    }
  }

  private static void readColours(BufferedImage image, float[] values) {
    for (int i = 0; i < values.length; i++) {
      int argb = image.getRGB(i % image.getWidth(), i / image.getWidth());
      float luma = (0.299f * (argb >> 16 & 0xff) + 0.587f * (argb >> 8 & 0xff) + 0.114f * (argb & 0xff)) / 255;
      float opacity = (argb >>> 24) / 255f;
      values[i] = luma * opacity + 1 - opacity;
    }
  }
}
