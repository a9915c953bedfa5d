package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import dev.kernelsmith.runtime.data.JoinedDataset;
import dev.kernelsmith.runtime.train.TrainingState;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.Checkpoints;
import java.util.List;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formulas as activation, loss, initializer and optimizer, against what is built in of the same formula, and all their kernels against the interpreter. */
class FormulaPartsTest {
  private static final String IMPORTS =
      "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\nimport java.lang.annotation.*;\n";

  /** For the CPU: devices are tried by {@link FormulasOnDevicesTest}. */
  private static GeneratedNetwork network(String name, String rest) {
    return GeneratedNetwork.compile(name, IMPORTS + rest.replace("NET", name));
  }

  private static Dataset classes(int inputs) {
    Random random = new Random(1);
    float[][] samples = new float[40][inputs];
    int[] classes = new int[samples.length];
    for (int i = 0; i < samples.length; i++) {
      classes[i] = random.nextInt(3);
      for (int k = 0; k < inputs; k++) {
        samples[i][k] = random.nextFloat() * 2 - 1;
      }
    }
    return ArrayDataset.ofClasses(samples, classes);
  }

  private static float[] trained(GeneratedNetwork generated, Dataset data) {
    CompiledNetwork network = generated.network(3);
    Trainer.of(network).epochs(3).batchSize(16).threads(2).fit(data);
    return network.engine().parameters();
  }

  private static void same(String layer, String formula, float tolerance) {
    String rest =
        "@Network(input = 7) @Optimizer(type = OptimizerType.MOMENTUM)\nclass NET {\n  %s Layer hidden;\n  @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;\n}\n";
    GeneratedNetwork one = network("BuiltIn", rest.formatted(layer));
    GeneratedNetwork other = network("Formulas", rest.formatted(formula) + """
        @Formula("y[...] = x[...] * sigmoid(beta * x[...])") @interface Swish { double beta() default 1; }
        @Formula("y[n, c] = x[n, c] >= 0 ? x[n, c] : 0.2 * x[n, c]") @interface Leaky {}
        @Formula({"m[n] max= x[n, c]", "e[n, c] = exp(x[n, c] - m[n])", "t[n] += e[n, c]", "y[n, c] = e[n, c] / t[n]"}) @interface Soft {}
        @Formula("w = uniform(-sqrt(6 / fanIn), sqrt(6 / fanIn))") @interface HeUniform {}
        @Formula({"s = sqrt(gain / (fanIn + fanOut))", "w[...] = normal(0, s)"}) @interface Glorot { double gain() default 2; }
        """);
    assertArrayEquals(one.network(3).engine().parameters(), other.network(3).engine().parameters(),
        "initial parameters");
    assertArrayEquals(trained(one, classes(7)), trained(other, classes(7)), tolerance);
    NetworkChecks.check(other, 4);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '#', textBlock = """
      @Dense(units = 9) Layer before; @Formula({"m[n] max= x[n, c]", "e[n, c] = exp(x[n, c] - m[n])", "t[n] += e[n, c]", "y[n, c] = e[n, c] / t[n]"}) # @Dense(units = 9) Layer before; @Activate(Activation.SOFTMAX)                           # 1e-5
      @Dense(units = 9, activation = Activation.SWISH) # @Dense(units = 9) @Swish                           # 1e-5
      @Dense(units = 9, activation = Activation.SWISH) # @Swish(beta = 1) @Dense(units = 9)                 # 1e-5
      @Dense(units = 9, activation = Activation.LEAKY_RELU, alpha = 0.2, initializer = Initializer.GLOROT_UNIFORM) # @Dense(units = 9) @Leaky # 1e-6
      @Dense(units = 9, activation = Activation.TANH)  # @Dense(units = 9) @Formula("y[...] = tanh(x[...])") # 0
      @Dense(units = 9, activation = Activation.SOFTMAX) # @Dense(units = 9) @Soft                          # 1e-6
      @Dense(units = 9, initializer = Initializer.HE_UNIFORM) # @Dense(units = 9) @HeUniform                 # 0
      @Dense(units = 9, initializer = Initializer.GLOROT_NORMAL, activation = Activation.SWISH) # @Dense(units = 9) @Glorot @Swish # 1e-5
      """)
  void asActivationAndInitializer(String layer, String formula, float tolerance) {
    same(layer, formula, tolerance);
  }

