package dev.kernelsmith.data.pictures;

import dev.kernelsmith.runtime.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Random changes of pictures that leave them what they are, so that a network sees each one a little differently in every epoch:
 *
 * <pre>{@code
 * Augmentation changes = Augmentation.none().flip().crop(4).brightness(0.2);
 * Trainer.of(network).validation(test).fit(changes.of(training, 7));
 * }</pre>
 *
 * <p>What becomes of a sample follows from seed, epoch and sample alone, whatever the number of threads, and a training that is resumed sees the same. Changes are made
 * where samples are copied, on the threads that train. Data that a network is validated with, and data that is read outside of a training, stays as it is.
 *
 * <p>Motions (flip, crop, shift, rotate, scale, shear) are put together in the order in which they are named, and pixels are read once, between four others as a rule;
 * flips and crops alone move whole pixels. What comes from outside of the picture has the fill value, 0 unless set. Then values are changed, in the order named; these are kept in the
 * range from 0 to 1 unless another one is set, so scale pictures to a mean of 0 behind this, not before. Objects are immutable: each method gives another one.
 */
public final class Augmentation {
  /** A random motion. */
  private interface Motion {
    void add(Affine motion, PictureSize size, RandomGenerator random);
  }

  private final List<Motion> motions;
  private final List<PixelChange> changes;
  private final List<String> words;
  private final float fill;
  private final float least;
  private final float most;
  private final double mixup;

  private Augmentation(
      List<Motion> motions, List<PixelChange> changes, List<String> words, float fill, float least, float most,
      double mixup) {
    this.motions = motions;
    this.changes = changes;
    this.words = words;
    this.fill = fill;
    this.least = least;
    this.most = most;
    this.mixup = mixup;
  }

  /** No change. */
  public static Augmentation none() {
    return new Augmentation(List.of(), List.of(), List.of(), 0, 0, 1, 0);
  }

  private Augmentation moved(String word, Motion motion) {
    return new Augmentation(added(motions, motion), changes, added(words, word), fill, least, most, mixup);
  }

  private Augmentation changed(String word, PixelChange change) {
    return new Augmentation(motions, added(changes, change), added(words, word), fill, least, most, mixup);
  }

  private static <T> List<T> added(List<T> list, T last) {
    List<T> all = new ArrayList<>(list);
    all.add(last);
    return List.copyOf(all);
  }

  private static double checked(String what, double value, double from, double to) {
    if (!(value >= from && value <= to)) {
      throw new IllegalArgumentException(
          what + " is " + value + ": it must be from " + from + " to " + to);
    }
    return value;
  }

  private static double between(RandomGenerator random, double least, double most) {
    return least + (most - least) * random.nextDouble();
  }

  private static double around(RandomGenerator random, double most) {
    return between(random, -most, most);
  }

  /** Every other picture is mirrored, left to right. */
  public Augmentation flip() {
    return moved("flip", (motion, size, random) -> motion.scale(random.nextBoolean() ? -1 : 1, 1));
  }

  /** Every other picture is mirrored, top to bottom. */
  public Augmentation flipVertically() {
    return moved("flip vertically", (motion, size, random) -> motion.scale(1, random.nextBoolean() ? -1 : 1));
  }

  /**
   * Cuts a picture of the same size out of one that is padded on all sides: it is shifted by whole pixels (He et al., "Deep Residual Learning", 2015, for CIFAR with 4).
   *
   * @param padding pixels, at least 0
   */
  public Augmentation crop(int padding) {
    checked("the padding of a crop", padding, 0, 1 << 15);
    return moved("crop " + padding, (motion, size, random) -> {
      int right = random.nextInt(-padding, padding + 1);
      motion.shift(right, random.nextInt(-padding, padding + 1));
    });
  }

  /**
   * Shifts by any part of a pixel.
   *
   * @param most the farthest, as a share of the picture's width and height, from 0 to 1
   */
  public Augmentation shift(double most) {
    checked("the most of a shift", most, 0, 1);
    return moved("shift " + most, (motion, size, random) -> {
      double right = around(random, most * size.width());
      motion.shift(right, around(random, most * size.height()));
    });
  }

  /**
   * Turns about the middle.
   *
   * @param degrees the most to either side, from 0 to 180
   */
  public Augmentation rotate(double degrees) {
    double most = Math.toRadians(checked("the most of a rotation", degrees, 0, 180));
    return moved("rotate " + degrees, (motion, size, random) -> motion.rotate(around(random, most)));
  }

  /**
   * Makes larger or smaller; factors are equally likely by their logarithm, so that double and half are.
   *
   * @param smallest the least factor, above 0
   * @param largest the greatest
   */
  public Augmentation scale(double smallest, double largest) {
    double from = Math.log(checked("the least factor of a scale", smallest, 1e-3, 1e3));
    double to = Math.log(checked("the greatest factor of a scale", largest, smallest, 1e3));
    return moved(
        "scale " + smallest + " to " + largest, (motion, size, random) -> {
          double factor = Math.exp(between(random, from, to));
          motion.scale(factor, factor);
        });
  }

  /**
   * Slants to either side.
   *
   * @param degrees the most, from 0 to 80
   */
  public Augmentation shear(double degrees) {
    double most = Math.toRadians(checked("the most of a shear", degrees, 0, 80));
    return moved("shear " + degrees, (motion, size, random) -> motion.shear(Math.tan(around(random, most))));
  }

  /**
   * Adds the same number to all values.
   *
   * @param most the greatest such number and, negative, the least; from 0 to the width of the range
   */
  public Augmentation brightness(double most) {
    checked("the most of a brightness", most, 0, Float.MAX_VALUE);
    return changed("brightness " + most, (picture, size, random) -> {
      float added = (float) around(random, most);
      for (int i = 0; i < picture.length; i++) {
        picture[i] += added;
      }
    });
  }

