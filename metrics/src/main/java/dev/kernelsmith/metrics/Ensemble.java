package dev.kernelsmith.metrics;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Answers;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * Several networks that predict together: by the mean of their outputs, which for probabilities is mostly better than the best of them. They may be of different classes, as
 * long as their inputs and outputs are as long as each other's and mean the same: a probability and a margin have no mean. What is NaN in one is NaN in the mean.
 */
public final class Ensemble {
  private final List<CompiledNetwork> networks;

  private Ensemble(List<CompiledNetwork> networks) {
    this.networks = networks;
  }

  /**
   * An ensemble.
   *
   * @throws IllegalArgumentException if there is none, or inputs or outputs have other lengths or outputs another meaning
   */
  public static Ensemble of(List<? extends CompiledNetwork> networks) {
    if (Objects.requireNonNull(networks, "networks").isEmpty()) {
      throw new IllegalArgumentException("an ensemble needs at least one network");
    }
    NetworkSpec first = Objects.requireNonNull(networks.getFirst(), "a network is null").engine().spec();
    for (CompiledNetwork network : networks) {
      NetworkSpec spec = Objects.requireNonNull(network, "a network is null").engine().spec();
      requireSame("takes", inputs(first), inputs(spec), first, spec);
      requireSame("gives", outputs(first), outputs(spec), first, spec);
    }
    return new Ensemble(List.copyOf(networks));
  }

  private static void requireSame(
      String what, List<String> wanted, List<String> given, NetworkSpec first, NetworkSpec other) {
    if (!wanted.equals(given)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "network %s %s %s, but network %s %s %s: their outputs have no mean", first.name(),
              what, wanted, other.name(), what, given));
    }
  }

  private static List<String> inputs(NetworkSpec spec) {
    List<String> texts = new ArrayList<>();
    for (TensorSpec input : spec.inputs()) {
      texts.add(input.length() + (input.isInt() ? " ints" : " floats"));
    }
    return texts;
  }

  /** What predictions of each output are: how many numbers, and of which kind. */
  private static List<String> outputs(NetworkSpec spec) {
    List<String> texts = new ArrayList<>();
    for (int output = 0; output < spec.outputLayers().size(); output++) {
      int length = spec.rawOutput(output).length();
      int row = spec.rawOutput(output).shape().getLast();
      texts.add(kind(spec, output, length) + (row < length && row > 1 ? " in rows of " + row : ""));
    }
    return texts;
  }

  private static String kind(NetworkSpec spec, int output, int length) {
    String activation = spec.outputActivation(output);
    for (LossSpec loss : spec.losses()) {
      if (loss.output() == output && loss.activation() != Activation.IDENTITY) {
        activation = loss.activation().name();
      }
    }
    if (activation.equals(Activation.SOFTMAX.name())) {
      return String.format(Locale.ROOT, "probabilities of %d classes", length);
    }
    return activation.equals(Activation.SIGMOID.name())
        ? "probabilities of " + Text.count(length, "label")
        : Text.count(length, Answers.of(spec, output).isMargin() ? "margin" : "value");
  }

  /**
   * The mean output for one sample; see {@link CompiledNetwork#predict(float[])}.
   *
   * @return by unit, or flat in the order of the output's extents
   */
  public float[] predict(float[] input) {
    return mean(network -> new float[][] {network.predict(input)})[0];
  }

  /** The mean of the first output for each sample of a data set, by sample and value. */
  public float[][] predict(Dataset data) {
    Objects.requireNonNull(data, "data");
    return mean(network -> network.predict(data));
  }

  private float[][] mean(Function<CompiledNetwork, float[][]> predicting) {
    requireSameClasses();
    float[][] first = predicting.apply(networks.getFirst());
    double[][] sums = new double[first.length][first.length == 0 ? 0 : first[0].length];
    for (CompiledNetwork network : networks) {
      add(network == networks.getFirst() ? first : predicting.apply(network), sums);
    }
    return mean(sums);
  }

  private static void add(float[][] outputs, double[][] sums) {
    for (int i = 0; i < sums.length; i++) {
      for (int u = 0; u < sums[i].length; u++) {
        sums[i][u] += outputs[i][u];
      }
    }
  }

  private float[][] mean(double[][] sums) {
    float[][] means = new float[sums.length][];
    for (int i = 0; i < sums.length; i++) {
      means[i] = new float[sums[i].length];
      for (int u = 0; u < sums[i].length; u++) {
        means[i][u] = (float) (sums[i][u] / networks.size());
      }
    }
    return means;
  }

  /** Networks that were trained on other numbers for the same classes cannot agree. */
  private void requireSameClasses() {
    CompiledNetwork first = networks.getFirst();
    for (CompiledNetwork network : networks) {
      Predictions.requireSameClasses(first.engine().classNames(),
          "the data that network " + first.engine().spec().name() + " was trained on", network.engine().classNames(),
          "that of another network of the ensemble");
    }
  }

  /**
   * Predictions for reports and metrics, one for each loss that has targets; see {@link Predictions#all}. They are read as those of the first network are: its losses say what is
   * ignored, and how outputs are called. What orders samples is the mean, too.
   *
   * @param data with targets for all losses
   * @throws IllegalArgumentException if the data does not fit the networks, has no samples, or gives a class another name than the data that they were trained on
   * @throws IllegalStateException if the networks have no loss
   */
  public List<Predictions> all(Dataset data) {
    requireSameClasses();
    Predictions.requireTargets(networks.getFirst(), data);
    NetworkSpec spec = networks.getFirst().engine().spec();
    double[][][] sums = new double[spec.outputLayers().size()][data.size()][];
    for (CompiledNetwork network : networks) {
      float[][][] outputs = Predictions.outputs(network, data);
      for (int i = 0; i < sums.length; i++) {
        for (int n = 0; n < sums[i].length; n++) {
          sums[i][n] = sums[i][n] == null ? new double[spec.rawOutput(i).length()] : sums[i][n];
        }
        add(outputs[2 * i + 1], sums[i]);
      }
    }
    float[][][] means = new float[2 * sums.length][][];
    for (int i = 0; i < sums.length; i++) {
      means[2 * i] = mean(sums[i]);
      means[2 * i + 1] = means[2 * i];
    }
    return Predictions.all(networks.getFirst(), data, means, true);
  }

  /** The same of networks with one loss, or of the first. */
  public Predictions predictions(Dataset data) {
    return all(data).getFirst();
  }

  /** In words. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "ensemble of %s", Text.count(networks.size(), "network"));
  }
}
