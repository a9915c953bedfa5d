package dev.kernelsmith.benchmarks.peers.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.tracker.Tracker;
import dev.kernelsmith.benchmarks.peers.PeerNetwork;
import dev.kernelsmith.benchmarks.peers.PeerNetwork.Optimizer;
import dev.kernelsmith.benchmarks.peers.PeerNetwork.Rule;
import dev.kernelsmith.benchmarks.peers.StepTraining;

/** A trainer. What a step makes is closed behind it. */
final class DjlTraining implements StepTraining {
  private final Model model = Model.newInstance("network", Device.cpu());
  private final Loss loss = Loss.softmaxCrossEntropyLoss();
  private final Trainer trainer;
  private final Shape shape;

  DjlTraining(PeerNetwork network) {
    DjlBlocks blocks = new DjlBlocks();
    model.setBlock(blocks.of(network.layers()));
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(loss).optOptimizer(optimizer(network.optimizer()))
                .optDevices(new Device[] {Device.cpu()}));
    shape = new Shape(network.extents(network.batch()));
    trainer.initialize(shape);
    blocks.setWeights();
  }

  private static ai.djl.training.optimizer.Optimizer optimizer(Optimizer settings) {
    Tracker rate = Tracker.fixed(settings.rate());
    if (settings.rule() == Rule.ADAM) {
      return ai.djl.training.optimizer.Optimizer.adam().optLearningRateTracker(rate).optBeta1(Optimizer.KEPT)
          .optBeta2(Optimizer.KEPT_SQUARE).optEpsilon(Optimizer.EPSILON).build();
    }
    return ai.djl.training.optimizer.Optimizer.sgd().setLearningRateTracker(rate).optMomentum(Optimizer.KEPT).build();
  }

  @Override
  public double step(float[] values, int[] classes) {
    try (NDManager ofStep = trainer.getManager().newSubManager()) {
      NDList inputs = new NDList(ofStep.create(values, shape));
      NDList targets = new NDList(ofStep.create(classes));
      double value;
      try (GradientCollector gradients = trainer.newGradientCollector()) {
        NDList outputs = trainer.forward(inputs, targets);
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
