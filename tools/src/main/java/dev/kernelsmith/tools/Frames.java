package dev.kernelsmith.tools;

import dev.kernelsmith.tools.Components.Component;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a frame around what is drawn: straight lines along the edges of the image, alone or joined, that do not touch the drawing. A
 * piece counts as a frame only where something remains inside that may be a digit, so that a box alone may be a zero.
 */
final class Frames {
  /** How far from an edge of the image its line may be, as a share of the image. */
  private static final double MARGIN = 0.25;

  /** How much of an edge a single line must span. */
  private static final double WHOLE_LINE = 0.9;

  /** How much of an edge a line must span where there are lines at three edges or more. */
  private static final double PART_LINE = 0.55;

  /** How far lines may be from straight and level, as a share of their length. */
  private static final double TILT = 0.04;

  private static final double STRAIGHT_PIXELS = 0.97;
  private static final double COVERED = 0.7;

  /** The least extent of a digit, as a share of the image. */
  private static final double LEAST_DIGIT = 0.15;

  private final Components components;
  private final int width;
  private final int height;

  private enum Edge {
    LEFT, TOP, RIGHT, BOTTOM
  }

  private record Piece(Component component, Set<Edge> edges, boolean certain) {}

  private Frames(Components components, int width, int height) {
    this.components = components;
    this.width = width;
    this.height = height;
  }

  /**
   * Tells which pixels belong to a frame.
   *
   * @param ink which pixels have ink
   * @return as many; all false where there is no frame
   */
  static boolean[] find(boolean[] ink, int width) {
    Components components = Components.of(ink, width);
    return new Frames(components, width, ink.length / width).find();
  }

  private boolean[] find() {
    List<Piece> pieces = new ArrayList<>();
    Set<Edge> edges = EnumSet.noneOf(Edge.class);
    for (Component component : components.all()) {
      Piece piece = piece(component);
      if (piece != null) {
        pieces.add(piece);
        edges.addAll(piece.edges());
      }
    }
    boolean[] frame = new boolean[components.all().size()];
    for (Piece piece : pieces) {
      frame[piece.component().label()] = piece.certain() || edges.size() >= 3;
    }
    boolean digit = false;
    for (Component component : components.all()) {
      digit |= !frame[component.label()] && component.longerSide() >= LEAST_DIGIT * Math.min(width, height);
    }
    boolean[] found = new boolean[components.labels().length];
    for (int i = 0; digit && i < found.length; i++) {
      found[i] = components.labels()[i] >= 0 && frame[components.labels()[i]];
    }
    return found;
  }

  /** A component as a piece of a frame; null where it cannot be one. */
  private @Nullable Piece piece(Component c) {
    double reach = 1.1 * c.thickness() + TILT * c.longerSide();
    boolean flat = c.height() <= 2 * reach;
    boolean narrow = c.width() <= 2 * reach;
    if (flat && narrow) {
      return null;
    }
    if (flat || narrow) {
      return line(c, flat);
    }
    if (c.width() < PART_LINE * width || c.height() < PART_LINE * height) {
      return null;
    }
    Set<Edge> edges = coveredEdges(c, reach);
    boolean certain = c.width() >= WHOLE_LINE * width || c.height() >= WHOLE_LINE * height || edges.size() >= 3;
    return edges.size() < 2 || !inMargin(c, edges) ? null : new Piece(c, edges, certain);
  }

  private @Nullable Piece line(Component c, boolean flat) {
    double length = flat ? (double) c.width() / width : (double) c.height() / height;
    double middle = flat ? (c.top() + c.bottom()) / (2.0 * height) : (c.left() + c.right()) / (2.0 * width);
    if (length < PART_LINE || middle > MARGIN && middle < 1 - MARGIN) {
      return null;
    }
    Edge edge = flat ? middle < 0.5 ? Edge.TOP : Edge.BOTTOM : middle < 0.5 ? Edge.LEFT : Edge.RIGHT;
    return new Piece(c, EnumSet.of(edge), length >= WHOLE_LINE);
  }

  private boolean inMargin(Component c, Set<Edge> edges) {
    return (!edges.contains(Edge.LEFT) || c.left() <= MARGIN * width)
        && (!edges.contains(Edge.RIGHT) || c.right() >= (1 - MARGIN) * width)
        && (!edges.contains(Edge.TOP) || c.top() <= MARGIN * height)
        && (!edges.contains(Edge.BOTTOM) || c.bottom() >= (1 - MARGIN) * height);
  }

  /** Sides of its box along which a component runs; none where much of it is elsewhere. */
  private Set<Edge> coveredEdges(Component c, double reach) {
    boolean[] top = new boolean[c.width()];
    boolean[] bottom = new boolean[c.width()];
    boolean[] left = new boolean[c.height()];
    boolean[] right = new boolean[c.height()];
    int straight = 0;
    for (int y = c.top(); y < c.bottom(); y++) {
      for (int x = c.left(); x < c.right(); x++) {
        if (components.labels()[y * width + x] != c.label()) {
          continue;
        }
        boolean above = y - c.top() < reach;
        boolean below = c.bottom() - 1 - y < reach;
        boolean before = x - c.left() < reach;
        boolean behind = c.right() - 1 - x < reach;
        top[x - c.left()] |= above;
        bottom[x - c.left()] |= below;
        left[y - c.top()] |= before;
        right[y - c.top()] |= behind;
        straight += above || below || before || behind ? 1 : 0;
      }
    }
    Set<Edge> edges = EnumSet.noneOf(Edge.class);
    if (straight >= STRAIGHT_PIXELS * c.area()) {
      add(edges, Edge.TOP, top);
      add(edges, Edge.BOTTOM, bottom);
      add(edges, Edge.LEFT, left);
      add(edges, Edge.RIGHT, right);
    }
    return edges;
  }

  private static void add(Set<Edge> edges, Edge edge, boolean[] covered) {
    int count = 0;
    for (boolean each : covered) {
      count += each ? 1 : 0;
    }
    if (count >= COVERED * covered.length) {
      edges.add(edge);
    }
  }
}
