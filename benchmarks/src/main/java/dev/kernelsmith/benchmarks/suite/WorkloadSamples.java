package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.runtime.data.Dataset;
import java.util.Random;

/**
 * Samples made by a random sequence of fixed seed: the pattern of a class plus noise. Inputs come again after {@value #STEPS} steps, classes
 * after {@value #CLASS_STEPS}, two numbers without a common divisor, so that an input meets all classes in turn. A network cannot fit that:
 * however long it is timed, its loss does not fall to zero, and neither do gradients and moments become so small that arithmetic slows down.
 */
public final class WorkloadSamples implements Dataset {
  /** Steps of a training until inputs come again. */
  public static final int STEPS = 16;
  /** Steps of a training until classes come again. */
  public static final int CLASS_STEPS = 61;

  private final float[][] inputs;
  private final int[] classes;
  private final int size;

  private WorkloadSamples(float[][] inputs, int[] classes, int size) {
    this.inputs = inputs;
    this.classes = classes;
    this.size = size;
  }

  /** The samples of a workload. */
  public static WorkloadSamples of(Workload workload) {
    int floats = workload.network().engine().spec().inputs().getFirst().length();
    Random random = new Random(1);
    float[][] patterns = new float[workload.classes()][floats];
    for (float[] pattern : patterns) {
      addNoise(pattern, 1, random);
    }
    float[][] inputs = new float[STEPS * workload.batch()][];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = patterns[random.nextInt(workload.classes())].clone();
      addNoise(inputs[i], 0.5f, random);
    }
    int[] classes = new int[CLASS_STEPS * workload.batch()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = random.nextInt(workload.classes());
    }
    return new WorkloadSamples(inputs, classes, STEPS * CLASS_STEPS * workload.batch());
  }

  private static void addNoise(float[] values, float deviation, Random random) {
    for (int i = 0; i < values.length; i++) {
      values[i] += deviation * (float) random.nextGaussian();
    }
  }

  /** The first inputs, one behind the other and from the beginning again if there are not so many. */
  public float[][] inputs(int count) {
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = inputs[i % inputs.length];
    }
    return rows;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int inputLength() {
    return inputs[0].length;
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    float[] input = inputs[index % inputs.length];
    System.arraycopy(input, 0, into, offset, input.length);
  }

  @Override
  public boolean hasClasses() {
    return true;
  }

  @Override
  public int classOf(int index) {
    return classes[index % classes.length];
  }

  @Override
  public int targetLength() {
    return 0;
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    throw new IllegalStateException("the targets are classes");
  }
}
