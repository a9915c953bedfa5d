package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.Stepper;
import dev.kernelsmith.runtime.train.Trainer;

/** This project, measured as the others are, through its public API. */
public class KernelsmithSequences implements SequencePeer {
  /** Made by name. */
  public KernelsmithSequences() {}

  /** With a product of matrices in the place of the table of characters. */
  public static final class OneHot extends KernelsmithSequences {
    /** Made by name. */
    public OneHot() {}

    @Override
    CompiledNetwork network(SequenceModel model) {
      return model.oneHotNetwork();
    }

    @Override
    public SequenceWriter writer(SequenceModel model, int threads) {
      throw new UnsupportedOperationException("with one-hot vectors, it is measured in training only");
    }
  }

  @Override
  public String version() {
    return "from these sources";
  }

  CompiledNetwork network(SequenceModel model) {
    return model.network();
  }

  @Override
  public SequenceTraining training(SequenceModel model, int threads) {
    CompiledNetwork network = network(model);
    return (batches, goesOn) -> Trainer.of(network).epochs(Integer.MAX_VALUE).batchSize(SequenceModel.BATCH)
        .threads(threads).shuffle(false).listener(new Kernelsmith.StepLosses(goesOn)).fit(batches.samples());
  }

  @Override
  public SequenceWriter writer(SequenceModel model, int threads) {
    CompiledNetwork network = network(model);
    network.engine().warmUpPredictions();
    Stepper stepper = network.stepper();
    return new SequenceWriter() {
      @Override
      public void begin() {
        stepper.reset();
      }

      @Override
      public float[] step(int character) {
        return stepper.step(character);
      }
    };
  }
}
