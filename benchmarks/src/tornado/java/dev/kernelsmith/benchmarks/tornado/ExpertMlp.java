package dev.kernelsmith.benchmarks.tornado;

import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** The perceptron 784-128-64-10 as an expert writes it for a CPU: two launches, see {@link ExpertDenseKernels}. */
public final class ExpertMlp extends HandWrittenStep {
  private static final int INPUTS = 784;
  private static final int UNITS_1 = 128;
  private static final int UNITS_2 = 64;
  private static final int UNITS_3 = 32;

  /**
   * Builds the task graph; kernels are compiled in the first step.
   *
   * @param batch samples of a step, a multiple of 8
   * @param backend number of the driver, as TornadoVM counts them
   * @param device number of the device within the driver
   * @throws IllegalArgumentException if the batch is no multiple of 8
   */
  public ExpertMlp(int batch, int backend, int device) {
    super(batch, ExpertDenseKernels.TILE, INPUTS, 1e-3f);
    ExpertParameters parameters =
        new ExpertParameters(
            new ExpertParameters.Shape(INPUTS, INPUTS, UNITS_1, UNITS_1),
            new ExpertParameters.Shape(UNITS_1, UNITS_1, UNITS_2, UNITS_2),
            new ExpertParameters.Shape(UNITS_2, UNITS_2, CLASSES, UNITS_3));
    FloatArray turned = ExpertParameters.zeros((UNITS_2 + 1) * UNITS_1 + (CLASSES + 1) * UNITS_2);
    parameters.layers().get(1).alsoTurned(turned, 0, UNITS_1);
    parameters.layers().get(2).alsoTurned(turned, (UNITS_2 + 1) * UNITS_1, UNITS_2);
    FloatArray values = ExpertParameters.zeros((2 * batch + 1) * (UNITS_1 + UNITS_2 + UNITS_3));
    FloatArray nothing = ExpertParameters.zeros(1);
    // @formatter:off
    TaskGraph graph = graph("mlpExpert")
        .transferToDevice(
            DataTransferMode.FIRST_EXECUTION, parameters.values, parameters.means, parameters.squares,
            parameters.gradients, turned, values, nothing)
        .task("samples", ExpertDenseKernels::perceptron, input, classes, parameters.values, turned, values, losses, nothing,
            batch, INPUTS, 0, UNITS_1, UNITS_2, UNITS_3, CLASSES, 0)
        .task("update", ExpertDenseKernels::perceptronUpdate, input, values, parameters.values, turned,
            parameters.means, parameters.squares, parameters.gradients, settings,
            batch, INPUTS, 0, UNITS_1, UNITS_2, UNITS_3, CLASSES, 0);
    // @formatter:on
    GridScheduler grid = new GridScheduler();
    grid.addWorkerGrid("mlpExpert.samples", threads(batch / ExpertDenseKernels.TILE));
    grid.addWorkerGrid("mlpExpert.update", threads((INPUTS + UNITS_1 + UNITS_2) / ExpertDenseKernels.TILE));
    finish(graph, 2, parameters.layers(), grid, backend, device);
  }
}