  private static final String OWN = """
      @Formula(value = {"d[n, u] = abs(y[n, u] - t[n, u])", "loss[n] += (d[n, u] < delta ? d[n, u] * d[n, u] / 2 : delta * (d[n, u] - delta / 2)) / U"},
          shapes = "y[U]") @interface MyHuber { double delta() default 1; }
      @Formula(value = "loss[n] += pow(y[n, u] - t[n, u], 2) / U", shapes = "y[U]") @interface Squares {}
      @Formula("loss[n] += t[n] == u ? -log(max(y[n, u], 1e-7)) : 0") @interface Entropy {}
      @Formula({"l[n] += label[n, u] * 0", "loss[n] += max(1 - (2 * label[n, u] - 1) * y[n, u], 0) + l[n]"}) @interface Margin {}
      """;

  private static Dataset values(int inputs, int outputs) {
    Random random = new Random(2);
    float[][] samples = new float[40][inputs];
    float[][] targets = new float[samples.length][outputs];
    for (int i = 0; i < samples.length; i++) {
      for (int k = 0; k < inputs; k++) {
        samples[i][k] = random.nextFloat() * 2 - 1;
      }
      for (int k = 0; k < outputs; k++) {
        targets[i][k] = random.nextInt(2);
      }
    }
    return ArrayDataset.ofValues(samples, targets);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '#', textBlock = """
      @Dense(units = 3) @Loss(LossFunction.MEAN_SQUARED_ERROR)                 # @Dense(units = 3) @Squares                                    # 1e-6
      @Dense(units = 3) @Loss(value = LossFunction.HUBER, delta = 0.5, weight = 0.3, reduction = Reduction.SUM) # @Dense(units = 3) @Loss(weight = 0.3, reduction = Reduction.SUM) @MyHuber(delta = 0.5) # 1e-6
      @Dense(units = 3, activation = Activation.SOFTMAX) @Loss(LossFunction.CROSS_ENTROPY) # @Dense(units = 3, activation = Activation.SOFTMAX) @Entropy # 1e-5
      @Dense(units = 1) @Loss(LossFunction.HINGE)                              # @Dense(units = 1) @Margin                                     # 1e-6
      @Dense(units = 1) @Loss(LossFunction.MEAN_ABSOLUTE_ERROR)                # @Dense(units = 1) @Formula("loss[n] = abs(y[n] - t[n])")      # 1e-6
      @Dense(units = 4) @Loss(LossFunction.MEAN_SQUARED_ERROR)                 # @Dense(units = 4) @Loss @Formula("loss[n] += 0.25 * pow(y[...] - t[...], 2)") # 1e-6
      """)
  void asLoss(String layer, String formula, float tolerance) {
    String rest =
        "@Network(input = 7) @Optimizer(type = OptimizerType.MOMENTUM)\nclass NET {\n  @Dense(units = 9, activation = Activation.TANH) Layer hidden;\n  %s Layer out;\n}\n";
    GeneratedNetwork one = network("BuiltIn", rest.formatted(layer));
    GeneratedNetwork other = network("Formulas", rest.formatted(formula) + OWN);
    boolean classes = layer.contains("CROSS_ENTROPY");
    Dataset data = classes ? classes(7) : values(7, one.spec().losses().getFirst().targetLength());
    assertEquals(one.spec().losses().getFirst().target(), other.spec().losses().getFirst().target());
    assertArrayEquals(trained(one, data), trained(other, data), tolerance);
    NetworkChecks.check(other, 4);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '#', textBlock = """
      @Optimizer(type = OptimizerType.SGD, learningRate = 0.1)  # @Optimizer(learningRate = 0.1) @Formula("p = p - rate * g") # 0
      @Optimizer(type = OptimizerType.ADAM)                     # @MyAdam                                                   # 1e-6
      @Optimizer(type = OptimizerType.ADAM, beta2 = 0.99, learningRate = 0.01, clipNorm = 0.1, l2 = 0.01, weightDecay = 0.1, averageDecay = 0.9) # @Optimizer(learningRate = 0.01, clipNorm = 0.1, l2 = 0.01, weightDecay = 0.1, averageDecay = 0.9) @MyAdam(beta2 = 0.99) # 1e-5
      @Optimizer(type = OptimizerType.MOMENTUM, learningRate = 0.01, schedule = @Schedule(type = ScheduleType.COSINE, epochs = 3), clipValue = 0.01, l1 = 0.01) # @Optimizer(schedule = @Schedule(type = ScheduleType.COSINE, epochs = 3), clipValue = 0.01, l1 = 0.01) @Heavy(rate = 0.01) # 0
      @Optimizer(type = OptimizerType.LION, learningRate = 0.01) # @MyLion(rate = 0.01)                                     # 0
      @Optimizer(type = OptimizerType.RMSPROP)                   # @MyRmsProp                                               # 1e-6
      """)
  void asOptimizer(String layer, String formula, float tolerance) {
    String rest =
        "@Network(input = 7) %s\nclass NET {\n  @RateFactor(0.5) @Dense(units = 9, activation = Activation.TANH) Layer hidden;\n  @BatchNorm Layer norm;\n  @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;\n}\n";
    GeneratedNetwork one = network("BuiltIn", rest.formatted(layer));
    GeneratedNetwork other = network("Formulas", rest.formatted(formula) + """
        @Formula({"m = beta1 * m + (1 - beta1) * g", "v = beta2 * v + (1 - beta2) * g * g",
            "p = p - rate * (m / (1 - pow(beta1, step))) / (sqrt(v / (1 - pow(beta2, step))) + 1e-8)"})
        @interface MyAdam { double beta1() default 0.9; double beta2() default 0.999; double rate() default 0.001; }
        @Formula("v = momentum * v + g; p = p - rate * v")
        @interface Heavy { double momentum() default 0.9; double rate(); }
        @Formula({"c = 0.9 * m + 0.1 * g", "s = c > 0 ? 1 : 0 > c ? -1 : 0", "p = p - rate * s", "m = 0.99 * m + 0.01 * g"}) @interface MyLion { double rate(); }
        @Formula({"v = 0.9 * v + 0.1 * g * g", "p = p - rate * g / (sqrt(v) + 1e-8)"}) @interface MyRmsProp { double rate() default 0.001; }
        """);
    assertEquals(one.spec().learningRate(), other.spec().learningRate());
    assertArrayEquals(trained(one, classes(7)), trained(other, classes(7)), tolerance);
    NetworkChecks.check(other, 4);
  }

