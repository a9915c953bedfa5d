package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.lower.LoweredNetwork;
import dev.kernelsmith.processor.lower.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** Worked examples of derived gradients, losses and optimizers. */
final class WorkedTraining {
  private WorkedTraining() {}

  static Map<String, Consumer<WorkedExample>> exercises() {
    return Map.ofEntries(
        Map.entry("s003-autodiff", WorkedTraining::polynomial),
        Map.entry("ch3-gradient-quadratic", WorkedTraining::quadratic),
        Map.entry("ch3-gd-1d", WorkedTraining::descent),
        Map.entry("ch3-gd-1d-100", WorkedTraining::longDescent),
        Map.entry("ch3-gd-2d", WorkedTraining::planeDescent),
        Map.entry("ch3-nag", WorkedTraining::nesterov),
        Map.entry("ch3-adam", WorkedTraining::adam),
        Map.entry("ch3-batch-gd", e -> batches(e, new double[][] {{1, 2, 3}, {1, 2, 3}})),
        Map.entry("ch3-minibatch-gd", e -> batches(e, rows(e.values("batches"), 2))),
        Map.entry("ch4-multiple-regression", WorkedTraining::regression),
        Map.entry("ch4-nonlinear-regression-start", WorkedTraining::nonlinearRegression),
        Map.entry("ch6-softmax-cross-entropy", WorkedTraining::softmaxCrossEntropy),
        Map.entry("ch6-fc-backprop", WorkedTraining::threeLayers),
        Map.entry("ch6-fc-backprop-batch", WorkedTraining::threeLayers),
        Map.entry("s002-two-losses", WorkedTraining::twoLosses),
        Map.entry("s001-losses", WorkedTraining::meanSquaredError),
        Map.entry("s002-losses", WorkedTraining::quadraticAndCrossEntropy),
        Map.entry("ch13-bn-dense-forward", WorkedTraining::normalisedBetweenDense),
        Map.entry("ch13-bn-dense-dgamma", WorkedTraining::normalisedBetweenDense),
        Map.entry("ch12-maxpool-gd", WorkedTraining::poolDescent));
  }

  /** A function of the parameter {@code x}; per sample where it reads something of the sample. */
  private record Objective(Differentiated program, Buffer x) {
    interface Function {
      Expr of(Axis i, Expr x);
    }

    /** The sum over the elements of x. */
    static Objective sum(int length, Function f) {
      Axis i = new Axis("i", length);
      Buffer x = Buffer.of("x", Buffer.Role.PARAMETER, List.of(length));
      Buffer y = Buffer.value("y", List.of());
      Statement s = Statement.sum("objective", y, List.of(), List.of(i), f.of(i, Expr.at(x, List.of(i))));
      return new Objective(Differentiated.of(List.of(s), y), x);
    }

    double[] gradient(double... at) {
      return gradient(new Tensors(1), at);
    }

    double[] gradient(Tensors tensors, double... at) {
      tensors.put(x, at);
      program.forward(tensors);
      double[] ones = new double[tensors.batch()];
      Arrays.fill(ones, 1);
      program.backward(tensors, ones);
      return Differentiated.byParameter(tensors, x);
    }
  }

  private static Expr square(Expr x) {
    return x.times(x);
  }

  /** {@code x1^2 + 2 x2^2}: the factors are 1 + index. */
  private static Objective bowl() {
    return Objective.sum(2, (i, x) -> square(x).times(new Expr.Index(Affine.of(i).plus(1))));
  }

