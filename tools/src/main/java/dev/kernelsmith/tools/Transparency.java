package dev.kernelsmith.tools;

/**
 * Puts paper behind an image that is transparent in places. The paper is white or black: like what surrounds the transparent places
 * where that is of another shade than the rest, as paper with its corners cut off and a drawing with an outline are; unlike the
 * drawing where all of it is of one shade, as strokes on nothing are.
 */
final class Transparency {
  private static final float OTHER_SHADE = 0.4f;
  private static final double LEAST_OTHER = 0.02;

  private Transparency() {}

  /**
   * Composes in place.
   *
   * @param luma brightness of each pixel, row by row, 0 to 1; where a pixel is not opaque, that of its own colour
   * @param opacity 0 to 1
   */
  static void compose(float[] luma, float[] opacity, int width) {
    float behind = paperIsWhite(luma, opacity, width) ? 1 : 0;
    for (int i = 0; i < luma.length; i++) {
      luma[i] = luma[i] * opacity[i] + behind * (1 - opacity[i]);
    }
  }

  private static boolean paperIsWhite(float[] luma, float[] opacity, int width) {
    float most = 0;
    for (float each : opacity) {
      most = Math.max(most, each);
    }
    boolean[] seen = new boolean[luma.length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = opacity[i] > most / 2;
    }
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < seen.length; i++) {
      if (seen[i] && besideNothing(seen, i, width)) {
        sum += luma[i] * opacity[i];
        weight += opacity[i];
      }
    }
    if (weight == 0) {
      return true; // opaque, or there is nothing at all
    }
    double around = sum / weight;
    double other = 0;
    double all = 0;
    for (int i = 0; i < seen.length; i++) {
      if (seen[i]) {
        all += opacity[i];
        other += Math.abs(luma[i] - around) > OTHER_SHADE ? opacity[i] : 0;
      }
    }
    boolean surrounded = other > LEAST_OTHER * all;
    return surrounded == around > 0.5;
  }

  private static boolean besideNothing(boolean[] seen, int at, int width) {
    int x = at % width;
    return x > 0 && !seen[at - 1] || x < width - 1 && !seen[at + 1] || at >= width && !seen[at - width]
        || at + width < seen.length && !seen[at + width];
  }
}
