package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.lower.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Layers of sequences against loops of their own. */
class SequenceReferenceTest {
  private final Random random = new Random(11);

  /** Rows that tokens name, zeros where there is none; gradients add up in the rows of tokens that come several times. */
  @Test
  void embeddings() {
    int vocabulary = 5;
    int units = 3;
    double[] tokens = {0, 4, -1, 4, 5, 2.5, Double.NaN, 1, 0, -0.0, Double.POSITIVE_INFINITY, 16777216};
    for (List<Integer> shape : List.of(List.of(12), List.of(3, 4), List.of(2, 2, 3))) {
      LayerFixture layer =
          LayerFixture.of("Embedding", Map.of("vocabulary", vocabulary, "units", units), new Shape(shape));
      Parameter weights = layer.parameters().getFirst();
      assertEquals("layer.weights", weights.name());
      assertEquals(List.of(vocabulary, units), weights.shape());
      assertEquals(Initializer.NORMAL, weights.initializer());
      Differentiated program = Differentiated.of(layer);
      Tensors tensors = new Tensors(1);
      double[] table = random.doubles((long) vocabulary * units).toArray();
      tensors.put(weights.buffer(), table);
      Differentiated.give(tensors, layer.input(), tokens);
      double[] expected = new double[tokens.length * units];
      double[] gradient = new double[table.length];
      double[] dy = random.doubles(expected.length).toArray();
      for (int t = 0; t < tokens.length; t++) {
        for (int u = 0; u < units; u++) {
          for (int row = 0; row < vocabulary; row++) {
            if (tokens[t] == row) {
              expected[t * units + u] = table[row * units + u];
              gradient[row * units + u] += dy[t * units + u];
            }
          }
        }
      }
      assertArrayEquals(expected, program.forward(tensors));
      program.backward(tensors, dy);
      assertArrayEquals(gradient, Differentiated.byParameter(tensors, weights.buffer()), 1e-12);
      assertEquals(0, Arrays.stream(Differentiated.byInput(tensors, layer.input())).map(Math::abs).sum());
    }
    LayerFixture one = LayerFixture.of("Embedding", Map.of("vocabulary", 7, "units", 3), Shape.of(1));
    assertEquals(List.of(3), one.output().shape());
  }

  /** Vaswani et al., section 3.2, head by head and step by step, with what is not read left out of every sum; and gradients by differences. */
  @Test
  void attention() {
    for (int heads : new int[] {1, 3}) {
      for (boolean bias : new boolean[] {false, true}) {
        for (String mask : List.of("", "steps", "each", "none")) {
          attention(true, heads, bias, true, mask, heads == 3);
          attention(true, heads, bias, false, mask, heads == 1);
          attention(false, heads, bias, false, mask, false);
        }
      }
    }
  }

  private void attention(boolean self, int heads, boolean bias, boolean causal, String mask, boolean rotary) {
    int channels = 6;
    int width = channels / heads;
    Nd x = Nd.random(random, 4, channels);
    Nd memory = self ? x : Nd.random(random, 5, 3);
    int steps = memory.dim(0);
    double[] numbers = mask.equals("each") ? random.ints(steps, 0, 2).asDoubleStream().toArray()
        : new double[] {mask.equals("none") ? 0 : 3};
    Map<String, Object> values = new HashMap<>(Map.of("heads", heads, "bias", bias));
    List<Shape> shapes = new ArrayList<>(List.of(new Shape(x.shape())));
    if (self) {
      values.put("causal", causal);
      values.put("rotary", rotary);
    } else {
      values.put("value", new String[] {"a", "b"});
      shapes.add(new Shape(memory.shape()));
    }
    if (!mask.isEmpty()) {
      values.put("mask", "m");
      shapes.add(Shape.of(numbers.length));
    }
    LayerFixture layer =
        LayerFixture.of(self ? "SelfAttention" : "CrossAttention", values, shapes.toArray(Shape[]::new));
    GradientCheck.jacobian(layer, random);
    GradientCheck.ownJacobian(layer, random);
    Tensors tensors = new Tensors(1);
    Map<String, Nd> parameters = layer.randomParameters(random, tensors);
    tensors.put(layer.inputs().getFirst(), x.values());
    if (!self) {
      tensors.put(layer.inputs().get(1), memory.values());
    }
    if (!mask.isEmpty()) {
      tensors.put(layer.inputs().getLast(), numbers);
    }
    Interpreter.run(layer.program(), tensors);
    double[][] heard = new double[x.dim(0)][channels];
    for (int a = 0; a < heads; a++) {
      double[][] q = projected(x, parameters, "query", a, width);
      double[][] k = projected(memory, parameters, "key", a, width);
      double[][] v = projected(memory, parameters, "value", a, width);
      if (rotary) {
        turn(q);
        turn(k);
      }
      for (int t = 0; t < x.dim(0); t++) {
        double total = 0;
        double[] sum = new double[width];
        for (int s = 0; s < steps; s++) {
          boolean valid = mask.isEmpty() || (mask.equals("each") ? numbers[s] > 0 : s < numbers[0]);
          double product = 0;
          for (int d = 0; d < width; d++) {
            product += q[t][d] * k[s][d];
          }
          double weight = valid && (!causal || s <= t) ? Math.exp(product / Math.sqrt(width)) : 0;
          total += weight;
          for (int d = 0; d < width; d++) {
            sum[d] += weight * v[s][d];
          }
        }
        for (int d = 0; d < width; d++) {
          heard[t][a * width + d] = total == 0 ? 0 : sum[d] / total;
        }
      }
    }
    Nd output = parameters.get("outputWeights");
    double[] expected = new double[x.dim(0) * channels];
    for (int t = 0; t < x.dim(0); t++) {
      for (int u = 0; u < channels; u++) {
        double sum = bias ? parameters.get("outputBias").get(u) : 0;
        for (int c = 0; c < channels; c++) {
          sum += heard[t][c] * output.get(c / width, c % width, u);
        }
        expected[t * channels + u] = sum;
      }
    }
    assertArrayEquals(expected, tensors.get(layer.output()), 1e-12, () -> values.toString());
  }

