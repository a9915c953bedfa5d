package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Answers;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static final float[][] INPUTS = {{1}, {2}, {3}};

  private static NetworkSpec network(String loss, int outputs) {
    return NetworkSpec.builder(NetworkSpec.INTERFACE_VERSION, "Tiny", "0")
        .input(new TensorSpec("input", List.of(1)))
        .output(new TensorSpec("logits", List.of(outputs)))
        .loss(
            loss.startsWith("SIGMOID")
                ? new LossSpec(loss, "dense", TargetKind.PROBABILITIES, outputs, Activation.SIGMOID)
                : new LossSpec(loss, "dense", TargetKind.VALUES, outputs, Activation.IDENTITY))
        .build();
  }

  @Test
  void oneSigmoidTakesTwoClasses() {
    Dataset data = ArrayDataset.ofClasses(INPUTS, new int[] {0, 1, 1});
    Targets targets = Targets.of(network("SIGMOID_CROSS_ENTROPY", 1), data, "training data").getFirst();
    assertEquals(Targets.BINARY, targets);
    float[] values = new float[3];
    for (int i = 0; i < values.length; i++) {
      targets.copy(data, network("SIGMOID_CROSS_ENTROPY", 1).losses().getFirst(), i, i, new int[0], values);
    }
    assertArrayEquals(new float[] {0, 1, 1}, values);
  }

  @Test
  void oneSigmoidRefusesAThirdClass() {
    Dataset data = ArrayDataset.ofClasses(INPUTS, new int[] {0, 1, 2});
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
        () -> Targets.of(network("SIGMOID_CROSS_ENTROPY", 1), data, "training data"));
    assertEquals("sample 2 of the training data has class 2, but network Tiny tells 2 classes apart: class numbers go"
        + " from 0 to 1. The data has more classes than that: use one output unit for each, and SOFTMAX_CROSS_ENTROPY",
        e.getMessage());
  }

  @Test
  void oneValueHasNoClasses() {
    Dataset data = ArrayDataset.ofClasses(INPUTS, new int[] {0, 1, 1});
    assertThrows(IllegalArgumentException.class,
        () -> Targets.of(network("MEAN_SQUARED_ERROR", 1), data, "training data"));
  }

  @Test
  void sigmoidTakesProbabilitiesOnly() {
    NetworkSpec network = network("SIGMOID_CROSS_ENTROPY", 1);
    Dataset sound = ArrayDataset.ofValues(INPUTS, new float[][] {{0}, {0.5f}, {1}});
    assertEquals(List.of(Targets.VALUES), Targets.of(network, sound, "training data"));
    for (float bad : new float[] {-0.1f, 1.5f}) {
      Dataset data = ArrayDataset.ofValues(INPUTS, new float[][] {{0}, {bad}, {1}});
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> Targets.of(network, data, "training data"));
      assertEquals("sample 1 of the training data has the target " + bad
          + ", but the loss of network Tiny (SIGMOID_CROSS_ENTROPY) takes probabilities from 0 to 1: scale the targets,"
          + " or use MEAN_SQUARED_ERROR", e.getMessage());
    }
  }

  @Test
  void classesBecomeOneHot() {
    Dataset data = ArrayDataset.ofClasses(INPUTS, new int[] {0, 1, 1});
    Targets targets = Targets.of(network("MEAN_SQUARED_ERROR", 2), data, "training data").getFirst();
    float[] values = {9, 9};
    targets.copy(data, network("MEAN_SQUARED_ERROR", 2).losses().getFirst(), 1, 0, new int[0], values);
    assertArrayEquals(new float[] {0, 1}, values);
  }

  /** What other libraries take for no. */
  @Test
  void marginsTakeNoAndYes() {
    NetworkSpec network = NetworkSpec.builder(NetworkSpec.INTERFACE_VERSION, "Tiny", "0")
        .input(new TensorSpec("input", List.of(1)))
        .output(new TensorSpec("logits", List.of(1)))
        .loss(new LossSpec("HINGE", "dense", TargetKind.LABELS, 1, Activation.IDENTITY))
        .build();
    Dataset data = ArrayDataset.ofValues(INPUTS, new float[][] {{0}, {1}, {-1}});
    assertEquals(
        "sample 2 of the training data has the target -1.0, but the loss of network Tiny (HINGE) takes 0 for no and 1 for yes: give 0 in place of -1",
        assertThrows(IllegalArgumentException.class, () -> Targets.of(network, data, "training data")).getMessage());
    assertEquals("class 1 where the output is above 0, else class 0", Answers.of(network).toString());
  }
}
