package dev.kernelsmith.data.pictures;

import java.util.Arrays;

/** Reads a picture at other places, between four of its pixels as a rule (bilinear); outside it has a fill value. */
final class Resampling {
  private final int height;
  private final int width;
  private final int channels;

  /** Of pictures with a size, row by row, channels innermost. */
  Resampling(int height, int width, int channels) {
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  /**
   * Writes a picture as it is seen through a motion.
   *
   * @param source the picture, from its first element on
   * @param motion where to read
   * @param fill value of what lies outside
   * @param into takes the picture
   * @param offset of its first element there
   */
  void run(float[] source, Affine motion, float fill, float[] into, int offset) {
    if (motion.movesWholePixels(height, width)) {
      move(source, motion, fill, into, offset);
    } else {
      resample(source, motion, fill, into, offset);
    }
  }

  /** Flips and shifts by whole pixels. */
  private void move(float[] source, Affine motion, float fill, float[] into, int offset) {
    int stepX = (int) motion.xx;
    int stepY = (int) motion.yy;
    int startX = (int) (motion.x0 + (1 - motion.xx) * (width - 1) / 2);
    int startY = (int) (motion.y0 + (1 - motion.yy) * (height - 1) / 2);
    int from = Math.clamp(stepX > 0 ? -startX : startX - width + 1, 0, width);
    int to = Math.clamp(stepX > 0 ? width - startX : startX + 1, from, width);
    for (int y = 0; y < height; y++) {
      int fromY = startY + stepY * y;
      int row = offset + y * width * channels;
      boolean outside = fromY < 0 || fromY >= height;
      Arrays.fill(into, row, row + (outside ? width : from) * channels, fill);
      if (outside) {
        continue;
      }
      Arrays.fill(into, row + to * channels, row + width * channels, fill);
      int line = fromY * width;
      if (stepX > 0) {
        System.arraycopy(
            source, (line + startX + from) * channels, into, row + from * channels, (to - from) * channels);
      } else {
        for (int x = from; x < to; x++) {
          System.arraycopy(source, (line + startX - x) * channels, into, row + x * channels, channels);
        }
      }
    }
  }

  private void resample(float[] source, Affine motion, float fill, float[] into, int offset) {
    double middleX = (width - 1) / 2.0;
    double middleY = (height - 1) / 2.0;
    for (int y = 0; y < height; y++) {
      // a row's places are a straight line in the source, of which one interval lies inside
      double startX = motion.xy * (y - middleY) + motion.x0 - motion.xx * middleX + middleX;
      double startY = motion.yy * (y - middleY) + motion.y0 - motion.yx * middleX + middleY;
      int from = 0;
      while (from < width && !isInside(startX + motion.xx * from, startY + motion.yx * from)) {
        from++;
      }
      int to = width;
      while (to > from && !isInside(startX + motion.xx * (to - 1), startY + motion.yx * (to - 1))) {
        to--;
      }
      int row = offset + y * width * channels;
      for (int x = 0; x < from; x++) {
        atTheEdge(source, startX + motion.xx * x, startY + motion.yx * x, fill, into, row + x * channels);
      }
      if (channels == 1) {
        inside(source, startX, motion.xx, startY, motion.yx, from, to, into, row);
      } else {
        insideOfChannels(source, startX, motion.xx, startY, motion.yx, from, to, into, row);
      }
      for (int x = to; x < width; x++) {
        atTheEdge(source, startX + motion.xx * x, startY + motion.yx * x, fill, into, row + x * channels);
      }
    }
  }

  /** Whether four pixels are there. */
  private boolean isInside(double x, double y) {
    return x >= 0 && x < width - 1 && y >= 0 && y < height - 1;
  }

  private void inside(
      float[] source, double startX, double stepX, double startY, double stepY, int from, int to, float[] into,
      int row) {
    for (int x = from; x < to; x++) {
      double fromX = startX + stepX * x;
      double fromY = startY + stepY * x;
      int left = (int) fromX;
      int top = (int) fromY;
      float after = (float) (fromX - left);
      float below = (float) (fromY - top);
      int at = top * width + left;
      float upper = source[at] + after * (source[at + 1] - source[at]);
      float lower = source[at + width] + after * (source[at + width + 1] - source[at + width]);
      into[row + x] = upper + below * (lower - upper);
    }
  }

  private void insideOfChannels(
      float[] source, double startX, double stepX, double startY, double stepY, int from, int to, float[] into,
      int row) {
    int pitch = width * channels;
    for (int x = from; x < to; x++) {
      double fromX = startX + stepX * x;
      double fromY = startY + stepY * x;
      int left = (int) fromX;
      int top = (int) fromY;
      float after = (float) (fromX - left);
      float below = (float) (fromY - top);
      int at = top * pitch + left * channels;
      int target = row + x * channels;
      for (int channel = 0; channel < channels; channel++, at++) {
        float upper = source[at] + after * (source[at + channels] - source[at]);
        float lower = source[at + pitch] + after * (source[at + pitch + channels] - source[at + pitch]);
        into[target + channel] = upper + below * (lower - upper);
      }
    }
  }

  private void atTheEdge(float[] source, double fromX, double fromY, float fill, float[] into, int target) {
    if (!(fromX > -1 && fromX < width && fromY > -1 && fromY < height)) {
      for (int channel = 0; channel < channels; channel++) {
        into[target + channel] = fill;
      }
      return;
    }
    int left = (int) Math.floor(fromX);
    int top = (int) Math.floor(fromY);
    float after = (float) (fromX - left);
    float below = (float) (fromY - top);
    for (int channel = 0; channel < channels; channel++) {
      float upperLeft = pixel(source, top, left, channel, fill);
      float lowerLeft = pixel(source, top + 1, left, channel, fill);
      float upper = upperLeft + after * (pixel(source, top, left + 1, channel, fill) - upperLeft);
      float lower = lowerLeft + after * (pixel(source, top + 1, left + 1, channel, fill) - lowerLeft);
      into[target + channel] = upper + below * (lower - upper);
    }
  }

  private float pixel(float[] source, int y, int x, int channel, float fill) {
    return y >= 0 && y < height && x >= 0 && x < width ? source[(y * width + x) * channels + channel] : fill;
  }
}
