package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.Activation.SIGMOID;
import static dev.kernelsmith.annotations.LossFunction.MEAN_SQUARED_ERROR;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.samples.digits.HandwrittenDigits;

/**
 * Squeezes a digit of 784 pixels into 16 numbers and draws it again from these, after Hinton and Salakhutdinov, "Reducing the
 * dimensionality of data with neural networks", 2006. What comes out is compared with what went in, so that no label is needed.
 */
@Network(input = 784)
@Optimizer(type = ADAM, learningRate = 3e-3)
public class Autoencoder {
  // @formatter:off
  @Dense(units = 128, activation = RELU)                                Layer encoder;
  @Dense(units = 16)                                                    Layer code;
  @Dense(units = 128, activation = RELU)                                Layer decoder;
  @Dense(units = 784, activation = SIGMOID) @Loss(MEAN_SQUARED_ERROR)   Layer image;
  // @formatter:on

  /** Images as their own targets. */
  public static Dataset ofThemselves(Dataset images) {
    float[][] pixels = new float[images.size()][images.inputLength()];
    for (int i = 0; i < pixels.length; i++) {
      images.copyInput(i, pixels[i], 0);
    }
    return ArrayDataset.ofValues(pixels, pixels);
  }

  /** Trains a network. */
  public static AutoencoderNetwork train(Dataset images) {
    AutoencoderNetwork network = new AutoencoderNetwork(1);
    Trainer.of(network).epochs(10).batchSize(32).learningRate(LearningRate.cosine(3e-3, 1e-4, 10))
        .fit(ofThemselves(images));
    return network;
  }

  /** Trains on drawn digits and draws fresh ones again, one of them in letters. */
  public static void main(String[] args) {
    AutoencoderNetwork network = train(HandwrittenDigits.draw(20_000, 1));

    Dataset test = HandwrittenDigits.draw(4_000, 2);
    System.out.println("On fresh digits, mean squared error of a pixel: " + Evaluation.of(network, ofThemselves(test)));
    float[] image = new float[784];
    test.copyInput(0, image, 0);
    float[] again = network.predict(image);
    for (int row = 0; row < 28; row++) {
      System.out.println(inLetters(image, row) + "    " + inLetters(again, row));
    }
  }

  /** A row of pixels, from blank for black to # for white. */
  private static String inLetters(float[] image, int row) {
    StringBuilder letters = new StringBuilder();
    for (int column = 0; column < 28; column++) {
      letters.append(" .:+*#".charAt(Math.round(5 * image[row * 28 + column])));
    }
    return letters.toString();
  }
}