  /** Sums over all parameters; a slot that is counted; a value off a slot before it is set. */
  @Test
  void sumsOverAllParameters() {
    GeneratedNetwork network = network("Normed", """
        @Network(input = 7)
        @Formula({"s += g * g", "v = 0.9 * v + 0.1 * (g / (sqrt(s) + 1e-3))", "c = s > 1 ? 0.5 : step / (step + 1)",
            "p = p - 0.1 * c * (v + tanh(g) * softplus(v))"})
        class NET {
          @Dense(units = 9, activation = Activation.TANH) Layer hidden;
          @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
        }
        """);
    NetworkChecks.check(network, 4);
    assertEquals(List.of("slotV"), network.spec().slots());
  }

  /** Through an activation and a loss for which there is nothing built in, by differences. */
  @Test
  void gradientsAreThoseOfDifferences() {
    CompiledNetwork network = network("Differences", """
        @Formula("y[...] = x[...] * sin(x[...]) + cos(beta * x[...])") @interface Wave { double beta() default 2; }
        @Formula(value = {"z[n, u] = a * (y[n, u] - t[n, u])", "loss[n] += (softplus(-2 * z[n, u]) + z[n, u] - 0.6931471805599453) / U"}, shapes = "y[U]")
        @interface LogCosh { double a() default 1; }
        @Network(input = 5, inspect = true)
        class NET {
          @Dense(units = 8) @Wave(beta = 1.5) Layer hidden;
          @Dense(units = 3) @LogCosh(a = 0.7) Layer out;
        }
        """).network(5);
    float[] sample = {0.3f, -0.7f, 0.9f, 0.1f, -0.4f};
    float[] target = {0.5f, -1, 2};
    float[] derived = network.inspect(sample).lossGradients(target).byInput().floats();
    for (int i = 0; i < sample.length; i++) {
      double step = 1e-2;
      double difference =
          (logCosh(network, sample, i, step, target) - logCosh(network, sample, i, -step, target)) / (2 * step);
      assertEquals(difference, derived[i], 2e-3, "by input " + i);
    }
  }

