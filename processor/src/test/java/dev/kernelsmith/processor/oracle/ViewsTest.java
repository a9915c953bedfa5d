package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.ir.Verifier;
import dev.kernelsmith.processor.lower.LayerLowering;
import dev.kernelsmith.processor.lower.LayerTable;
import dev.kernelsmith.processor.lower.LoweredNetwork;
import dev.kernelsmith.processor.lower.Lowering;
import dev.kernelsmith.processor.lower.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies that are read through: what a network computes stays the same, to the bit, and so do its gradients. */
class ViewsTest {
  private static final int SAMPLES = 2;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  private static Map<String, Object> joined(String... names) {
    return Map.of("value", List.of(names));
  }

  private static List<String> layersWithStatements(GraphBuilder net) {
    return LoweredNetwork.of(net.graph(null), Mode.PREDICTION).forward().stream()
        .map(Statement::layer).filter(layer -> layer != null).distinct().toList();
  }

  @Test
  void nothingIsCopiedWhereTheOriginalCanBeRead() {
    GraphBuilder net = new GraphBuilder(Shape.of(4, 6, 3));
    net.add("Conv2D", "conv", Map.of("filters", 2, "kernel", List.of(3)));
    net.add("Flatten", "flat", Map.of());
    net.add("Dense", "hidden", Map.of("units", 12));
    net.add("Reshape", "matrix", Map.of("value", List.of(3, 4)));
    net.add("Permute", "turned", Map.of("value", List.of(1, 0)));
    net.add("Slice", "part", Map.of("axis", 0, "start", 1, "end", 3));
    net.add("Slice", "less", Map.of("axis", 1, "start", -1, "step", -1));
    net.add("Dense", "out", Map.of("units", 2));
    // A part of the turned matrix is no product of whole axes of the vector, so that its gradient could not be solved for them.
    assertEquals(List.of("conv", "hidden", "turned", "out"), layersWithStatements(net));
  }

  @Test
  void aCopyStaysWhereAWindowNeedsItsPaddingAndAtTheEnd() {
    GraphBuilder net = new GraphBuilder(Shape.of(4, 6, 3));
    net.add("Dense", "hidden", Map.of("units", 24));
    net.add("Reshape", "image", Map.of("value", List.of(3, 4, 2)));
    net.add("Conv2D", "conv", Map.of("filters", 2, "kernel", List.of(3), "padding", "SAME"));
    net.add("Flatten", "flat", Map.of());
    assertEquals(List.of("hidden", "image", "conv", "flat"), layersWithStatements(net));
  }

  /** A normalisation's given adjoint names what it reads. */
  @Test
  void whatANormalisationReadsStays() {
    GraphBuilder net = new GraphBuilder(Shape.of(4, 2));
    net.add("Dense", "hidden", Map.of("units", 12));
    net.add("Reshape", "matrix", Map.of("value", List.of(3, 4)));
    net.add("BatchNorm", "norm", Map.of());
    LoweredNetwork training = LoweredNetwork.of(net.graph(null), Mode.TRAINING);
    assertTrue(training.forward().stream().anyMatch(s -> "matrix".equals(s.layer())));
    GradientCheck.jacobian(behindInput(training), training.outputs().getFirst(), new Random(1));
  }

