package dev.kernelsmith.tools;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A network as a graph in SVG: layers from top to bottom with shapes, parameters and operations. It stands by itself, and follows dark mode. */
final class NetworkDrawing {
  private static final int WIDTH = 270;
  private static final int HEIGHT = 52;
  private static final int GAP_X = 28;
  private static final int GAP_Y = 30;
  private static final int MARGIN = 14;
  private static final int LANE = 12;

  private static final String STYLE = """
      <style>
      .ks-box { fill: #eef3fc; stroke: #9db4dc; } .ks-in { fill: #f4f4f4; stroke: #b8b8b8; } .ks-edge { fill: none; stroke: #7d8ba0; stroke-width: 1.5; }
      .ks-head { fill: #7d8ba0; } .ks-name { fill: #16202c; font-weight: 600; } .ks-more { fill: #5b6878; } text { font: 13px system-ui, sans-serif; } .ks-more { font-size: 11.5px; }
      @media (prefers-color-scheme: dark) { .ks-box { fill: #1d2a3d; stroke: #44618f; } .ks-in { fill: #242b34; stroke: #4b5663; } .ks-name { fill: #e6ebf1; } .ks-more { fill: #98a5b5; } }
      </style>
      """;

  /**
   * A layer or an input.
   *
   * @param kind empty for an input
   */
  record Node(String name, String kind, List<String> inputs, List<Integer> shape, long parameters, long flops) {
    /** Copies the lists. */
    Node {
      inputs = List.copyOf(inputs);
      shape = List.copyOf(shape);
    }
  }

  private final List<Node> nodes;
  private final Map<String, Integer> ranks = new HashMap<>();
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<int[]> lanes = new ArrayList<>();
  private int widest = 1;
  private int deepest;

  private NetworkDrawing(List<Node> nodes) {
    this.nodes = nodes;
    Map<Integer, Integer> places = new HashMap<>();
    for (Node node : nodes) { // inputs first, then layers in data-flow order
      int rank = node.inputs().stream().mapToInt(input -> ranks.getOrDefault(input, -1) + 1).max().orElse(0);
      ranks.put(node.name(), rank);
      int column = places.merge(rank, 1, Integer::sum) - 1;
      columns.put(node.name(), column);
      widest = Math.max(widest, column + 1);
      deepest = Math.max(deepest, rank);
    }
  }

  /**
   * Draws.
   *
   * @param nodes inputs, then layers, each behind those that it reads
   * @param styled whether the drawing brings its colours, rather than the page that it is put into
   */
  static String svg(List<Node> nodes, boolean styled) {
    return new NetworkDrawing(nodes).draw(styled);
  }

  private String draw(boolean styled) {
    StringBuilder body = new StringBuilder();
    for (Node node : nodes) {
      for (String input : node.inputs()) {
        if (ranks.containsKey(input)) {
          edge(body, input, node.name());
        }
      }
    }
    nodes.forEach(node -> box(body, node));
    int width = 2 * MARGIN + widest * WIDTH + (widest - 1) * GAP_X + (lanes.isEmpty() ? 0 : LANE * (lanes.size() + 1));
    int height = 2 * MARGIN + (deepest + 1) * HEIGHT + deepest * GAP_Y;
    return Texts.format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"network of %d layers\">%n",
        width, height, width,
        height, nodes.stream().filter(node -> !node.kind().isEmpty()).count()) + (styled ? STYLE : "") + body
        + "</svg>\n";
  }

  private int left(String name) {
    int inRank = (int) ranks.values().stream().filter(ranks.get(name)::equals).count();
    int row = inRank * WIDTH + (inRank - 1) * GAP_X;
    int all = widest * WIDTH + (widest - 1) * GAP_X;
    return MARGIN + (all - row) / 2 + columns.get(name) * (WIDTH + GAP_X);
  }

  private int top(String name) {
    return MARGIN + ranks.get(name) * (HEIGHT + GAP_Y);
  }

  /** To the next row straight, over rows between them by a lane at the right. */
  private void edge(StringBuilder body, String from, String to) {
    int fromX = left(from) + WIDTH / 2;
    int fromY = top(from) + HEIGHT;
    int toX = left(to) + WIDTH / 2;
    int toY = top(to);
    String path;
    if (ranks.get(to) - ranks.get(from) == 1) {
      path = Texts.format("M%d %dC%d %d %d %d %d %d", fromX, fromY, fromX, fromY + GAP_Y / 2, toX, toY - GAP_Y / 2, toX,
          toY - 6);
    } else {
      int x = MARGIN + widest * WIDTH + (widest - 1) * GAP_X + LANE * (lane(ranks.get(from), ranks.get(to)) + 1);
      int side = left(from) + WIDTH;
      toX = left(to) + WIDTH * 3 / 4;
      path = Texts.format("M%d %dH%d Q%d %d %d %dV%d Q%d %d %d %dH%d Q%d %d %d %d", side, fromY - HEIGHT / 2, x - 8, x,
          fromY - HEIGHT / 2, x, fromY - HEIGHT / 2 + 8,
          toY - 24, x, toY - 16, x - 8, toY - 16, toX + 8, toX, toY - 16, toX, toY - 6);
    }
    body.append(Texts.format("<path class=\"ks-edge\" d=\"%s\"/><path class=\"ks-head\" d=\"M%d %dl-4 -7h8z\"/>%n",
        path, toX, toY));
  }

  /** The first lane that is free between two rows. */
  private int lane(int from, int to) {
    for (int lane = 0;; lane++) {
      int number = lane;
      if (lanes.stream().noneMatch(used -> used[0] == number && used[1] < to && from < used[2])) {
        lanes.add(new int[] {lane, from, to});
        return lane;
      }
    }
  }

  private void box(StringBuilder body, Node node) {
    int x = left(node.name());
    int y = top(node.name());
    boolean input = node.kind().isEmpty();
    String more = Texts.shape(node.shape());
    if (node.parameters() > 0) {
      more += " · " + Texts.large(node.parameters()).strip() + " parameters";
    }
    if (node.flops() > 0) {
      more += " · " + Texts.large(node.flops()) + "FLOP";
    }
    String name = shortened(node.name(), input ? 34 : 32 - node.kind().length());
    body.append(
        Texts.format("<g><title>%s</title><rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\"/>",
            escaped(node.name()), input ? "ks-in" : "ks-box", x, y, WIDTH, HEIGHT));
    body.append(Texts.format("<text class=\"ks-name\" x=\"%d\" y=\"%d\">%s</text>", x + 12, y + 21, escaped(name)));
    if (!input) {
      body.append(Texts.format("<text class=\"ks-more\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
          x + WIDTH - 12, y + 21, escaped(node.kind())));
    }
    body.append(
        Texts.format("<text class=\"ks-more\" x=\"%d\" y=\"%d\">%s</text></g>%n", x + 12, y + 40, escaped(more)));
  }

  /** The end of a name tells layers of blocks apart. */
  private static String shortened(String name, int most) {
    return name.length() <= Math.max(8, most) ? name : "…" + name.substring(name.length() - Math.max(8, most) + 1);
  }

  static String escaped(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