  private static double logCosh(CompiledNetwork network, float[] sample, int i, double step, float[] target) {
    float[] moved = sample.clone();
    moved[i] += (float) step;
    float[] y = network.predict(moved);
    double loss = 0;
    for (int u = 0; u < y.length; u++) {
      loss += Math.log(Math.cosh(0.7 * (y[u] - target[u]))) / y.length;
    }
    return loss;
  }

  /** In layers that apply an activation to something else than their result, by steps, in blocks, and used again. */
  @Test
  void whereverAnActivationIs() {
    NetworkChecks.check(network("Everywhere", """
        @Formula("y[...] = x[...] * sigmoid(x[...])") @interface Swish {}
        @Formula({"s[n, ...] = x[n, ...] * x[n, ...]", "y[...] = x[...] / (1 + s[...])"}) @interface Rational {}
        @Formula("w[i, j] = (i == j ? 1 : 0) + normal(0, 0.1)") @interface Identity {}
        @Block class Part {
          @Dense(units = Block.UNITS) @Swish Layer first;
          @Formula(value = "y[n, u] += x[n, k] * w[k, u]", parameters = "w[K, " + Block.UNITS + "]") @Identity Layer second;
          @Reuse("first") Layer third;
        }
        @Network(input = {6, 4})
        class NET {
          @Conv1D(filters = 4, kernel = 3, padding = Padding.SAME) @Rational Layer conv;
          @FeedForward(units = 6) @Swish @Identity Layer forward;
          @TimeDistributed @Dense(units = 4) @Rational Layer each;
          @Pool(size = 2, type = PoolType.AVERAGE) @Swish Layer pool;
          @LayerNorm @Swish Layer norm;
          @SimpleRnn(units = 5) @Swish Layer state;
          @Block(value = Part.class, units = 5) Layer block;
          @Add({"state", "block"}) @Rational Layer sum;
          @Dense(units = 3) @Formula({"d[n, u] = y[n, u] - t[n, u]", "loss[n] += d[n, u] * d[n, u]"}) Layer out;
        }
        """), 6);
  }

