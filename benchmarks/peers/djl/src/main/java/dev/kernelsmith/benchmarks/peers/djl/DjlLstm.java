package dev.kernelsmith.benchmarks.peers.djl;

import static dev.kernelsmith.benchmarks.peers.SequenceModel.LAYERS;
import static dev.kernelsmith.benchmarks.peers.SequenceModel.UNITS;
import static dev.kernelsmith.benchmarks.peers.SequenceModel.VOCABULARY;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.kernelsmith.benchmarks.peers.SequenceModel;
import java.util.List;

/** PyTorch's LSTM, all layers in one call. Its second biases, which ours lacks, stay 0 and are not trained. */
final class DjlLstm extends DjlSequenceBlock {
  private static final int GATES = 4;
  private static final List<String> NAMES = List.of("first", "second");

  DjlLstm(SequenceModel model) {
    super(model);
    addPlain("characters.weights", VOCABULARY, model.channels());
    int inputs = model.channels();
    for (String layer : NAMES) {
      // Gates are in the same order.
      add(layer + ".weights", turned(layer + ".weights", inputs), GATES * UNITS, inputs);
      add(layer + ".recurrentWeights", turned(layer + ".recurrentWeights", UNITS), GATES * UNITS, UNITS);
      add(layer + ".bias", bias(layer), GATES * UNITS);
      add(layer + ".second", new float[GATES * UNITS], GATES * UNITS).freeze(true);
      inputs = UNITS;
    }
    addLinear("next.weights", "next.bias", UNITS);
  }

  private float[] bias(String layer) {
    float[] bias = new float[GATES * UNITS];
    int at = 0;
    for (String gate : List.of("input", "forget", "candidate", "output")) {
      System.arraycopy(ours(layer + "." + gate + "Bias"), 0, bias, at, UNITS);
      at += UNITS;
    }
    return bias;
  }

  @Override
  NDArray logits(NDArray characters, Values values, boolean training) {
    NDArray x = values.embedded(characters);
    NDArray zeros = x.getManager().zeros(new Shape(LAYERS, x.getShape().get(0), UNITS));
    NDArray states = states(x, new NDList(zeros, zeros), values, training).get(0);
    return values.linear(states, "next.weights", "next.bias");
  }

  /** States of all places, and the last state and memory of each layer. */
  private static NDList states(NDArray x, NDList before, Values values, boolean training) {
    NDList weights = new NDList();
    for (String layer : NAMES) {
      List.of(".weights", ".recurrentWeights", ".bias", ".second")
          .forEach(name -> weights.add(values.of(layer + name)));
    }
    return x.getNDArrayInternal().lstm(x, before, weights, true, LAYERS, 0, training, false, true);
  }

  @Override
  NDArray step(NDArray character, int place, NDList states, NDList next, Values values) {
    NDArray x = values.embedded(character);
    NDArray zeros = place == 0 ? x.getManager().zeros(new Shape(LAYERS, 1, UNITS)) : null;
    NDList after = states(x, place == 0 ? new NDList(zeros, zeros) : states, values, false);
    next.addAll(after.subNDList(1));
    return values.linear(after.get(0), "next.weights", "next.bias");
  }
}
