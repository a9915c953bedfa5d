package dev.kernelsmith.processor.generated;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import dev.kernelsmith.runtime.spi.DeviceProgram;
import dev.kernelsmith.runtime.spi.GradientSums;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.Arrays;

/**
 * Trains a network with its scalar kernels on the CPU, and has a device take every step as well, from the parameters that the CPU has by
 * then: losses and gradients of both must agree. What a device leaves behind from one step to the next would show.
 */
final class DeviceTraining {
  private static final int SAMPLES = 21;
  private static final int BATCH = 24;
  private static final float RATE = 0.002f;

  /** What sums of this size may leave where they cancel: the gradient of a bias in front of a normalisation is 0 but for rounding. */
  private static final double ROUNDING = 1e-6;

  private DeviceTraining() {}

  /** Samples of a step. */
  static int samples() {
    return SAMPLES;
  }

  /** Arguments: number of steps, name of a network on the class path, kind of the device, tolerance. */
  public static void main(String[] arguments) throws Throwable {
    check(ClassLoader.getSystemClassLoader(), Integer.parseInt(arguments[0]), arguments[1],
        Kind.valueOf(arguments[2]), Double.parseDouble(arguments[3]));
  }

  /**
   * Trains and compares.
   *
   * @param tolerance allowed difference, relative to the largest value of a gradient or loss
   * @throws AssertionError with the step and what does not agree
   */
  static void check(ClassLoader loader, int steps, String network, Kind kind, double tolerance) throws Throwable {
    NetworkSpec spec =
        ((CompiledNetwork) DeviceResults.make(loader, network + "Network", long.class, 0L)).engine().spec();
    KernelProgram kernels = (KernelProgram) DeviceResults.make(loader, network + "ScalarKernels");
    DeviceCase wanted = new DeviceCase(network, kind, true, SAMPLES, BATCH, 7);
    float[] parameters = Batch.random(spec, 1, 7).parameters();
    float[][] slots = new float[spec.slots().size()][spec.trainedFloats()];
    try (DeviceProgram program = DeviceResults.program(loader, network, wanted.placement())) {
      Block block = new Block(BATCH, spec);
      for (int step = 1; step <= steps; step++) {
        Batch samples = Batch.random(spec, SAMPLES, step % 3);
        Batch batch = new Batch(SAMPLES, samples.inputs(), samples.classes(), samples.targets(), parameters);
        TrainingStep expected = TrainingStep.run(kernels, spec, batch);
        program.upload(parameters, slots);
        batch.stage(block, 0);
        program.train(block, RATE, step);
        float[] gradients = new float[spec.gradientFloats()];
        program.downloadGradients(gradients);
        String where = "%s on %s, step %d: ".formatted(network, kind, step);
        float[] losses = Arrays.copyOf(block.losses[0], SAMPLES);
        Closeness.check(where + "losses", Reference.doubles(expected.losses()), losses, tolerance, tolerance);
        for (ParameterSpec parameter : spec.parameters()) {
          Closeness.check(
              where + "gradient of " + parameter.name(), Reference.doubles(parameter.read(expected.gradients())),
              parameter.read(gradients), tolerance, ROUNDING);
        }
        new GradientSums(kernels, spec).update(parameters, expected.gradients(), 1, slots, RATE, step);
      }
    }
  }
}
