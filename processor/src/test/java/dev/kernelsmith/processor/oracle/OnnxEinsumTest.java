package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sums of products by formula against ONNX's operator Einsum (opset 12), of random equations: up to four operands, of samples or parameters, with diagonals ({@code ii}), sums
 * over one operand, what only broadcasts, and results in any order of indices. The gradient by an operand is an einsum, too.
 */
class OnnxEinsumTest {
  private static final int BATCH = 2;
  private static final String LETTERS = "abcdef";
  private static final String SAMPLE = "n";

  /**
   * What is added up.
   *
   * @param terms the labels of each operand
   * @param result labels of the result
   */
  private record Equation(List<String> terms, String result) {
    /** By the operator's definition: for all values of all labels, the product of one element of each operand is added to one element of the result. */
    double[] of(List<double[]> operands, Map<Character, Integer> extents) {
      double[] sum = new double[size(result, extents)];
      List<Character> labels = new ArrayList<>(new TreeSet<>(chars(String.join("", terms) + result)));
      Map<Character, Integer> at = new TreeMap<>();
      for (int i = 0; i < size(labels.stream().map(String::valueOf).collect(Collectors.joining()), extents); i++) {
        int rest = i;
        for (char label : labels) {
          at.put(label, rest % extents.get(label));
          rest /= extents.get(label);
        }
        double product = 1;
        for (int k = 0; k < terms.size(); k++) {
          product *= operands.get(k)[offset(terms.get(k), at, extents)];
        }
        sum[offset(result, at, extents)] += product;
      }
      return sum;
    }

    private static int offset(String labels, Map<Character, Integer> at, Map<Character, Integer> extents) {
      int offset = 0;
      for (char label : chars(labels)) {
        offset = offset * extents.get(label) + at.get(label);
      }
      return offset;
    }
  }

  private static List<Character> chars(String labels) {
    return labels.chars().mapToObj(c -> (char) c).toList();
  }

  private static int size(String labels, Map<Character, Integer> extents) {
    return chars(labels).stream().mapToInt(extents::get).reduce(1, Math::multiplyExact);
  }

  @Test
  void equations() {
    for (int seed = 0; seed < 60; seed++) {
      check(seed);
    }
  }

  @Test
  @Tag("thorough")
  void manyEquations() {
    for (int seed = 60; seed < 2000; seed++) {
      check(seed);
    }
  }

