package dev.kernelsmith.runtime;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.runtime.kernel.NormalQuantile;
import dev.kernelsmith.runtime.kernel.Threefry;
import dev.kernelsmith.runtime.spi.InitialFormula;
import dev.kernelsmith.runtime.spi.InitialSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.spi.Regions;
import dev.kernelsmith.runtime.team.SharedTeam;
import dev.kernelsmith.runtime.team.Workers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * First values of parameters. Each is a function of the seed, the parameter's name and the number of the element in canonical order, by a random
 * number that {@link Threefry} counts out; so it depends neither on the other parameters, on the layout in memory nor on how many threads
 * draw, and is the same to the bit on every JVM.
 */
final class ParameterInitializer implements Workers.Job {
  /** In the place of a step: a training that has as many takes longer than anybody waits, so its numbers are others under the same seed. */
  private static final long NO_STEP = -1;

  private static final double NORMAL_DEVIATION = 0.05;

  /** How often a normal variable is within two standard deviations. */
  private static final double WITHIN_TWO = 0.9544997361036416;

  /** Elements that a thread draws at a time; even, since elements come in pairs. */
  private static final int PIECE = 1 << 14;

  /** Elements that are worth a thread: about 2 ms. */
  private static final int THREAD = 1 << 17;

  private final float[] flat;
  private final List<Piece> pieces = new ArrayList<>();
  private long drawn;
  private float[][] buffers = {}; // by thread

  /**
   * Elements of a parameter.
   *
   * @param formula goes before the distribution; null for none
   * @param key under which its random numbers stand
   * @param from the first, an even number
   * @param to the one after the last
   */
  private record Piece(
      ParameterSpec parameter, Distribution distribution, @Nullable InitialFormula formula, long key, int from,
      int to) {}

  private ParameterInitializer(NetworkSpec spec, long seed) {
    flat = Regions.array(spec.parameterFloats());
    for (ParameterSpec parameter : spec.parameters()) {
      InitialSpec initial = spec.initial(parameter.name());
      // Zeros are what the array is allocated with; files are read later.
      if (initial == null ? parameter.initializer() != Initializer.ZEROS : initial.file().isEmpty()) {
        add(parameter, seed, initial);
      }
    }
  }

  private void add(ParameterSpec parameter, long seed, @Nullable InitialSpec initial) {
    Distribution distribution =
        initial == null ? Distribution.of(parameter) : new Distribution(false, (float) initial.value(), 0);
    long key = key(seed, parameter.name());
    int length = parameter.length();
    int to;
    for (int from = 0; from < length; from = to) {
      to = Math.min(length - PIECE, from) + PIECE;
      pieces.add(new Piece(parameter, distribution, initial == null ? null : initial.formula(), key, from, to));
    }
    drawn += length;
  }

  /** The key of a parameter: no two names have the same but by chance, which is 2^-64. */
  private static long key(long seed, String name) {
    long key = seed;
    for (int i = 0; i < name.length(); i++) {
      key = Threefry.key(key, NO_STEP, name.charAt(i));
    }
    return key;
  }

  /**
   * A new flat parameter array, which may be longer than needed; what is no parameter is 0.
   *
   * @param threads most threads that may draw
   */
  static float[] initialize(NetworkSpec spec, long seed, int threads) {
    ParameterInitializer initializer = new ParameterInitializer(spec, seed);
    int worth = (int) Math.clamp(initializer.drawn / THREAD, 1, threads);
    initializer.buffers = new float[worth][PIECE];
    new SharedTeam(worth).run(initializer, initializer.pieces.size());
    for (ParameterSpec parameter : spec.parameters()) {
      if (parameter.initializer() == Initializer.ORTHOGONAL && spec.initial(parameter.name()) == null) {
        float[] matrix = parameter.read(initializer.flat);
        Orthogonal.make(matrix, parameter.shape().getLast());
        parameter.write(matrix, initializer.flat);
      }
    }
    InitialFiles.read(spec, initializer.flat);
    return initializer.flat;
  }

  @Override
  public void run(int item, int worker) {
    Piece piece = pieces.get(item);
    float[] values = buffers[worker];
    if (piece.formula != null) {
      for (int i = 0; i < piece.to - piece.from; i++) {
        values[i] = (float) piece.formula.value(piece.from + i, piece.key);
      }
      put(values, piece);
      return;
    }
    for (int i = 0; i < piece.to - piece.from; i += 2) { // of an odd number the last goes to a place that is not read
      long words = Threefry.words(piece.key, piece.from + i >>> 1, 0);
      values[i] = piece.distribution.value((int) words);
      values[i + 1] = piece.distribution.value((int) (words >>> Integer.SIZE));
    }
    put(values, piece);
  }

  /** Copies elements to where the rows of their parameter lie. */
  private void put(float[] values, Piece piece) {
    ParameterSpec parameter = piece.parameter;
    int columns = parameter.shape().getLast();
    int count;
    for (int element = piece.from; element < piece.to; element += count) {
      int column = element % columns;
      count = Math.min(columns - column, piece.to - element);
      int place = parameter.offset() + element / columns * parameter.pitch() + column;
      System.arraycopy(values, element - piece.from, flat, place, count);
    }
  }

  /**
   * How the elements of a parameter are distributed around a middle.
   *
   * @param normal whether normally, else uniformly
   * @param middle the mean
   * @param spread standard deviation, or half of the range
   * @param share of the distribution around the middle; what lies beyond does not occur
   */
  private record Distribution(boolean normal, float middle, double spread, double share) {
    Distribution(boolean normal, float middle, double spread) {
      this(normal, middle, spread, 1);
    }

    static Distribution of(ParameterSpec parameter) {
      double in = Math.max(1, parameter.fanIn());
      double both = Math.max(1.0, (double) parameter.fanIn() + parameter.fanOut());
      return switch (parameter.initializer()) {
        case GLOROT_UNIFORM -> new Distribution(false, 0, Math.sqrt(6 / both));
        case GLOROT_NORMAL -> new Distribution(true, 0, Math.sqrt(2 / both));
        case HE_UNIFORM -> new Distribution(false, 0, Math.sqrt(6 / in));
        case HE_NORMAL -> new Distribution(true, 0, Math.sqrt(2 / in));
        case LECUN_UNIFORM -> new Distribution(false, 0, Math.sqrt(3 / in));
        case LECUN_NORMAL -> new Distribution(true, 0, Math.sqrt(1 / in));
        case NORMAL -> new Distribution(true, 0, NORMAL_DEVIATION);
        case TRUNCATED_NORMAL -> new Distribution(true, 0, NORMAL_DEVIATION, WITHIN_TWO);
        case ORTHOGONAL -> new Distribution(true, 0, 1);
        case ONES -> new Distribution(false, 1, 0);
        case QUARTER -> new Distribution(false, 0.25f, 0);
        case ZEROS -> new Distribution(false, 0, 0);
        case AUTO -> throw new AssertionError(parameter.name() + " has initializer AUTO");
      };
    }

    /** The value for 32 random bits. */
    float value(int bits) {
      double uniform = (bits + 0.5) * 0x1p-31 * share;
      return middle + (float) (spread * (normal ? NormalQuantile.of(uniform) : uniform));
    }
  }
}
