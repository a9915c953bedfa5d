package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.spi.Regions;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * First values of parameters. Each parameter has a random sequence of its own, started from the seed and the parameter's name, so
 * that its values depend on nothing else; {@link Random}, {@link String#hashCode} and {@link StrictMath} are specified to the
 * bit, so they are the same on every JVM.
 */
final class ParameterInitializer {
  private static final double NORMAL_DEVIATION = 0.05;

  private ParameterInitializer() {}

  /** A new flat parameter array, which may be longer than needed; what is no parameter is 0. */
  static float[] initialize(NetworkSpec spec, long seed) {
    float[] flat = Regions.array(spec.parameterFloats());
    for (ParameterSpec parameter : spec.parameters()) {
      fill(parameter, flat, new Random(sequenceStart(seed, parameter.name())));
    }
    return flat;
  }

  private static void fill(ParameterSpec parameter, float[] flat, Random random) {
    double in = Math.max(1, parameter.fanIn());
    double both = Math.max(1.0, (double) parameter.fanIn() + parameter.fanOut());
    switch (parameter.initializer()) {
      case GLOROT_UNIFORM -> fill(parameter, flat, uniform(random, StrictMath.sqrt(6 / both)));
      case GLOROT_NORMAL -> fill(parameter, flat, normal(random, StrictMath.sqrt(2 / both)));
      case HE_UNIFORM -> fill(parameter, flat, uniform(random, StrictMath.sqrt(6 / in)));
      case HE_NORMAL -> fill(parameter, flat, normal(random, StrictMath.sqrt(2 / in)));
      case LECUN_UNIFORM -> fill(parameter, flat, uniform(random, StrictMath.sqrt(3 / in)));
      case LECUN_NORMAL -> fill(parameter, flat, normal(random, StrictMath.sqrt(1 / in)));
      case NORMAL -> fill(parameter, flat, normal(random, NORMAL_DEVIATION));
      case ONES -> fill(parameter, flat, () -> 1);
      case QUARTER -> fill(parameter, flat, () -> 0.25);
      case ZEROS -> {} // as allocated
      case AUTO ->
          throw new IllegalArgumentException(
              String.format(Locale.ROOT,
                  "parameter %s has initializer AUTO, which the processor replaces: compile the network again",
                  parameter.name()));
    }
  }

  private static void fill(ParameterSpec parameter, float[] flat, DoubleSupplier values) {
    int columns = parameter.shape().getLast();
    int rows = parameter.rows();
    for (int row = 0; row < rows; row++) {
      int start = parameter.offset() + row * parameter.pitch();
      for (int i = start; i < start + columns; i++) {
        flat[i] = (float) values.getAsDouble();
      }
    }
  }

  private static DoubleSupplier uniform(Random random, double limit) {
    return () -> (2 * random.nextDouble() - 1) * limit;
  }

  private static DoubleSupplier normal(Random random, double deviation) {
    return () -> random.nextGaussian() * deviation;
  }

  /** Mixes seed and name by the finaliser of SplitMix64 (Steele, Lea and Flood, 2014), so that near seeds start far apart. */
  private static long sequenceStart(long seed, String name) {
    long z = seed + 0x9E3779B97F4A7C15L * (1L + name.hashCode());
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