  private static void check(int seed) {
    Random random = new Random(seed);
    Map<Character, Integer> extents = new TreeMap<>();
    chars(LETTERS).forEach(letter -> extents.put(letter, 1 + random.nextInt(3)));
    extents.put(SAMPLE.charAt(0), BATCH);
    int operands = 1 + random.nextInt(4);
    List<String> terms = new ArrayList<>();
    for (int k = 0; k < operands; k++) {
      String labels =
          IntStream.range(0, 1 + random.nextInt(3)).mapToObj(i -> "" + LETTERS.charAt(random.nextInt(LETTERS.length())))
              .collect(Collectors.joining());
      terms.add(k == 0 || random.nextInt(3) > 0 ? SAMPLE + labels : labels);
    }
    List<Character> free = new ArrayList<>(new TreeSet<>(chars(String.join("", terms))));
    free.remove(Character.valueOf('n'));
    Collections.shuffle(free, random);
    String result =
        SAMPLE + free.subList(0, Math.min(free.size(), random.nextInt(5))).stream().map(String::valueOf)
            .collect(Collectors.joining());
    Equation equation = new Equation(terms, result);

    List<String> inputs = new ArrayList<>();
    List<String> parameters = new ArrayList<>();
    List<String> factors = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    for (int k = 0; k < operands; k++) {
      String term = terms.get(k);
      factors.add("q" + k + indices(term));
      if (term.startsWith(SAMPLE)) {
        inputs.add("q" + k);
        shapes.add(new Shape(chars(term.substring(1)).stream().map(extents::get).toList()));
      } else {
        parameters.add("q" + k + chars(term).stream().map(extents::get).toList() + " = 1");
      }
    }
    String formula = "y" + indices(result) + " += " + String.join(" * ", factors);
    String message = "seed " + seed + ": " + formula + " of " + extents;
    LayerFixture layer =
        LayerFixture.of(
            "Formula", Map.of("value", List.of(formula), "parameters", parameters), shapes.toArray(Shape[]::new));
    Tensors tensors = new Tensors(BATCH);
    List<double[]> values = new ArrayList<>();
    List<Buffer> buffers = new ArrayList<>();
    for (int k = 0; k < operands; k++) {
      String name = "q" + k;
      double[] value = random.doubles(size(terms.get(k), extents), -2, 2).toArray();
      values.add(value);
      Buffer buffer = inputs.contains(name) ? layer.inputs().get(inputs.indexOf(name)) : layer.parameter(name);
      buffers.add(buffer);
      if (inputs.contains(name)) {
        Differentiated.give(tensors, buffer, value);
      } else {
        tensors.put(buffer, value);
      }
    }
    Differentiated program = Differentiated.of(layer);
    assertArrayEquals(equation.of(values, extents), program.forward(tensors), 1e-12, message);

    double[] dy = random.doubles(size(result, extents), -1, 1).toArray();
    program.backward(tensors, dy);
    assertEquals(operands, layer.inputs().size() + layer.parameters().size(), message);
    for (int k = 0; k < operands; k++) {
      double[] gradient = gradient(equation, k, values, dy, extents);
      boolean input = inputs.contains("q" + k);
      // What comes back for an input is added up over samples.
      int length = input ? gradient.length / BATCH : gradient.length;
      double[] expected = new double[length];
      for (int i = 0; i < gradient.length; i++) {
        expected[i % length] += gradient[i];
      }
      assertArrayEquals(
          expected, input ? Differentiated.byInput(tensors, buffers.get(k))
              : Differentiated.byParameter(tensors, buffers.get(k)),
          1e-11, message + " by q" + k);
    }
  }

  /** The adjoint of the result takes the operand's place, and the operand that of the result; beside a diagonal it is 0. */
  private static double[] gradient(
      Equation equation, int by, List<double[]> values, double[] dy, Map<Character, Integer> extents) {
    List<String> terms = new ArrayList<>(equation.terms());
    List<double[]> operands = new ArrayList<>(values);
    String result = terms.set(by, equation.result());
    operands.set(by, dy);
    return new Equation(terms, result).of(operands, extents);
  }

  private static String indices(String labels) {
    return "[" + chars(labels).stream().map(String::valueOf).collect(Collectors.joining(", ")) + "]";
  }

  /** Those of the operator's document. */
  @Test
  void wellKnownEquations() {
    Random random = new Random(1);
    Nd a = Nd.random(random, 3, 3);
    Nd b = Nd.random(random, 3, 4);
    assertArrayEquals(
        Nd.filled(List.of(3, 4), at -> IntStream.range(0, 3).mapToDouble(k -> a.get(at[0], k) * b.get(k, at[1])).sum())
            .values(),
        Nd.run("Formula", Map.of("value", List.of("y[n, i, j] += a[n, i, k] * b[n, k, j]")), a, b).values(), 1e-12);
    assertArrayEquals(
        Nd.filled(List.of(4, 3), at -> b.get(at[1], at[0])).values(),
        Nd.run("Formula", Map.of("value", List.of("y[n, j, i] = b[n, i, j]")), b).values());
    assertArrayEquals(
        new double[] {a.get(0, 0), a.get(1, 1), a.get(2, 2)},
        Nd.run("Formula", Map.of("value", List.of("y[n, i] = a[n, i, i]")), a).values());
    assertArrayEquals(
        new double[] {a.get(0, 0) + a.get(1, 1) + a.get(2, 2)},
        Nd.run("Formula", Map.of("value", List.of("y[n] += a[n, i, i]")), a).values(), 1e-12);
    assertArrayEquals(
        new double[] {Arrays.stream(b.values()).sum()},
        Nd.run("Formula", Map.of("value", List.of("y[n] += x[...]")), b).values(), 1e-12);
  }
}
