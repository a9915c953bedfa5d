package dev.kernelsmith.tools;

import dev.kernelsmith.data.pictures.PictureFile;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A grey image.
 *
 * @param width columns
 * @param height rows
 * @param values brightness, row by row, 0 black to 1 white
 */
record GreyImage(int width, int height, float[] values) {
  /** Brightness at a place. */
  float at(int x, int y) {
    return values[y * width + x];
  }

  /** Mean brightness of a rectangle, whose sides may cut through pixels. */
  float average(double x0, double y0, double x1, double y1) {
    double sum = 0;
    for (int y = (int) y0; y < Math.min(height, Math.ceil(y1)); y++) {
      double rows = Math.min(y1, y + 1) - Math.max(y0, y);
      for (int x = (int) x0; x < Math.min(width, Math.ceil(x1)); x++) {
        sum += at(x, y) * rows * (Math.min(x1, x + 1) - Math.max(x0, x));
      }
    }
    return (float) (sum / ((x1 - x0) * (y1 - y0)));
  }

  /** This image, made smaller if a side is longer. */
  GreyImage atMost(int side) {
    int longer = Math.max(width, height);
    if (longer <= side) {
      return this;
    }
    int columns = (int) Math.max(1, (long) width * side / longer);
    int rows = (int) Math.max(1, (long) height * side / longer);
    double stepX = (double) width / columns;
    double stepY = (double) height / rows;
    float[] smaller = new float[columns * rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double x = column * stepX;
        double y = row * stepY;
        smaller[row * columns + column] = average(x, y, Math.min(width, x + stepX), Math.min(height, y + stepY));
      }
    }
    return new GreyImage(columns, rows, smaller);
  }

  /**
   * Reads a PNG, JPEG, GIF or BMP and turns it upright. Colours become their luma (ITU-R BT.601); paper is put behind what is
   * transparent, as {@link Transparency} says.
   *
   * @throws IOException if the file is missing, no image, damaged, or larger than 64 megapixels
   */
  static GreyImage read(Path file) throws IOException {
    return of(PictureFile.read(file));
  }

  /** Converts an image. */
  static GreyImage of(BufferedImage image) {
    boolean grey =
        image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && !(image.getColorModel() instanceof IndexColorModel);
    boolean alpha = image.getColorModel().hasAlpha();
    float[] opacity = alpha ? new float[image.getWidth() * image.getHeight()] : null;
    // getRGB would take grey samples for linear light and brighten them, so they are read as they stand in the file.
    float[] values = grey ? samples(image, opacity) : lumas(image, opacity);
    if (opacity != null) {
      Transparency.compose(values, opacity, image.getWidth());
    }
    return new GreyImage(image.getWidth(), image.getHeight(), values);
  }

  private static float[] samples(BufferedImage image, float @Nullable [] opacity) {
    float[] values = new float[image.getWidth() * image.getHeight()];
    Raster raster = image.getRaster();
    float max = (1 << image.getColorModel().getComponentSize(0)) - 1;
    for (int i = 0; i < values.length; i++) {
      int x = i % image.getWidth();
      int y = i / image.getWidth();
      values[i] = raster.getSample(x, y, 0) / max;
      if (opacity != null) {
        opacity[i] = raster.getSample(x, y, 1) / max;
      }
    }
    return values;
  }

  private static float[] lumas(BufferedImage image, float @Nullable [] opacity) {
    float[] values = new float[image.getWidth() * image.getHeight()];
    for (int i = 0; i < values.length; i++) {
      int argb = image.getRGB(i % image.getWidth(), i / image.getWidth());
      values[i] = (0.299f * (argb >> 16 & 0xff) + 0.587f * (argb >> 8 & 0xff) + 0.114f * (argb & 0xff)) / 255;
      if (opacity != null) {
        opacity[i] = (argb >>> 24) / 255f;
      }
    }
    return values;
  }
}
