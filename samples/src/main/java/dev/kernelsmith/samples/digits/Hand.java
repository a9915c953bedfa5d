package dev.kernelsmith.samples.digits;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes a glyph as a hand would: unsteady, slanted, stretched, off centre. Turns skeletons into lines on the paper.
 */
final class Hand {
  /** A line of points in pixels, with the pen's radius at each. */
  record Line(double[] x, double[] y, double[] radius) {}

  private static final int STEPS_PER_CURVE = 12;
  private static final double GLYPH_HEIGHT = 19.5;
  private static final double ANCHOR_JITTER = 0.03;
  private static final double HANDLE_JITTER = 0.035;
  private static final double ELASTIC_STRENGTH = 0.125;
  private static final double ROTATION = 0.13;
  private static final double SHEAR = 0.22;
  private static final double SHIFT = 0.9;

  private final Random random;

  Hand(Random random) {
    this.random = random;
  }

  /**
   * Draws the lines of one glyph.
   *
   * @param size width and height of the paper in pixels
   */
  List<Line> write(Glyph glyph, int size) {
    double radius = Math.clamp(1.35 + 0.35 * random.nextGaussian(), 0.75, 2.2);
    ElasticField field = new ElasticField(random, ELASTIC_STRENGTH);
    List<Line> lines = new ArrayList<>();
    for (double[] stroke : glyph.strokes()) {
      Line line = trace(jitter(stroke), radius);
      field.displace(line.x, line.y);
      lines.add(line);
    }
    transform(lines, size);
    return lines;
  }

  /**
   * Moves the points where curves meet, each together with its handles so that the line stays smooth, then the
   * handles alone.
   */
  private double[] jitter(double[] stroke) {
    double[] moved = stroke.clone();
    int points = stroke.length / 2;
    for (int anchor = 0; anchor < points; anchor += 3) {
      for (int axis = 0; axis < 2; axis++) {
        double shift = ANCHOR_JITTER * random.nextGaussian();
        for (int point = Math.max(0, anchor - 1); point <= Math.min(points - 1, anchor + 1); point++) {
          moved[2 * point + axis] += shift;
        }
      }
    }
    for (int point = 0; point < points; point++) {
      if (point % 3 != 0) {
        moved[2 * point] += HANDLE_JITTER * random.nextGaussian();
        moved[2 * point + 1] += HANDLE_JITTER * random.nextGaussian();
      }
    }
    return moved;
  }

  /** Samples the curves of a stroke; the pen's pressure drifts from its start to its end. */
  private Line trace(double[] stroke, double radius) {
    int curves = (stroke.length / 2 - 1) / 3;
    int count = curves * STEPS_PER_CURVE + 1;
    Line line = new Line(new double[count], new double[count], new double[count]);
    double start = radius * (1 + 0.12 * random.nextGaussian());
    double end = radius * (1 + 0.16 * random.nextGaussian());
    for (int i = 0; i < count; i++) {
      int curve = Math.min(i / STEPS_PER_CURVE, curves - 1);
      double t = (i - curve * STEPS_PER_CURVE) / (double) STEPS_PER_CURVE;
      line.x[i] = bezier(stroke, 6 * curve, t);
      line.y[i] = bezier(stroke, 6 * curve + 1, t);
      line.radius[i] = Math.max(0.6, start + (end - start) * i / (count - 1));
    }
    return line;
  }

  private static double bezier(double[] points, int first, double t) {
    double s = 1 - t;
    return s * s * s * points[first]
        + 3 * s * s * t * points[first + 2]
        + 3 * s * t * t * points[first + 4]
        + t * t * t * points[first + 6];
  }

  /**
   * Scales, shears and rotates around the centre of mass, and puts that near the middle of the paper, as MNIST does.
   */
  private void transform(List<Line> lines, int size) {
    double angle = ROTATION * random.nextGaussian();
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double shear = SHEAR * random.nextGaussian() + 0.1;
    double height = GLYPH_HEIGHT * (1 + 0.07 * random.nextGaussian());
    double width = GLYPH_HEIGHT * (1.02 + 0.14 * random.nextGaussian());
    double[] middle = centreOfMass(lines);
    double centreX = (size - 1) / 2.0 + SHIFT * random.nextGaussian();
    double centreY = (size - 1) / 2.0 + SHIFT * random.nextGaussian();
    for (Line line : lines) {
      for (int i = 0; i < line.x.length; i++) {
        double y = height * (line.y[i] - middle[1]);
        double x = width * (line.x[i] - middle[0]) - shear * y;
        line.x[i] = centreX + cos * x - sin * y;
        line.y[i] = centreY + sin * x + cos * y;
      }
    }
  }

  private static double[] centreOfMass(List<Line> lines) {
    double mass = 0;
    double massX = 0;
    double massY = 0;
    for (Line line : lines) {
      for (int i = 1; i < line.x.length; i++) {
        double dx = line.x[i] - line.x[i - 1];
        double dy = line.y[i] - line.y[i - 1];
        double length = Math.sqrt(dx * dx + dy * dy);
        mass += length;
        massX += length * (line.x[i] + line.x[i - 1]) / 2;
        massY += length * (line.y[i] + line.y[i - 1]) / 2;
      }
    }
    return new double[] {massX / mass, massY / mass};
  }
}
