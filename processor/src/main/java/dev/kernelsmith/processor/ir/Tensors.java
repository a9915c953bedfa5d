package dev.kernelsmith.processor.ir;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the buffers and scalars of a program hold while the {@link Interpreter} runs it, in double precision and canonical
 * row-major order. A buffer that is per sample holds its samples one after another.
 */
public final class Tensors {
  private final int batch;
  private final Map<Buffer, double[]> arrays = new LinkedHashMap<>();
  private final Map<String, Double> scalars = new HashMap<>();
  private @Nullable IntToLongFunction random;

  /**
   * Holds nothing yet.
   *
   * @param batch number of samples
   * @throws IllegalArgumentException where it is not positive
   */
  public Tensors(int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a batch of %d samples; at least 1 is expected", batch));
    }
    this.batch = batch;
    putScalar(Expr.Scalar.INVERSE_SAMPLES.name(), 1.0 / batch);
  }

  /** Number of samples. */
  public int batch() {
    return batch;
  }

  /** Number of values that a buffer holds for the whole batch. */
  public int length(Buffer buffer) {
    return Math.multiplyExact(buffer.elements(), buffer.perSample() ? batch : 1);
  }

  /**
   * Takes the values of a buffer. The array is not copied: statements that write the buffer change it.
   *
   * @throws IllegalArgumentException where the length is not that of the buffer
   */
  public Tensors put(Buffer buffer, double... values) {
    if (values.length != length(buffer)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d values for buffer %s; %d are expected: shape %s%s", values.length,
              buffer,
              length(buffer),
              buffer.shape(),
              buffer.perSample() ? " for each of " + batch + " samples" : ""));
    }
    arrays.put(buffer, values);
    return this;
  }

  /** Takes the value of a scalar. */
  public Tensors putScalar(String name, double value) {
    scalars.put(name, value);
    return this;
  }

  /** Takes what random numbers follow from. The samples held here count from the first of the step's batch. */
  public Tensors putRandom(long seed, long step) {
    random = stream -> Threefry.key(seed, step, stream);
    return this;
  }

  /**
   * The key of a stream's random numbers.
   *
   * @throws IllegalArgumentException where no seed was put
   */
  long key(int stream) {
    if (random == null) {
      throw new IllegalArgumentException("random numbers have no seed: put seed and step");
    }
    return random.applyAsLong(stream);
  }

  /** Whether a buffer holds anything. */
  public boolean has(Buffer buffer) {
    return arrays.containsKey(buffer);
  }

  /**
   * The values of a buffer, not a copy.
   *
   * @throws IllegalArgumentException where it was neither put nor written
   */
  public double[] get(Buffer buffer) {
    double[] values = arrays.get(buffer);
    if (values == null) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "buffer %s holds nothing: put its values, or run a statement that writes it",
              buffer));
    }
    return values;
  }

  /**
   * The value of a scalar.
   *
   * @throws IllegalArgumentException where it was not put
   */
  public double scalar(String name) {
    Double value = scalars.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "scalar %s has no value: put one; known are %s", name, scalars.keySet()));
    }
    return value;
  }

  /** The values of a buffer; where it holds nothing yet, NaN, so that an element read before it is written shows. */
  double[] getOrAllocate(Buffer buffer) {
    return arrays.computeIfAbsent(
        buffer,
        b -> {
          double[] values = new double[length(b)];
          Arrays.fill(values, Double.NaN);
          return values;
        });
  }
}
