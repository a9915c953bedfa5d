package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.DropoutUnit;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.lower.LoweredNetwork;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.lower.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Worked examples of single layers: results, gradients, shapes and costs. */
final class WorkedLayers {
  private WorkedLayers() {}

  static Map<String, Consumer<WorkedExample>> exercises() {
    return Map.ofEntries(
        Map.entry("ch2-matmul", e -> e.check("y", matmul(e, "a", "b"))),
        Map.entry("ch2-placeholder-matmul", WorkedLayers::matmulOfTwoSizes),
        Map.entry("ch2-concat-2d", e -> e.check("y", Exercises.joined(2, e.values("a"), e.values("b")))),
        Map.entry("s002-concat-3d", WorkedLayers::concatenation),
        Map.entry("ch5-affine-map", WorkedLayers::affine),
        Map.entry("ch5-act-sigmoid", e -> activation(e, Activation.SIGMOID, Float.NaN)),
        Map.entry("ch5-act-tanh", e -> activation(e, Activation.TANH, Float.NaN)),
        Map.entry("ch5-act-relu", e -> activation(e, Activation.RELU, Float.NaN)),
        Map.entry("ch5-act-relu6", e -> activation(e, Activation.RELU6, Float.NaN)),
        Map.entry("ch5-act-selu", e -> activation(e, Activation.SELU, Float.NaN)),
        Map.entry("ch5-act-step", e -> activation(e, Activation.STEP, Float.NaN)),
        Map.entry("ch5-act-elu_1", e -> activation(e, Activation.ELU, Float.NaN)),
        Map.entry("ch5-act-elu_0.5", e -> activation(e, Activation.ELU, 0.5f)),
        Map.entry("ch5-act-leaky_relu_0.2", e -> activation(e, Activation.LEAKY_RELU, 0.2f)),
        Map.entry("ch10-bn-vector", e -> batchNormalisation(e, Shape.of(1))),
        Map.entry("ch10-bn-nhwc", e -> batchNormalisation(e, Shape.of(2, 2, 2))),
        Map.entry(
            "ch5-crelu",
            e -> e.check("y", Exercises.run(LayerFixture.of("CRelu", Map.of(), Shape.of(3)), e.values("x")))),
        Map.entry("ch5-leaky-relu-gd", WorkedLayers::leakyDescent),
        Map.entry("ch7-conv1d-full", e -> e.check("y", full1d(e))),
        Map.entry("ch7-conv-theorem-1d", e -> e.check("y", full1d(e))),
        Map.entry("ch7-conv1d-valid", WorkedLayers::convolution1d),
        Map.entry("ch7-conv1d-depth", WorkedLayers::convolution1d),
        Map.entry("ch7-conv1d-multi-kernel", WorkedLayers::convolution1d),
        Map.entry("ch8-conv2d-full", e -> e.check("y", full(e, "x", "k"))),
        Map.entry("ch8-separable-prewitt", e -> e.check("kernel", full(e, "row", "col"))),
        Map.entry("ch8-separable-sobel", e -> e.check("kernel", full(e, "col", "row"))),
        Map.entry("ch8-separable-same-conv", WorkedLayers::separable),
        Map.entry("ch8-conv2d-batch", e -> e.check("y", convolution(e, "k", e.values("x"), e.shape("x")))),
        Map.entry("ch8-depthwise-multiplier-3", WorkedLayers::depthwise),
        Map.entry("ch8-separable-multiplier-3", WorkedLayers::depthwiseThenPointwise),
        Map.entry("ch8-multiplication-count", WorkedLayers::separableCost),
        Map.entry("ch10-1x1-cost", WorkedLayers::bottleneckCost),
        Map.entry("ch9-maxpool-same-stride2", e -> e.check("y", maximum(e))),
        Map.entry("ch9-maxpool-valid-stride2", e -> e.check("y", maximum(e))),
        Map.entry("ch9-maxpool-valid-stride-1-2", e -> e.check("y", maximum(e))),
        Map.entry("ch10-alexnet-shapes", WorkedLayers::shapes),
        Map.entry("ch10-vgg16-shapes", WorkedLayers::shapes),
        Map.entry("ch10-inception-branches", WorkedLayers::branches),
        Map.entry("ch10-dropout-mask", e -> e.check("y", dropped(e, e.values("x"), DropoutUnit.ELEMENT, Shape.of(4)))),
        Map.entry(
            "ch10-dropout-noise-shape-rows",
            e -> e.check("y", dropped(e, e.values("x"), DropoutUnit.SAMPLE, Shape.of(4)))),
        Map.entry(
            "ch10-dropout-noise-shape-cols",
            e -> e.check("y", dropped(e, e.values("x"), DropoutUnit.CHANNEL, Shape.of(2, 1, 4)))),
        Map.entry("ch10-fc-with-dropout", WorkedLayers::dropoutBetweenDenseLayers),
        Map.entry("ch11-conv-same-dk", WorkedLayers::kernelGradient),
        Map.entry("ch11-conv-same-dk-text-F", WorkedLayers::kernelGradient),
        Map.entry("ch12-pool-same-grads", WorkedLayers::poolGradients),
        Map.entry("ch12-maxpool-overlap-grad", e -> e.check("dx", poolGradient(e, "MAX"))));
  }

