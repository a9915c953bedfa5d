package dev.kernelsmith.samples.shapes;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import java.util.Random;

/**
 * Grey images of a disc and a square of equal brightness on grained paper, in places of their own. The target of each is the mask of its disc: 1 for a
 * pixel of it, else 0. How bright a pixel is does not tell discs from squares; the outline around it does.
 */
public final class DrawnShapes {
  /** Width and height of an image in pixels. */
  public static final int SIZE = 24;

  private static final int LEAST_RADIUS = 3;
  private static final int MOST_RADIUS = 5;
  private static final float GRAIN = 0.1f;

  private DrawnShapes() {}

  /**
   * Draws images.
   *
   * @param count number of images
   * @param seed the same seed draws the same images
   * @return inputs and targets of shape {@code 24 x 24 x 1}
   */
  public static Dataset draw(int count, long seed) {
    Random random = new Random(seed);
    float[][] images = new float[count][SIZE * SIZE];
    float[][] masks = new float[count][SIZE * SIZE];
    for (int i = 0; i < count; i++) {
      draw(random, images[i], masks[i]);
    }
    return ArrayDataset.ofValues(images, masks);
  }

  private static void draw(Random random, float[] image, float[] mask) {
    Shape disc;
    Shape square;
    do { // both anew: a large one in the middle leaves no room for another
      disc = Shape.random(random);
      square = Shape.random(random);
    } while (square.touches(disc));
    float paper = 0.3f * random.nextFloat();
    float ink = 0.6f + 0.4f * random.nextFloat();
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        int pixel = row * SIZE + column;
        boolean inDisc = disc.round(row, column);
        mask[pixel] = inDisc ? 1 : 0;
        image[pixel] = (inDisc || square.square(row, column) ? ink : paper) + GRAIN * (float) random.nextGaussian();
      }
    }
  }

  /** Where a shape is: the middle, and half its width. */
  private record Shape(int row, int column, int radius) {
    static Shape random(Random random) {
      int radius = LEAST_RADIUS + random.nextInt(MOST_RADIUS - LEAST_RADIUS + 1);
      int room = SIZE - 2 * radius;
      return new Shape(radius + random.nextInt(room), radius + random.nextInt(room), radius);
    }

    boolean square(int r, int c) {
      return Math.max(Math.abs(r - row), Math.abs(c - column)) <= radius;
    }

    boolean round(int r, int c) {
      return (r - row) * (r - row) + (c - column) * (c - column) <= radius * radius;
    }

    boolean touches(Shape other) {
      return Math.max(Math.abs(other.row - row), Math.abs(other.column - column)) <= radius + other.radius + 1;
    }
  }
}
