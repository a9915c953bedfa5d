package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.device.DeviceSession;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.DeviceTask;
import dev.kernelsmith.runtime.spi.GradientSums;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One run of {@link DeviceCheck}. */
final class DeviceComparison {
  /** Share of an update that may be computed otherwise: 1 - 0.999 has only 13 good bits in floats. */
  private static final double UPDATE = 0x1p-12;

  /** Least relative change of parameters in a look at how sensitive a gradient is. */
  private static final double CHANGE = 0x1p-20;

  /** That change as a share of what rounding may do to logits: about what it was seen to do. */
  private static final double SEEN = 0x1p-6;

  private static final int CHANGES = 8;

  private final DevicePlace place;
  private final DeviceSession session;
  private final NetworkEngine engine;
  private final NetworkSpec spec;
  private final Dataset data;
  private final int batch;
  private final Staging staging;
  private final ReferenceStep cpu;
  private final Rounding rounding;
  private final GradientSums updates;
  private final DataOrder order;
  private double worst;

  DeviceComparison(DevicePlace place, Dataset data, int batch) {
    this.place = place;
    this.data = data;
    this.batch = batch;
    session = place.session();
    engine = place.network().engine();
    spec = engine.spec();
    staging = new Staging(spec, data, Targets.of(spec, data, "data"));
    cpu = new ReferenceStep(Inside.of().program(engine), spec, staging, batch);
    rounding = new Rounding(spec);
    updates = new GradientSums(Inside.of().program(engine), spec);
    order = new DataOrder(data.size(), 1, true);
  }

  DeviceCheck run(int steps) {
    float[] parameters = engine.parameters();
    float[][] slots = new float[spec.slots().size()][spec.trainedFloats()];
    if (steps > 0) {
      place.requireBatch(batch);
    }
    Difference found = prediction(parameters);
    int batches = data.size() / batch;
    int done = 0;
    while (found == null && done < steps) {
      found = step(++done, parameters, slots, order.of(1 + (done - 1) / batches), (done - 1) % batches * batch);
    }
    return new DeviceCheck(done, Optional.ofNullable(found), worst);
  }

