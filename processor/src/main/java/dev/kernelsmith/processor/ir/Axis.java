package dev.kernelsmith.processor.ir;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A loop variable.
 *
 * @param name unique within a statement
 * @param extent it runs from 0 to {@code extent - 1}
 * @param sequence the order of its values, where statements take turns along it; null for a loop of each statement's own
 */
public record Axis(String name, int extent, @Nullable Sequence sequence) {
  /** Checks the extent. */
  public Axis {
    if (extent < 1) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, "axis %s has extent %d", name, extent));
    }
  }

  /** A loop variable of a statement's own. */
  public Axis(String name, int extent) {
    this(name, extent, null);
  }

  /** Whether it is that of {@link Sequence#GIVEN}. */
  public boolean isGiven() {
    return Sequence.GIVEN.equals(sequence);
  }

  /** This as a loop of a statement's own. */
  public Axis alone() {
    return new Axis(name, extent);
  }

  /** Number of iterations over some axes, {@link Long#MAX_VALUE} where it does not fit a long. */
  public static long iterations(Collection<Axis> axes) {
    long product = 1;
    for (Axis axis : axes) {
      product = product > Long.MAX_VALUE / axis.extent ? Long.MAX_VALUE : product * axis.extent;
    }
    return product;
  }

  @Override
  public String toString() {
    return name;
  }
}
