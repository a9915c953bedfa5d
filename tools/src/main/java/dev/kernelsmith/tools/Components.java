package dev.kernelsmith.tools;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pieces of an image that hang together, corners included.
 *
 * @param labels number of the piece that each pixel belongs to, from 0; -1 where there is none
 * @param all the pieces, by number
 */
record Components(int[] labels, List<Component> all) {
  /** A piece: its number, its box (right and bottom exclusive), its pixels, and how many of these lie at its rim. */
  record Component(int label, int left, int top, int right, int bottom, int area, int rim) {
    int width() {
      return right - left;
    }

    int height() {
      return bottom - top;
    }

    int longerSide() {
      return Math.max(width(), height());
    }

    /** Mean thickness of what is made of lines: a line has a rim on either side. */
    double thickness() {
      return Math.max(1, 2.0 * area / rim - 1);
    }
  }

  /** Finds the pieces of the pixels in a mask, row by row. */
  static Components of(boolean[] mask, int width) {
    int[] labels = new int[mask.length];
    Arrays.fill(labels, -1);
    List<Component> all = new ArrayList<>();
    int[] stack = new int[mask.length];
    for (int i = 0; i < mask.length; i++) {
      if (mask[i] && labels[i] < 0) {
        all.add(fill(mask, width, i, all.size(), labels, stack));
      }
    }
    return new Components(labels, all);
  }

  private static Component fill(boolean[] mask, int width, int start, int label, int[] labels, int[] stack) {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = 0;
    int bottom = 0;
    int area = 0;
    int rim = 0;
    int height = mask.length / width;
    int waiting = 1;
    stack[0] = start;
    labels[start] = label;
    while (waiting > 0) {
      int at = stack[--waiting];
      int x = at % width;
      int y = at / width;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
      area++;
      boolean inside = x > 0 && x < width - 1 && y > 0 && y < height - 1;
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          int nx = x + dx;
          int ny = y + dy;
          if (nx < 0 || nx >= width || ny < 0 || ny >= height) {
            continue;
          }
          int next = ny * width + nx;
          inside &= mask[next];
          if (mask[next] && labels[next] < 0) {
            labels[next] = label;
            stack[waiting++] = next;
          }
        }
      }
      rim += inside ? 0 : 1;
    }
    return new Component(label, left, top, right, bottom, area, rim);
  }
}
