package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Trains a compiled network so that its gradients are given numbers. */
public final class GeneratedUpdates {
  /** Below any output, so that the derivative of the loss, an absolute difference, by the output is 1. */
  private static final float FAR_BELOW = -1e6f;

  private GeneratedUpdates() {}

  /**
   * The parameters after each step, in which a unit without bias reads the gradient: the derivative of its output by its weights is what it reads.
   *
   * @param attributes what {@code @Optimizer} has
   * @param start parameters before the first step
   * @param gradients a row for each step, of numbers that a float has
   * @param rates a learning rate for each step
   */
  public static List<double[]> of(String attributes, double[] start, double[][] gradients, double[] rates) {
    NetworkSource source =
        new NetworkSource(
            "GivenGradients", Integer.toString(start.length), attributes,
            List.of(new LayerSource("w", "Dense", "units = 1, bias = false", List.of("input"))), "MEAN_ABSOLUTE_ERROR");
    CompiledNetwork network = GeneratedNetwork.compile(source).network(1);
    network.engine().parameter("w.weights", floats(start));
    Trainer trainer = Trainer.of(network).threads(1);
    List<double[]> values = new ArrayList<>();
    for (int step = 0; step < gradients.length; step++) {
      trainer.learningRate(rates[step]).step(new float[][] {floats(gradients[step])}, new float[][] {{FAR_BELOW}});
      float[] now = network.engine().parameter("w.weights").floats();
      values.add(IntStream.range(0, now.length).mapToDouble(i -> now[i]).toArray());
    }
    return values;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
