package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Layers of sequences against ONNX's operators LayerNormalization (opset 17), Attention (opset 23) and Gather (opset 13), by the equations of the operators' documents, of
 * random shapes: for these operators the node tests are of few shapes, or not at hand.
 */
class OnnxSequenceTest {
  private static final int BATCH = 3;

  /** Mean and variance over all axes from {@code axis} on, which counts the batch; scale and bias broadcast. */
  @RepeatedTest(20)
  void layerNormalization(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Integer> shape = new ArrayList<>(List.of(BATCH));
    for (int d = random.nextInt(3); d >= 0; d--) {
      shape.add(1 + random.nextInt(4));
    }
    shape.set(shape.size() - 1, 2 + random.nextInt(5));
    int axis = 1 + random.nextInt(shape.size() - 1);
    boolean fromTheEnd = random.nextBoolean();
    double epsilon = Math.pow(10, -1 - random.nextInt(5));
    List<Integer> dims = shape.subList(1, shape.size());
    Map<String, ?> given = Map.of("axis", fromTheEnd ? axis - shape.size() : axis - 1, "epsilon", epsilon);
    LayerFixture layer = LayerFixture.of("LayerNorm", given, new Shape(dims));
    int inner = Nd.size(shape.subList(axis, shape.size()));
    Tensors tensors = new Tensors(BATCH);
    double[] x = random.doubles(Nd.size(shape), -3, 5).toArray();
    double[] scale = random.doubles(layer.parameter("gamma").elements(), -2, 2).toArray();
    double[] bias = random.doubles(layer.parameter("beta").elements(), -2, 2).toArray();
    tensors.put(layer.input(), x).put(layer.parameter("gamma"), scale).put(layer.parameter("beta"), bias);
    Interpreter.run(layer.program(), tensors);

    double[] y = new double[x.length];
    for (int from = 0; from < x.length; from += inner) {
      double[] set = Arrays.copyOfRange(x, from, from + inner);
      double mean = Arrays.stream(set).sum() / inner;
      double variance = Arrays.stream(set).map(v -> (v - mean) * (v - mean)).sum() / inner;
      double inverse = 1 / Math.sqrt(variance + epsilon);
      for (int i = 0; i < inner; i++) {
        y[from + i] = (set[i] - mean) * inverse * scale[i % scale.length] + bias[i % bias.length];
      }
    }
    assertArrayEquals(y, tensors.get(layer.output()), 1e-9, shape + " from " + axis);
  }

  /**
   * The operator Attention: inputs are {@code (batch, heads, length, head size)}.
   *
   * @param scale null for the operator's default
   * @param softcap 0 for none
   * @param mask what is added to scores, {@code (batch, heads, queries, keys)}; null for none
   */
  private record Attention(Double scale, double softcap, boolean causal, Nd mask) {
    /** Queries have as many heads as keys, or a multiple of these, whose heads then serve neighbours. */
    Nd of(Nd q, Nd k, Nd v) {
      int keys = k.dim(2);
      double root = Math.sqrt(scale == null ? 1 / Math.sqrt(q.dim(3)) : scale);
      int group = q.dim(1) / k.dim(1);
      return Nd.filled(List.of(q.dim(0), q.dim(1), q.dim(2), v.dim(3)), at -> {
        double[] scores = new double[keys];
        for (int s = 0; s < keys; s++) {
          for (int d = 0; d < q.dim(3); d++) {
            scores[s] += q.get(at[0], at[1], at[2], d) * root * (k.get(at[0], at[1] / group, s, d) * root);
          }
          scores[s] += mask == null ? 0 : mask.get(at[0], at[1], at[2], s);
          scores[s] += causal && s > at[2] ? Double.NEGATIVE_INFINITY : 0;
          scores[s] = softcap == 0 ? scores[s] : softcap * Math.tanh(scores[s] / softcap);
        }
        double largest = Arrays.stream(scores).max().orElseThrow();
        double[] exponentials = Arrays.stream(scores).map(score -> Math.exp(score - largest)).toArray();
        double sum = Arrays.stream(exponentials).sum();
        double y = 0;
        for (int s = 0; s < keys; s++) {
          y += exponentials[s] / sum * v.get(at[0], at[1] / group, s, at[3]);
        }
        return y;
      });
    }
  }

