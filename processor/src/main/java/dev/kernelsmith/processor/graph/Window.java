package dev.kernelsmith.processor.graph;

/**
 * A window that slides along one direction of an image: {@code input index = output index * stride + tap - before}.
 *
 * @param in input extent
 * @param size taps of the window
 * @param stride step between outputs
 * @param before padding before the first element
 * @param out output extent; 0 or less where the window does not fit
 */
public record Window(int in, int size, int stride, int before, int out) {
  /** The window of VALID padding: {@code out = floor((in - size) / stride) + 1}. */
  public static Window valid(int in, int size, int stride) {
    return new Window(in, size, stride, 0, Math.floorDiv(in - size, stride) + 1);
  }

  /** The window of SAME padding as TensorFlow defines it: {@code out = ceil(in / stride)}, the smaller half of the padding first. */
  public static Window same(int in, int size, int stride) {
    int out = Math.ceilDiv(in, stride);
    int total = Math.max((out - 1) * stride + size - in, 0);
    return new Window(in, size, stride, total / 2, out);
  }

  /** Whether some window reaches outside the input. */
  public boolean padded() {
    return before > 0 || (out - 1) * stride + size - before > in;
  }
}
