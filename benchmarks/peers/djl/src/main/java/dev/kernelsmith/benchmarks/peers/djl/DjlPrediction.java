package dev.kernelsmith.benchmarks.peers.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import dev.kernelsmith.benchmarks.peers.PeerInputs;
import dev.kernelsmith.benchmarks.peers.PeerNetwork;
import dev.kernelsmith.benchmarks.peers.Prediction;

/** Blocks called by themselves, which takes less than a predictor of the library. */
final class DjlPrediction implements Prediction {
  private final Model model = Model.newInstance("network", Device.cpu());
  private final SequentialBlock blocks;
  private final ParameterStore store;
  private final Shape shape;
  private float[] probabilities = {};

  DjlPrediction(PeerNetwork network, int samples) {
    DjlBlocks layers = new DjlBlocks();
    blocks = layers.of(network.layers());
    model.setBlock(blocks);
    blocks.setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
    shape = new Shape(network.extents(samples));
    blocks.initialize(model.getNDManager(), DataType.FLOAT32, shape);
    layers.setWeights();
    blocks.freezeParameters(true);
    store = new ParameterStore(model.getNDManager(), false);
  }

  @Override
  public void predict(PeerInputs inputs) {
    try (NDManager ofCall = model.getNDManager().newSubManager()) {
      NDList outputs = blocks.forward(store, new NDList(ofCall.create(inputs.values(), shape)), false);
      NDArray softmax = outputs.singletonOrThrow().softmax(-1);
      probabilities = softmax.toFloatArray();
    }
  }

  @Override
  public float[] probabilities() {
    return probabilities;
  }

  @Override
  public void close() {
    model.close();
  }
}
