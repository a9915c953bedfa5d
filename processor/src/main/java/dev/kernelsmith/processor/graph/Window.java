package dev.kernelsmith.processor.graph;

/**
 * A window that slides along one direction of an image: {@code input index = output index * stride + tap * dilation - before}.
 *
 * @param in input extent
 * @param size taps of the window
 * @param stride step between outputs; 1 where there is no more than one, whose place no stride moves
 * @param dilation step between taps; 1 where there is only one
 * @param before padding before the first element
 * @param after padding behind the last element
 * @param out output extent; 0 where the window does not fit
 */
public record Window(int in, int size, int stride, int dilation, long before, long after, int out) {
  /** Leaves out steps that nothing depends on, so that a stride is always less than the input with its padding. */
  public Window {
    stride = out > 1 ? stride : 1;
    dilation = size > 1 ? dilation : 1;
  }

  /**
   * The window of a given padding: {@code out = floor((before + in + after - reach) / stride) + 1}.
   *
   * @param ceiling whether the quotient is rounded up instead, as long as the last window begins before the padding behind the input
   */
  public static Window padded(int in, int size, int stride, int dilation, long before, long after, boolean ceiling) {
    long room = before + in + after - reach(size, dilation);
    if (room < 0) {
      return new Window(in, size, stride, dilation, before, after, 0);
    }
    long last = ceiling ? Math.ceilDiv(room, stride) : room / stride;
    if (ceiling && last * stride >= before + in) {
      last--;
    }
    return new Window(in, size, stride, dilation, before, after, (int) Math.min(last + 1, Integer.MAX_VALUE));
  }

  /**
   * The window of SAME padding as TensorFlow and ONNX define it: {@code out = ceil(in / stride)}.
   *
   * @param lower whether the larger half of the padding comes first, rather than the smaller one
   */
  public static Window same(int in, int size, int stride, int dilation, boolean lower) {
    int out = Math.ceilDiv(in, stride);
    long total = Math.max((out - 1L) * stride + reach(size, dilation) - in, 0);
    long before = lower ? total - total / 2 : total / 2;
    return new Window(in, size, stride, dilation, before, total - before, out);
  }

  /** The window of VALID padding. */
  public static Window valid(int in, int size, int stride, int dilation, boolean ceiling) {
    return padded(in, size, stride, dilation, 0, 0, ceiling);
  }

  /** The window of FULL padding, which is at each place where it touches the input. */
  public static Window full(int in, int size, int stride, int dilation, boolean ceiling) {
    long pad = reach(size, dilation) - 1;
    return padded(in, size, stride, dilation, pad, pad, ceiling);
  }

  /** The window of CAUSAL padding, which ends at the place of its output. */
  public static Window causal(int in, int size, int stride, int dilation, boolean ceiling) {
    return padded(in, size, stride, dilation, reach(size, dilation) - 1, 0, ceiling);
  }

  /**
   * The window that a transposed convolution turns round: it slides over the output, with an output of its own for each element of the
   * input. Where nothing is left of the output, its extent is 0.
   *
   * @param inputs extent of the transposed convolution's input
   * @param more padding at the end of the output
   */
  public static Window transposed(int inputs, int size, int stride, int dilation, long before, long after, int more) {
    long extent = (inputs - 1L) * stride + reach(size, dilation) - before - after + more;
    return new Window((int) Math.clamp(extent, 0L, Integer.MAX_VALUE), size, stride, dilation, before, after, inputs);
  }

  /**
   * The same with SAME padding: as many times the stride as there are inputs.
   *
   * @param lower whether the larger half of the padding comes first, rather than the smaller one
   */
  public static Window transposedSame(int inputs, int size, int stride, int dilation, boolean lower) {
    long extent = Math.min((long) inputs * stride, Integer.MAX_VALUE);
    long total = Math.max(reach(size, dilation) - stride, 0);
    long before = lower ? total - total / 2 : total / 2;
    return new Window((int) extent, size, stride, dilation, before, total - before, inputs);
  }

  private static long reach(int size, int dilation) {
    return (size - 1L) * dilation + 1;
  }

  /** Extent from the first tap to the last. */
  public long reach() {
    return reach(size, dilation);
  }

  private long lastStart() {
    return (out - 1L) * stride - before;
  }

  /** Whether some window reaches outside the input. */
  public boolean padded() {
    return before > 0 || lastStart() + reach() > in;
  }

  /** Extent of the input with its padding: up to the last element that some window covers, and no less than the input. */
  public long covered() {
    return before + Math.max(lastStart() + reach(), in);
  }

  /** Classes of input elements, modulo the stride, each of which has a gradient of its own form. */
  public int residues() {
    return Math.min(stride, in);
  }

  /** Whether each tap can see the input: a longer window has taps that only ever see padding. */
  public boolean useful() {
    return reach() <= 2L * in - 1 || before <= (out - 1L) * stride && reach() - before <= in;
  }

  /** The first output whose window has no tap on the input; -1 where each has one. */
  public long firstWithoutInput() {
    for (long o = 0; o < out && o * stride < before; o++) {
      long toInput = before - o * stride;
      long tap = Math.ceilDiv(toInput, dilation);
      if (tap >= size || tap * dilation - toInput >= in) {
        return o;
      }
    }
    return lastStart() >= in ? Math.ceilDiv(before + in, stride) : -1;
  }
}
