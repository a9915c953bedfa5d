package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.util.function.DoublePredicate;

/** This project, measured as the others are, through its public API. */
public final class Kernelsmith implements Peer {
  /** Made by name. */
  public Kernelsmith() {}

  @Override
  public String version() {
    return "from these sources";
  }

  @Override
  public boolean channelsFirst() {
    return false;
  }

  @Override
  public boolean trains() {
    return true;
  }

  @Override
  public Training training(PeerNetwork network, int threads) {
    CompiledNetwork compiled = network.workload().network();
    return (batches, goesOn) -> Trainer.of(compiled).epochs(Integer.MAX_VALUE).batchSize(network.batch())
        .threads(threads).shuffle(false).listener(new StepLosses(goesOn)).fit(batches.samples());
  }

  @Override
  public Prediction prediction(PeerNetwork network, int samples, int threads) {
    CompiledNetwork compiled = network.workload().network();
    compiled.engine().threads(threads);
    compiled.engine().warmUpPredictions();
    return samples == 1 ? new One(compiled) : new Many(compiled);
  }

  /** Tells the loss of each step, where the training's own is the mean of all samples of the epoch so far. */
  static final class StepLosses implements TrainingListener {
    private final DoublePredicate goesOn;
    private double sum;
    private long samples;

    StepLosses(DoublePredicate goesOn) {
      this.goesOn = goesOn;
    }

    @Override
    public void onStep(TrainingState state) {
      if (state.step() == 1) {
        sum = 0;
        samples = 0;
      }
      double sumNow = state.loss() * state.samplesDone();
      double loss = (sumNow - sum) / (state.samplesDone() - samples);
      sum = sumNow;
      samples = state.samplesDone();
      if (!goesOn.test(loss)) {
        state.stop();
      }
    }
  }

  private static final class One implements Prediction {
    private final CompiledNetwork network;
    private float[] answer = {};

    One(CompiledNetwork network) {
      this.network = network;
    }

    @Override
    public void predict(PeerInputs inputs) {
      answer = network.predict(inputs.samples()[0]);
    }

    @Override
    public float[] probabilities() {
      return answer;
    }
  }

  private static final class Many implements Prediction {
    private final CompiledNetwork network;
    private float[][] answers = {};

    Many(CompiledNetwork network) {
      this.network = network;
    }

    @Override
    public void predict(PeerInputs inputs) {
      answers = network.engine().predict(inputs.samples());
    }

    @Override
    public float[] probabilities() {
      int classes = answers[0].length;
      float[] all = new float[answers.length * classes];
      for (int i = 0; i < answers.length; i++) {
        System.arraycopy(answers[i], 0, all, i * classes, classes);
      }
      return all;
    }
  }
}
