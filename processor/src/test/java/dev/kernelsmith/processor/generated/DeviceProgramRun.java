package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.emit.device.DeviceProgramSource;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import dev.kernelsmith.processor.schedule.Place;
import dev.kernelsmith.runtime.kernel.Threefry;
import dev.kernelsmith.runtime.spi.Block;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** One run of a program on a device of the stand-in, samples rounded up to whole groups of threads. */
final class DeviceProgramRun {
  private final DeviceProgramSource source;
  private final int samples;
  private final int batch;
  private final Map<String, FloatArray> arrays = new HashMap<>();

  /**
   * Memory for a run; what is not given starts as zeros, gradients as something else.
   *
   * @param gradients floats of all gradients, as they are before
   */
  DeviceProgramRun(
      DeviceProgramSource source, DeviceSchedule kind, int samples, float[] input, float[] parameters,
      float[] gradients) {
    this.source = source;
    this.samples = samples;
    batch = Math.ceilDiv(samples, kind.lanes()) * kind.lanes();
    zeros("values", batch * source.program().floats());
    zeros("shared", source.program().shared());
    zeros("results", batch * source.program().places().stream().filter(DeviceProgramRun::isResult)
        .mapToInt(place -> Math.toIntExact(source.program().handed(place))).sum());
    int length = input.length / samples;
    float[] filled = new float[batch * length];
    for (int sample = 0; sample < batch; sample++) {
      System.arraycopy(input, sample < samples ? sample * length : 0, filled, sample * length, length);
    }
    put("input", filled);
    put("parameters", parameters);
    put("gradients", gradients);
    put("step", step());
  }

  private static boolean isResult(Place place) {
    return place.is(Place.Kind.OUTPUT) || place.is(Place.Kind.LOSSES);
  }

  private void zeros(String name, int length) {
    arrays.put(name, new FloatArray(Math.max(1, length)));
    arrays.get(name).init(0f);
  }

  private void put(String name, float[] values) {
    zeros(name, values.length);
    for (int i = 0; i < values.length; i++) {
      arrays.get(name).set(i, values[i]);
    }
  }

  /** Keys of random numbers, 16 bits to a float, then what all samples share, then loss gradients. */
  private float[] step() {
    int keys = 4 * source.streams();
    float[] step = new float[keys + source.scalars().size() + batch];
    Arrays.fill(step, keys + source.scalars().size(), step.length, Block.FILLER);
    for (int stream = 0; stream < source.streams(); stream++) {
      long key = Threefry.key(Batch.SEED, Batch.STEP, stream);
      for (int i = 0; i < 4; i++) {
        step[4 * stream + i] = key >>> 16 * i & 0xFFFF;
      }
    }
    for (int i = 0; i < source.scalars().size(); i++) {
      if (!source.scalars().get(i).equals("inverseSamples")) {
        throw new IllegalStateException(source.scalars().get(i));
      }
      step[keys + i] = 1f / samples;
    }
    for (int sample = 0; sample < samples; sample++) {
      step[keys + source.scalars().size() + sample] = 1f / samples;
    }
    return step;
  }

  /** Runs the program. */
  void run(ClassLoader loader, String className) {
    try {
      Method run = loader.loadClass(className + DeviceProgramSource.GRAPH)
          .getDeclaredMethod("run", Map.class, int.class);
      run.setAccessible(true);
      run.invoke(null, arrays, batch);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(className, e);
    }
  }

  /** What all samples have of an output, or of the losses, each so many floats long. */
  float[] result(Place.Kind kind, int number, int length) {
    float[] result = new float[samples * length];
    Place place =
        source.program().places().stream().filter(p -> p.is(kind) && p.number() == number).findFirst().orElse(null);
    if (place != null) {
      String name = "START_OF_" + place.variable().toUpperCase(java.util.Locale.ROOT);
      int start = source.starts().getOrDefault(name, 0) * batch;
      for (int i = 0; i < result.length; i++) {
        result[i] = arrays.get("results").get(start + i);
      }
    }
    return result;
  }

  /** The gradients. */
  float[] gradients(int length) {
    float[] gradients = new float[length];
    for (int i = 0; i < length; i++) {
      gradients[i] = arrays.get("gradients").get(i);
    }
    return gradients;
  }
}
