package dev.kernelsmith.processor.graph;

/**
 * A window that slides along one direction of an image: {@code input index = output index * stride + tap - before}.
 *
 * @param in input extent
 * @param size taps of the window
 * @param stride step between outputs; 1 where there is no more than one, whose place no stride moves
 * @param before padding before the first element
 * @param out output extent; 0 where the window does not fit
 */
public record Window(int in, int size, int stride, int before, int out) {
  /** Leaves out a stride that nothing depends on, so that a stride is always less than the input. */
  public Window {
    stride = out > 1 ? stride : 1;
  }

  /** The window of VALID padding: {@code out = floor((in - size) / stride) + 1}. */
  public static Window valid(int in, int size, int stride) {
    return new Window(in, size, stride, 0, in < size ? 0 : (in - size) / stride + 1);
  }

  /** The window of SAME padding as TensorFlow defines it: {@code out = ceil(in / stride)}, the smaller half of the padding first. */
  public static Window same(int in, int size, int stride) {
    int out = Math.ceilDiv(in, stride);
    long total = Math.max((out - 1L) * stride + size - in, 0);
    return new Window(in, size, stride, (int) (total / 2), out);
  }

  /** Whether some window reaches outside the input. */
  public boolean padded() {
    return before > 0 || (out - 1L) * stride + size - before > in;
  }

  /** Extent of the input with its padding: up to the last element that some window covers, and no less than the input. */
  public long covered() {
    return Math.max((out - 1L) * stride + size, in);
  }

  /** Classes of input elements, modulo the stride, each of which has a gradient of its own form. */
  public int residues() {
    return Math.min(stride, in);
  }

  /** Whether each tap can see the input: a longer window has taps that only ever see padding. */
  public boolean useful() {
    return size <= 2L * in - 1;
  }
}