  /** By complex numbers, as in equation 13 of RoFormer. */
  private static void turn(double[][] steps) {
    for (int t = 0; t < steps.length; t++) {
      int width = steps[t].length;
      for (int i = 0; i < width / 2; i++) {
        double angle = t * Math.pow(10_000, -2.0 * i / width);
        double real = steps[t][2 * i];
        double imaginary = steps[t][2 * i + 1];
        steps[t][2 * i] = real * Math.cos(angle) - imaginary * Math.sin(angle);
        steps[t][2 * i + 1] = real * Math.sin(angle) + imaginary * Math.cos(angle);
      }
    }
  }

  /** Vaswani et al., section 3.5. */
  @Test
  void positionalEncodings() {
    for (int channels : new int[] {1, 2, 3, 8}) {
      LayerFixture layer = LayerFixture.of("PositionalEncoding", Map.of(), Shape.of(7, channels));
      double[] x = random.doubles(7L * channels).toArray();
      Tensors tensors = new Tensors(1);
      tensors.put(layer.input(), x);
      Interpreter.run(layer.program(), tensors);
      double[] expected = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        int c = i % channels;
        int t = i / channels;
        double angle = t / Math.pow(10_000, (c - c % 2) / (double) channels);
        expected[i] = x[i] + (c % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
      }
      assertArrayEquals(expected, tensors.get(layer.output()), 1e-12);
    }
  }

  private static double[][] projected(Nd x, Map<String, Nd> parameters, String kind, int head, int width) {
    Nd weights = parameters.get(kind + "Weights");
    Nd bias = parameters.get(kind + "Bias");
    double[][] result = new double[x.dim(0)][width];
    for (int t = 0; t < result.length; t++) {
      for (int d = 0; d < width; d++) {
        result[t][d] = bias == null ? 0 : bias.get(head, d);
        for (int c = 0; c < x.dim(1); c++) {
          result[t][d] += x.get(t, c) * weights.get(c, head, d);
        }
      }
    }
    return result;
  }

  /** Scores of thousands overflow no exponential, also where the largest may not be read. */
  @Test
  void attentionOfGreatScores() {
    LayerFixture layer =
        LayerFixture.of("SelfAttention", Map.of("heads", 1, "causal", true, "bias", false), Shape.of(3, 1));
    Tensors tensors = new Tensors(1);
    layer.parameters().forEach(parameter -> tensors.put(parameter.buffer(), new double[] {1}));
    tensors.put(layer.input(), new double[] {100, 300, 1000});
    Interpreter.run(layer.program(), tensors);
    assertArrayEquals(new double[] {100, 300, 1000}, tensors.get(layer.output()));
  }

  /** Two products and what is between, of the channels of each position; without biases the last product is the result. */
  @Test
  void feedForward() {
    for (boolean bias : new boolean[] {false, true}) {
      for (List<Integer> shape : List.of(List.of(3), List.of(4, 3), List.of(2, 2, 3))) {
        Map<String, Object> values = Map.of("units", 5, "bias", bias, "activation", Activation.TANH);
        LayerFixture layer = LayerFixture.of("FeedForward", values, new Shape(shape));
        Map<String, Nd> parameters = new HashMap<>();
        Tensors tensors = new Tensors(1);
        for (Parameter parameter : layer.parameters()) {
          Nd value = Nd.random(random, parameter.shape().toArray(Integer[]::new));
          parameters.put(parameter.name(), value);
          tensors.put(parameter.buffer(), value.values());
        }
        Nd x = Nd.random(random, shape.toArray(Integer[]::new));
        tensors.put(layer.input(), x.values());
        Interpreter.run(layer.program(), tensors);
        double[] expected = new double[x.values().length];
        for (int at = 0; at < expected.length; at += 3) {
          for (int f = 0; f < 5; f++) {
            double z = bias ? parameters.get("layer.innerBias").get(f) : 0;
            for (int k = 0; k < 3; k++) {
              z += x.values()[at + k] * parameters.get("layer.innerWeights").get(k, f);
            }
            for (int u = 0; u < 3; u++) {
              expected[at + u] += Math.tanh(z) * parameters.get("layer.outputWeights").get(f, u);
            }
          }
          for (int u = 0; bias && u < 3; u++) {
            expected[at + u] += parameters.get("layer.outputBias").get(u);
          }
        }
        assertArrayEquals(expected, tensors.get(layer.output()), 1e-12);
      }
    }
  }

  @Test
  void positionalEmbeddings() {
    LayerFixture layer = LayerFixture.of("PositionalEmbedding", Map.of(), Shape.of(4, 3));
    Parameter weights = layer.parameters().getFirst();
    assertEquals("layer.weights " + List.of(4, 3), weights.name() + " " + weights.shape());
    Tensors tensors = new Tensors(1);
    Nd table = Nd.random(random, 4, 3);
    Nd x = Nd.random(random, 4, 3);
    tensors.put(weights.buffer(), table.values());
    tensors.put(layer.input(), x.values());
    Interpreter.run(layer.program(), tensors);
    assertArrayEquals(
        Nd.filled(List.of(4, 3), at -> x.get(at) + table.get(at)).values(), tensors.get(layer.output()));
  }
}
