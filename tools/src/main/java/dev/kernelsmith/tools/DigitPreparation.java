package dev.kernelsmith.tools;

/**
 * Makes an image what the digit networks were trained on: white ink on black, 28 x 28, the digit in a box of 20 x 20
 * with its centre of mass in the middle, as MNIST was made (LeCun, Bottou, Bengio and Haffner, 1998).
 */
final class DigitPreparation {
  /** Width and height of the result. */
  static final int SIZE = 28;

  private static final int BOX = 20;

  /** More pixels along a side tell nothing more of a digit that is 20 pixels high in the end. */
  private static final int LARGEST = 1024;

  private DigitPreparation() {}

  /**
   * Prepares an image of any size. A frame around the digit is taken away; one of 28 x 28 without a frame is taken as it is, but for
   * the colour of its paper.
   *
   * @return {@code 28 * 28} values in [0, 1]
   * @throws IllegalArgumentException if the image is of one shade
   */
  static float[] prepare(GreyImage image) {
    Ink ink = Ink.of(image.atMost(LARGEST));
    if (image.width() == SIZE && image.height() == SIZE && !ink.framed()) {
      return ink.darkOnLight() ? inverted(image.values()) : image.values().clone();
    }
    return centred(scaled(ink.amounts()));
  }

  private static float[] inverted(float[] values) {
    float[] inverted = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      inverted[i] = 1 - values[i];
    }
    return inverted;
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
        if (ink.at(x, y) > Ink.DRAWN) {
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
        float value = ink.average(fromX, fromY, fromX + stepX, fromY + stepY);
        values[y * width + x] = value;
        most = Math.max(most, value);
      }
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= most;
    }
    return new GreyImage(width, height, values);
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
