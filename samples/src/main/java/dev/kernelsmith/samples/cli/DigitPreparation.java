package dev.kernelsmith.samples.cli;

import java.util.Arrays;

/**
 * Makes an image what the digit networks were trained on: white ink on black, 28 x 28, the digit in a box of 20 x 20
 * with its centre of mass in the middle, as MNIST was made (LeCun, Bottou, Bengio and Haffner, 1998).
 */
final class DigitPreparation {
  /** Width and height of the result. */
  static final int SIZE = 28;

  private static final int BOX = 20;
  private static final float PAPER_GRAIN = 0.15f;
  private static final float LEAST_CONTRAST = 0.1f;

  private DigitPreparation() {}

  /**
   * Prepares an image of any size. One of 28 x 28 is taken as it is, but for the colour of its paper.
   *
   * @return {@code 28 * 28} values in [0, 1]
   * @throws IllegalArgumentException if the image is of one shade
   */
  static float[] prepare(GreyImage image) {
    float paper = paper(image);
    float darkest = Float.POSITIVE_INFINITY;
    float lightest = Float.NEGATIVE_INFINITY;
    for (float value : image.values()) {
      darkest = Math.min(darkest, value);
      lightest = Math.max(lightest, value);
    }
    if (lightest - darkest < LEAST_CONTRAST) {
      throw new IllegalArgumentException("the image is of one shade: there is no digit to see");
    }
    boolean darkOnLight = paper > (darkest + lightest) / 2;
    if (image.width() == SIZE && image.height() == SIZE) {
      return darkOnLight ? inverted(image.values()) : image.values().clone();
    }
    return centred(scaled(ink(image, paper, darkOnLight ? darkest : lightest)));
  }

  /** The median brightness of the border: what is drawn rarely covers half of it. */
  private static float paper(GreyImage image) {
    int width = image.width();
    int height = image.height();
    float[] border = new float[2 * (width + height)];
    for (int x = 0; x < width; x++) {
      border[2 * x] = image.at(x, 0);
      border[2 * x + 1] = image.at(x, height - 1);
    }
    for (int y = 0; y < height; y++) {
      border[2 * (width + y)] = image.at(0, y);
      border[2 * (width + y) + 1] = image.at(width - 1, y);
    }
    Arrays.sort(border);
    return border[border.length / 2];
  }

  private static float[] inverted(float[] values) {
    float[] inverted = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      inverted[i] = 1 - values[i];
    }
    return inverted;
  }

  /** How much of the full ink each pixel has; the grain and shading of the paper are cut off. */
  private static GreyImage ink(GreyImage image, float paper, float full) {
    float[] ink = new float[image.values().length];
    for (int i = 0; i < ink.length; i++) {
      float amount = (image.values()[i] - paper) / (full - paper);
      ink[i] = Math.clamp((amount - PAPER_GRAIN) / (1 - PAPER_GRAIN), 0f, 1f);
    }
    return new GreyImage(image.width(), image.height(), ink);
  }

  /**
   * Cuts out what has ink and scales it by area averages so that its longer side is 20 pixels; then stretches to full
   * ink.
   */
  private static GreyImage scaled(GreyImage ink) {
    int left = ink.width();
    int top = ink.height();
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < ink.height(); y++) {
      for (int x = 0; x < ink.width(); x++) {
        if (ink.at(x, y) > 0.25f) {
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y + 1);
        }
      }
    }
    double scale = Math.max(right - left, bottom - top) / (double) BOX;
    int width = Math.max(1, (int) Math.round((right - left) / scale));
    int height = Math.max(1, (int) Math.round((bottom - top) / scale));
    float[] values = new float[width * height];
    float most = 0;
    double stepX = (double) (right - left) / width;
    double stepY = (double) (bottom - top) / height;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double fromX = left + x * stepX;
        double fromY = top + y * stepY;
        float value = average(ink, fromX, fromY, fromX + stepX, fromY + stepY);
        values[y * width + x] = value;
        most = Math.max(most, value);
      }
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= most;
    }
    return new GreyImage(width, height, values);
  }

  private static float average(GreyImage image, double x0, double y0, double x1, double y1) {
    double sum = 0;
    for (int y = (int) y0; y < Math.min(image.height(), Math.ceil(y1)); y++) {
      double rows = Math.min(y1, y + 1) - Math.max(y0, y);
      for (int x = (int) x0; x < Math.min(image.width(), Math.ceil(x1)); x++) {
        sum += image.at(x, y) * rows * (Math.min(x1, x + 1) - Math.max(x0, x));
      }
    }
    return (float) (sum / ((x1 - x0) * (y1 - y0)));
  }

  private static float[] centred(GreyImage digit) {
    double mass = 0;
    double massX = 0;
    double massY = 0;
    for (int y = 0; y < digit.height(); y++) {
      for (int x = 0; x < digit.width(); x++) {
        mass += digit.at(x, y);
        massX += digit.at(x, y) * (x + 0.5);
        massY += digit.at(x, y) * (y + 0.5);
      }
    }
    int left = place(SIZE / 2.0 - massX / mass, digit.width());
    int top = place(SIZE / 2.0 - massY / mass, digit.height());
    float[] image = new float[SIZE * SIZE];
    for (int y = 0; y < digit.height(); y++) {
      System.arraycopy(digit.values(), y * digit.width(), image, (top + y) * SIZE + left, digit.width());
    }
    return image;
  }

  private static int place(double wanted, int extent) {
    return Math.clamp(Math.round(wanted), 0, SIZE - extent);
  }
}
