package dev.kernelsmith.benchmarks.peers.deeplearning4j;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Momentum as other libraries have it, where Deeplearning4j has Nesterov's alone.
 *
 * @param rate the learning rate
 * @param kept share of the velocity that is kept
 */
record Momentum(double rate, double kept) implements IUpdater {
  private static final String VELOCITY = "velocity";

  @Override
  public long stateSize(long parameters) {
    return parameters;
  }

  @Override
  public GradientUpdater<Momentum> instantiate(INDArray state, boolean initialize) {
    if (initialize) {
      state.assign(0);
    }
    return new Updater(this, state);
  }

  @Override
  public GradientUpdater<Momentum> instantiate(Map<String, INDArray> state, boolean initialize) {
    return instantiate(state.get(VELOCITY), initialize);
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return rate;
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  @Override
  public void setLrAndSchedule(double other, ISchedule schedule) {
    throw new UnsupportedOperationException("the rate stays");
  }

  @Override
  public Momentum clone() {
    return this;
  }

  /** Makes of a gradient what is subtracted from the weights. */
  private static final class Updater implements GradientUpdater<Momentum> {
    private final Momentum settings;
    private INDArray velocity;

    Updater(Momentum settings, INDArray velocity) {
      this.settings = settings;
      this.velocity = velocity;
    }

    @Override
    public Momentum getConfig() {
      return settings;
    }

    @Override
    public void setState(Map<String, INDArray> state, boolean initialize) {
      velocity = state.get(VELOCITY);
    }

    @Override
    public Map<String, INDArray> getState() {
      return Map.of(VELOCITY, velocity);
    }

    @Override
    public void setStateViewArray(INDArray state, long[] shape, char order, boolean initialize) {
      velocity = state;
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
      velocity.muli(settings.kept);
      gradient.muli(settings.rate);
      velocity.addi(gradient.reshape(velocity.shape()));
      gradient.assign(velocity.reshape(gradient.shape()));
    }
  }
}
