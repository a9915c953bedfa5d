package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;

import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.Pool;
import dev.kernelsmith.data.pipeline.Samples;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.LoadOption;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.samples.digits.HandwrittenDigits;
import java.util.ArrayList;
import java.util.List;

/**
 * Learns new classes from few samples by what was learned of others: the digits 7, 8 and 9 from five or so each, with the layers of a network that knows many of the digits 0 to 6. The convolutions
 * stay as they are; only the dense layers behind them learn.
 */
@Network(input = {28, 28, 1})
@Optimizer(type = ADAM, learningRate = 1e-3)
public class NewDigits {
  private static final int NEW = 7;

  // @formatter:off
  @Conv2D(filters = 8, kernel = 5, activation = RELU)  Layer conv1;
  @Pool(size = 2)                                      Layer pool1;
  @Conv2D(filters = 16, kernel = 5, activation = RELU) Layer conv2;
  @Pool(size = 2)                                      Layer pool2;
  @Dense(units = 32, activation = RELU)                Layer hidden;
  @Dense(units = 3) @Loss(SOFTMAX_CROSS_ENTROPY)       Layer digit;
  // @formatter:on

  /** Digits of some classes, which are numbered from 0. */
  static Dataset only(Dataset digits, int from, int to) {
    List<float[]> images = new ArrayList<>();
    List<Integer> classes = new ArrayList<>();
    for (int i = 0; i < digits.size(); i++) {
      if (digits.classOf(i) >= from && digits.classOf(i) < to) {
        float[] image = new float[digits.inputLength()];
        digits.copyInput(i, image, 0);
        images.add(image);
        classes.add(digits.classOf(i) - from);
      }
    }
    return ArrayDataset.ofClasses(images.toArray(float[][]::new),
        classes.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The digits from 7. */
  static Dataset newDigits(int drawn, long seed) {
    return only(HandwrittenDigits.draw(drawn, seed), NEW, 10);
  }

  /** A network that knows the digits below 7. */
  static OldDigitsNetwork old(int drawn, int epochs) {
    OldDigitsNetwork network = new OldDigitsNetwork(1);
    Trainer.of(network).epochs(epochs).fit(only(HandwrittenDigits.draw(drawn, 1), 0, NEW));
    return network;
  }

  /** Learns new digits with the layers of another network. */
  static NewDigitsNetwork transferred(OldDigitsNetwork old, Dataset few, int epochs) {
    NewDigitsNetwork network = new NewDigitsNetwork(2);
    System.out.println(network.load(old, LoadOption.layers("conv1", "conv2", "hidden")));
    Trainer.of(network).freeze("conv1", "conv2").batchSize(16).epochs(epochs).fit(few);
    return network;
  }

  /** Learns new digits from nothing. */
  static NewDigitsNetwork fromNothing(Dataset few, int epochs) {
    NewDigitsNetwork network = new NewDigitsNetwork(2);
    Trainer.of(network).batchSize(16).epochs(epochs).fit(few);
    return network;
  }

  /** Learns the old digits, then the new ones with and without what was learned of the old. */
  public static void main(String[] args) {
    Dataset few = Samples.of(newDigits(400, 3)).take(15);
    Dataset test = newDigits(4_000, 4);
    System.out.println("From nothing: " + Evaluation.of(fromNothing(few, 40), test));
    NewDigitsNetwork transferred = transferred(old(8_000, 5), few, 40);
    System.out.println("With what was learned of the old digits: " + Evaluation.of(transferred, test));
  }
}

/** The network for the digits below 7: the same layers, but for the last. */
@Network(input = {28, 28, 1})
@Optimizer(type = ADAM, learningRate = 1e-3)
class OldDigits {
  // @formatter:off
  @Conv2D(filters = 8, kernel = 5, activation = RELU)  Layer conv1;
  @Pool(size = 2)                                      Layer pool1;
  @Conv2D(filters = 16, kernel = 5, activation = RELU) Layer conv2;
  @Pool(size = 2)                                      Layer pool2;
  @Dense(units = 32, activation = RELU)                Layer hidden;
  @Dense(units = 7) @Loss(SOFTMAX_CROSS_ENTROPY)       Layer digit;
  // @formatter:on
}
