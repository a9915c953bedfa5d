package dev.kernelsmith.benchmarks;

import dev.kernelsmith.data.idx.IdxFiles;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * What the benchmarks train on: 28 by 28 grey pixels from 0 to 1, and classes 0 to 9. Without a file, images are drawn by a random
 * sequence that is the same on every machine: mostly background, with three bright strokes whose place depends on the class, so that
 * there is something to learn. Speed depends on neither.
 */
public final class DigitData {
  /** System property that names a directory with MNIST's files to use instead. */
  public static final String DIRECTORY_PROPERTY = "kernelsmith.benchmarks.mnist";

  private static final int SIZE = 28;
  private static final int STROKES = 3;
  private static final int STROKE_POINTS = 40;

  private final float[][] images;
  private final int[] labels;

  private DigitData(float[][] images, int[] labels) {
    this.images = images;
    this.labels = labels;
  }

  /** Drawn samples; the same arguments give the same samples. */
  public static DigitData synthetic(int samples, long seed) {
    Random random = new Random(seed);
    float[][] images = new float[samples][];
    int[] labels = new int[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = random.nextInt(10);
      images[i] = draw(labels[i], random);
    }
    return new DigitData(images, labels);
  }

  /**
   * The first training samples of MNIST where {@value #DIRECTORY_PROPERTY} names its directory, else drawn ones.
   *
   * @throws UncheckedIOException if the directory cannot be read
   */
  public static DigitData load(int samples) {
    String directory = System.getProperty(DIRECTORY_PROPERTY);
    return directory == null ? synthetic(samples, 1) : mnist(Path.of(directory), samples);
  }

  private static DigitData mnist(Path directory, int samples) {
    Dataset all;
    try {
      all = IdxFiles.mnist(directory, IdxFiles.Part.TRAIN);
    } catch (IOException e) {
      throw new UncheckedIOException(String.format(Locale.ROOT, "no MNIST for -D%s: %s", DIRECTORY_PROPERTY, e), e);
    }
    float[][] images = new float[samples][SIZE * SIZE];
    int[] labels = new int[samples];
    for (int i = 0; i < samples; i++) {
      all.copyInput(i % all.size(), images[i], 0);
      labels[i] = all.classOf(i % all.size());
    }
    return new DigitData(images, labels);
  }

  private static float[] draw(int label, Random random) {
    float[] image = new float[SIZE * SIZE];
    Random shape = new Random(label);
    double shift = random.nextGaussian();
    for (int stroke = 0; stroke < STROKES; stroke++) {
      double angle = 2 * Math.PI * shape.nextDouble() + 0.1 * random.nextGaussian();
      double h = 8 + 12 * shape.nextDouble() + shift;
      double w = 8 + 12 * shape.nextDouble() + shift;
      for (int point = 0; point < STROKE_POINTS; point++) {
        double along = 8.0 * point / STROKE_POINTS - 4;
        spot(image, h + along * Math.sin(angle), w + along * Math.cos(angle));
      }
    }
    return image;
  }

  /** Brightens the four pixels around a point, the nearer the more. */
  private static void spot(float[] image, double h, double w) {
    int top = (int) Math.floor(h);
    int left = (int) Math.floor(w);
    for (int i = Math.max(0, top); i < Math.min(SIZE, top + 2); i++) {
      for (int j = Math.max(0, left); j < Math.min(SIZE, left + 2); j++) {
        double light = (1 - Math.abs(i - h)) * (1 - Math.abs(j - w));
        image[i * SIZE + j] = (float) Math.min(1, image[i * SIZE + j] + light);
      }
    }
  }

  /** The images, one row each; not to be changed. */
  public float[][] images() {
    return images;
  }

  /** The class of each image; not to be changed. */
  public int[] labels() {
    return labels;
  }

  /** The samples as networks take them. */
  public Dataset dataset() {
    return ArrayDataset.ofClasses(images, labels);
  }
}
