package dev.kernelsmith.samples.digits;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import java.util.Random;
import java.util.function.LongFunction;

/**
 * Batches of digits that are turned, scaled and shifted a little, anew each time: a network that never sees the same picture twice learns what all
 * of them have in common. A batch follows from the seed and the number of its step, so that a training can be repeated and resumed.
 */
public final class MovedDigits implements LongFunction<Dataset> {
  private static final int SIZE = HandwrittenDigits.SIZE;
  private static final double MIDDLE = (SIZE - 1) / 2.0;
  private static final double TURN = Math.toRadians(12);
  private static final double SCALE = 0.12;
  private static final double SHIFT = 2;

  private final float[][] pictures;
  private final int[] classes;
  private final int batchSize;
  private final long seed;
  private int[] order = {};
  private long orderOf = -1;

  /**
   * Batches of these digits.
   *
   * @param digits pictures of 28 x 28 pixels and their classes
   * @param batchSize digits of a batch, but for the last of an epoch
   * @param seed of order and movement
   */
  public MovedDigits(Dataset digits, int batchSize, long seed) {
    this.batchSize = batchSize;
    this.seed = seed;
    pictures = new float[digits.size()][SIZE * SIZE];
    classes = new int[digits.size()];
    for (int i = 0; i < classes.length; i++) {
      digits.copyInput(i, pictures[i], 0);
      classes[i] = digits.classOf(i);
    }
  }

  /** Digits of an epoch. */
  public int samplesPerEpoch() {
    return classes.length;
  }

  /** The batch of a step, from 1. */
  @Override
  public Dataset apply(long step) {
    long steps = Math.ceilDiv(classes.length, batchSize);
    long epoch = (step - 1) / steps;
    shuffle(epoch);
    int start = (int) ((step - 1) % steps) * batchSize;
    float[][] moved = new float[Math.min(batchSize, classes.length - start)][SIZE * SIZE];
    int[] shown = new int[moved.length];
    Random random = new Random(seed + 0x9E3779B97F4A7C15L * step);
    for (int i = 0; i < moved.length; i++) {
      int digit = order[start + i];
      shown[i] = classes[digit];
      move(pictures[digit], moved[i], random);
    }
    return ArrayDataset.ofClasses(moved, shown);
  }

  /** The order of an epoch, which is kept for its other steps. */
  private void shuffle(long epoch) {
    if (epoch == orderOf) {
      return;
    }
    Random random = new Random(seed - epoch);
    order = new int[classes.length];
    for (int i = 0; i < order.length; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    orderOf = epoch;
  }

  /** Each pixel of the target is where it was in the source, between four pixels as a rule. */
  private static void move(float[] source, float[] target, Random random) {
    double turn = TURN * (2 * random.nextDouble() - 1);
    double scale = 1 + SCALE * (2 * random.nextDouble() - 1);
    double down = MIDDLE + SHIFT * (2 * random.nextDouble() - 1);
    double right = MIDDLE + SHIFT * (2 * random.nextDouble() - 1);
    double cos = Math.cos(turn) / scale;
    double sin = Math.sin(turn) / scale;
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double fromY = MIDDLE + cos * (y - down) - sin * (x - right);
        double fromX = MIDDLE + sin * (y - down) + cos * (x - right);
        target[y * SIZE + x] = between(source, fromY, fromX);
      }
    }
  }

  private static float between(float[] source, double y, double x) {
    int top = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    double below = y - top;
    double after = x - left;
    return (float) ((1 - below) * ((1 - after) * pixel(source, top, left) + after * pixel(source, top, left + 1))
        + below * ((1 - after) * pixel(source, top + 1, left) + after * pixel(source, top + 1, left + 1)));
  }

  private static double pixel(float[] source, int y, int x) {
    return y >= 0 && y < SIZE && x >= 0 && x < SIZE ? source[y * SIZE + x] : 0;
  }
}
