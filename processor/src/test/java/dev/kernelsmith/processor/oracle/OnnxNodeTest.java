package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.lower.Activations;
import dev.kernelsmith.processor.lower.Lowering;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The ONNX node tests in {@code shared/data}, through the statements that layers, losses and optimizers themselves make. */
class OnnxNodeTest {
  private static final String FOLDER = "onnx-node";

  private static Map<String, Consumer<OnnxNode>> exercises() {
    Map<String, Consumer<OnnxNode>> all = new TreeMap<>();
    all.put("test_relu", n -> activation(n, Activation.RELU));
    all.put("test_tanh_example", n -> activation(n, Activation.TANH));
    all.put("test_softmax_example", n -> activation(n, Activation.SOFTMAX));
    all.put("test_softmax_default_axis", n -> activation(n, Activation.SOFTMAX));
    all.put("test_elu", n -> activation(n, Activation.ELU, 1));
    all.put("test_elu_example", n -> activation(n, Activation.ELU, 1));
    all.put("test_leakyrelu", n -> activation(n, Activation.LEAKY_RELU, 0.01));
    all.put("test_leakyrelu_default", n -> activation(n, Activation.LEAKY_RELU, 0.01));
    all.put("test_gelu_default_1", n -> activation(n, Activation.GELU));
    all.put("test_softplus", n -> activation(n, Activation.SOFTPLUS));
    all.put("test_mish", n -> activation(n, Activation.MISH));
    all.put("test_selu_default", n -> activation(n, Activation.SELU));
    all.put("test_softsign", n -> activation(n, Activation.SOFTSIGN));
    all.put("test_softsign_example", n -> activation(n, Activation.SOFTSIGN));
    all.put("test_softmax_axis_0", OnnxNodeTest::softmaxOverTheFirstAxis);
    for (String pool : List.of("2d_default", "2d_precomputed_pads", "2d_precomputed_same_upper", "2d_strides")) {
      all.put("test_maxpool_" + pool, n -> pool(n, "MAX"));
    }
    for (String pool : List.of("precomputed_pads", "precomputed_strides", "same_upper", "dilations")) {
      all.put("test_averagepool_2d_" + pool, n -> pool(n, "AVERAGE"));
    }
    all.put("test_maxpool_1d_default", OnnxNodeTest::poolOfARow);
    all.put("test_maxpool_2d_same_lower", n -> pool(n, "MAX"));
    all.put("test_globalmaxpool_precomputed", OnnxNodeTest::globalPool);
    all.put("test_convtranspose", OnnxNodeTest::transposedConvolution);
    all.put("test_convtranspose_dilations", OnnxNodeTest::transposedConvolution);
    all.put("test_conv_with_strides_padding", OnnxNodeTest::convolution);
    all.put("test_conv_with_strides_and_asymmetric_padding", OnnxNodeTest::convolution);
    all.put("test_gemm_default_vector_bias", OnnxNodeTest::gemm);
    all.put("test_gemm_default_scalar_bias", OnnxNodeTest::gemm);
    all.put("test_gemm_all_attributes", OnnxNodeTest::gemm);
    all.put("test_gemm_default_matrix_bias", OnnxNodeTest::gemmThenAdd);
    all.put("test_concat_2d_axis_0", OnnxNodeTest::concatenation);
    for (String axis : List.of("2", "negative_1", "negative_2", "negative_3")) {
      all.put("test_concat_3d_axis_" + axis, OnnxNodeTest::concatenation);
    }
    all.put("test_batchnorm_example", n -> n.checkImage(0, normalisation(n, Mode.PREDICTION)));
    all.put("test_batchnorm_example_training_mode", n -> n.checkImage(0, normalisation(n, Mode.TRAINING)));
    for (String shape : List.of("2d_axis1", "3d_axis2_epsilon", "4d_axis3")) {
      all.put("test_layer_normalization_" + shape, OnnxNodeTest::layerNormalisation);
    }
    all.put("test_lrn", OnnxNodeTest::localResponse);
    all.put("test_lrn_default", OnnxNodeTest::localResponse);
    all.put("test_sce_none", n -> n.check(0, crossEntropy(n)));
    all.put("test_sce_mean", n -> n.check(0, meanCrossEntropy(n)));
    all.put("test_sce_none_weights", n -> n.check(0, crossEntropy(n)));
    all.put("test_sce_mean_weight", n -> n.check(0, meanCrossEntropy(n)));
    all.put("test_momentum", OnnxNodeTest::momentum);
    all.put("test_adam", OnnxNodeTest::adam);
    all.put("test_adagrad", OnnxNodeTest::adagrad);
    return all;
  }

