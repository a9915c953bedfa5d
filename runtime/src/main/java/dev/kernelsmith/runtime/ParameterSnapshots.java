package dev.kernelsmith.runtime;

import static java.util.Objects.requireNonNull;

import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.Regions;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parameters in use: arrays that never change, each replaced by the next with one atomic write. The first, which the seed gives, is drawn
 * when somebody asks for it, so that who loads parameters first does not pay for random numbers. Only those who ask at the same time wait
 * for it, and they get the same; what is published meanwhile is not waited for.
 */
final class ParameterSnapshots {
  private final NetworkSpec spec;
  private final long seed;
  private final AtomicReference<float @Nullable []> current = new AtomicReference<>();
  private final AtomicLong publications = new AtomicLong();

  /** Parameters of a network, not drawn yet. */
  ParameterSnapshots(NetworkSpec spec, long seed) {
    this.spec = spec;
    this.seed = seed;
  }

  /**
   * Those in use, never to be changed.
   *
   * @param threads most threads that may draw, where that is still to be done
   */
  float[] current(int threads) {
    float[] snapshot = current.get();
    return snapshot == null ? initial(threads) : snapshot;
  }

  /** Those of the seed, unless others were published. */
  private synchronized float[] initial(int threads) {
    if (current.get() == null) {
      current.compareAndSet(null, ParameterInitializer.initialize(spec, seed, threads));
    }
    return requireNonNull(current.get());
  }

  /**
   * Puts a copy of a flat array in use, and returns the copy.
   *
   * @throws IllegalArgumentException if the array has a wrong length
   */
  float[] publish(float[] flat) {
    int floats = spec.parameterFloats();
    if (flat.length != floats && flat.length != Regions.floats(floats)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "network %s has %d floats of parameters, not %d", spec.name(),
              floats, flat.length));
    }
    float[] snapshot = Regions.copy(flat, floats);
    adopt(snapshot);
    return snapshot;
  }

  /**
   * Puts a changed copy of those in use in their place; where others are published meanwhile, a changed copy of these.
   *
   * @param change sets some of the parameters; it may be called again, with another array
   */
  void update(int threads, Consumer<float[]> change) {
    float[] before;
    float[] after;
    do {
      before = current(threads);
      after = Regions.copy(before, spec.parameterFloats());
      change.accept(after);
    } while (!current.compareAndSet(before, after));
    publications.incrementAndGet();
  }

  /** Puts an array in use that nobody else has, of the length that {@link Regions} gives. */
  void adopt(float[] snapshot) {
    current.set(snapshot);
    publications.incrementAndGet();
  }

  /** How often parameters were published. */
  long publications() {
    return publications.get();
  }
}
