package dev.kernelsmith.data.pictures;

/**
 * Extents of a picture, in the order in which networks take them.
 *
 * @param height rows
 * @param width columns
 * @param channels 1 for grey, 3 for red, green and blue
 */
public record PictureSize(int height, int width, int channels) {
  /** Checks that all are at least 1 and fit an array. */
  public PictureSize {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "a picture of " + height + " x " + width + " pixels with " + channels
              + " channels: each must be at least 1");
    }
    if ((long) height * width * channels > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a picture of " + height + " x " + width + " pixels with " + channels
              + " channels is too large for an array");
    }
  }

  /** Values of a picture. */
  public int length() {
    return height * width * channels;
  }

  @Override
  public String toString() {
    return height + " x " + width + " x " + channels;
  }
}
