package dev.kernelsmith.benchmarks.peers.djl;

import static dev.kernelsmith.benchmarks.peers.SequenceModel.BATCH;
import static dev.kernelsmith.benchmarks.peers.SequenceModel.WINDOW;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.kernelsmith.benchmarks.peers.PeerNetwork;
import dev.kernelsmith.benchmarks.peers.SequenceBatches;
import dev.kernelsmith.benchmarks.peers.SequenceModel;
import dev.kernelsmith.benchmarks.peers.SequenceTraining;
import java.util.function.DoublePredicate;

/** A trainer. What a step makes is closed behind it. */
final class DjlSequenceTraining implements SequenceTraining {
  private static final Shape SHAPE = new Shape(BATCH, WINDOW);

  private final Model model = Model.newInstance("sequences", Device.cpu());
  private final Loss loss = Loss.softmaxCrossEntropyLoss();
  private final Trainer trainer;

  DjlSequenceTraining(SequenceModel of) {
    DjlSequenceBlock block = of == SequenceModel.LSTM ? new DjlLstm(of) : new DjlTransformer(of);
    model.setBlock(block);
    Optimizer adam =
        Optimizer.adam().optLearningRateTracker(Tracker.fixed(SequenceModel.RATE))
            .optBeta1(PeerNetwork.Optimizer.KEPT).optBeta2(PeerNetwork.Optimizer.KEPT_SQUARE)
            .optEpsilon(PeerNetwork.Optimizer.EPSILON).build();
    trainer =
        model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(adam).optDevices(new Device[] {Device.cpu()}));
    trainer.initialize(SHAPE);
    block.setWeights();
  }

  @Override
  public void train(SequenceBatches batches, DoublePredicate goesOn) {
    int step = 0;
    double mean;
    do {
      mean = step(batches.characters(step), batches.next(step));
      step++;
    } while (goesOn.test(mean));
  }

  private double step(int[] characters, int[] next) {
    try (NDManager ofStep = trainer.getManager().newSubManager()) {
      NDList inputs = new NDList(ofStep.create(characters, SHAPE).toType(DataType.INT64, false));
      NDList targets = new NDList(ofStep.create(next));
      double value;
      try (GradientCollector gradients = trainer.newGradientCollector()) {
        NDList outputs = trainer.forward(inputs);
        outputs.attach(ofStep);
        NDArray mean = loss.evaluate(targets, outputs);
        mean.attach(ofStep);
        gradients.backward(mean);
        value = mean.getFloat();
      }
      trainer.step();
      return value;
    }
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
