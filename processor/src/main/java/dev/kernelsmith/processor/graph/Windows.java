package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.Padding;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The windows of a convolution or a pooling, one for each direction of an image.
 *
 * @param along along the height, then the width
 */
public record Windows(List<Window> along) {
  /** Parts that each take code of their own, of one gradient or one output. */
  static final long MOST_PARTS = 256;

  /** Copies the list. */
  public Windows {
    along = List.copyOf(along);
  }

  /**
   * The windows over an image, by the values {@code stride}, {@code dilation}, {@code padding} and {@code pads} of an annotation.
   *
   * @param image height, width, channels
   * @param sizeName how the annotation calls the size, which is also the stride where that is empty
   * @param ceiling whether what is left over of the image gets an output of its own
   */
  public static Windows over(Shape image, Attributes attributes, String sizeName, boolean ceiling) {
    int directions = image.rank() - 1;
    List<Integer> size = attributes.each(sizeName, directions);
    List<Integer> stride = attributes.each(attributes.integers("stride").isEmpty() ? sizeName : "stride", directions);
    List<Integer> dilation = attributes.each("dilation", directions);
    List<Integer> pads = attributes.each("pads", 2 * directions);
    Padding padding = attributes.constant("padding", Padding.class);
    List<Window> along = new ArrayList<>();
    for (int d = 0; d < directions; d++) {
      int in = image.dims().get(d);
      along.add(
          pads.isEmpty()
              ? along(in, size.get(d), stride.get(d), dilation.get(d), padding, ceiling)
              : Window.padded(
                  in, size.get(d), stride.get(d), dilation.get(d), pads.get(d), pads.get(d + directions), ceiling));
    }
    return new Windows(along);
  }

  /** The windows that a transposed convolution of an image turns round: they slide over its output. */
  public static Windows transposed(Shape image, Attributes attributes, String sizeName) {
    int directions = image.rank() - 1;
    List<Integer> size = attributes.each(sizeName, directions);
    List<Integer> stride = attributes.each("stride", directions);
    List<Integer> dilation = attributes.each("dilation", directions);
    List<Integer> more = attributes.each("outputPadding", directions);
    List<Integer> pads = attributes.each("pads", 2 * directions);
    Padding padding = attributes.constant("padding", Padding.class);
    List<Window> along = new ArrayList<>();
    for (int d = 0; d < directions; d++) {
      int in = image.dims().get(d);
      long all = (size.get(d) - 1L) * dilation.get(d);
      long before = !pads.isEmpty() ? pads.get(d) : padding == Padding.FULL || padding == Padding.CAUSAL ? all : 0;
      long after = !pads.isEmpty() ? pads.get(d + directions) : padding == Padding.FULL ? all : 0;
      along.add(
          pads.isEmpty() && isSame(padding)
              ? Window.transposedSame(
                  in, size.get(d), stride.get(d), dilation.get(d), padding == Padding.SAME_LOWER)
              : Window.transposed(in, size.get(d), stride.get(d), dilation.get(d), before, after, more.get(d)));
    }
    return new Windows(along);
  }

  /** Whether a padding tells the extent of the output by that of the input alone. */
  static boolean isSame(Padding padding) {
    return padding == Padding.SAME || padding == Padding.SAME_LOWER;
  }

  private static Window along(int in, int size, int stride, int dilation, Padding padding, boolean ceiling) {
    return switch (padding) {
      case SAME -> Window.same(in, size, stride, dilation, false);
      case SAME_LOWER -> Window.same(in, size, stride, dilation, true);
      case VALID -> Window.valid(in, size, stride, dilation, ceiling);
      case FULL -> Window.full(in, size, stride, dilation, ceiling);
      case CAUSAL -> Window.causal(in, size, stride, dilation, ceiling);
    };
  }

  /** Extents of the output, without channels. */
  public List<Integer> out() {
    return along.stream().map(Window::out).toList();
  }

  /** Taps of all directions. */
  public List<Integer> size() {
    return along.stream().map(Window::size).toList();
  }

  /** Number of taps. */
  public long taps() {
    return Sizes.product(size());
  }

  /** Classes of elements of what they slide over, modulo the strides, each of which has a gradient of its own form. */
  public long residues() {
    return along.stream().mapToLong(Window::residues).reduce(1, Sizes::times);
  }

  /** A number of each direction, joined by {@code x}. */
  String text(ToLongFunction<Window> number) {
    return String.join("x", along.stream().map(w -> Long.toString(number.applyAsLong(w))).toList());
  }

  /** A number of each direction, as an annotation's value. */
  String value(ToLongFunction<Window> number) {
    String numbers = String.join(", ", along.stream().map(w -> Long.toString(number.applyAsLong(w))).toList());
    return along.size() == 1 ? numbers : "{" + numbers + "}";
  }
}
