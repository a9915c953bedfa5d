package dev.kernelsmith.samples.digits;

import java.util.Random;

/**
 * A smooth random displacement of the plane, after the elastic distortions of Simard, Steinkraus and Platt, "Best
 * practices for convolutional neural networks applied to visual document analysis", 2003. There, white noise on the
 * pixels is smoothed by a Gaussian; here, noise on a coarse lattice is smoothed by the cubic B-spline, whose bell is
 * close to a Gaussian, because then the field can be asked at any point.
 */
final class ElasticField {
  private static final int NODES = 8;
  private static final double ORIGIN = -0.5;
  private static final double SPACING = 2.0 / (NODES - 3);

  private final double[] dx = new double[NODES * NODES];
  private final double[] dy = new double[NODES * NODES];
  private final double[] rowWeights = new double[4];
  private final double[] columnWeights = new double[4];

  /**
   * Draws a field over the square from -0.5 to 1.5.
   *
   * @param strength standard deviation of the lattice's noise, in glyph heights; the smoothed field has about half of
   *     it
   */
  ElasticField(Random random, double strength) {
    for (int i = 0; i < dx.length; i++) {
      dx[i] = strength * random.nextGaussian();
      dy[i] = strength * random.nextGaussian();
    }
  }

  /** Moves the points of {@code x} and {@code y} in place. */
  void displace(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      int column = weights(x[i], columnWeights);
      int row = weights(y[i], rowWeights);
      double sumX = 0;
      double sumY = 0;
      for (int r = 0; r < 4; r++) {
        for (int c = 0; c < 4; c++) {
          double weight = rowWeights[r] * columnWeights[c];
          int node = (row + r) * NODES + column + c;
          sumX += weight * dx[node];
          sumY += weight * dy[node];
        }
      }
      x[i] += sumX;
      y[i] += sumY;
    }
  }

  /** The uniform cubic B-spline: fills the weights of the four nodes around a coordinate and returns the first node. */
  private static int weights(double coordinate, double[] into) {
    double position = Math.clamp((coordinate - ORIGIN) / SPACING, 0, NODES - 3 - 1e-9);
    int first = (int) position;
    double t = position - first;
    double s = 1 - t;
    into[0] = s * s * s / 6;
    into[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
    into[2] = (3 * s * s * s - 6 * s * s + 4) / 6;
    into[3] = t * t * t / 6;
    return first;
  }
}