  private static double[] matmul(WorkedExample e, String a, String b) {
    return Exercises.run(Exercises.dense(e.shape(b).get(0), e.shape(b).get(1)), e.values(a), e.values(b));
  }

  private static void matmulOfTwoSizes(WorkedExample e) {
    e.check("y1", matmul(e, "w", "x1"));
    e.check("y2", matmul(e, "w", "x2"));
  }

  /** What lies before the axis counts as samples, the rest as a vector. */
  private static void concatenation(WorkedExample e) {
    List<Integer> shape = e.shape("a");
    int samples = 1;
    for (int axis = 0; axis < shape.size(); axis++) {
      e.check("axis" + axis, Exercises.joined(samples, e.values("a"), e.values("b")));
      samples *= shape.get(axis);
    }
  }

  private static void affine(WorkedExample e) {
    LayerFixture layer = LayerFixture.of("Dense", Map.of("units", 3), Shape.of(2));
    e.check("y", Exercises.run(layer, e.values("x"), e.values("W"), e.values("b")));
  }

  /** By a dense layer of weight 1, on a batch of all points. The examples take relu'(0) as 1, here it is 0. */
  private static void activation(WorkedExample e, Activation activation, float alpha) {
    LayerFixture layer =
        LayerFixture
            .of("Dense", Map.of("units", 1, "bias", false, "activation", activation, "alpha", alpha), Shape.of(1));
    double[] x = e.values("x");
    e.check("y", Exercises.run(layer, x, new double[] {1}));
    if (!e.expects("dy")) {
      return;
    }
    Differentiated d = Differentiated.of(layer);
    double[] expected = e.expected("dy");
    double[] actual = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      Tensors tensors = new Tensors(1).put(layer.parameter("weights"), 1);
      Differentiated.give(tensors, layer.input(), x[i]);
      d.forward(tensors);
      d.backward(tensors, 1);
      actual[i] = Differentiated.byInput(tensors, layer.input())[0];
      if (activation == Activation.RELU && x[i] == 0) {
        expected[i] = 0;
      }
    }
    e.compare("dy", expected, actual);
  }

  /** Of samples of a shape; the elements of a vector are samples of one unit. */
  private static void batchNormalisation(WorkedExample e, Shape sample) {
    LayerFixture layer = LayerFixture.of("BatchNorm", Map.of("epsilon", (float) e.number("eps")), sample);
    e.check("y", Exercises.run(layer, e.values("x"), e.values("gamma"), e.values("beta")));
  }

  private static void leakyDescent(WorkedExample e) {
    Map<String, ?> given =
        Map.of("units", 1, "bias", false, "activation", Activation.LEAKY_RELU, "alpha", (float) e.number("alpha"));
    LayerFixture layer = LayerFixture.of("Dense", given, Shape.of(3));
    Differentiated d = Differentiated.of(layer);
    double[] x = e.values("x0").clone();
    for (int step = 0; step < e.number("steps"); step++) {
      Tensors tensors = new Tensors(1).put(layer.parameter("weights"), e.values("W"));
      Differentiated.give(tensors, layer.input(), x);
      d.forward(tensors);
      d.backward(tensors, 1);
      double[] gradient = Differentiated.byInput(tensors, layer.input());
      for (int i = 0; i < x.length; i++) {
        x[i] -= e.number("lr") * gradient[i];
      }
      e.checkRow("x", step, x);
    }
  }

  private static double[] full1d(WorkedExample e) {
    return Exercises.full(
        e.values("x"), List.of(1, e.values("x").length), e.values("k"), List.of(1, e.values("k").length));
  }

  private static double[] full(WorkedExample e, String x, String k) {
    return Exercises.full(e.values(x), e.shape(x), e.values(k), e.shape(k));
  }

  private static void convolution1d(WorkedExample e) {
    List<Integer> x = e.shape("x");
    List<Integer> kernel = new ArrayList<>(e.shape("k"));
    kernel.addFirst(1);
    LayerFixture layer =
        Exercises.convolution(Shape.of(1, x.get(1), x.get(2)), kernel, e.integers("stride"), e.text("mode"));
    e.check("y", Exercises.run(layer, e.values("x"), e.values("k")));
  }

  private static double[] convolution(WorkedExample e, String kernel, double[] x, List<Integer> shape) {
    LayerFixture layer =
        Exercises.convolution(image(shape), e.shape(kernel), e.integers("stride"), e.text("mode"));
    return Exercises.run(layer, x, e.values(kernel));
  }

  private static Shape image(List<Integer> nhwc) {
    return new Shape(nhwc.subList(1, 4));
  }

  private static void separable(WorkedExample e) {
    e.check("direct", convolution(e, "k", e.values("x"), e.shape("x")));
    double[] first = convolution(e, "k1", e.values("x"), e.shape("x"));
    e.check("two_pass", convolution(e, "k2_rotated", first, e.shape("x")));
  }

  private static Map<String, Object> depthwise(WorkedExample e, String kernel) {
    List<Integer> k = e.shape(kernel);
    Map<String, Object> values = new HashMap<>();
    values.put("kernel", k.subList(0, 2));
    values.put("multiplier", k.get(3));
    values.put("stride", e.integers("stride"));
    values.put("padding", e.text("mode"));
    values.put("bias", false);
    return values;
  }

  private static void depthwise(WorkedExample e) {
    LayerFixture layer = LayerFixture.of("DepthwiseConv2D", depthwise(e, "k"), image(e.shape("x")));
    e.check("y", Exercises.run(layer, e.values("x"), e.values("k")));
  }

  private static void depthwiseThenPointwise(WorkedExample e) {
    Map<String, Object> values = depthwise(e, "dk");
    values.put("filters", e.shape("pk").getLast());
    LayerFixture layer = LayerFixture.of("SeparableConv2D", values, image(e.shape("x")));
    e.check("y", Exercises.run(layer, e.values("x"), e.values("dk"), e.values("pk")));
  }

  private static double multiplications(int height, int width, int channels, List<Integer> kernel) {
    LayerFixture layer =
        Exercises.convolution(
            Shape.of(height, width, channels),
            List.of(kernel.get(0), kernel.get(1), channels, kernel.get(2)),
            List.of(1),
            "SAME");
    return layer.statements().getFirst().axes().stream().mapToDouble(Axis::extent).reduce(1, (a, b) -> a * b);
  }

  private static void separableCost(WorkedExample e) {
    int h = (int) e.number("H");
    int w = (int) e.number("W");
    int rows = (int) e.number("FH");
    int columns = (int) e.number("FW");
    e.check("direct", multiplications(h, w, 1, List.of(rows, columns, 1)));
    e.check(
        "separable",
        multiplications(h, w, 1, List.of(rows, 1, 1)) + multiplications(h, w, 1, List.of(1, columns, 1)));
  }

  private static void bottleneckCost(WorkedExample e) {
    int h = (int) e.number("H");
    int w = (int) e.number("W");
    int in = (int) e.number("Cin");
    int middle = (int) e.number("Cmid");
    int out = (int) e.number("Cout");
    int f = (int) e.number("F");
    double direct = multiplications(h, w, in, List.of(f, f, out));
    double one = multiplications(h, w, in, List.of(1, 1, middle));
    double two = multiplications(h, w, middle, List.of(f, f, out));
    e.check("direct", direct);
    e.check("step1", one);
    e.check("step2", two);
    e.check("total", one + two);
    e.check("ratio", direct / (one + two));
  }

  private static double[] maximum(WorkedExample e) {
    LayerFixture layer =
        Exercises.pooling(image(e.shape("x")), "MAX", e.integers("ksize"), e.integers("stride"), e.text("mode"));
    return Exercises.run(layer, e.values("x"));
  }

  private static final Pattern LAYER = Pattern.compile("\\('(\\w+)', ([^)']*)(?:, '(\\w+)')?\\)");

  /** Lowers the whole network and compares the shape and the parameters of every layer. */
  private static void shapes(WorkedExample e) {
    Shape input = new Shape(Arrays.stream(e.values("input")).mapToObj(v -> (int) v).toList());
    GraphBuilder net = new GraphBuilder(input);
    for (String text : e.texts("layers")) {
      add(net, text);
    }
    LoweredNetwork lowered = LoweredNetwork.of(net.graph(LossFunction.SOFTMAX_CROSS_ENTROPY), Mode.TRAINING);
    List<Double> shapes = new ArrayList<>();
    double total = 0;
    for (int i = 0; i < lowered.graph().layers().size(); i++) {
      String name = lowered.graph().layers().get(i).name();
      List<Integer> dims = lowered.graph().layers().get(i).shape().dims();
      List<Integer> all = dims.size() == 1 ? List.of(1, 1, dims.getFirst()) : dims;
      all.forEach(d -> shapes.add((double) d));
      double parameters = parameters(lowered, name);
      e.checkRow("params", i, parameters);
      total += parameters;
    }
    e.check("shapes", shapes.stream().mapToDouble(v -> v).toArray());
    assertEquals(e.expected("total_params")[0], total);
  }

  private static double parameters(LoweredNetwork lowered, String layer) {
    return lowered.parameters()
        .stream()
        .filter(p -> p.name().startsWith(layer + "."))
        .map(Parameter::buffer)
        .mapToInt(Buffer::elements)
        .sum();
  }

  private static void add(GraphBuilder net, String text) {
    Matcher m = LAYER.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(text);
    }
    List<Integer> numbers = Arrays.stream(m.group(2).split(", ")).map(Integer::valueOf).toList();
    String name = "layer" + net.size();
    switch (m.group(1)) {
      case "conv" ->
          net.add(
              "Conv2D",
              name,
              Map.of(
                  "kernel", List.of(numbers.get(0)),
                  "filters", numbers.get(1),
                  "stride", List.of(numbers.get(2)),
                  "padding", m.group(3)));
      case "pool" ->
          net.add(
              "Pool",
              name,
              Map.of("size", List.of(numbers.get(0)), "stride", List.of(numbers.get(1)), "padding", m.group(3)));
      case "fc" -> net.add("Dense", name, Map.of("units", numbers.get(0)));
      default -> throw new IllegalArgumentException(text);
    }
  }

  private static void branches(WorkedExample e) {
    Shape image = image(e.shape("x"));
    double[] x = e.values("x");
    LayerFixture one = Exercises.convolution(image, e.shape("k1x1"), List.of(1), "SAME");
    LayerFixture two = Exercises.convolution(image, e.shape("k2x2"), List.of(1), "SAME");
    LayerFixture three = Exercises.pooling(image, "MAX", List.of(3), List.of(1), "SAME");
    double[] a = Exercises.run(one, x, e.values("k1x1"));
    double[] b = Exercises.run(two, x, e.values("k2x2"));
    double[] c = Exercises.run(three, x);
    e.check("branch1", a);
    e.check("branch2", b);
    e.check("branch3", c);
    List<Shape> shapes = Stream.of(one, two, three).map(layer -> layer.node().shape()).toList();
    e.check("y", Exercises.joined(shapes, a, b, c));
  }

  /** Dropout where the mask stands for the random numbers: 0 for what is kept, almost 1 for what is left out. */
  private static double[] dropped(WorkedExample e, double[] x, DropoutUnit each, Shape shape) {
    Map<String, ?> values = Map.of("rate", (float) (1 - e.number("keep_prob")), "each", each);
    LayerFixture layer = LayerFixture.of("Dropout", values, shape);
    Statement s = layer.statements().getFirst();
    Expr.Random number = (Expr.Random) ((Expr.Select) s.value()).left();
    double[] numbers = Arrays.stream(e.values("mask")).map(kept -> kept == 1 ? 0 : 0.999).toArray();
    int samples = x.length / shape.elements();
    Buffer mask = Buffer.value("mask", List.of(numbers.length / samples));
    Tensors tensors = new Tensors(samples).put(layer.input(), x).put(mask, numbers);
    Interpreter.run(s.withValue(s.value().replace(number, Expr.read(mask, List.of(number.element())))), tensors);
    return tensors.get(layer.output());
  }

  private static void dropoutBetweenDenseLayers(WorkedExample e) {
    double[] hidden = Exercises.run(Exercises.dense(2, 3), e.values("x"), e.values("W1"));
    double[] dropped = dropped(e, hidden, DropoutUnit.ELEMENT, Shape.of(3));
    e.check("dropout", dropped);
    e.check("y", Exercises.run(Exercises.dense(3, 2), dropped, e.values("W2")));
  }

  private static void kernelGradient(WorkedExample e) {
    LayerFixture layer =
        Exercises.convolution(image(e.shape("x")), e.shape("k"), e.integers("stride"), e.text("mode"));
    Differentiated d = Differentiated.of(layer);
    Tensors tensors = new Tensors(1).put(layer.parameter("weights"), e.values("k"));
    Differentiated.give(tensors, layer.input(), e.values("x"));
    double[] sigma = d.forward(tensors);
    if (e.expects("sigma")) {
      e.check("sigma", sigma);
    }
    d.backward(tensors, e.values("dsigma"));
    e.check("dk", Differentiated.byParameter(tensors, layer.parameter("weights")));
  }

  private static void poolGradients(WorkedExample e) {
    e.check("dx_max", poolGradient(e, "MAX"));
    e.check("dx_avg", poolGradient(e, "AVERAGE"));
  }

  private static double[] poolGradient(WorkedExample e, String type) {
    LayerFixture layer =
        Exercises.pooling(image(e.shape("x")), type, e.integers("ksize"), e.integers("stride"), e.text("mode"));
    Differentiated d = Differentiated.of(layer);
    Tensors tensors = new Tensors(1);
    Differentiated.give(tensors, layer.input(), e.values("x"));
    d.forward(tensors);
    d.backward(tensors, e.values("dy"));
    return Differentiated.byInput(tensors, layer.input());
  }
}
