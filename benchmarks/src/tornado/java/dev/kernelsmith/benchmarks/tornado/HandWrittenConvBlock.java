package dev.kernelsmith.benchmarks.tornado;

import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Two convolutions of 3 x 3 with 32 filters and relu on images of 32 x 32 x 16, pooling, a dense layer, cross-entropy
 * and Adam.
 */
public final class HandWrittenConvBlock extends HandWrittenStep {
  private static final int FLAT = 16 * 16 * 32;

  /**
   * Builds the task graph; kernels are compiled in the first step.
   *
   * @param batch samples of a step, a multiple of 4
   * @param backend number of the driver, as TornadoVM counts them
   * @param device number of the device within the driver
   * @throws IllegalArgumentException if the batch is no multiple of 4
   */
  public HandWrittenConvBlock(int batch, int backend, int device) {
    super(batch, ROWS, 32 * 32 * 16, 1e-3f);
    LayerParameters conv1 = layer(3 * 3 * 16, 32, batch);
    LayerParameters conv2 = layer(3 * 3 * 32, 32, batch);
    LayerParameters digit = layer(FLAT, CLASSES, 1);
    FloatArray c1 = new FloatArray(batch * 32 * 32 * 32);
    FloatArray c2 = new FloatArray(batch * 32 * 32 * 32);
    FloatArray p = new FloatArray(batch * FLAT);
    IntArray argmax = new IntArray(batch * FLAT);
    FloatArray z = new FloatArray(batch * CLASSES);
    FloatArray dz = new FloatArray(batch * CLASSES);
    FloatArray dp = new FloatArray(batch * FLAT);
    FloatArray dc2 = new FloatArray(batch * 32 * 32 * 32);
    FloatArray dc1 = new FloatArray(batch * 32 * 32 * 32);

    // @formatter:off
    TaskGraph graph = graph("convByHand")
        .task("conv1", ConvolutionKernels::convolutionRelu, input, conv1.values, c1, batch, 32, 16, 32, 32, 3, 1, 2, 8)
        .task("conv2", ConvolutionKernels::convolutionRelu, c1, conv2.values, c2, batch, 32, 32, 32, 32, 3, 1, 2, 8)
        .task("pool", ConvolutionKernels::maxPool, c2, p, argmax, batch, 16, 32)
        .task("digit", DenseKernels::denseLinear, p, digit.values, z, batch, FLAT, CLASSES, 4, 5)
        .task("loss", TrainingKernels::softmaxCrossEntropy, z, classes, losses, dz, batch, CLASSES)
        .task("digitGradient", DenseKernels::denseGradient, p, dz, digit.gradients, batch, FLAT, CLASSES, 4, 5)
        .task("poolBack", DenseKernels::denseInputGradient, dz, digit.values, p, dp, batch, FLAT, CLASSES, 4, 4)
        .task("conv2Back", ConvolutionKernels::maxPoolGradient, dp, argmax, dc2, batch, 16, 32)
        .task("conv2Gradient", ConvolutionKernels::convolutionGradient, c1, dc2, conv2.gradients, batch, 32, 32, 32, 32, 3, 1, 4, 4)
        .task("conv2BiasGradient", ConvolutionKernels::convolutionBiasGradient, dc2, conv2.gradients, batch, 32, 3 * 3 * 32, 32)
        .task("conv1Back", ConvolutionKernels::convolutionInputGradient, dc2, conv2.values, c1, dc1, batch, 32, 32, 32, 32, 3, 1, 4, 8)
        .task("conv1Gradient", ConvolutionKernels::convolutionGradient, input, dc1, conv1.gradients, batch, 32, 16, 32, 32, 3, 1, 4, 4)
        .task("conv1BiasGradient", ConvolutionKernels::convolutionBiasGradient, dc1, conv1.gradients, batch, 32, 3 * 3 * 16, 32);
    // @formatter:on
    train(graph, 13, backend, device);
  }
}