  /** Without the copy of what is handed in, so that there is a gradient by it. */
  private static List<Statement> behindInput(LoweredNetwork network) {
    return network.forward().stream().filter(s -> s.layer() != null).toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void computesTheSame(long seed) {
    GraphBuilder net = random(new Random(seed));
    LayerGraph graph = net.graph(null);
    LoweredNetwork seen = LoweredNetwork.of(graph, Mode.PREDICTION);
    Verifier.verify(new Program("seen", seen.forward()));
    Random random = new Random(seed);
    Tensors expected = new Tensors(SAMPLES);
    Tensors actual = new Tensors(SAMPLES);
    List<Statement> plain = new ArrayList<>();
    Buffer output = plain(graph, seen, plain);
    for (Buffer b : new Program("plain", plain).buffers()) {
      if (b.role() == Buffer.Role.INPUT || b.role() == Buffer.Role.PARAMETER) {
        double[] values = random.doubles(expected.length(b), -1, 1).toArray();
        expected.put(b, values);
        actual.put(b, values);
      }
    }
    Interpreter.run(new Program("plain", plain), expected);
    Interpreter.run(new Program("seen", seen.forward()), actual);
    assertArrayEquals(expected.get(output), actual.get(seen.outputs().getFirst()), graph::toString);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void hasTheGradientsOfDifferences(long seed) {
    LoweredNetwork seen = LoweredNetwork.of(random(new Random(seed)).graph(null), Mode.PREDICTION);
    Buffer output = seen.outputs().getFirst();
    if (output.elements() <= 40 && seed % 4 == 0) {
      GradientCheck.jacobian(behindInput(seen), output, new Random(seed));
    }
  }

  /** What each layer says of itself, nothing put together; the output is that of the last. */
  private static Buffer plain(LayerGraph graph, LoweredNetwork lowered, List<Statement> statements) {
    Lowering out = new Lowering(Mode.PREDICTION);
    Map<String, Buffer> values = new HashMap<>();
    Buffer sample = Buffer.value(Buffer.ofNetwork("sample", 0), graph.inputs().getFirst().shape().dims());
    values.put(LayerGraph.INPUT, sample);
    Buffer input = lowered.inputs().getFirst();
    List<Axis> axes = Lowering.axes(input.shape());
    statements.add(Statement.assign("input", sample, axes, Expr.at(input, axes)));
    for (LayerNode layer : graph.layers()) {
      out.begin(layer);
      LayerLowering rule = (LayerLowering) LayerTable.rules().get(layer.kind());
      values.put(layer.name(), rule.lower(layer, layer.inputs().stream().map(values::get).toList(), out));
    }
    statements.addAll(out.statements());
    return values.get(graph.layers().getLast().name());
  }

  /** Moves of elements with layers between that read them in many ways. */
  private static GraphBuilder random(Random random) {
    List<Integer> input = new ArrayList<>();
    for (int rank = 1 + random.nextInt(4); rank > 0; rank--) {
      input.add(List.of(1, 2, 3, 4, 6).get(random.nextInt(5)));
    }
    GraphBuilder net = new GraphBuilder(new Shape(input));
    Shape shape = new Shape(input);
    String before = LayerGraph.INPUT;
    for (int i = 0; i < 6; i++) {
      String name = "layer" + i;
      List<String> kinds =
          List.of("Reshape", "Flatten", "Permute", "Slice", "DepthToSpace", "Upsample", "Dense", "Sum", "Max",
              "Add", "Concat", "Pool", "Conv2D", "MatMul");
      String kind = kinds.get(random.nextInt(kinds.size()));
      Map<String, Object> values = values(kind, shape, random);
      try {
        net.add(kind, name, values, kind.equals("Add") || kind.equals("Concat") || kind.equals("MatMul")
            ? new String[] {before, before}
            : new String[] {before});
      } catch (IllegalArgumentException notForThisShape) {
        continue;
      }
      shape = net.shape(name);
      before = name;
    }
    net.add("Dense", "out", Map.of("units", 2), before);
    return net;
  }

  private static Map<String, Object> values(String kind, Shape shape, Random random) {
    return switch (kind) {
      case "Reshape" -> {
        List<Integer> dims = new ArrayList<>();
        int rest = shape.elements();
        for (int left = random.nextInt(4); left > 0; left--) {
          int size = 1 + random.nextInt(6);
          dims.add(rest % size == 0 ? size : 1);
          rest /= dims.getLast();
        }
        dims.add(random.nextInt(dims.size() + 1), rest);
        yield Map.of("value", dims);
      }
      case "Permute" -> {
        List<Integer> order = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
          order.add(random.nextInt(order.size() + 1), axis);
        }
        yield Map.of("value", order);
      }
      case "Slice" ->
          Map.of("axis", random.nextInt(shape.rank()), "start", random.nextInt(2), "step", 1 + random.nextInt(2));
      case "DepthToSpace" -> Map.of("block", 2);
      case "Upsample" -> Map.of("factor", List.of(2, 1));
      case "Dense" -> Map.of("units", List.of(4, 12, 24).get(random.nextInt(3)));
      case "Sum", "Max" -> Map.of("axes", List.of(random.nextInt(shape.rank())));
      case "Pool" -> Map.of("size", List.of(2), "stride", List.of(1));
      case "Conv2D" -> Map.of("filters", 2, "kernel", List.of(2), "padding", random.nextBoolean() ? "SAME" : "VALID");
      case "MatMul" -> Map.of("value", List.of("a", "b"), "transposeB", true);
      case "Flatten" -> Map.of();
      default -> joined("a", "b");
    };
  }
}
