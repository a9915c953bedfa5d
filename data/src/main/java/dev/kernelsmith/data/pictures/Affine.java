package dev.kernelsmith.data.pictures;

/** Where each place of a changed picture was before, about the middle: {@code x' = xx x + xy y + x0} and {@code y' = yx x + yy y + y0}. */
final class Affine {
  double xx = 1;
  double xy;
  double x0;
  double yx;
  double yy = 1;
  double y0;

  /** A motion after those before, given by where it takes its places from. */
  void then(double fromXx, double fromXy, double fromX0, double fromYx, double fromYy, double fromY0) {
    double nextX0 = xx * fromX0 + xy * fromY0 + x0;
    double nextY0 = yx * fromX0 + yy * fromY0 + y0;
    double nextXx = xx * fromXx + xy * fromYx;
    double nextXy = xx * fromXy + xy * fromYy;
    double nextYx = yx * fromXx + yy * fromYx;
    yy = yx * fromXy + yy * fromYy;
    yx = nextYx;
    xx = nextXx;
    xy = nextXy;
    x0 = nextX0;
    y0 = nextY0;
  }

  /** Moves the picture by a vector. */
  void shift(double right, double down) {
    then(1, 0, -right, 0, 1, -down);
  }

  /** Turns it counterclockwise as it is seen, in radians. */
  void rotate(double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    then(cos, -sin, 0, sin, cos, 0);
  }

  /** Makes it larger, by factors of columns and rows that may be negative. */
  void scale(double columns, double rows) {
    then(1 / columns, 0, 0, 0, 1 / rows, 0);
  }

  /** Moves each row to the right by a factor of how far it is above the middle. */
  void shear(double factor) {
    then(1, factor, 0, 0, 1, 0);
  }

  /** Whether each pixel of a picture of this size comes from one pixel, or from outside: flips and shifts by whole pixels. */
  boolean movesWholePixels(int height, int width) {
    return Math.abs(xx) == 1 && xy == 0 && yx == 0 && Math.abs(yy) == 1
        && x0 == Math.rint(x0) && Math.abs(x0) < width && y0 == Math.rint(y0) && Math.abs(y0) < height;
  }

  boolean isIdentity() {
    return xx == 1 && xy == 0 && x0 == 0 && yx == 0 && yy == 1 && y0 == 0;
  }
}
