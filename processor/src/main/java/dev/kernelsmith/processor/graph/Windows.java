package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.Padding;
import java.util.List;

/**
 * The window of a convolution or a pooling in both directions of an image.
 *
 * @param vertical along the height
 * @param horizontal along the width
 */
public record Windows(Window vertical, Window horizontal) {
  /**
   * The windows over an image.
   *
   * @param image height, width, channels
   * @param size window height and width
   * @param stride vertical and horizontal
   * @param padding at the border of the image
   */
  public static Windows over(Shape image, List<Integer> size, List<Integer> stride, Padding padding) {
    return new Windows(
        along(image.dims().get(0), size.get(0), stride.get(0), padding),
        along(image.dims().get(1), size.get(1), stride.get(1), padding));
  }

  private static Window along(int in, int size, int stride, Padding padding) {
    return padding == Padding.SAME ? Window.same(in, size, stride) : Window.valid(in, size, stride);
  }

  /** Classes of elements of the image, modulo the strides, each of which has a gradient of its own form. */
  public long residues() {
    return Sizes.times(vertical.residues(), horizontal.residues());
  }

  /** Whether some window reaches outside the image. */
  public boolean padded() {
    return vertical.padded() || horizontal.padded();
  }
}
