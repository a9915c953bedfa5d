package dev.kernelsmith.benchmarks.tornado;

import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * The block of two convolutions as an expert writes it for a CPU: launches are few beside the work, so each layer has
 * its own, see {@link ExpertConvBlockKernels}.
 */
public final class ExpertConvBlock extends HandWrittenStep {
  private static final int CHANNELS = ExpertConvBlockKernels.CHANNELS;
  private static final int FILTERS = ExpertConvBlockKernels.FILTERS;
  private static final int PITCH = ExpertConvBlockKernels.PITCH;
  private static final int FLAT = ExpertConvBlockKernels.POOLED;
  private static final int UNITS = 32;

  /**
   * Builds the task graph; kernels are compiled in the first step.
   *
   * @param batch samples of a step, a multiple of 16
   * @param backend number of the driver, as TornadoVM counts them
   * @param device number of the device within the driver
   * @throws IllegalArgumentException if the batch is no multiple of 16
   */
  public ExpertConvBlock(int batch, int backend, int device) {
    super(batch, ExpertConvolutionKernels.GROUP, 32 * 32 * CHANNELS, 1e-3f);
    ExpertParameters parameters =
        new ExpertParameters(
            new ExpertParameters.Shape(9 * CHANNELS, 9 * CHANNELS, FILTERS, FILTERS),
            new ExpertParameters.Shape(9 * FILTERS, 9 * FILTERS, FILTERS, FILTERS),
            new ExpertParameters.Shape(FLAT, FLAT, CLASSES, UNITS));
    FloatArray turned = ExpertParameters.zeros((CLASSES + 1) * PITCH);
    ExpertParameters.Layer digit = parameters.layers().get(2);
    digit.alsoTurned(turned, 0, PITCH);
    int dense = digit.start / Lanes.LANES;
    int pixels = batch * ExpertConvBlockKernels.BORDERED * ExpertConvBlockKernels.BORDERED;
    FloatArray images = ExpertParameters.zeros(pixels * CHANNELS);
    FloatArray y1 = ExpertParameters.zeros(pixels * FILTERS);
    FloatArray d1 = ExpertParameters.zeros(pixels * FILTERS);
    FloatArray d2 = ExpertParameters.zeros(pixels * FILTERS);
    FloatArray y2 = ExpertParameters.zeros(batch * FLAT);
    FloatArray routes = ExpertParameters.zeros(2 * batch * FLAT);
    FloatArray sums = ExpertParameters.zeros(batch * 16 * 16);
    FloatArray flat = ExpertParameters.zeros(batch * PITCH);
    FloatArray dflat = ExpertParameters.zeros(batch * PITCH);
    FloatArray values = ExpertParameters.zeros((2 * batch + 1) * UNITS);
    FloatArray partial = ExpertParameters.zeros(digit.start * Lanes.LANES);
    FloatArray lines = ExpertParameters.zeros(3 * FILTERS / 8 * ExpertConvBlockKernels.LINES * Lanes.LANES);
    // @formatter:off
    TaskGraph graph = graph("convExpert")
        .transferToDevice(
            DataTransferMode.FIRST_EXECUTION, parameters.values, parameters.means, parameters.squares,
            parameters.gradients, turned, images, y1, d1, d2, y2, routes, sums, flat, dflat, values, partial, lines)
        .task("turn", ExpertConvBlockKernels::turn, input, images, batch)
        .task("conv1", ExpertConvBlockKernels::first, images, parameters.values, y1, sums, batch)
        .task("conv2", ExpertConvBlockKernels::second, y1, parameters.values, y2, routes, sums, flat, batch)
        .task("digit", ExpertDenseKernels::classifier, flat, classes, parameters.values, turned, values, losses, dflat,
            batch, FLAT, PITCH, dense, UNITS, CLASSES)
        .task("unpool", ExpertConvBlockKernels::unpool, dflat, y2, routes, d2, batch)
        .task("back", ExpertConvBlockKernels::back, d2, parameters.values, y1, d1, sums, batch)
        .task("update1", ExpertConvBlockKernels::update, images, d1, parameters.values, parameters.means,
            parameters.squares, parameters.gradients, settings, partial, lines,
            batch, CHANNELS, 0)
        .task("update2", ExpertConvBlockKernels::update, y1, d2, parameters.values, parameters.means,
            parameters.squares, parameters.gradients, settings, partial, lines,
            batch, FILTERS, ExpertConvBlockKernels.SECOND)
        .task("updateDigit", ExpertDenseKernels::classifierUpdate, flat, values, parameters.values, turned,
            parameters.means, parameters.squares, parameters.gradients, settings,
            batch, FLAT, PITCH, dense, UNITS, CLASSES);
    // @formatter:on
    GridScheduler grid = new GridScheduler();
    int pairs = batch / ExpertConvolutionKernels.GROUP * 16;
    grid.addWorkerGrid("convExpert.turn", threads(2 * pairs));
    grid.addWorkerGrid("convExpert.conv1", threads(pairs));
    grid.addWorkerGrid("convExpert.conv2", threads(pairs));
    grid.addWorkerGrid("convExpert.digit", threads(batch / ExpertDenseKernels.TILE));
    grid.addWorkerGrid("convExpert.unpool", threads(pairs));
    grid.addWorkerGrid("convExpert.back", threads(pairs));
    grid.addWorkerGrid("convExpert.update1", threads(3 * CHANNELS / 8 + 1));
    grid.addWorkerGrid("convExpert.update2", threads(3 * FILTERS / 8 + 1));
    grid.addWorkerGrid("convExpert.updateDigit", threads(FLAT / ExpertDenseKernels.TILE));
    finish(graph, 9, parameters.layers(), grid, backend, device);
  }
}
