package dev.kernelsmith.benchmarks.peers.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.kernelsmith.benchmarks.peers.SequenceModel;
import dev.kernelsmith.benchmarks.peers.SequenceWriter;

/** Writes by steps. What a step leaves for the next is moved to it; all else is closed behind it. */
final class DjlSequenceWriter implements SequenceWriter {
  private static final Shape ONE = new Shape(1, 1);

  private final Model model = Model.newInstance("sequences", Device.cpu());
  private final DjlSequenceBlock block;
  private final DjlSequenceBlock.Values values;
  private NDManager kept;
  private NDList states = new NDList();
  private int place;

  DjlSequenceWriter(SequenceModel of) {
    block = of == SequenceModel.LSTM ? new DjlLstm(of) : new DjlTransformer(of);
    model.setBlock(block);
    NDManager manager = model.getNDManager();
    block.initialize(manager, DataType.FLOAT32, new Shape(1, SequenceModel.WINDOW));
    block.setWeights();
    values = block.new Values(new ParameterStore(manager, false), Device.cpu(), false);
    kept = manager.newSubManager();
  }

  @Override
  public void begin() {
    kept.close();
    kept = model.getNDManager().newSubManager();
    states = new NDList();
    place = 0;
  }

  @Override
  public float[] step(int character) {
    try (NDManager ofStep = kept.newSubManager()) {
      NDArray characters = ofStep.create(new long[] {character}, ONE);
      NDList next = new NDList();
      NDArray logits = block.step(characters, place++, states, next, values);
      float[] probabilities = logits.softmax(-1).toFloatArray();
      next.attach(kept);
      states.close();
      states = next;
      return probabilities;
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
