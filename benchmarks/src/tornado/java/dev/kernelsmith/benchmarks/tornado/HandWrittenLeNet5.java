package dev.kernelsmith.benchmarks.tornado;

import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** LeNet-5 with relu, maximum pooling, softmax with cross-entropy and Adam. */
public final class HandWrittenLeNet5 extends HandWrittenStep {
  /**
   * Builds the task graph; kernels are compiled in the first step.
   *
   * @param batch samples of a step, a multiple of 4
   * @param backend number of the driver, as TornadoVM counts them
   * @param device number of the device within the driver
   * @throws IllegalArgumentException if the batch is no multiple of 4
   */
  public HandWrittenLeNet5(int batch, int backend, int device) {
    super(batch, ROWS, 28 * 28, 1e-3f);
    LayerParameters conv1 = layer(5 * 5, 6, batch);
    LayerParameters conv2 = layer(5 * 5 * 6, 16, batch);
    LayerParameters dense1 = layer(400, 120, 1);
    LayerParameters dense2 = layer(120, 84, 1);
    LayerParameters digit = layer(84, CLASSES, 1);
    FloatArray c1 = new FloatArray(batch * 28 * 28 * 6);
    FloatArray p1 = new FloatArray(batch * 14 * 14 * 6);
    IntArray argmax1 = new IntArray(batch * 14 * 14 * 6);
    FloatArray c2 = new FloatArray(batch * 10 * 10 * 16);
    FloatArray p2 = new FloatArray(batch * 5 * 5 * 16);
    IntArray argmax2 = new IntArray(batch * 5 * 5 * 16);
    FloatArray d1 = new FloatArray(batch * 120);
    FloatArray d2 = new FloatArray(batch * 84);
    FloatArray z = new FloatArray(batch * CLASSES);
    FloatArray dz = new FloatArray(batch * CLASSES);
    FloatArray dd2 = new FloatArray(batch * 84);
    FloatArray dd1 = new FloatArray(batch * 120);
    FloatArray dp2 = new FloatArray(batch * 5 * 5 * 16);
    FloatArray dc2 = new FloatArray(batch * 10 * 10 * 16);
    FloatArray dp1 = new FloatArray(batch * 14 * 14 * 6);
    FloatArray dc1 = new FloatArray(batch * 28 * 28 * 6);

    // @formatter:off
    TaskGraph graph = graph("lenet5ByHand")
        .task("conv1", ConvolutionKernels::convolutionRelu, input, conv1.values, c1, batch, 28, 1, 28, 6, 5, 2, 4, 6)
        .task("pool1", ConvolutionKernels::maxPool, c1, p1, argmax1, batch, 14, 6)
        .task("conv2", ConvolutionKernels::convolutionRelu, p1, conv2.values, c2, batch, 14, 6, 10, 16, 5, 0, 4, 8)
        .task("pool2", ConvolutionKernels::maxPool, c2, p2, argmax2, batch, 5, 16)
        .task("dense1", DenseKernels::denseRelu, p2, dense1.values, d1, batch, 400, 120, 4, 4)
        .task("dense2", DenseKernels::denseRelu, d1, dense2.values, d2, batch, 120, 84, 4, 4)
        .task("digit", DenseKernels::denseLinear, d2, digit.values, z, batch, 84, CLASSES, 4, 5)
        .task("loss", TrainingKernels::softmaxCrossEntropy, z, classes, losses, dz, batch, CLASSES)
        .task("digitGradient", DenseKernels::denseGradient, d2, dz, digit.gradients, batch, 84, CLASSES, 4, 5)
        .task("dense2Back", DenseKernels::denseInputGradient, dz, digit.values, d2, dd2, batch, 84, CLASSES, 4, 4)
        .task("dense2Gradient", DenseKernels::denseGradient, d1, dd2, dense2.gradients, batch, 120, 84, 4, 4)
        .task("dense1Back", DenseKernels::denseInputGradient, dd2, dense2.values, d1, dd1, batch, 120, 84, 4, 4)
        .task("dense1Gradient", DenseKernels::denseGradient, p2, dd1, dense1.gradients, batch, 400, 120, 4, 4)
        .task("pool2Back", DenseKernels::denseInputGradient, dd1, dense1.values, p2, dp2, batch, 400, 120, 4, 4)
        .task("conv2Back", ConvolutionKernels::maxPoolGradient, dp2, argmax2, dc2, batch, 5, 16)
        .task("conv2Gradient", ConvolutionKernels::convolutionGradient, p1, dc2, conv2.gradients, batch, 14, 6, 10, 16, 5, 0, 3, 4)
        .task("conv2BiasGradient", ConvolutionKernels::convolutionBiasGradient, dc2, conv2.gradients, batch, 10, 5 * 5 * 6, 16)
        .task("pool1Back", ConvolutionKernels::convolutionInputGradient, dc2, conv2.values, p1, dp1, batch, 14, 6, 10, 16, 5, 0, 2, 6)
        .task("conv1Back", ConvolutionKernels::maxPoolGradient, dp1, argmax1, dc1, batch, 14, 6)
        .task("conv1Gradient", ConvolutionKernels::convolutionGradient, input, dc1, conv1.gradients, batch, 28, 1, 28, 6, 5, 2, 1, 6)
        .task("conv1BiasGradient", ConvolutionKernels::convolutionBiasGradient, dc1, conv1.gradients, batch, 28, 5 * 5, 6);
    // @formatter:on
    train(graph, 21, backend, device);
  }
}
