package dev.kernelsmith.samples.digits;

import java.util.ArrayList;
import java.util.List;

/**
 * The skeleton of one way to write a digit: strokes, each a chain of cubic Bezier curves, in a box about 1 high (y
 * grows downwards).
 *
 * @param strokes per stroke the coordinates {@code x0, y0, x1, y1, ...} of {@code 3 n + 1} control points
 */
record Glyph(List<double[]> strokes) {
  /** Copies the list. */
  Glyph {
    strokes = List.copyOf(strokes);
  }

  /**
   * Reads a path in a subset of SVG's notation, absolute coordinates only: {@code M x y} starts a stroke, {@code L x
   * y} draws a line, {@code C x1 y1 x2 y2 x y} a cubic Bezier curve.
   *
   * @throws IllegalArgumentException if the text holds anything else
   */
  static Glyph parse(String path) {
    List<double[]> strokes = new ArrayList<>();
    List<Double> current = new ArrayList<>();
    String[] tokens = path.trim().split("\\s+");
    int at = 0;
    while (at < tokens.length) {
      String command = tokens[at++];
      int numbers = numbersOf(command, path);
      double[] values = new double[numbers];
      for (int i = 0; i < numbers; i++) {
        values[i] = Double.parseDouble(tokens[at++]);
      }
      if (command.equals("M")) {
        finish(current, strokes);
      } else if (command.equals("L")) {
        addThirds(current, values);
      }
      for (double value : values) {
        current.add(value);
      }
    }
    finish(current, strokes);
    return new Glyph(strokes);
  }

  private static int numbersOf(String command, String path) {
    return switch (command) {
      case "M", "L" -> 2;
      case "C" -> 6;
      default -> throw new IllegalArgumentException("'" + command + "' is not M, L or C in the path " + path);
    };
  }

  /** A line is the curve whose inner control points stand at its thirds. */
  private static void addThirds(List<Double> current, double[] end) {
    double x = current.get(current.size() - 2);
    double y = current.get(current.size() - 1);
    for (int third = 1; third <= 2; third++) {
      current.add(x + (end[0] - x) * third / 3);
      current.add(y + (end[1] - y) * third / 3);
    }
  }

  private static void finish(List<Double> current, List<double[]> strokes) {
    if (!current.isEmpty()) {
      strokes.add(current.stream().mapToDouble(Double::doubleValue).toArray());
      current.clear();
    }
  }
}
