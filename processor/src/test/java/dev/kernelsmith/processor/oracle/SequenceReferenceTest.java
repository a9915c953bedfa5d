package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.lower.Parameter;
import java.util.Arrays;
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
}
