package dev.kernelsmith.benchmarks.tornado;

import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * LeNet-5 as an expert writes it for a CPU: five launches, of which {@link ExpertLeNet5Kernels} and {@link
 * ExpertDenseKernels} tell.
 */
public final class ExpertLeNet5 extends HandWrittenStep {
  private static final int INPUTS = ExpertLeNet5Kernels.POOLED_2;
  private static final int COLUMNS = 416;
  private static final int UNITS_1 = 128;
  private static final int UNITS_2 = 96;
  private static final int UNITS_3 = 32;

  /**
   * Builds the task graph; kernels are compiled in the first step.
   *
   * @param batch samples of a step, a multiple of 16
   * @param backend number of the driver, as TornadoVM counts them
   * @param device number of the device within the driver
   * @throws IllegalArgumentException if the batch is no multiple of 16
   */
  public ExpertLeNet5(int batch, int backend, int device) {
    super(batch, ExpertConvolutionKernels.GROUP, 28 * 28, 1e-3f);
    ExpertParameters parameters =
        new ExpertParameters(
            new ExpertParameters.Shape(25, 25, 6, 16), new ExpertParameters.Shape(150, 150, 16, 16),
            new ExpertParameters.Shape(INPUTS, INPUTS, 120, UNITS_1),
            new ExpertParameters.Shape(120, UNITS_1, 84, UNITS_2),
            new ExpertParameters.Shape(84, UNITS_2, CLASSES, UNITS_3));
    int turned3 = (UNITS_2 + 1) * UNITS_1;
    int turned1 = turned3 + (CLASSES + 1) * UNITS_2;
    FloatArray turned = ExpertParameters.zeros(turned1 + (UNITS_1 + 1) * COLUMNS);
    parameters.layers().get(2).alsoTurned(turned, turned1, COLUMNS);
    parameters.layers().get(3).alsoTurned(turned, 0, UNITS_1);
    parameters.layers().get(4).alsoTurned(turned, turned3, UNITS_2);
    int dense = parameters.layers().get(2).start / Lanes.LANES;
    FloatArray images = ExpertParameters.zeros(batch * ExpertLeNet5Kernels.IMAGE * ExpertLeNet5Kernels.IMAGE);
    FloatArray y1 = ExpertParameters.zeros(batch * ExpertLeNet5Kernels.POOLED_1);
    FloatArray routes1 = ExpertParameters.zeros(2 * batch * ExpertLeNet5Kernels.POOLED_1);
    FloatArray d1 = ExpertParameters.zeros(4 * batch * ExpertLeNet5Kernels.POOLED_1);
    FloatArray y2 = ExpertParameters.zeros(batch * INPUTS);
    FloatArray routes2 = ExpertParameters.zeros(2 * batch * INPUTS);
    FloatArray d2 = ExpertParameters.zeros(batch * ExpertLeNet5Kernels.BORDERED * ExpertLeNet5Kernels.BORDERED * 16);
    FloatArray sums = ExpertParameters.zeros(batch * 16);
    FloatArray flat = ExpertParameters.zeros(batch * INPUTS);
    FloatArray dflat = ExpertParameters.zeros(batch * COLUMNS);
    FloatArray values = ExpertParameters.zeros((2 * batch + 1) * (UNITS_1 + UNITS_2 + UNITS_3));
    FloatArray partial = ExpertParameters.zeros(parameters.layers().get(2).start * Lanes.LANES);
    // @formatter:off
    TaskGraph graph = graph("lenet5Expert")
        .transferToDevice(
            DataTransferMode.FIRST_EXECUTION, parameters.values, parameters.means, parameters.squares,
            parameters.gradients, turned, images, y1, routes1, d1, y2, routes2, d2, sums, flat, dflat, values, partial)
        .task("convolutions", ExpertLeNet5Kernels::forward, input, parameters.values, images, y1, routes1, y2, routes2,
            sums, flat, batch)
        .task("dense", ExpertDenseKernels::perceptron, flat, classes, parameters.values, turned, values, losses, dflat,
            batch, INPUTS, dense, UNITS_1, UNITS_2, UNITS_3, CLASSES, COLUMNS)
        .task("back", ExpertLeNet5Kernels::backward, dflat, parameters.values, y1, routes1, y2, routes2, sums, d1, d2,
            batch, COLUMNS)
        .task("updateConvolutions", ExpertLeNet5Kernels::update, images, y1, d1, d2, parameters.values,
            parameters.means, parameters.squares, parameters.gradients, settings, partial, batch)
        .task("updateDense", ExpertDenseKernels::perceptronUpdate, flat, values, parameters.values, turned,
            parameters.means, parameters.squares, parameters.gradients, settings,
            batch, INPUTS, dense, UNITS_1, UNITS_2, UNITS_3, CLASSES, COLUMNS);
    // @formatter:on
    GridScheduler grid = new GridScheduler();
    int groups = batch / ExpertConvolutionKernels.GROUP;
    grid.addWorkerGrid("lenet5Expert.convolutions", threads(groups));
    grid.addWorkerGrid("lenet5Expert.dense", threads(batch / ExpertDenseKernels.TILE));
    grid.addWorkerGrid("lenet5Expert.back", threads(groups));
    grid.addWorkerGrid("lenet5Expert.updateConvolutions", threads(ExpertLeNet5Kernels.UPDATES));
    grid.addWorkerGrid(
        "lenet5Expert.updateDense", threads((INPUTS + UNITS_1 + UNITS_2) / ExpertDenseKernels.TILE));
    finish(graph, 5, parameters.layers(), grid, backend, device);
  }
}