  private @Nullable Difference prediction(float[] parameters) {
    session.upload(parameters);
    Block block = session.predictBlock();
    int live = Math.min(block.lanes, data.size());
    staging.fill(block, null, 0, live);
    session.predict();
    float[][][] outputs = engine.outputs(Subset.range(data, 0, live));
    for (DeviceTask task : session.predictTasks()) {
      for (String result : task.results()) {
        int output = outputNamed(result);
        if (output >= 0) {
          float[] expected = flat(outputs[output]);
          float[] actual = Arrays.copyOf(block.outputs[output], expected.length);
          Difference found =
              compare(0, task.name(), result, expected, actual, rounding.predicted() * norm(expected));
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  /** What tasks call the losses of samples. */
  private static String lossName(int loss) {
    return loss == 0 ? "losses" : "losses" + loss;
  }

  private int outputNamed(String name) {
    for (int i = 0; i < spec.outputs().size(); i++) {
      if (spec.outputs().get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private @Nullable Difference step(int number, float[] parameters, float[][] slots, int[] samples, int start) {
    float rate = spec.learningRate();
    session.upload(parameters, slots);
    Block block = session.trainBlock();
    block.beginStep(0, number, batch);
    staging.begin(samples, start, batch);
    staging.fill(block, samples, start, batch);
    session.train(rate, number);
    float[] gradients = new float[spec.gradientFloats()];
    session.downloadGradients(gradients);
    float[] updated = new float[parameters.length];
    float[][] state = new float[slots.length][spec.trainedFloats()];
    session.download(updated, state);

    float[] expected = cpu.gradients(parameters, samples, start, number);
    Step step = new Step(number, parameters, slots, samples, start, expected, gradients, updated, state);
    for (DeviceTask task : session.trainTasks()) {
      for (String result : task.results()) {
        Difference found = compare(step, task.name(), result, block);
        if (found != null) {
          return found;
        }
      }
    }
    updates.update(parameters, expected, 1, slots, rate, number);
    return null;
  }

  /** A training step: what both sides started from, and what came of it. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Step(
      int number, float[] parameters, float[][] slots, int[] samples, int start, float[] expected, float[] gradients,
      float[] updated, float[][] state) {}

  private @Nullable Difference compare(Step step, String task, String result, Block block) {
    if (result.equals("parameters")) {
      return update(step, task);
    }
    int output = outputNamed(result);
    if (output >= 0) {
      float[] expected = cpu.logits[output];
      float[] actual = Arrays.copyOf(block.outputs[output], expected.length);
      return compare(step.number, task, result, expected, actual, rounding.logits(batch) * norm(expected));
    }
    for (int i = 0; i < cpu.losses.length; i++) {
      if (result.equals(lossName(i))) {
        // A loss is a difference of numbers of the size of logits.
        float[] logits = cpu.logits[2 * spec.losses().get(i).output()];
        double limit = rounding.logits(batch) * (norm(cpu.losses[i]) + norm(logits));
        return compare(step.number, task, result, cpu.losses[i], Arrays.copyOf(block.losses[i], batch), limit);
      }
    }
    for (ParameterSpec parameter : spec.parameters()) {
      if (parameter.name().equals(result)) {
        return gradient(step, task, parameter);
      }
    }
    return null;
  }

  private @Nullable Difference gradient(Step step, String task, ParameterSpec parameter) {
    float[] expected = parameter.read(step.expected);
    float[] actual = parameter.read(step.gradients);
    double limit = rounding.gradient(parameter, batch) * norm(expected);
    if (!(distance(expected, actual) <= limit)) {
      limit += 2 * sensitivity(step, parameter);
    }
    return compare(step.number, task, "gradient of " + parameter.name(), expected, actual, limit);
  }

  /** How far the CPU's own gradient moves when the parameters change by as little as rounding changes values. */
  private double sensitivity(Step step, ParameterSpec parameter) {
    float[] before = parameter.read(step.expected);
    double change = Math.max(CHANGE, SEEN * rounding.logits(batch));
    SplittableRandom random = new SplittableRandom(step.number);
    double most = 0;
    for (int i = 0; i < CHANGES; i++) {
      float[] changed = step.parameters.clone();
      for (int k = 0; k < changed.length; k++) {
        changed[k] *= (float) (1 + (random.nextBoolean() ? change : -change));
      }
      float[] gradients = cpu.gradients(changed, step.samples, step.start, step.number);
      most = Math.max(most, distance(before, parameter.read(gradients)));
    }
    cpu.gradients(step.parameters, step.samples, step.start, step.number); // its logits and losses are compared later
    return most;
  }

  private @Nullable Difference update(Step step, String task) {
    float[] parameters = step.parameters.clone();
    float[][] slots = step.slots.clone();
    for (int i = 0; i < slots.length; i++) {
      slots[i] = slots[i].clone();
    }
    updates.update(parameters, step.gradients, 1, slots, spec.learningRate(), step.number);
    for (ParameterSpec parameter : spec.parameters()) {
      Difference found =
          updated(step, task, parameter, parameter.name(), step.parameters, parameters, step.updated);
      for (int i = 0; found == null && parameter.isTrained() && i < slots.length; i++) {
        String name = String.format(Locale.ROOT, "%s of %s", spec.slots().get(i), parameter.name());
        found = updated(step, task, parameter, name, step.slots[i], slots[i], step.state[i]);
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Difference updated(
      Step step, String task, ParameterSpec parameter, String name, float[] before, float[] after, float[] device) {
    float[] expected = parameter.read(after);
    double limit = UPDATE * distance(parameter.read(before), expected) + 16 * Rounding.UNIT * norm(expected);
    return compare(step.number, task, name + " after the update", expected, parameter.read(device), limit);
  }

  private @Nullable Difference compare(
      int step, String task, String buffer, float[] expected, float[] actual, double limit) {
    double distance = distance(expected, actual);
    if (distance <= limit) {
      worst = Math.max(worst, limit == 0 ? 0 : distance / limit);
      return null;
    }
    worst = Double.POSITIVE_INFINITY;
    return new Difference(step, task, buffer, norm(expected), norm(actual), distance, limit);
  }

  private static double norm(float[] values) {
    return distance(values, new float[values.length]);
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  private static float[] flat(float[][] rows) {
    int length = rows[0].length;
    float[] values = new float[rows.length * length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * length, length);
    }
    return values;
  }
}
