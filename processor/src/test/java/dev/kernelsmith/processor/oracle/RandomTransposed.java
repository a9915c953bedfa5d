package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.processor.oracle.RandomWindows.Slide;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random windows of transposed convolutions, by the sizes that ONNX and TensorFlow define.
 *
 * @param along by direction, over the output
 * @param values of the annotation
 */
record RandomTransposed(List<Slide> along, Map<String, Object> values) {
  static RandomTransposed of(Random random) {
    while (true) {
      RandomTransposed one = attempt(random);
      if (one.along().stream().allMatch(slide -> slide.in() > 0)) {
        return one;
      }
    }
  }

  private static RandomTransposed attempt(Random random) {
    String padding = List.of("SAME", "SAME_LOWER", "VALID", "FULL", "pads").get(random.nextInt(5));
    List<Slide> along = new ArrayList<>();
    List<Integer> more = new ArrayList<>();
    for (int d = 0; d < 2; d++) {
      int inputs = 1 + random.nextInt(5);
      int size = 1 + random.nextInt(4);
      int stride = 1 + random.nextInt(3);
      int dilation = random.nextBoolean() ? 1 : 1 + random.nextInt(3);
      int reach = (size - 1) * dilation + 1;
      int odd = Math.max(0, reach - stride) % 2;
      int half = Math.max(0, reach - stride) / 2;
      more.add(random.nextBoolean() || padding.startsWith("SAME") ? 0 : random.nextInt(Math.max(stride, dilation)));
      int before =
          switch (padding) {
            case "SAME" -> half;
            case "SAME_LOWER" -> half + odd;
            case "VALID" -> 0;
            case "FULL" -> reach - 1;
            default -> random.nextInt(3);
          };
      int after = padding.equals("pads") ? random.nextInt(3) : padding.equals("FULL") ? before : 0;
      int extent =
          padding.startsWith("SAME")
              ? inputs * stride
              : stride * (inputs - 1) + more.getLast() + reach - before - after;
      along.add(new Slide(extent, size, stride, dilation, before, after, inputs));
    }
    Map<String, Object> values = new TreeMap<>();
    values.put("kernel", along.stream().map(Slide::size).toList());
    values.put("stride", along.stream().map(Slide::stride).toList());
    values.put("dilation", along.stream().map(Slide::dilation).toList());
    values.put("outputPadding", more);
    if (padding.equals("pads")) {
      values.put(
          "pads",
          List.of(along.get(0).before(), along.get(1).before(), along.get(0).after(), along.get(1).after()));
    } else {
      values.put("padding", padding);
    }
    return new RandomTransposed(along, values);
  }
}