  private static double[][] rows(double[] values, int length) {
    double[][] rows = new double[values.length / length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * length, (i + 1) * length);
    }
    return rows;
  }

  private static double[] scaled(double[] values, double by) {
    return Arrays.stream(values).map(v -> v * by).toArray();
  }

  private static void polynomial(WorkedExample e) {
    Buffer x = Buffer.of("x", Buffer.Role.PARAMETER, List.of());
    Buffer y = Buffer.of("y", Buffer.Role.PARAMETER, List.of());
    Buffer f = Buffer.value("f", List.of());
    Expr readX = Expr.read(x, List.of());
    Expr readY = Expr.read(y, List.of());
    Expr value = readX.times(readX).times(readY).plus(readY).plus(Expr.constant(1));
    Differentiated d = Differentiated.of(List.of(Statement.assign("f", f, List.of(), value)), f);
    Tensors tensors = new Tensors(1).put(x, e.values("x")).put(y, e.values("y"));
    d.forward(tensors);
    d.backward(tensors, 1);
    e.check("df_dx", Differentiated.byParameter(tensors, x));
    e.check("df_dy", Differentiated.byParameter(tensors, y));
  }

  private static void quadratic(WorkedExample e) {
    LayerFixture dense = Exercises.dense(2, 1);
    Buffer f = Buffer.value("f", List.of(1));
    List<Axis> u = List.of(new Axis("u", 1));
    List<Statement> statements = new ArrayList<>(dense.statements());
    statements.add(Statement.assign("f", f, u, square(Expr.at(dense.output(), u))));
    Differentiated d = Differentiated.of(statements, f);
    Tensors tensors = new Tensors(1).put(dense.parameter("weights"), e.values("w"));
    Differentiated.give(tensors, dense.input(), e.values("x"));
    d.forward(tensors);
    d.backward(tensors, 1);
    e.check("grad", Differentiated.byInput(tensors, dense.input()));
  }

  private static OptimizerFixture optimizer(OptimizerType type, WorkedExample e, Map<String, ?> given) {
    return new OptimizerFixture(type, given, e.values("x0"));
  }

  private static OptimizerFixture sgd(WorkedExample e) {
    return optimizer(OptimizerType.SGD, e, Map.of());
  }

  private static void descent(WorkedExample e) {
    Objective f = Objective.sum(1, (i, x) -> square(x.minus(Expr.constant(1))));
    OptimizerFixture sgd = sgd(e);
    for (int step = 0; step < e.number("steps"); step++) {
      sgd.step(e.number("lr"), f.gradient(sgd.values()));
      e.checkRow("x", step, sgd.values());
    }
  }

  private static void longDescent(WorkedExample e) {
    Objective f = Objective.sum(1, (i, x) -> square(x.minus(Expr.constant(1))));
    OptimizerFixture sgd = sgd(e);
    for (int step = 0; step < e.number("steps"); step++) {
      sgd.step(e.number("lr"), f.gradient(sgd.values()));
      if (step % 10 == 0) {
        e.checkRow("x", step / 10, sgd.values());
      }
    }
  }

  private static void planeDescent(WorkedExample e) {
    Objective f = Objective.sum(2, (i, x) -> square(x));
    OptimizerFixture sgd = sgd(e);
    for (int step = 0; step < e.number("steps"); step++) {
      sgd.step(e.number("lr"), f.gradient(sgd.values()));
      e.checkRow("x", step, sgd.values());
    }
  }

  /** The example's velocity is ours times minus the learning rate. */
  private static void nesterov(WorkedExample e) {
    Objective f = bowl();
    OptimizerFixture momentum =
        optimizer(OptimizerType.MOMENTUM, e, Map.of("momentum", (float) e.number("momentum"), "nesterov", true));
    for (int step = 0; step < e.number("steps"); step++) {
      momentum.step(e.number("lr"), f.gradient(momentum.values()));
      e.checkRow("x", step, momentum.values());
      e.checkRow("v", step, scaled(momentum.slot("velocity"), -e.number("lr")));
    }
  }

  /** The example adds epsilon within the root; at these numbers that does not show. */
  private static void adam(WorkedExample e) {
    Objective f = bowl();
    Map<String, ?> given =
        Map.of("beta1", (float) e.number("beta1"), "beta2", (float) e.number("beta2"), "epsilon",
            (float) e.number("eps"));
    OptimizerFixture adam = optimizer(OptimizerType.ADAM, e, given);
    for (int step = 0; step < e.number("steps"); step++) {
      adam.step(e.number("lr"), f.gradient(adam.values()));
      e.checkRow("x", step, adam.values());
      e.checkRow("m", step, adam.slot("m"));
      e.checkRow("v", step, adam.slot("v"));
    }
  }

  /** {@code f1 = 2 x1^2 + 3 x2^2, f2 = 3 x1^2 + 2 x2^2, f3 = 5 x1^2 + 5 x2^2}: one sample each. */
  private static void batches(WorkedExample e, double[][] batches) {
    double[][] factors = {{2, 3}, {3, 2}, {5, 5}};
    Buffer factor = Buffer.of("factor", Buffer.Role.INPUT, List.of(2));
    Objective f = Objective.sum(2, (i, x) -> square(x).times(Expr.at(factor, List.of(i))));
    OptimizerFixture sgd = sgd(e);
    for (int step = 0; step < batches.length; step++) {
      double[] chosen = Arrays.stream(batches[step]).flatMap(b -> Arrays.stream(factors[(int) b - 1])).toArray();
      Tensors tensors = new Tensors(batches[step].length).put(factor, chosen);
      sgd.step(e.number("lr"), f.gradient(tensors, sgd.values()));
      e.checkRow("x", step, sgd.values());
    }
  }

  /** The mean over one output is the square itself; the sum over samples comes from loss gradients of 1. */
  private static void regression(WorkedExample e) {
    GraphBuilder net = new GraphBuilder(Shape.of(2)).add("Dense", "z", Map.of("units", 1));
    Step step = new Step(net.programs(LossFunction.MEAN_SQUARED_ERROR).training(), 6, 1, new Random(1));
    System.arraycopy(e.values("xy"), 0, step.given(Buffer.Role.INPUT), 0, 12);
    System.arraycopy(e.values("z"), 0, step.given(Buffer.Role.TARGET), 0, 6);
    Arrays.fill(step.given(Buffer.Role.LOSS_GRADIENT), 1);
    double[] start = {e.values("w0")[0], e.values("w0")[1], e.number("b0")};
    OptimizerFixture sgd = new OptimizerFixture(OptimizerType.SGD, Map.of(), start);
    Buffer weights = step.parameters().get(0);
    Buffer bias = step.parameters().get(1);
    for (int i = 1; i <= e.number("steps"); i++) {
      System.arraycopy(sgd.values(), 0, step.given(weights), 0, 2);
      System.arraycopy(sgd.values(), 2, step.given(bias), 0, 1);
      Map<Buffer, double[]> gradients = step.gradients();
      sgd.step(e.number("lr"), gradients.get(weights)[0], gradients.get(weights)[1], gradients.get(bias)[0]);
      if (i % 100 == 1 || i == 500) {
        e.checkRow("w1w2b", i / 100, sgd.values());
      }
    }
  }

  private static void nonlinearRegression(WorkedExample e) {
    LayerFixture dense = Exercises.dense(2, 1);
    List<Axis> u = List.of(new Axis("u", 1));
    Buffer z = Buffer.of("z", Buffer.Role.INPUT, List.of(1));
    Buffer loss = Buffer.value("squares", List.of(1));
    List<Statement> statements = new ArrayList<>(dense.statements());
    Expr error = square(Expr.at(dense.output(), u)).minus(Expr.at(z, u));
    statements.add(Statement.assign("squares", loss, u, square(error)));
    Differentiated d = Differentiated.of(statements, loss);
    double[] xy = Exercises.transposed(
        Statement.concat(boxed(e.values("x")), boxed(e.values("y"))).stream().mapToDouble(v -> v).toArray(), 2, 6);
    double[] w = {e.number("w1"), e.number("w2")};
    Tensors tensors = new Tensors(6).put(z, e.values("z")).put(dense.parameter("weights"), w);
    Differentiated.give(tensors, dense.input(), xy);
    e.check("loss", Arrays.stream(d.forward(tensors)).sum());
    d.backward(tensors, 1, 1, 1, 1, 1, 1);
    double[] gradient = Differentiated.byParameter(tensors, dense.parameter("weights"));
    e.check("grad", gradient);
    OptimizerFixture sgd = new OptimizerFixture(OptimizerType.SGD, Map.of(), w);
    sgd.step(e.number("lr"), gradient);
    e.check("w_after_1_step", sgd.values());
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static void softmaxCrossEntropy(WorkedExample e) {
    double[][] labels = rows(e.values("labels"), 3);
    double[] classes = Arrays.stream(labels).mapToDouble(row -> boxed(row).indexOf(1.0)).toArray();
    LossFixture.Result result =
        LossFixture.run(LossFunction.SOFTMAX_CROSS_ENTROPY, List.of(3), e.values("logits"), classes, 1, 1);
    e.check("softmax", result.probabilities());
    e.check("per_row", result.losses());
    e.check("loss", Arrays.stream(result.losses()).sum());
    e.check("dlogits", result.gradient());
  }

  /** Three dense layers; {@code F = (l1 + l2)^2} of the last one's outputs. */
  private static void threeLayers(WorkedExample e) {
    GraphBuilder net =
        new GraphBuilder(Shape.of(2))
            .add("Dense", "one", Map.of("units", 3))
            .add("Dense", "two", Map.of("units", 3))
            .add("Dense", "three", Map.of("units", 2));
    LoweredNetwork lowered = LoweredNetwork.of(net.graph(LossFunction.MEAN_SQUARED_ERROR), Mode.TRAINING);
    List<Axis> u = List.of(new Axis("u", 2));
    Buffer sum = Buffer.value("total", List.of());
    Buffer f = Buffer.value("f", List.of());
    List<Statement> statements = new ArrayList<>(lowered.forward());
    statements.add(Statement.sum("total", sum, List.of(), u, Expr.at(lowered.outputs().getFirst(), u)));
    statements.add(Statement.assign("f", f, List.of(), square(Expr.read(sum, List.of()))));
    Differentiated d = Differentiated.of(statements, f);
    int batch = e.shape("x").get(0);
    Tensors tensors = new Tensors(batch).put(lowered.inputs().getFirst(), e.values("x"));
    String[] names = {"W1", "b1", "W2", "b2", "W3", "b3"};
    for (int i = 0; i < names.length; i++) {
      tensors.put(lowered.parameters().get(i).buffer(), e.values(names[i]));
    }
    double[] value = d.forward(tensors);
    e.check("l3", tensors.get(lowered.outputs().getFirst()));
    if (e.expects("F")) {
      e.check("F", value);
    }
    double[] ones = new double[batch];
    Arrays.fill(ones, 1);
    d.backward(tensors, ones);
    for (int i = 0; i < names.length; i++) {
      e.check("d" + names[i], Differentiated.byParameter(tensors, lowered.parameters().get(i).buffer()));
    }
  }

  /** A neuron of weight w and bias b at x = 1, y = 0. The example's quadratic loss is half of ours. */
  /** The example's function, the sum of (l2[0] + 2 l2[1])^2, is the squared error of one unit more with these weights, against 0. */
  private static void normalisedBetweenDense(WorkedExample e) {
    GraphBuilder net =
        new GraphBuilder(Shape.of(2)).add("Dense", "l1", Map.of("units", 2))
            .add("BatchNorm", "sigma", Map.of("epsilon", (float) e.number("eps"), "activation", "RELU"))
            .add("Dense", "l2", Map.of("units", 2))
            .add("Dense", "f", Map.of("units", 1, "bias", false));
    int samples = e.shape("x").getFirst();
    Step step = new Step(net.programs(LossFunction.MEAN_SQUARED_ERROR).training(), samples, 1, new Random(1));
    Map<String, double[]> values =
        Map.of(
            "l1Weights", e.values("W1"), "l1Bias", e.values("b1"), "sigmaGamma", e.values("gamma"), "sigmaBeta",
            e.values("beta"), "l2Weights", e.values("W2"), "l2Bias", e.values("b2"), "fWeights", new double[] {1, 2});
    Map<String, Buffer> parameters = new HashMap<>();
    step.parameters().forEach(p -> parameters.put(p.label(), p));
    values.forEach((name, numbers) -> copy(numbers, step.given(parameters.get(name))));
    copy(e.values("x"), step.given(Buffer.Role.INPUT));
    copy(new double[samples], step.given(Buffer.Role.TARGET));
    if (e.expects("dgamma1")) {
      e.check("dgamma1", samples * step.gradients().get(parameters.get("sigmaGamma"))[0]);
      return;
    }
    for (String layer : List.of("l1", "sigma", "l2")) {
      e.check(layer, step.run().get(Buffer.value(layer, List.of(2))));
    }
    e.check("F", samples * step.loss());
  }

  private static void copy(double[] values, double[] to) {
    assertEquals(to.length, values.length);
    System.arraycopy(values, 0, to, 0, to.length);
  }

  private static void twoLosses(WorkedExample e) {
    double[] w = e.values("w");
    double[] quadratic = new double[w.length];
    double[] crossEntropy = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      quadratic[i] = neuron(e, i, LossFunction.MEAN_SQUARED_ERROR, "SIGMOID") / 2;
      crossEntropy[i] = neuron(e, i, LossFunction.SIGMOID_CROSS_ENTROPY, "IDENTITY");
    }
    e.check("quadratic_dw", quadratic);
    e.check("cross_entropy_dw", crossEntropy);
  }

  private static double neuron(WorkedExample e, int i, LossFunction loss, String activation) {
    GraphBuilder net =
        new GraphBuilder(Shape.of(1)).add("Dense", "a", Map.of("units", 1, "activation", activation));
    Step step = new Step(net.programs(loss).training(), 1, 1, new Random(1));
    step.given(Buffer.Role.INPUT)[0] = e.number("x");
    step.given(Buffer.Role.TARGET)[0] = e.number("y");
    Buffer weights = step.parameters().get(0);
    step.given(weights)[0] = e.values("w")[i];
    step.given(step.parameters().get(1))[0] = e.values("b")[i];
    return step.gradients().get(weights)[0];
  }

  private static void meanSquaredError(WorkedExample e) {
    LossFixture.Result result =
        LossFixture.run(LossFunction.MEAN_SQUARED_ERROR, List.of(3), e.values("y_hat"), e.values("y"), 1);
    e.check("mse", result.losses());
  }

  /** With two outputs the example's quadratic loss is our mean squared error; its derivatives are per sample. */
  private static void quadraticAndCrossEntropy(WorkedExample e) {
    double[] a = e.values("a");
    LossFixture.Result quadratic =
        LossFixture.run(LossFunction.MEAN_SQUARED_ERROR, List.of(2), a, e.values("y"), 1, 1);
    e.check("quadratic", Arrays.stream(quadratic.losses()).average().orElseThrow());
    e.check("quadratic_da", quadratic.gradient());
    double[] logits = Arrays.stream(a).map(p -> Math.log(p / (1 - p))).toArray();
    LossFixture.Result crossEntropy =
        LossFixture.run(LossFunction.SIGMOID_CROSS_ENTROPY, List.of(2), logits, e.values("y"), 1, 1);
    e.check("cross_entropy", Arrays.stream(crossEntropy.losses()).average().orElseThrow());
    double[] byA = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      byA[i] = crossEntropy.gradient()[i] / (a[i] * (1 - a[i]));
    }
    e.check("cross_entropy_da", byA);
  }

  private static void poolDescent(WorkedExample e) {
    LayerFixture pool =
        Exercises.pooling(new Shape(e.shape("x0").subList(1, 4)), "MAX", List.of(2), List.of(2), "VALID");
    List<Axis> axes = List.of(new Axis("h", 2), new Axis("w", 2), new Axis("c", 1));
    Buffer f = Buffer.value("f", List.of());
    List<Statement> statements = new ArrayList<>(pool.statements());
    statements.add(Statement.sum("f", f, List.of(), axes, square(Expr.at(pool.output(), axes))));
    Differentiated d = Differentiated.of(statements, f);
    OptimizerFixture sgd = sgd(e);
    for (int step = 1; step <= e.number("steps"); step++) {
      Tensors tensors = new Tensors(1);
      Differentiated.give(tensors, pool.input(), sgd.values());
      d.forward(tensors);
      d.backward(tensors, 1);
      double[] gradient = Differentiated.byInput(tensors, pool.input());
      if (step <= 2) {
        e.check("sigma" + step, tensors.get(pool.output()));
        e.check("grad" + step, gradient);
      }
      sgd.step(e.number("lr"), gradient);
      if (e.expects("x" + step)) {
        e.check("x" + step, sgd.values());
      }
    }
  }
}