  /** {@code x (batch, length, channels)} times {@code w (channels, heads, size)}, with a bias, as {@code (batch, heads, length, size)}. */
  private static Nd projected(Nd x, Nd w, Nd bias) {
    return Nd.filled(List.of(x.dim(0), w.dim(1), x.dim(1), w.dim(2)), at -> {
      double sum = bias == null ? 0 : bias.get(at[1], at[3]);
      for (int c = 0; c < x.dim(2); c++) {
        sum += x.get(at[0], at[2], c) * w.get(c, at[1], at[3]);
      }
      return sum;
    });
  }

  /** Masks say which keys can be read, by a number for each or by how many there are; at least one can. */
  @ParameterizedTest
  @ValueSource(strings = {"SelfAttention", "CrossAttention"})
  void attentionOfLayers(String kind) {
    for (int seed = 0; seed < 24; seed++) {
      Random random = new Random(seed);
      boolean self = kind.equals("SelfAttention");
      int heads = 1 + random.nextInt(3);
      int channels = heads * 2 * (1 + random.nextInt(2));
      Nd x = Nd.random(random, BATCH, 1 + random.nextInt(5), channels);
      Nd other = self ? x : Nd.random(random, BATCH, 1 + random.nextInt(5), 1 + random.nextInt(4));
      int keys = other.dim(1);
      boolean causal = self && random.nextBoolean();
      boolean bias = random.nextBoolean();
      int masks = List.of(0, 1, keys).get(random.nextInt(3));
      Map<String, Object> values = new HashMap<>(Map.of("heads", heads, "bias", bias));
      List<Shape> shapes = new ArrayList<>(List.of(Shape.of(x.dim(1), channels)));
      if (self) {
        values.put("causal", causal);
      } else {
        values.put("value", List.of("a", "b"));
        shapes.add(Shape.of(keys, other.dim(2)));
      }
      if (masks > 0) {
        values.put("mask", "m");
        shapes.add(Shape.of(masks));
      }
      LayerFixture layer = LayerFixture.of(kind, values, shapes.toArray(Shape[]::new));
      Tensors tensors = new Tensors(BATCH);
      Map<String, Nd> parameters = layer.randomParameters(random, tensors);
      tensors.put(layer.inputs().getFirst(), x.values());
      if (!self) {
        tensors.put(layer.inputs().get(1), other.values());
      }
      boolean[][] valid = new boolean[BATCH][keys];
      double[] numbers = new double[BATCH * masks];
      for (int n = 0; n < BATCH; n++) {
        int count = masks == 1 && keys > 1 ? 1 + random.nextInt(keys) : keys;
        for (int s = 0; s < keys; s++) {
          valid[n][s] = masks == 0 || s == 0 || (masks == 1 ? s < count : random.nextBoolean());
        }
        if (masks == 1) {
          numbers[n] = count;
        } else if (masks > 1) {
          for (int s = 0; s < keys; s++) {
            numbers[n * keys + s] = valid[n][s] ? 1 : 0;
          }
        }
      }
      if (masks > 0) {
        tensors.put(layer.inputs().getLast(), numbers);
      }
      Interpreter.run(layer.program(), tensors);

      Nd mask =
          Nd.filled(
              List.of(BATCH, heads, x.dim(1), keys), at -> valid[at[0]][at[3]] ? 0 : Double.NEGATIVE_INFINITY);
      Nd heard =
          new Attention(null, 0, causal, mask).of(
              projected(x, parameters.get("queryWeights"), parameters.get("queryBias")),
              projected(other, parameters.get("keyWeights"), parameters.get("keyBias")),
              projected(other, parameters.get("valueWeights"), parameters.get("valueBias")));
      Nd output = parameters.get("outputWeights");
      Nd expected = Nd.filled(x.shape(), at -> {
        double sum = bias ? parameters.get("outputBias").get(at[2]) : 0;
        for (int a = 0; a < heads; a++) {
          for (int d = 0; d < channels / heads; d++) {
            sum += heard.get(at[0], a, at[1], d) * output.get(a, d, at[2]);
          }
        }
        return sum;
      });
      assertArrayEquals(expected.values(), tensors.get(layer.output()), 1e-12, "seed " + seed + " " + values);
    }
  }

