package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.processor.graph.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random windows over an image, with padding of every kind, each by its definition and by counting.
 *
 * @param along by direction
 * @param padding as the annotation says it; null where numbers do
 */
record RandomWindows(List<Slide> along, String padding) {
  private static final List<String> PADDINGS = List.of("SAME", "SAME_LOWER", "VALID", "FULL");

  /**
   * A window in one direction.
   *
   * @param in input extent
   * @param size taps
   * @param stride between outputs
   * @param dilation between taps
   * @param before padding before the input
   * @param after padding behind it
   * @param out output extent
   */
  record Slide(int in, int size, int stride, int dilation, int before, int after, int out) {
    private static Slide random(Random random, String padding, boolean ceiling) {
      int size = 1 + random.nextInt(4);
      int stride = 1 + random.nextInt(4);
      int dilation = random.nextBoolean() ? 1 : 1 + random.nextInt(3);
      int reach = (size - 1) * dilation + 1;
      int in = padding == null || padding.equals("VALID") ? reach + random.nextInt(6) : 1 + random.nextInt(9);
      if (padding == null) {
        return counted(in, size, stride, dilation, random.nextInt(reach), random.nextInt(reach), ceiling);
      }
      int same = (in + stride - 1) / stride;
      int total = Math.max((same - 1) * stride + reach - in, 0);
      return switch (padding) {
        case "SAME" -> new Slide(in, size, stride, dilation, total / 2, total - total / 2, same);
        case "SAME_LOWER" -> new Slide(in, size, stride, dilation, total - total / 2, total / 2, same);
        case "FULL" -> counted(in, size, stride, dilation, reach - 1, reach - 1, ceiling);
        default -> counted(in, size, stride, dilation, 0, 0, ceiling);
      };
    }

    /** With ceiling, one more that begins before the padding behind the input, where the last one does not end at its end. */
    private static Slide counted(
        int in, int size, int stride, int dilation, int before, int after, boolean ceiling) {
      int out = 0;
      int start = -before;
      for (; start + (size - 1) * dilation < in + after; start += stride) {
        out++;
      }
      boolean over = start - stride + (size - 1) * dilation + 1 < in + after;
      return new Slide(in, size, stride, dilation, before, after, ceiling && over && start < in ? out + 1 : out);
    }

    /** The input element under a tap; there is none there where it is outside. */
    int at(int output, int tap) {
      return output * stride - before + tap * dilation;
    }

    private boolean eachSeesTheInput() {
      for (int o = 0; o < out; o++) {
        boolean sees = false;
        for (int t = 0; t < size; t++) {
          sees |= at(o, t) >= 0 && at(o, t) < in;
        }
        if (!sees) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Windows in two directions.
   *
   * @param pooling whether each must see something of the image
   */
  static RandomWindows of(Random random, boolean pooling) {
    return of(random, pooling, false);
  }

  /**
   * Windows in two directions.
   *
   * @param pooling whether each must see something of the image
   * @param ceiling whether what is left over of the image gets a window of its own
   */
  static RandomWindows of(Random random, boolean pooling, boolean ceiling) {
    while (true) {
      String padding = random.nextInt(5) == 0 ? null : PADDINGS.get(random.nextInt(PADDINGS.size()));
      List<Slide> along = List.of(Slide.random(random, padding, ceiling), Slide.random(random, padding, ceiling));
      if (!pooling || along.stream().allMatch(Slide::eachSeesTheInput)) {
        return new RandomWindows(along, padding);
      }
    }
  }

  /** What they slide over. */
  Shape image(int channels) {
    return Shape.of(along.get(0).in(), along.get(1).in(), channels);
  }

  /** As values of an annotation that calls the size of windows by this name. */
  Map<String, Object> values(String size) {
    Map<String, Object> values = new HashMap<>();
    values.put(size, along.stream().map(Slide::size).toList());
    values.put("stride", along.stream().map(Slide::stride).toList());
    values.put("dilation", along.stream().map(Slide::dilation).toList());
    if (padding == null) {
      List<Integer> pads = new ArrayList<>(along.stream().map(Slide::before).toList());
      along.forEach(slide -> pads.add(slide.after()));
      values.put("pads", pads);
    } else {
      values.put("padding", padding);
    }
    return values;
  }
}