  /**
   * Multiplies what values differ from the mean of their channel.
   *
   * @param most factors are from 1 - this to 1 + this; from 0 to 1
   */
  public Augmentation contrast(double most) {
    checked("the most of a contrast", most, 0, 1);
    return changed("contrast " + most, (picture, size, random) -> {
      float factor = (float) (1 + around(random, most));
      int channels = size.channels();
      int pixels = size.height() * size.width();
      for (int channel = 0; channel < channels; channel++) {
        float sum = 0;
        for (int i = channel; i < picture.length; i += channels) {
          sum += picture[i];
        }
        float mean = sum / pixels;
        for (int i = channel; i < picture.length; i += channels) {
          picture[i] = mean + factor * (picture[i] - mean);
        }
      }
    });
  }

  /**
   * Adds a normal random number to each value. Takes longer than all else together.
   *
   * @param deviation the standard deviation, at least 0
   */
  public Augmentation noise(double deviation) {
    checked("the deviation of noise", deviation, 0, Float.MAX_VALUE);
    return changed("noise " + deviation, (picture, size, random) -> {
      for (int i = 0; i < picture.length; i++) {
        picture[i] += (float) (deviation * random.nextGaussian());
      }
    });
  }

  /**
   * Fills a square whose middle is anywhere in the picture (DeVries and Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout", 2017).
   *
   * @param side pixels, at least 1
   */
  public Augmentation cutout(int side) {
    checked("the side of a cutout", side, 1, 1 << 15);
    return changed("cutout " + side, (picture, size, random) -> {
      int top = random.nextInt(size.height()) - side / 2;
      int left = random.nextInt(size.width()) - side / 2;
      int from = Math.max(0, left) * size.channels();
      int to = Math.min(size.width(), left + side) * size.channels();
      for (int y = Math.max(0, top); y < Math.min(size.height(), top + side); y++) {
        int row = y * size.width() * size.channels();
        Arrays.fill(picture, row + from, row + to, fill);
      }
    });
  }

  /** A change of one's own, behind those that were named. */
  public Augmentation then(PixelChange change) {
    Objects.requireNonNull(change, "change");
    return changed("own change", change);
  }

  /**
   * Mixes each picture with another one of the data, and their targets in the same shares (Zhang et al., "mixup: Beyond Empirical Risk Minimization", 2018); behind all other changes.
   * Class numbers so become distributions over classes, which need {@code @Loss(distributions = true)}, also where the data is validated.
   *
   * @param alpha of the Beta distribution that the share is drawn from, from 0.05 to 4; the paper has 0.2 to 0.4
   */
  public Augmentation mixup(double alpha) {
    checked("the alpha of mixup", alpha, 0.05, 4);
    return new Augmentation(motions, changes, added(words, "mixup " + alpha), fill, least, most, alpha);
  }

  /** Sets the value of what lies outside of a picture, and of cutouts named from now on: 0 unless set. */
  public Augmentation fill(double value) {
    checked("the fill value", value, -Float.MAX_VALUE, Float.MAX_VALUE);
    return new Augmentation(motions, changes, words, (float) value, least, most, mixup);
  }

  /** Sets the range in which changed values are kept: 0 to 1 unless set. */
  public Augmentation range(double smallest, double largest) {
    checked("the end of the range", largest, smallest, Float.MAX_VALUE);
    return new Augmentation(motions, changes, words, fill, (float) smallest, (float) largest, mixup);
  }

  /**
   * The samples of a data set with these changes, in each epoch of a training; a view.
   *
   * @param pictures must know their shape, [height, width] or [height, width, channels]: see {@link Dataset#shaped}
   * @param seed of all random numbers
   * @throws IllegalArgumentException if they do not
   */
  public Dataset of(Dataset pictures, long seed) {
    Objects.requireNonNull(pictures, "pictures");
    List<Integer> shape = pictures.inputShape();
    if (shape.size() != 2 && shape.size() != 3) {
      throw new IllegalArgumentException(
          "the pictures have " + (shape.isEmpty() ? "no known shape" : "the shape " + shape)
              + ": changes of pictures need [height, width] or [height, width, channels]; give it with shaped(...)");
    }
    PictureSize size = new PictureSize(shape.get(0), shape.get(1), shape.size() == 2 ? 1 : shape.get(2));
    Dataset changed =
        motions.isEmpty() && changes.isEmpty() ? pictures : new AugmentedDataset(pictures, this, size, seed);
    return mixup == 0 ? changed : MixedDataset.of(changed, mixup, seed);
  }

  boolean moves() {
    return !motions.isEmpty();
  }

  float fill() {
    return fill;
  }

  /** Draws a motion. */
  Affine motion(PictureSize size, RandomGenerator random) {
    Affine motion = new Affine();
    for (Motion each : motions) {
      each.add(motion, size, random);
    }
    return motion;
  }

  /** Changes values. */
  void change(float[] picture, PictureSize size, RandomGenerator random) {
    if (changes.isEmpty()) {
      return;
    }
    for (PixelChange change : changes) {
      change.apply(picture, size, random);
    }
    for (int i = 0; i < picture.length; i++) {
      picture[i] = Math.min(most, Math.max(least, picture[i]));
    }
  }

  /** The changes, in words. */
  @Override
  public String toString() {
    return words.isEmpty() ? "no augmentation"
        : String.format(Locale.ROOT, "augmentation by %s", String.join(", ", words));
  }
}
