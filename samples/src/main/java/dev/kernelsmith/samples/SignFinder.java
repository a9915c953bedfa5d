package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.MEAN_SQUARED_ERROR;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;
import static dev.kernelsmith.annotations.Padding.SAME;

import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.From;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.Pool;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Progress;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.samples.shapes.DrawnSigns;
import java.util.Locale;
import java.util.Random;

/** What is on a picture, and where: a network with two outputs, a class and a position, each with a loss of its own. */
@Network(input = {SignFinder.SIZE, SignFinder.SIZE, 3})
@Optimizer(type = ADAM, learningRate = 1e-3)
public class SignFinder {
  static final int SIZE = 32;

  // @formatter:off
  @Conv2D(filters = 16, kernel = 3, padding = SAME, activation = RELU) Layer conv1;
  @Pool(size = 2)                                                      Layer pool1;
  @Conv2D(filters = 32, kernel = 3, padding = SAME, activation = RELU) Layer conv2;
  @Pool(size = 2)                                                      Layer pool2;
  @Dense(units = 64, activation = RELU)                                Layer seen;
  @Dense(units = 3)
  @Loss(SOFTMAX_CROSS_ENTROPY)                                         Layer kind;
  @From("seen") @Dense(units = 2)
  @Loss(value = MEAN_SQUARED_ERROR, weight = 30)                       Layer place;
  // @formatter:on

  /** Draws signs with their kinds and places. */
  static Dataset draw(int count, long seed) {
    Random random = new Random(seed);
    float[][] images = new float[count][];
    int[] kinds = new int[count];
    float[][] places = new float[count][];
    for (int i = 0; i < count; i++) {
      DrawnSigns.Sign sign = DrawnSigns.draw(i % DrawnSigns.KINDS.size(), SIZE, SIZE, random);
      images[i] = pixels(sign);
      kinds[i] = sign.kind();
      places[i] = new float[] {(float) sign.x(), (float) sign.y()};
    }
    Dataset ofKinds = ArrayDataset.ofClasses(images, kinds);
    return SignFinderNetwork.dataset(ofKinds, ofKinds, ArrayDataset.ofValues(images, places));
  }

  /** Red, green and blue from 0 to 1, row after row. */
  private static float[] pixels(DrawnSigns.Sign sign) {
    float[] pixels = new float[SIZE * SIZE * 3];
    for (int i = 0; i < SIZE * SIZE; i++) {
      int colour = sign.image().getRGB(i % SIZE, i / SIZE);
      for (int channel = 0; channel < 3; channel++) {
        pixels[3 * i + channel] = (colour >> 8 * (2 - channel) & 0xff) / 255f;
      }
    }
    return pixels;
  }

  /** Trains a network on both. */
  static void train(SignFinderNetwork network, Dataset signs, int epochs) {
    Trainer.of(network).epochs(epochs).progress(Progress.auto()).fit(signs);
  }

  /** Draws 3,000 signs, learns what and where they are, and finds another. */
  public static void main(String[] args) {
    SignFinderNetwork network = new SignFinderNetwork(1);
    train(network, draw(3_000, 1), 20);
    System.out.println("On other pictures: " + Evaluation.of(network, draw(1_000, 2)));
    DrawnSigns.Sign sign = DrawnSigns.draw(2, SIZE, SIZE, new Random(3));
    SignFinderNetwork.Outputs found = network.outputs(pixels(sign));
    System.out.printf(Locale.ROOT, "Chequers at %.2f, %.2f: %s at %.2f, %.2f%n", sign.x(), sign.y(),
        DrawnSigns.KINDS.get(network.classify(pixels(sign))), found.place()[0], found.place()[1]);
  }
}
