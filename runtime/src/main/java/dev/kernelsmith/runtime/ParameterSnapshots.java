package dev.kernelsmith.runtime;

import static java.util.Objects.requireNonNull;

import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.Regions;
import java.util.Arrays;
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
  private final int length;
  private final AtomicReference<float @Nullable []> current = new AtomicReference<>();
  private final AtomicLong publications = new AtomicLong();

  /** Parameters of a network, not drawn yet. */
  ParameterSnapshots(NetworkSpec spec, long seed) {
    this.spec = spec;
    this.seed = seed;
    length = Regions.floats(spec.parameterFloats());
  }

  /**
   * Those in use, never to be changed.
   *
   * @param threads most threads that may draw, where that is still to be done
   */
  float[] current(int threads) {
    float[] snapshot = current.get();
    return snapshot != null && snapshot.length == length ? snapshot : made(snapshot, threads);
  }

  /** Those that nobody has asked for before: drawn, or moved to where kernels read them fast. */
  private float[] made(float @Nullable [] snapshot, int threads) {
    if (snapshot == null) {
      return initial(threads);
    }
    float[] moved = Regions.copy(snapshot, spec.parameterFloats());
    return current.compareAndSet(snapshot, moved) ? moved : current(threads);
  }

  /** Those of the seed, unless others were published. */
  private synchronized float[] initial(int threads) {
    if (current.get() == null) {
      current.compareAndSet(null, ParameterInitializer.initialize(spec, seed, threads));
    }
    return requireNonNull(current.get());
  }

  /**
   * Puts a copy of a flat array in use, and returns the copy, which stays the one in use until the next.
   *
   * @throws IllegalArgumentException if the array has a wrong length
   */
  float[] publish(float[] flat) {
    float[] snapshot = Regions.copy(flat, checked(flat));
    adopt(snapshot);
    return snapshot;
  }

  /** The same, in a fraction of the time if nobody asks for them before others are published, as after most steps of a training. */
  void publishInPassing(float[] flat) {
    adopt(Arrays.copyOf(flat, checked(flat)));
  }

  private int checked(float[] flat) {
    int floats = spec.parameterFloats();
    if (flat.length != floats && flat.length != length) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "network %s has %d floats of parameters, not %d", spec.name(),
              floats, flat.length));
    }
    return floats;
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

  /** Puts an array in use that nobody else has. */
  void adopt(float[] snapshot) {
    current.set(snapshot);
    publications.incrementAndGet();
  }

  /** How often parameters were published. */
  long publications() {
    return publications.get();
  }
}
