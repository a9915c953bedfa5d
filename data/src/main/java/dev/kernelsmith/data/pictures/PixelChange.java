package dev.kernelsmith.data.pictures;

import java.util.random.RandomGenerator;

/** A random change of the values of a picture, made in place. */
@FunctionalInterface
public interface PixelChange {
  /**
   * Changes a picture.
   *
   * @param picture its values, row by row, channels innermost
   * @param size of the picture
   * @param random all numbers that the change draws, so that seed, epoch and sample determine it
   */
  void apply(float[] picture, PictureSize size, RandomGenerator random);
}
