package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.SIGMOID_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;
import static dev.kernelsmith.annotations.Padding.SAME;

import dev.kernelsmith.annotations.Concat;
import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.annotations.ConvTranspose2D;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.Pool;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.samples.shapes.DrawnShapes;
import java.util.Locale;

/**
 * A small U-Net, after Ronneberger, Fischer and Brox, "U-Net: convolutional networks for biomedical image segmentation", 2015: it says of every
 * pixel whether it belongs to a disc. On the way down, images get smaller and channels more; on the way up, what was seen at the same size
 * is joined, so that outlines stay sharp. Convolutions are padded, so that nothing must be cropped.
 */
@Network(input = {24, 24, 1})
@Optimizer(type = ADAM, learningRate = 1e-2)
public class UNet {
  // @formatter:off
  @Conv2D(filters = 8, kernel = 3, padding = SAME, activation = RELU)    Layer down1;    // 24 x 24 x 8
  @Pool(size = 2)                                                        Layer pool1;
  @Conv2D(filters = 16, kernel = 3, padding = SAME, activation = RELU)   Layer down2;    // 12 x 12 x 16
  @Pool(size = 2)                                                        Layer pool2;

  @Conv2D(filters = 32, kernel = 3, padding = SAME, activation = RELU)   Layer bottom;   // 6 x 6 x 32

  @ConvTranspose2D(filters = 16, kernel = 2, stride = 2)                 Layer larger2;
  @Concat({"down2", "larger2"})                                          Layer joined2;  // 12 x 12 x 32
  @Conv2D(filters = 16, kernel = 3, padding = SAME, activation = RELU)   Layer up2;
  @ConvTranspose2D(filters = 8, kernel = 2, stride = 2)                  Layer larger1;
  @Concat({"down1", "larger1"})                                          Layer joined1;  // 24 x 24 x 16
  @Conv2D(filters = 8, kernel = 3, padding = SAME, activation = RELU)    Layer up1;
  @Conv2D(filters = 1, kernel = 1) @Loss(SIGMOID_CROSS_ENTROPY)          Layer disc;     // 24 x 24 x 1
  // @formatter:on

  /**
   * How well masks are met: the pixels that are in both the mask and what was predicted, by those that are in either (intersection over
   * union), over all images. A pixel is predicted where its probability is above one half.
   */
  public static double overlap(CompiledNetwork network, Dataset images) {
    int[][] classes = network.classifyPositions(images);
    float[] mask = new float[images.targetLength()];
    long both = 0;
    long either = 0;
    for (int i = 0; i < images.size(); i++) {
      images.copyTarget(i, mask, 0);
      for (int pixel = 0; pixel < mask.length; pixel++) {
        boolean wanted = mask[pixel] > 0.5f;
        boolean found = classes[i][pixel] == 1;
        both += wanted && found ? 1 : 0;
        either += wanted || found ? 1 : 0;
      }
    }
    return (double) both / either;
  }

  /** Trains a network. */
  public static UNetNetwork train(Dataset images) {
    UNetNetwork network = new UNetNetwork(1);
    Trainer.of(network).epochs(15).batchSize(8).learningRate(LearningRate.cosine(1e-2, 4e-4, 15)).fit(images);
    return network;
  }

  /** Trains on drawn shapes and tests on fresh ones. */
  public static void main(String[] args) {
    UNetNetwork network = train(DrawnShapes.draw(200, 1));

    Dataset test = DrawnShapes.draw(200, 2);
    System.out.println("On fresh images: " + Evaluation.of(network, test));
    System.out.printf(Locale.ROOT, "intersection over union of the discs: %.3f%n", overlap(network, test));
  }
}
