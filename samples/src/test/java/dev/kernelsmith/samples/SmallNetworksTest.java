package dev.kernelsmith.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.samples.digits.HandwrittenDigits;
import dev.kernelsmith.samples.shapes.DrawnShapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small samples learn, from few samples and fixed seeds, to the figure that stands here. */
class SmallNetworksTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void onePerceptronIsNand(long seed) {
    PerceptronNetwork network = Perceptron.train(seed);
    assertEquals(1, Evaluation.of(network, Perceptron.table()).accuracy().orElseThrow());
    float[] weights = network.nand.weights();
    float bias = network.nand.bias()[0];
    for (float[] bits : new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}) {
      boolean nand = !(bits[0] == 1 && bits[1] == 1);
      assertEquals(nand, bits[0] * weights[0] + bits[1] * weights[1] + bias > 0);
      assertEquals(nand ? 1 : 0, network.classify(bits));
    }
  }

  @Test
  void onePerceptronIsNoXor() {
    PerceptronNetwork network = new PerceptronNetwork(1);
    Trainer.of(network).epochs(200).batchSize(1).fit(Xor.table());
    assertNotEquals(1, Evaluation.of(network, Xor.table()).accuracy().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aHiddenLayerIsEnoughForXor(long seed) {
    XorNetwork network = Xor.train(seed);
    Evaluation evaluation = Evaluation.of(network, Xor.table());
    assertEquals(1, evaluation.accuracy().orElseThrow());
    assertTrue(evaluation.loss() < 0.02, evaluation::toString);
  }

  @Test
  void digitsAreDrawnAgainFromSixteenNumbers() {
    Dataset training = HandwrittenDigits.draw(2_000, 1);
    Dataset test = HandwrittenDigits.draw(500, 2);
    double error = Evaluation.of(Autoencoder.train(training), Autoencoder.ofThemselves(test)).loss();
    double ofTheMean = errorOfTheMean(training, test);
    assertTrue(ofTheMean > 0.06, "mean image: " + ofTheMean);
    assertTrue(error < 0.025, "error " + error + ", of the mean image " + ofTheMean);
  }

  /** Mean squared error of a pixel where every image is said to be the mean of the training's. */
  private static double errorOfTheMean(Dataset training, Dataset test) {
    float[] image = new float[training.inputLength()];
    double[] mean = new double[image.length];
    for (int i = 0; i < training.size(); i++) {
      training.copyInput(i, image, 0);
      for (int pixel = 0; pixel < image.length; pixel++) {
        mean[pixel] += image[pixel] / (double) training.size();
      }
    }
    double sum = 0;
    for (int i = 0; i < test.size(); i++) {
      test.copyInput(i, image, 0);
      for (int pixel = 0; pixel < image.length; pixel++) {
        sum += Math.pow(image[pixel] - mean[pixel], 2);
      }
    }
    return sum / test.size() / image.length;
  }

  /** Discs are a tenth of the pixels; who marked squares as well would overlap by less than half. */
  @Test
  void aUNetMarksDiscsAndLeavesSquaresOut() {
    Dataset test = DrawnShapes.draw(200, 2);
    UNetNetwork network = UNet.train(DrawnShapes.draw(200, 1));
    double overlap = UNet.overlap(network, test);
    double pixels = Evaluation.of(network, test).accuracy().orElseThrow();
    assertTrue(overlap > 0.9, "intersection over union " + overlap + ", pixels " + pixels);
    assertTrue(pixels > 0.99, "pixels " + pixels);
  }

  @Test
  void layersOfOnesOwnTellSpiralsApart() {
    TwoSpiralsNetwork network = TwoSpirals.train(1_000, 30);
    double accuracy = Evaluation.of(network, TwoSpirals.points(500, 0.02, 2)).accuracy().orElseThrow();
    assertTrue(accuracy > 0.98, "accuracy " + accuracy);
  }
}
