package dev.kernelsmith.metrics;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Several networks that predict together: by the mean of their outputs, which for probabilities is mostly better than the best of them. They may be of different classes, as
 * long as their inputs and outputs are as long as each other's. What is NaN in one is NaN in the mean.
 */
public final class Ensemble {
  private final List<CompiledNetwork> networks;

  private Ensemble(List<CompiledNetwork> networks) {
    this.networks = networks;
  }

  /**
   * An ensemble.
   *
   * @throws IllegalArgumentException if there is none, or outputs have other lengths
   */
  public static Ensemble of(List<? extends CompiledNetwork> networks) {
    if (networks.isEmpty()) {
      throw new IllegalArgumentException("an ensemble needs at least one network");
    }
    int length = length(networks.getFirst());
    for (CompiledNetwork network : networks) {
      if (length(network) != length) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "network %s gives %d values, but network %s gives %d",
                networks.getFirst().engine().spec().name(), length, network.engine().spec().name(), length(network)));
      }
    }
    return new Ensemble(List.copyOf(networks));
  }

  private static int length(CompiledNetwork network) {
    return network.engine().spec().rawOutput(0).length();
  }

  /**
   * The mean output for one sample; see {@link CompiledNetwork#predict(float[])}.
   *
   * @return by unit, or flat in the order of the output's extents
   */
  public float[] predict(float[] input) {
    return mean(network -> new float[][] {network.predict(input)})[0];
  }

  /** The mean output for each sample of a data set, by sample and value. */
  public float[][] predict(Dataset data) {
    return mean(network -> network.predict(data));
  }

  private float[][] mean(Function<CompiledNetwork, float[][]> predicting) {
    float[][] first = predicting.apply(networks.getFirst());
    double[][] sums = new double[first.length][first.length == 0 ? 0 : first[0].length];
    for (CompiledNetwork network : networks) {
      float[][] outputs = network == networks.getFirst() ? first : predicting.apply(network);
      for (int i = 0; i < sums.length; i++) {
        for (int u = 0; u < sums[i].length; u++) {
          sums[i][u] += outputs[i][u];
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      for (int u = 0; u < sums[i].length; u++) {
        first[i][u] = (float) (sums[i][u] / networks.size());
      }
    }
    return first;
  }

  /**
   * Predictions of classes, for reports and metrics.
   *
   * @param data with class numbers
   */
  public Predictions predictions(Dataset data) {
    int[] classes = new int[data.size()];
    Arrays.setAll(classes, data::classOf);
    return Predictions.ofClasses(predict(data), classes, data.classNames());
  }

  /** In words. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "ensemble of %s", Text.count(networks.size(), "network"));
  }
}