  /** Those that are part of the project, wherever it is built. */
  @TestFactory
  Stream<DynamicTest> bundledNodes() {
    Map<String, Consumer<OnnxNode>> exercises = exercises();
    return OnnxNode.bundled().entrySet()
        .stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> exercises.get(e.getKey()).accept(e.getValue())));
  }

  @Test
  void bundledFiguresAreThoseOfTheFiles() {
    Path folder = SharedData.require(FOLDER);
    OnnxNode.bundled().forEach((name, node) -> {
      OnnxNode file = OnnxNode.read(folder.resolve(name));
      assertEquals(file.attributes().keySet(), node.attributes().keySet(), name);
      for (int i = 0; i < file.inputs().size(); i++) {
        assertEquals(file.input(i).shape(), node.input(i).shape(), name);
        assertArrayEquals(file.input(i).values(), node.input(i).values(), 1e-6, name);
      }
      for (int i = 0; i < file.outputs().size(); i++) {
        assertArrayEquals(file.outputs().get(i).values(), node.outputs().get(i).values(), 1e-5, name);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> nodes() {
    Path folder = SharedData.require(FOLDER);
    return exercises().entrySet()
        .stream()
        .map(
            e -> DynamicTest.dynamicTest(
                e.getKey(), () -> e.getValue().accept(OnnxNode.read(folder.resolve(e.getKey())))));
  }

  @Test
  void everyNodeTestIsRun() throws IOException {
    SortedSet<String> known = new TreeSet<>(exercises().keySet());
    try (Stream<Path> folders = Files.list(SharedData.require(FOLDER))) {
      assertEquals(
          folders.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)), known);
    }
  }

  private static double[] activate(Activation activation, double alpha, double[] x, int rows, int units) {
    Buffer z = Buffer.value("z", List.of(units));
    Buffer y = Buffer.value("y", List.of(units));
    List<Axis> axes = Lowering.axes(y.shape());
    Lowering out = new Lowering(Mode.TRAINING);
    Activations.of(activation, alpha).apply(y, axes, Expr.at(z, axes), out);
    Tensors tensors = new Tensors(rows).put(z, x);
    Interpreter.run(new Program("activation", out.statements()), tensors);
    return tensors.get(y);
  }

  /** On rows of the last axis. */
  private static void activation(OnnxNode n, Activation activation) {
    activation(n, activation, 0);
  }

  /** Where the node gives no alpha, with ONNX's own default. */
  private static void activation(OnnxNode n, Activation activation, double standard) {
    int units = n.input(0).shape().getLast();
    double[] x = n.input(0).values();
    n.check(0, activate(activation, n.number("alpha", standard), x, x.length / units, units));
  }

  private static void softmaxOverTheFirstAxis(OnnxNode n) {
    double[] x = n.input(0).values();
    int units = n.input(0).dim(0);
    int rows = x.length / units;
    double[] y = activate(Activation.SOFTMAX, 0, Exercises.transposed(x, units, rows), rows, units);
    n.check(0, Exercises.transposed(y, rows, units));
  }

  private static Shape image(OnnxTensor nchw) {
    return Shape.of(nchw.dim(2), nchw.dim(3), nchw.dim(1));
  }

  /** Size, steps and padding of a node, for an annotation that calls the size of windows by this name. */
  private static Map<String, Object> windows(OnnxNode n, String size, List<Integer> kernel) {
    Map<String, Object> values = new HashMap<>();
    values.put(size, kernel);
    values.put("stride", n.integers("strides", List.of(1, 1)));
    values.put("dilation", n.integers("dilations", List.of(1, 1)));
    switch (n.text("auto_pad", "NOTSET")) {
      case "SAME_UPPER" -> values.put("padding", "SAME");
      case "SAME_LOWER" -> values.put("padding", "SAME_LOWER");
      default -> values.put("pads", n.integers("pads", List.of(0)));
    }
    return values;
  }

  private static LayerFixture pooling(OnnxNode n, String type) {
    Map<String, Object> values = windows(n, "size", n.integers("kernel_shape", List.of()));
    values.put("type", type);
    values.put("ceiling", n.number("ceil_mode", 0) == 1);
    values.put("countPadding", n.number("count_include_pad", 0) == 1);
    return LayerFixture.of("Pool", values, image(n.input(0)));
  }

  private static void pool(OnnxNode n, String type) {
    n.checkImage(0, Exercises.run(pooling(n, type), n.input(0).channelsLast()));
  }

  private static void poolOfARow(OnnxNode n) {
    Shape steps = Shape.of(n.input(0).dim(2), n.input(0).dim(1));
    Map<String, Object> values = new HashMap<>();
    values.put("size", n.integers("kernel_shape", List.of()));
    values.put("stride", n.integers("strides", List.of(1)));
    n.checkImage(0, Exercises.run(LayerFixture.of("Pool", values, steps), n.input(0).channelsLast()));
  }

  private static void globalPool(OnnxNode n) {
    LayerFixture layer = LayerFixture.of("GlobalPool", Map.of("type", "MAX"), image(n.input(0)));
    n.checkImage(0, Exercises.run(layer, n.input(0).channelsLast()));
  }

  /** Also checks the moving averages, in a training. */
  private static double[] normalisation(OnnxNode n, Mode mode) {
    double momentum = n.number("momentum", 0.9);
    Map<String, Float> given =
        Map.of("epsilon", (float) n.number("epsilon", 1e-5), "momentum", (float) momentum);
    LayerFixture layer = LayerFixture.of(mode, "BatchNorm", given, image(n.input(0)));
    double[] x = n.input(0).channelsLast();
    Tensors tensors = new Tensors(x.length / layer.input().elements()).put(layer.input(), x);
    List<Buffer> parameters = layer.parameters().stream().map(p -> p.buffer()).toList();
    for (int i = 0; i < parameters.size(); i++) {
      tensors.put(parameters.get(i), n.input(1 + i).values());
    }
    Interpreter.run(layer.program(), tensors);
    for (int i = 1; mode == Mode.TRAINING && i <= 2; i++) {
      Buffer average = parameters.get(1 + i);
      double[] moved = tensors.get(average).clone();
      double[] ofBatch = tensors.get(average.gradient());
      for (int c = 0; c < moved.length; c++) {
        moved[c] = momentum * moved[c] + (1 - momentum) * ofBatch[c];
      }
      n.check(i, moved);
    }
    return tensors.get(layer.output());
  }

  /** The first extent is that of samples. Mean and inverse deviation of each set are outputs, too. */
  private static void layerNormalisation(OnnxNode n) {
    List<Integer> shape = n.input(0).shape();
    int axis = Math.floorMod((int) n.number("axis", -1), shape.size());
    Map<String, ?> given = Map.of("axis", axis - 1, "epsilon", (float) n.number("epsilon", 1e-5));
    LayerFixture layer = LayerFixture.of("LayerNorm", given, new Shape(shape.subList(1, shape.size())));
    double[] x = n.input(0).values();
    Tensors tensors = new Tensors(shape.getFirst()).put(layer.input(), x);
    tensors.put(layer.parameter("gamma"), n.input(1).values()).put(layer.parameter("beta"), n.input(2).values());
    Interpreter.run(layer.program(), tensors);
    n.check(0, tensors.get(layer.output()));
    Buffer deviation =
        layer.program().buffers().stream().filter(b -> b.label().equals("layerInverseDeviation")).findFirst()
            .orElseThrow();
    n.check(2, tensors.get(deviation));
  }

  private static void localResponse(OnnxNode n) {
    Map<String, ?> given =
        Map.of(
            "size", (int) n.number("size", 0), "alpha", (float) n.number("alpha", 1e-4), "beta",
            (float) n.number("beta", 0.75), "bias", (float) n.number("bias", 1));
    LayerFixture layer = LayerFixture.of("LocalResponseNorm", given, image(n.input(0)));
    n.checkImage(0, Exercises.run(layer, n.input(0).channelsLast()));
  }

  private static void convolution(OnnxNode n) {
    OnnxTensor w = n.input(1);
    Map<String, Object> values = windows(n, "kernel", List.of(w.dim(2), w.dim(3)));
    values.put("filters", w.dim(0));
    values.put("groups", (int) n.number("group", 1));
    values.put("bias", false);
    LayerFixture layer = LayerFixture.of("Conv2D", values, image(n.input(0)));
    n.checkImage(0, Exercises.run(layer, n.input(0).channelsLast(), w.kernelLast()));
  }

  /** Weights are input channels, filters, height, width there. */
  private static void transposedConvolution(OnnxNode n) {
    OnnxTensor w = n.input(1);
    Map<String, Object> values = windows(n, "kernel", List.of(w.dim(2), w.dim(3)));
    values.put("filters", w.dim(1));
    values.put("outputPadding", n.integers("output_padding", List.of(0)));
    values.put("bias", false);
    LayerFixture layer = LayerFixture.of("ConvTranspose2D", values, image(n.input(0)));
    double[] weights = w.channelsLast();
    int matrix = w.dim(0) * w.dim(1);
    double[] ours = new double[weights.length];
    for (int c = 0; c < w.dim(0); c++) {
      for (int i = 0; i < weights.length / w.dim(0); i++) {
        int tap = i / w.dim(1);
        ours[tap * matrix + c * w.dim(1) + i % w.dim(1)] = weights[c * (weights.length / w.dim(0)) + i];
      }
    }
    n.checkImage(0, Exercises.run(layer, n.input(0).channelsLast(), ours));
  }

  private static double[] matrix(OnnxTensor t, boolean transposed) {
    return transposed ? Exercises.transposed(t.values(), t.dim(0), t.dim(1)) : t.values();
  }

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(v -> v * factor).toArray();
  }

  /** A dense layer: rows of A are samples, {@code alpha B} the weights, {@code beta C} the bias, a scalar C for all units. */
  private static void gemm(OnnxNode n) {
    double[] a = matrix(n.input(0), n.number("transA", 0) == 1);
    double[] b = scaled(matrix(n.input(1), n.number("transB", 0) == 1), n.number("alpha", 1));
    double[] c = scaled(n.input(2).values(), n.number("beta", 1));
    int units = n.outputs().getFirst().dim(1);
    double[] bias = c.length == 1 ? DoubleStream.generate(() -> c[0]).limit(units).toArray() : c;
    LayerFixture layer = LayerFixture.of("Dense", Map.of("units", units), Shape.of(b.length / units));
    n.check(0, Exercises.run(layer, a, b, bias));
  }

  /** A dense layer, and an Add of what differs from sample to sample. */
  private static void gemmThenAdd(OnnxNode n) {
    int units = n.outputs().getFirst().dim(1);
    LayerFixture dense = Exercises.dense(n.input(1).dim(0), units);
    double[] product = Exercises.run(dense, n.input(0).values(), n.input(1).values());
    LayerFixture add = LayerFixture.of("Add", Map.of("value", List.of("a", "b")), Shape.of(units), Shape.of(units));
    Tensors tensors = new Tensors(n.input(0).dim(0));
    tensors.put(add.inputs().get(0), product).put(add.inputs().get(1), n.input(2).values());
    Interpreter.run(add.program(), tensors);
    n.check(0, tensors.get(add.output()));
  }

  /** What lies before the axis counts as samples, the rest as a vector. */
  private static void concatenation(OnnxNode n) {
    List<Integer> shape = n.input(0).shape();
    int axis = Math.floorMod((int) n.number("axis", 0), shape.size());
    int samples = shape.subList(0, axis).stream().reduce(1, (a, b) -> a * b);
    n.check(0, Exercises.joined(samples, n.input(0).values(), n.input(1).values()));
  }

  private static double[] crossEntropy(OnnxNode n) {
    double[] classes = n.input(1).values();
    double[] lossGradients = new double[classes.length];
    List<Integer> units = List.of(n.input(0).dim(1));
    return LossFixture.run(
        LossFunction.SOFTMAX_CROSS_ENTROPY, Map.of("classWeights", classWeights(n)), units, n.input(0).values(),
        classes, lossGradients).losses();
  }

  private static List<Double> classWeights(OnnxNode n) {
    return n.inputs().size() < 3 ? List.of() : Arrays.stream(n.input(2).values()).boxed().toList();
  }

  /** Divided by what the runtime says that the targets count. */
  private static double meanCrossEntropy(OnnxNode n) {
    LossSpec loss =
        new LossSpec(
            "SOFTMAX_CROSS_ENTROPY", "", "layer", 0, 1, TargetKind.CLASS, 0, 1, Activation.SOFTMAX, false,
            classWeights(n), Loss.NONE);
    int[] classes = Arrays.stream(n.input(1).values()).mapToInt(number -> (int) number).toArray();
    double count = 0;
    for (int i = 0; i < classes.length; i++) {
      count += loss.count(classes, i);
    }
    return Arrays.stream(crossEntropy(n)).sum() / count;
  }

  /** Inputs: rate, step, parameters, gradients, slots. A penalty {@code norm_coefficient x^2 / 2} is added to the gradient. */
  private static double[] gradient(OnnxNode n) {
    double[] g = n.input(3).values().clone();
    for (int i = 0; i < g.length; i++) {
      g[i] += n.number("norm_coefficient", 0) * n.input(2).values()[i];
    }
    return g;
  }

  /** At step 0, where ONNX takes beta as 1. */
  private static void momentum(OnnxNode n) {
    assertEquals(0, n.input(1).values()[0]);
    OptimizerFixture momentum =
        new OptimizerFixture(
            OptimizerType.MOMENTUM, Map.of("momentum", (float) n.number("alpha", 0)), n.input(2).values());
    System.arraycopy(n.input(4).values(), 0, momentum.slot("velocity"), 0, n.input(4).values().length);
    momentum.step(n.input(0).values()[0], gradient(n));
    n.check(0, momentum.values());
    n.check(1, momentum.slot("velocity"));
  }

  /** At step 0, where ONNX leaves out both corrections. */
  private static void adam(OnnxNode n) {
    assertEquals(0, n.input(1).values()[0]);
    Map<String, ?> given = Map.of("beta1", (float) n.number("alpha", 0), "beta2", (float) n.number("beta", 0));
    OptimizerFixture adam = new OptimizerFixture(OptimizerType.ADAM, given, n.input(2).values());
    System.arraycopy(n.input(4).values(), 0, adam.slot("m"), 0, n.input(4).values().length);
    System.arraycopy(n.input(5).values(), 0, adam.slot("v"), 0, n.input(5).values().length);
    double rate = n.input(0).values()[0];
    adam.step(rate, Map.of("rate", rate, "epsilon", n.number("epsilon", 0)), gradient(n));
    n.check(0, adam.values());
    n.check(1, adam.slot("m"));
    n.check(2, adam.slot("v"));
  }

  /** At step 0, where the rate has not decayed. The norm coefficient is the factor of a penalty. */
  private static void adagrad(OnnxNode n) {
    assertEquals(0, n.input(1).values()[0]);
    Map<String, ?> given =
        Map.of("epsilon", (float) n.number("epsilon", 0), "l2", (float) n.number("norm_coefficient", 0));
    OptimizerFixture adagrad = new OptimizerFixture(OptimizerType.ADAGRAD, given, n.input(2).values());
    System.arraycopy(n.input(4).values(), 0, adagrad.slot("squares"), 0, n.input(4).values().length);
    adagrad.step(n.input(0).values()[0], n.input(3).values());
    n.check(0, adagrad.values());
    n.check(1, adagrad.slot("squares"));
  }
}
