package dev.kernelsmith.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data sets that know a shape. */
class ShapeTest {
  private static LinearNetwork network(int... shape) {
    int length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    LinearProgram program = new LinearProgram(length, 3, true, 1);
    return LinearNetwork.of(LinearNetwork.describe(program, list(shape)).build(), program, 1);
  }

  private static List<Integer> list(int... shape) {
    return Arrays.stream(shape).boxed().toList();
  }

  private static int[] extents(String text) {
    return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  private static List<Consumer<Dataset>> uses(LinearNetwork network) {
    return List.of(
        data -> Trainer.of(network).epochs(1).fit(data),
        data -> Trainer.of(network).step(data),
        data -> Trainer.of(network).epochs(1).validation(data).fit(plain(data)),
        data -> Evaluation.of(network, data),
        network::predict,
        network::classify);
  }

  private static Dataset plain(Dataset data) {
    return Samples.clusters(20, data.inputLength(), 3, 2);
  }

  @ParameterizedTest
  @CsvSource({"2 3 4,2 3 4", "24,2 3 4", "2 3 4,24", "1 2 3 4,2 3 4", "2 12,2 1 12", "6 4 1,6 4"})
  void fits(String network, String data) {
    Dataset samples = Samples.clusters(20, 24, 3, 1).shaped(extents(data));
    uses(network(extents(network))).forEach(use -> use.accept(Subset.range(samples, 1, 15)));
  }

  @ParameterizedTest
  @CsvSource({"2 3 4,4 2 3", "2 3 4,3 2 4", "6 4,4 6", "6 4,2 3 4"})
  void doesNotFit(String network, String data) {
    int[] extents = extents(data);
    Dataset samples = Samples.clusters(20, 24, 3, 1).shaped(extents);
    for (Consumer<Dataset> use : uses(network(extents(network)))) {
      String message = assertThrows(IllegalArgumentException.class, () -> use.accept(samples)).getMessage();
      assertTrue(message.contains("has the shape " + list(extents)), message);
      assertTrue(message.contains("takes " + list(extents(network))), message);
    }
  }

  @Test
  void aShapeHasAsManyValues() {
    Dataset data = Samples.clusters(20, 24, 3, 1);
    for (int[] shape : new int[][] {{}, {23}, {2, 12, 0}, {-2, -12}, {5, 5}, {65536, 65536, 192},
      {65536, 65536, 65536, 65536}, {Integer.MAX_VALUE, Integer.MAX_VALUE, 24}}) {
      String message = assertThrows(IllegalArgumentException.class, () -> data.shaped(shape)).getMessage();
      assertTrue(message.contains("an input has 24 values"), message);
    }
    assertEquals(List.of(), data.inputShape());
    assertEquals(List.of(4, 6), Subset.range(data.shaped(4, 6), 0, 3).weighted(1, 2, 3).inputShape());
  }
}