  /** What the layers do not have: a scale, a mask that is added to scores, and a bound of scores, of queries in groups of heads that share keys. */
  @RepeatedTest(20)
  void attentionByFormula(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int group = 1 + random.nextInt(3);
    int heads = 1 + random.nextInt(2);
    int queries = 1 + random.nextInt(4);
    int keys = 1 + random.nextInt(4);
    int size = 1 + random.nextInt(4);
    double scale = 0.1 + random.nextDouble();
    double softcap = random.nextBoolean() ? 0 : 0.5 + random.nextDouble();
    // The operator bounds scores behind the mask, so that with both nothing is left out.
    boolean causal = softcap == 0 && random.nextBoolean();
    Nd q = Nd.random(random, BATCH, heads * group, queries, size);
    Nd k = Nd.random(random, BATCH, heads, keys, size);
    Nd v = Nd.random(random, BATCH, heads, keys, 1 + random.nextInt(3));
    Nd mask = Nd.random(random, BATCH, heads * group, queries, keys);
    String read = "m[n, h * " + group + " + r, i, j] + z[n, h, r, i, j] * " + scale;
    List<String> statements =
        List.of(
            "z[n, h, r, i, j] += q[n, h * " + group + " + r, i, d] * k[n, h, j, d] where r < " + group,
            "s[n, h, r, i, j] = " + (softcap == 0 ? read : softcap + " * tanh((" + read + ") / " + softcap + ")"),
            "l[n, h, r, i] max= s[n, h, r, i, j]" + (causal ? " where j <= i" : ""),
            "e[n, h, r, i, j] = exp(s[n, h, r, i, j] - l[n, h, r, i])" + (causal ? " where j <= i" : ""),
            "t[n, h, r, i] += e[n, h, r, i, j]",
            "y[n, h * " + group + " + r, i, d] += e[n, h, r, i, j] / t[n, h, r, i] * v[n, h, j, d]");
    LayerFixture layer =
        LayerFixture.of(
            "Formula", Map.of("value", statements), shape(q), shape(k), shape(mask), shape(v));
    Tensors tensors = new Tensors(BATCH);
    List<Nd> inputs = List.of(q, k, mask, v);
    for (int i = 0; i < inputs.size(); i++) {
      tensors.put(layer.inputs().get(i), inputs.get(i).values());
    }
    Interpreter.run(layer.program(), tensors);
    Nd expected = new Attention(scale, softcap, causal, mask).of(q, k, v);
    assertEquals(expected.shape().subList(1, 4), layer.node().shape().dims());
    assertArrayEquals(expected.values(), tensors.get(layer.output()), 1e-12, statements.toString());
  }

  private static Shape shape(Nd batch) {
    return new Shape(batch.shape().subList(1, batch.shape().size()));
  }

  /** Rows of a table by number; its gradient adds up what comes back at equal numbers, as ScatterElements with {@code reduction = add} would. */
  @RepeatedTest(20)
  void gather(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int vocabulary = 1 + random.nextInt(6);
    int units = 1 + random.nextInt(5);
    List<Integer> shape = new ArrayList<>();
    for (int d = random.nextInt(3); d >= 0; d--) {
      shape.add(1 + random.nextInt(4));
    }
    LayerFixture layer =
        LayerFixture.of("Embedding", Map.of("vocabulary", vocabulary, "units", units), new Shape(shape));
    Buffer table = layer.parameter("weights");
    int tokens = BATCH * Nd.size(shape);
    Nd data = Nd.random(random, vocabulary, units);
    int[] indices = random.ints(tokens, 0, vocabulary).toArray();
    Tensors tensors = new Tensors(BATCH).put(table, data.values());
    Differentiated.give(tensors, layer.input(), Arrays.stream(indices).asDoubleStream().toArray());
    Differentiated program = Differentiated.of(layer);
    double[] y = program.forward(tensors);
    double[] dy = random.doubles((long) tokens * units, -1, 1).toArray();
    double[] updates = new double[vocabulary * units];
    for (int t = 0; t < tokens; t++) {
      for (int u = 0; u < units; u++) {
        assertEquals(data.get(indices[t], u), y[t * units + u]);
        updates[indices[t] * units + u] += dy[t * units + u];
      }
    }
    program.backward(tensors, dy);
    assertArrayEquals(updates, Differentiated.byParameter(tensors, table), 1e-12);
  }
}
