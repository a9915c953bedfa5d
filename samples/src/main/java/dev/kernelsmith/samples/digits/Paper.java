package dev.kernelsmith.samples.digits;

import java.util.Random;

/** A square grey image on which lines leave ink. */
final class Paper {
  private final int size;
  private float[] ink;

  Paper(int size) {
    this.size = size;
    ink = new float[size * size];
  }

  /** Draws a line with round joints; where lines cross, the ink is no darker. */
  void draw(Hand.Line line) {
    for (int i = 1; i < line.x().length; i++) {
      segment(line.x()[i - 1], line.y()[i - 1], line.x()[i], line.y()[i], line.radius()[i]);
    }
  }

  /**
   * A pixel is covered to the degree at which its centre lies within the radius: a ramp one pixel wide, which is the
   * anti-aliasing.
   */
  private void segment(double x0, double y0, double x1, double y1, double radius) {
    double reach = radius + 0.5;
    int top = clamp(Math.ceil(Math.min(y0, y1) - reach));
    int bottom = clamp(Math.floor(Math.max(y0, y1) + reach) + 1);
    int left = clamp(Math.ceil(Math.min(x0, x1) - reach));
    int right = clamp(Math.floor(Math.max(x0, x1) + reach) + 1);
    double dx = x1 - x0;
    double dy = y1 - y0;
    double scale = 1 / Math.max(dx * dx + dy * dy, 1e-12);
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        double along = Math.clamp(((x - x0) * dx + (y - y0) * dy) * scale, 0.0, 1.0);
        double awayX = x - x0 - along * dx;
        double awayY = y - y0 - along * dy;
        double distance = awayX * awayX + awayY * awayY;
        if (distance < reach * reach) {
          float cover = (float) Math.min(1, reach - Math.sqrt(distance));
          ink[y * size + x] = Math.max(ink[y * size + x], cover);
        }
      }
    }
  }

  private int clamp(double coordinate) {
    return (int) Math.clamp(coordinate, 0, size);
  }

  /**
   * Blurs with the kernel {@code (s, 1 - 2 s, s)} in both directions.
   *
   * @param s weight of a neighbour, 0 to 1/3
   */
  void blur(float s) {
    ink = blurred(blurred(ink, s, 1), s, size);
  }

  private float[] blurred(float[] from, float s, int stride) {
    float[] to = new float[from.length];
    for (int i = 0; i < from.length; i++) {
      int along = i / stride % size;
      float before = along > 0 ? from[i - stride] : 0;
      float after = along < size - 1 ? from[i + stride] : 0;
      to[i] = (1 - 2 * s) * from[i] + s * (before + after);
    }
    return to;
  }

  /**
   * Writes the image as bytes, 0 for paper, 255 for full ink.
   *
   * @param strength grey of full ink, 0 to 1
   * @param noise largest deviation of a pixel by noise, 0 to 1
   */
  void develop(float strength, float noise, Random random, byte[] into, int offset) {
    for (int i = 0; i < ink.length; i++) {
      float grain = noise * (random.nextFloat() + random.nextFloat() - 1);
      float value = strength * ink[i] + grain * (0.25f + ink[i]);
      into[offset + i] = (byte) Math.round(255 * Math.clamp(value, 0f, 1f));
    }
  }
}
