package dev.kernelsmith.benchmarks.peers.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import dev.kernelsmith.benchmarks.peers.SequenceModel;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** A network over sequences by the operators of PyTorch, from characters to logits of all places, one after the other. */
abstract class DjlSequenceBlock extends AbstractBlock {
  static final float EPSILON = 1e-5f;

  private final Map<String, Weight> weights = new LinkedHashMap<>();
  private final Map<String, float[]> ours;

  private record Weight(Parameter parameter, float[] values) {}

  DjlSequenceBlock(SequenceModel model) {
    ours = model.weights();
  }

  /** Our values of a parameter. */
  final float[] ours(String name) {
    return ours.get(name);
  }

  /** Our values of a matrix, rows as columns: PyTorch has inputs last. */
  final float[] turned(String name, int rows) {
    float[] matrix = ours(name);
    int columns = matrix.length / rows;
    float[] turned = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      turned[i % columns * rows + i / columns] = matrix[i];
    }
    return turned;
  }

  /** A parameter that starts with some values. */
  final Parameter add(String name, float[] values, long... shape) {
    Parameter parameter =
        addParameter(
            Parameter.builder().setName(name.replace('.', '_')).setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(shape)).optInitializer(Initializer.ZEROS).build());
    weights.put(name, new Weight(parameter, values));
    return parameter;
  }

  /** A matrix by which inputs are multiplied, and what is added. */
  final void addLinear(String weightsName, String biasName, int inputs) {
    float[] matrix = turned(weightsName, inputs);
    add(weightsName, matrix, matrix.length / inputs, inputs);
    add(biasName, ours(biasName), matrix.length / inputs);
  }

  /** A parameter with our shape. */
  final void addPlain(String name, long... shape) {
    add(name, ours(name), shape);
  }

  final void setWeights() {
    for (Weight weight : weights.values()) {
      weight.parameter.getArray().set(FloatBuffer.wrap(weight.values));
    }
  }

  /** Parameters in a pass. */
  final class Values {
    private final ParameterStore store;
    private final Device device;
    private final boolean training;

    Values(ParameterStore store, Device device, boolean training) {
      this.store = store;
      this.device = device;
      this.training = training;
    }

    NDArray of(String name) {
      return store.getValue(weights.get(name).parameter, device, training);
    }

    NDArray linear(NDArray x, String weightsName, String biasName) {
      return x.getNDArrayInternal().linear(x, of(weightsName), of(biasName)).singletonOrThrow();
    }

    NDArray normalized(NDArray x, String layer, int channels) {
      return x.getNDArrayInternal()
          .layerNorm(x, new Shape(channels), of(layer + ".gamma"), of(layer + ".beta"), EPSILON).singletonOrThrow();
    }

    NDArray embedded(NDArray characters) {
      return characters.getNDArrayInternal().embedding(characters, of("characters.weights"), SparseFormat.DENSE)
          .singletonOrThrow();
    }
  }

  abstract NDArray logits(NDArray characters, Values values, boolean training);

  /**
   * One character of one text.
   *
   * @param place its number in the text
   * @param states what the step before has left; nothing for the first
   * @param next takes what this one leaves
   */
  abstract NDArray step(NDArray character, int place, NDList states, NDList next, Values values);

  @Override
  protected final NDList forwardInternal(ParameterStore store, NDList inputs, boolean training,
      PairList<String, Object> parameters) {
    NDArray characters = inputs.singletonOrThrow();
    NDArray logits = logits(characters, new Values(store, characters.getDevice(), training), training);
    return new NDList(logits.reshape(-1, SequenceModel.VOCABULARY));
  }

  @Override
  public final Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].size(), SequenceModel.VOCABULARY)};
  }
}
