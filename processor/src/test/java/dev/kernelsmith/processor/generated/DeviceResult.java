package dev.kernelsmith.processor.generated;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.DeviceProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a device makes of a batch.
 *
 * @param before both outputs of all samples, predicted with the parameters that were sent
 * @param step the training step; null where the network has no loss
 * @param after both outputs after the step; those of another prediction where there is none
 * @param again the same step from the same parameters once more
 */
record DeviceResult(float[][] before, @Nullable Step step, float[][] after, @Nullable Step again)
    implements
      Serializable {
  /** Learning rate of the step. */
  static final float RATE = 0.02f;

  /** Number of the step. */
  static final long STEP = Batch.STEP;

  /**
   * A training step.
   *
   * @param losses of the samples
   * @param logits of the samples
   * @param gradients laid out like the parameters
   * @param parameters after the update
   * @param slots after the update
   */
  record Step(float[] losses, float[] logits, float[] gradients, float[] parameters, float[][] slots)
      implements
        Serializable {}

  /** Runs a program that is new. It is closed at the end. */
  static DeviceResult run(DeviceProgram program, NetworkSpec spec, DeviceCase wanted) {
    try (program) {
      Batch batch = Batch.random(spec, wanted.samples(), wanted.seed()).weighted(wanted.seed());
      float[][] slots = wanted.trains() ? slots(spec, wanted.seed()) : new float[0][];
      program.upload(batch.parameters(), slots);
      float[][] before = predict(program, spec, batch);
      Step step = wanted.trains() ? step(program, spec, batch) : null;
      float[][] after = predict(program, spec, batch);
      program.upload(batch.parameters(), slots);
      return new DeviceResult(before, step, after, wanted.trains() ? step(program, spec, batch) : null);
    }
  }

  /** Optimizer state from an earlier step. None of it is negative, as sums of squares are not; padding is 0. */
  static float[][] slots(NetworkSpec spec, long seed) {
    Random random = new Random(seed + 1);
    float[][] slots = new float[spec.slots().size()][spec.trainedFloats()];
    for (float[] slot : slots) {
      for (ParameterSpec parameter : spec.trainedParameters()) {
        float[] values = new float[parameter.length()];
        for (int i = 0; i < values.length; i++) {
          values[i] = 0.1f * random.nextFloat();
        }
        parameter.write(values, slot);
      }
    }
    return slots;
  }

  private static float[][] predict(DeviceProgram program, NetworkSpec spec, Batch batch) {
    Block block = new Block(program.placement().predictBatch(), spec);
    batch.stage(block, 0);
    program.predict(block);
    float[][] outputs = new float[2][];
    for (int o = 0; o < outputs.length; o++) {
      outputs[o] = Arrays.copyOf(block.outputs[o], batch.size() * spec.outputs().get(o).length());
    }
    return outputs;
  }

  private static Step step(DeviceProgram program, NetworkSpec spec, Batch batch) {
    Block block = new Block(program.placement().trainBatch(), spec);
    batch.stage(block, 0);
    program.train(block, RATE, STEP);
    float[] gradients = new float[spec.gradientFloats()];
    float[] parameters = new float[spec.parameterFloats()];
    float[][] slots = new float[spec.slots().size()][spec.trainedFloats()];
    program.downloadGradients(gradients);
    program.download(parameters, slots);
    return new Step(
        Arrays.copyOf(block.losses[0], batch.size()),
        Arrays.copyOf(block.outputs[0], batch.size() * spec.outputs().getFirst().length()), gradients, parameters,
        slots);
  }
}
