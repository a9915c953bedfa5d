package dev.kernelsmith.samples.shapes;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;

/** Pictures of square signs with one of three patterns, in bright colours, anywhere on a dark picture. */
public final class DrawnSigns {
  /** Names of the patterns: from above to below, from left to right, and both. */
  public static final List<String> KINDS = List.of("bars", "stripes", "chequers");

  /** Least red, green and blue of a sign. */
  private static final int BRIGHT = 128;

  /** How many shades of each there are, of the sign and of what is behind it. */
  private static final int RANGE = 128;

  private DrawnSigns() {}

  /**
   * A sign and where it is.
   *
   * @param image the picture
   * @param kind number of its pattern
   * @param x its middle, from the left side at 0 to the right side at 1
   * @param y the same, from above
   */
  public record Sign(BufferedImage image, int kind, double x, double y) {}

  /**
   * Draws a sign.
   *
   * @param kind number of its pattern
   * @param width of the picture, in pixels
   * @param height of the picture
   */
  public static Sign draw(int kind, int width, int height, Random random) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    Color paper = colour(random, 0);
    Color ink = colour(random, BRIGHT);
    graphics.setColor(paper);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    int radius = (int) (Math.min(width, height) * (0.2 + 0.15 * random.nextDouble()));
    int x = radius + random.nextInt(width - 2 * radius);
    int y = radius + random.nextInt(height - 2 * radius);
    int band = Math.max(2, radius / 3);
    for (int row = 0; row < 2 * radius; row++) {
      for (int column = 0; column < 2 * radius; column++) {
        boolean down = column / band % 2 == 0;
        boolean across = row / band % 2 == 0;
        if (kind == 0 ? down : kind == 1 ? across : down == across) {
          image.setRGB(x - radius + column, y - radius + row, ink.getRGB());
        }
      }
    }
    return new Sign(image, kind, (double) x / width, (double) y / height);
  }

  private static Color colour(Random random, int least) {
    return new Color(least + random.nextInt(RANGE), least + random.nextInt(RANGE), least + random.nextInt(RANGE));
  }
}