  /** Several losses of one's own, with weights; a training that stops goes on with its optimizer's memory. */
  @Test
  void stopsAndGoesOn(@TempDir Path folder) {
    GeneratedNetwork generated = network("Resumed", """
        @Formula("loss[n] += 0.5 * pow(y[...] - t[...], 2)") @interface Half {}
        @Formula("loss[n] += t[n] == u ? -log(max(y[n, u], 1e-6)) : 0") @interface Nll {}
        @Network(input = 7)
        @Formula({"m = 0.9 * m + g", "v = 0.99 * v + 0.01 * g * g", "p = p - rate * m / (sqrt(v) + 1e-3)"}) @Optimizer(learningRate = 1e-3)
        class NET {
          @Dense(units = 9, activation = Activation.TANH) Layer hidden;
          @Dense(units = 3, activation = Activation.SOFTMAX) @Loss(weight = 0.5) @Nll Layer kind;
          @From("hidden") @Dense(units = 2) @Loss(weight = 2) @Half Layer place;
        }
        """);
    Dataset data = JoinedDataset.of(List.of(classes(7)), List.of(classes(7), values(7, 2)));
    CompiledNetwork whole = generated.network(3);
    Trainer.of(whole).epochs(3).batchSize(16).fit(data);
    CompiledNetwork first = generated.network(3);
    Trainer.of(first).epochs(3).batchSize(16).checkpoints(Checkpoints.in(folder).everySteps(2))
        .listener(new TrainingListener() {
          @Override
          public void onStep(TrainingState state) {
            if (state.stepsDone() == 5) {
              state.stop();
            }
          }
        }).fit(data);
    CompiledNetwork second = generated.network(3);
    Trainer.of(second).epochs(3).batchSize(16).resumeLatest(folder).fit(data);
    assertArrayEquals(whole.engine().parameters(), second.engine().parameters());
    assertTrue(generated.spec().lossName().contains("Nll"), generated.spec().lossName());
  }

  /** With layers that learn slower or not at all, steps of several batches, and sums over all parameters that take the place of clipping. */
  @ParameterizedTest
  @CsvSource(delimiter = '#', textBlock = """
      @Optimizer(type = OptimizerType.ADAM, learningRate = 0.01) # @Optimizer(learningRate = 0.01) @Formula({"m = 0.9 * m + 0.1 * g", "v = 0.999 * v + 0.001 * g * g", "p = p - rate * (m / (1 - pow(0.9, step))) / (sqrt(v / (1 - pow(0.999, step))) + 1e-8)"}) # 1e-6
      @Optimizer(type = OptimizerType.SGD, learningRate = 0.1, clipNorm = 0.01) # @Optimizer(learningRate = 0.1) @Formula({"s += g * g", "p = p - rate * min(1, 0.01 / max(sqrt(s), 1e-30)) * g"}) # 1e-6
      """)
  void underAllThatATrainerOffers(String layer, String formula, float tolerance) {
    String rest =
        "@Network(input = 7) %s\nclass NET {\n  @Dense(units = 9, activation = Activation.TANH) Layer hidden;\n  @RateFactor(0.5) @Dense(units = 8) Layer more;\n  @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;\n}\n";
    GeneratedNetwork one = network("BuiltIn", rest.formatted(layer));
    GeneratedNetwork other = network("Formulas", rest.formatted(formula));
    for (String frozen : List.of("", "more")) {
      float[][] trained = new float[2][];
      for (int i = 0; i < 2; i++) {
        CompiledNetwork network = (i == 0 ? one : other).network(3);
        Trainer trainer =
            Trainer.of(network).epochs(3).batchSize(8).accumulate(2).threads(2).rateFactor("hidden", 0.25);
        (frozen.isEmpty() ? trainer : trainer.freeze(frozen)).fit(classes(7));
        trained[i] = network.engine().parameters();
      }
      assertArrayEquals(trained[0], trained[1], tolerance, frozen);
    }
  }

  /** A checkpoint of one rule is none of another, even where memory has the same names. */
  @Test
  void anotherRuleIsTold(@TempDir Path folder) {
    String rest =
        "@Network(input = 7) @Formula(\"m = %s * m + g; p = p - 0.01 * m\")\nclass NET {\n  @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;\n}\n";
    Path file = folder.resolve("heavy.kst");
    Trainer.of(network("Heavy", rest.formatted("0.9")).network(3)).epochs(1).batchSize(8).checkpoint(file)
        .fit(classes(7));
    Trainer other = Trainer.of(network("Heavy", rest.formatted("0.5")).network(3)).epochs(2).batchSize(8).resume(file);
    String said = assertThrows(RuntimeException.class, () -> other.fit(classes(7))).getMessage();
    assertTrue(said.contains("0.9 * m + g") && said.contains("0.5 * m + g"), said);
  }
}
