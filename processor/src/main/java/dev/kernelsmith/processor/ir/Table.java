package dev.kernelsmith.processor.ir;

import java.util.List;

/**
 * Numbers that are known at compile time. Generated code has them as literals where it computes with them.
 *
 * @param name what statements call it
 * @param numbers one after another
 */
public record Table(String name, List<Double> numbers) {
  /** Copies the numbers. */
  public Table {
    numbers = List.copyOf(numbers);
  }

  /** The number at a place, which is that number where the place depends on no axis. */
  public Expr at(Affine place) {
    return place.axes().isEmpty() ? Expr.constant(numbers.get(place.constant())) : new Expr.Entry(this, place);
  }
}
