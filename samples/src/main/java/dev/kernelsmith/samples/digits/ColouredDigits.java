package dev.kernelsmith.samples.digits;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import java.util.Random;

/** Drawn digits in colour: 32 x 32 pixels of red, green and blue from 0 to 1, the strokes in one random colour and the paper in another. */
public final class ColouredDigits {
  private static final int SIZE = 32;
  private static final int GREY = 28;
  private static final int COLOURS = 3;

  /** How far apart the two colours are at least, summed over red, green and blue. */
  private static final float CONTRAST = 0.8f;

  private ColouredDigits() {}

  /**
   * Draws digits.
   *
   * @param size number of images
   * @param seed start of the random sequence; the same seed gives the same images
   */
  public static Dataset draw(int size, long seed) {
    Dataset digits = HandwrittenDigits.draw(size, seed);
    Random random = new Random(seed);
    float[][] images = new float[size][];
    int[] labels = new int[size];
    float[] grey = new float[GREY * GREY];
    for (int i = 0; i < size; i++) {
      digits.copyInput(i, grey, 0);
      images[i] = painted(grey, random);
      labels[i] = digits.classOf(i);
    }
    return ArrayDataset.ofClasses(images, labels);
  }

  private static float[] painted(float[] grey, Random random) {
    float[] paper = colour(random);
    float[] ink = colour(random);
    while (distance(paper, ink) < CONTRAST) {
      ink = colour(random);
    }
    int top = random.nextInt(SIZE - GREY + 1);
    int left = random.nextInt(SIZE - GREY + 1);
    float[] image = new float[SIZE * SIZE * COLOURS];
    for (int h = 0; h < SIZE; h++) {
      for (int w = 0; w < SIZE; w++) {
        int row = h - top;
        int column = w - left;
        boolean inside = row >= 0 && row < GREY && column >= 0 && column < GREY;
        float cover = inside ? grey[row * GREY + column] : 0;
        for (int c = 0; c < COLOURS; c++) {
          image[(h * SIZE + w) * COLOURS + c] = paper[c] + cover * (ink[c] - paper[c]);
        }
      }
    }
    return image;
  }

  private static float[] colour(Random random) {
    return new float[] {random.nextFloat(), random.nextFloat(), random.nextFloat()};
  }

  private static float distance(float[] a, float[] b) {
    float sum = 0;
    for (int c = 0; c < COLOURS; c++) {
      sum += Math.abs(a[c] - b[c]);
    }
    return sum;
  }
}
