package dev.kernelsmith.processor.generated;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.GradientSums;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Set;

/**
 * Trains networks that are on the class path with their vector kernels and prints a hash of the parameters after some of the
 * steps. Arguments: number of steps, then names of networks.
 */
final class TrainingHash {
  private static final int SAMPLES = 21;
  private static final Set<Integer> PRINTED = Set.of(1, 3, 12);

  private TrainingHash() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    int steps = Integer.parseInt(arguments[0]);
    for (int i = 1; i < arguments.length; i++) {
      train(arguments[i], steps);
    }
  }

  private static void train(String name, int steps) throws ReflectiveOperationException {
    NetworkSpec spec = ((CompiledNetwork) make(name + "Network")).engine().spec();
    KernelProgram kernels = (KernelProgram) make(name + "VectorKernels32");
    float[] parameters = Batch.random(spec, 1, 7).parameters();
    float[][] slots = new float[spec.slots().size()][parameters.length];
    for (int step = 1; step <= steps; step++) {
      Batch samples = Batch.random(spec, SAMPLES, step);
      Batch batch = new Batch(SAMPLES, samples.inputs(), samples.classes(), samples.targets(), parameters);
      float[] gradients = TrainingStep.run(kernels, spec, batch).gradients();
      new GradientSums(kernels, spec).update(parameters, gradients, 1, slots, 0.001f, step);
      if (PRINTED.contains(step)) {
        System.out.printf("%s after %d steps: %08x%n", name, step, Arrays.hashCode(parameters));
      }
    }
  }

  private static Object make(String className) throws ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(className).getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }
}
