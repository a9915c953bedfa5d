package dev.kernelsmith.samples.digits;

import dev.kernelsmith.runtime.data.Dataset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Draws handwritten-like digits, so that there is something to learn from on a bare machine. Each is written from one
 * of several stroke skeletons with an unsteady hand: moved control points, elastic distortion, slant, rotation,
 * stretch, shift, and a pen of varying width and ink; then blurred and grained. The images look like MNIST's: 28 x 28
 * grey, white on black.
 *
 * <p>Image {@code i} depends on the seed and {@code i} alone, and every step is exactly specified arithmetic, so the
 * same seed gives the same bytes on every machine.
 */
public final class HandwrittenDigits {
  /** Width and height of an image in pixels. */
  public static final int SIZE = 28;

  /** Number of classes. */
  public static final int CLASSES = 10;

  private static final int PIXELS = SIZE * SIZE;

  /** How many digits can be drawn: their pixels are held in one array. */
  public static final int MOST = (Integer.MAX_VALUE - 8) / PIXELS;

  private HandwrittenDigits() {}

  /**
   * Draws a set of digits. Every ten images hold each digit once, in random order.
   *
   * @param count number of images, at least 1, at most {@link #MOST}
   * @param seed two sets of different seeds have no image in common
   * @return inputs of shape {@code 28 x 28 x 1} in [0, 1], with class numbers
   */
  public static Dataset draw(int count, long seed) {
    if (count < 1) {
      throw new IllegalArgumentException("count is " + count + ", but at least 1 digit must be drawn");
    }
    if (count > MOST) {
      throw new IllegalArgumentException("count is " + count + ", but at most " + MOST + " digits can be drawn");
    }
    byte[] pixels = new byte[count * PIXELS];
    byte[] labels = labels(count, seed);
    IntStream.range(0, count).parallel().forEach(i -> drawInto(labels[i], random(seed, i), pixels, i * PIXELS));
    return new DrawnImages(pixels, labels);
  }

  private static byte[] labels(int count, long seed) {
    Random random = random(seed, -1);
    byte[] labels = new byte[count];
    List<Integer> digits = new ArrayList<>(IntStream.range(0, CLASSES).boxed().toList());
    for (int i = 0; i < count; i++) {
      if (i % CLASSES == 0) {
        Collections.shuffle(digits, random);
      }
      labels[i] = digits.get(i % CLASSES).byteValue();
    }
    return labels;
  }

  private static void drawInto(int digit, Random random, byte[] pixels, int offset) {
    Paper paper = new Paper(SIZE);
    new Hand(random).write(Glyphs.choose(digit, random), SIZE).forEach(paper::draw);
    paper.blur(0.02f + 0.13f * random.nextFloat());
    float strength = 0.85f + 0.3f * random.nextFloat();
    float noise = 0.12f * random.nextFloat();
    paper.develop(strength, noise, random, pixels, offset);
  }

  /**
   * One generator per image, its seed mixed (with the finalizer of SplitMix64) so that neighbours have nothing in
   * common.
   */
  private static Random random(long seed, int index) {
    long z = seed * 0x9E3779B97F4A7C15L + index * 0xD1B54A32D192ED03L + 0x2545F4914F6CDD1DL;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return new Random(z ^ (z >>> 31));
  }
}
