package dev.kernelsmith.tools;

import dev.kernelsmith.tools.Components.Component;
import java.util.Arrays;
import java.util.Comparator;

/**
 * What is drawn on an image, apart from its paper and from a frame around it.
 *
 * @param amounts how much of the full ink each pixel has, 0 to 1; the grain and shading of the paper are cut off
 * @param darkOnLight whether the ink is darker than the paper
 * @param framed whether there was a frame, which has no ink in {@code amounts}
 */
record Ink(GreyImage amounts, boolean darkOnLight, boolean framed) {
  /** What has more ink is drawn. */
  static final float DRAWN = 0.25f;

  private static final float PAPER_GRAIN = 0.15f;
  private static final float LEAST_CONTRAST = 0.1f;

  /** The least share of the image that a window in a broad frame takes. */
  private static final double LEAST_WINDOW = 0.3;

  /** A window fills its box, and most of it is paper: else it is a drawing with a hole. */
  private static final double LEAST_FILLED = 0.85;

  private static final double LEAST_PAPER = 0.65;

  /** The least extent of a digit, as a share of the image. */
  private static final double LEAST_DIGIT = 0.15;

  /**
   * Finds the ink.
   *
   * @throws IllegalArgumentException if the image is of one shade
   */
  static Ink of(GreyImage image) {
    float darkest = Float.POSITIVE_INFINITY;
    float lightest = Float.NEGATIVE_INFINITY;
    for (float value : image.values()) {
      darkest = Math.min(darkest, value);
      lightest = Math.max(lightest, value);
    }
    if (lightest - darkest < LEAST_CONTRAST) {
      throw new IllegalArgumentException("the image is of one shade: there is no digit to see");
    }
    float middle = (darkest + lightest) / 2;
    float edge = median(edge(image));
    boolean lightEdge = edge > middle;
    boolean[] like = new boolean[image.values().length]; // the edge, by lightness
    for (int i = 0; i < like.length; i++) {
      like[i] = image.values()[i] > middle == lightEdge;
    }
    boolean[] outside = outside(like, image.width());
    Components others = Components.of(not(like), image.width());
    Component window = others.all().stream().max(Comparator.comparingInt(Component::area)).orElseThrow();
    boolean broad = isWindow(window, like, outside, image);
    boolean darkOnLight = broad != lightEdge;
    float paper = broad ? median(values(image, others.labels(), window.label())) : edge;
    GreyImage amounts = amounts(image, paper, darkOnLight ? darkest : lightest);
    if (broad) {
      erase(amounts, outside, window);
    }
    boolean[] drawn = new boolean[like.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = amounts.values()[i] > DRAWN;
    }
    boolean[] frame = Frames.find(drawn, image.width());
    boolean framed = false;
    for (boolean pixel : frame) {
      framed |= pixel;
    }
    if (framed) {
      erase(amounts, drawn, frame);
    }
    return new Ink(amounts, darkOnLight, broad || framed);
  }

  /** Whether the edge of the image is a broad frame, and this piece of the other shade the paper that shows in it. */
  private static boolean isWindow(Component window, boolean[] like, boolean[] outside, GreyImage image) {
    int width = image.width();
    long box = (long) window.width() * window.height();
    int filled = 0;
    boolean[] drawn = new boolean[like.length];
    for (int y = window.top(); y < window.bottom(); y++) {
      for (int x = window.left(); x < window.right(); x++) {
        int at = y * width + x;
        filled += outside[at] ? 0 : 1;
        drawn[at] = like[at] && !outside[at];
      }
    }
    if (box < LEAST_WINDOW * like.length || filled < LEAST_FILLED * box || window.area() < LEAST_PAPER * filled) {
      return false;
    }
    double least = LEAST_DIGIT * Math.min(width, image.height());
    return Components.of(drawn, width).all().stream().anyMatch(piece -> piece.longerSide() >= least);
  }

  /** The part of a mask that hangs together with the edge of the image. */
  private static boolean[] outside(boolean[] mask, int width) {
    Components components = Components.of(mask, width);
    int height = mask.length / width;
    boolean[] atEdge = new boolean[components.all().size()];
    for (Component piece : components.all()) {
      atEdge[piece.label()] =
          piece.left() == 0 || piece.top() == 0 || piece.right() == width || piece.bottom() == height;
    }
    boolean[] outside = new boolean[mask.length];
    for (int i = 0; i < mask.length; i++) {
      outside[i] = mask[i] && atEdge[components.labels()[i]];
    }
    return outside;
  }

  private static GreyImage amounts(GreyImage image, float paper, float full) {
    float[] amounts = new float[image.values().length];
    for (int i = 0; i < amounts.length; i++) {
      float amount = (image.values()[i] - paper) / (full - paper);
      amounts[i] = Math.clamp((amount - PAPER_GRAIN) / (1 - PAPER_GRAIN), 0f, 1f);
    }
    return new GreyImage(image.width(), image.height(), amounts);
  }

  /** Takes the ink of a broad frame away, with its soft edge. */
  private static void erase(GreyImage amounts, boolean[] outside, Component window) {
    boolean[] near = near(outside, amounts.width());
    for (int i = 0; i < near.length; i++) {
      int x = i % amounts.width();
      int y = i / amounts.width();
      boolean beyond = x < window.left() || x >= window.right() || y < window.top() || y >= window.bottom();
      if (near[i] || beyond) {
        amounts.values()[i] = 0;
      }
    }
  }

  /** Takes the ink of lines away, with their soft edges, but nothing of what else is drawn. */
  private static void erase(GreyImage amounts, boolean[] drawn, boolean[] frame) {
    boolean[] near = near(frame, amounts.width());
    for (int i = 0; i < near.length; i++) {
      if (frame[i] || near[i] && !drawn[i]) {
        amounts.values()[i] = 0;
      }
    }
  }

  /** A mask, and what is some pixels away. */
  private static boolean[] near(boolean[] mask, int width) {
    int reach = 1 + Math.max(width, mask.length / width) / 200;
    boolean[] wide = mask.clone();
    for (int step = 0; step < reach; step++) {
      boolean[] before = wide.clone();
      for (int i = 0; i < mask.length; i++) {
        int x = i % width;
        wide[i] |=
            x > 0 && before[i - 1] || x < width - 1 && before[i + 1] || i >= width && before[i - width]
                || i + width < mask.length && before[i + width];
      }
    }
    return wide;
  }

  private static float[] edge(GreyImage image) {
    int width = image.width();
    int height = image.height();
    float[] edge = new float[2 * (width + height)];
    for (int x = 0; x < width; x++) {
      edge[2 * x] = image.at(x, 0);
      edge[2 * x + 1] = image.at(x, height - 1);
    }
    for (int y = 0; y < height; y++) {
      edge[2 * (width + y)] = image.at(0, y);
      edge[2 * (width + y) + 1] = image.at(width - 1, y);
    }
    return edge;
  }

  private static float[] values(GreyImage image, int[] labels, int label) {
    float[] values = new float[labels.length];
    int count = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == label) {
        values[count++] = image.values()[i];
      }
    }
    return Arrays.copyOf(values, count);
  }

  private static float median(float[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static boolean[] not(boolean[] mask) {
    boolean[] not = new boolean[mask.length];
    for (int i = 0; i < mask.length; i++) {
      not[i] = !mask[i];
    }
    return not;
  }
}
