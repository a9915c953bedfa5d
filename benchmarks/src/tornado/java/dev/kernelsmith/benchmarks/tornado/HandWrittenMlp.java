package dev.kernelsmith.benchmarks.tornado;

import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** The perceptron 784-128-64-10 with relu, softmax with cross-entropy and Adam. */
public final class HandWrittenMlp extends HandWrittenStep {
  /**
   * Builds the task graph; kernels are compiled in the first step.
   *
   * @param batch samples of a step, a multiple of 4
   * @param backend number of the driver, as TornadoVM counts them
   * @param device number of the device within the driver
   * @throws IllegalArgumentException if the batch is no multiple of 4
   */
  public HandWrittenMlp(int batch, int backend, int device) {
    super(batch, ROWS, 784, 1e-3f);
    LayerParameters hidden1 = layer(784, 128, 1);
    LayerParameters hidden2 = layer(128, 64, 1);
    LayerParameters digit = layer(64, CLASSES, 1);
    FloatArray a1 = new FloatArray(batch * 128);
    FloatArray a2 = new FloatArray(batch * 64);
    FloatArray z = new FloatArray(batch * CLASSES);
    FloatArray da1 = new FloatArray(batch * 128);
    FloatArray da2 = new FloatArray(batch * 64);
    FloatArray dz = new FloatArray(batch * CLASSES);

    // @formatter:off
    TaskGraph graph = graph("mlpByHand")
        .task("hidden1", DenseKernels::denseRelu, input, hidden1.values, a1, batch, 784, 128, 4, 4)
        .task("hidden2", DenseKernels::denseRelu, a1, hidden2.values, a2, batch, 128, 64, 4, 4)
        .task("digit", DenseKernels::denseLinear, a2, digit.values, z, batch, 64, CLASSES, 4, 5)
        .task("loss", TrainingKernels::softmaxCrossEntropy, z, classes, losses, dz, batch, CLASSES)
        .task("digitGradient", DenseKernels::denseGradient, a2, dz, digit.gradients, batch, 64, CLASSES, 4, 5)
        .task("hidden2Back", DenseKernels::denseInputGradient, dz, digit.values, a2, da2, batch, 64, CLASSES, 4, 4)
        .task("hidden2Gradient", DenseKernels::denseGradient, a1, da2, hidden2.gradients, batch, 128, 64, 4, 4)
        .task("hidden1Back", DenseKernels::denseInputGradient, da2, hidden2.values, a1, da1, batch, 128, 64, 4, 4)
        .task("hidden1Gradient", DenseKernels::denseGradient, input, da1, hidden1.gradients, batch, 784, 128, 4, 4);
    // @formatter:on
    train(graph, 9, backend, device);
  }
}
