package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.suite.Figure;
import dev.kernelsmith.benchmarks.suite.MeasuredWindows;
import dev.kernelsmith.benchmarks.suite.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoublePredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Compares the first losses of a training, then counts what its steps take. */
final class StepClock implements DoublePredicate {
  private final List<Double> losses = new ArrayList<>();
  private final @Nullable FirstNumbers reference;
  private final long each;
  private final MeasuredWindows windows;
  private final LongSupplier nanos;
  private String problem = "";

  /**
   * A clock.
   *
   * @param reference losses to compare with; null for none
   * @param each what a step counts
   * @param nanos the time in nanoseconds
   */
  StepClock(Protocol protocol, @Nullable FirstNumbers reference, long each, LongSupplier nanos) {
    this.nanos = nanos;
    this.reference = reference;
    this.each = each;
    windows = new MeasuredWindows(protocol);
  }

  @Override
  public boolean test(double loss) {
    if (losses.size() == FirstNumbers.STEPS) {
      return windows.add(nanos.getAsLong(), each);
    }
    losses.add(loss);
    if (losses.size() == FirstNumbers.STEPS) {
      problem = reference == null ? "" : numbers().differenceFrom(reference);
      windows.begin(nanos.getAsLong());
    }
    return problem.isEmpty();
  }

  private FirstNumbers numbers() {
    return new FirstNumbers(List.copyOf(losses), List.of());
  }

  /**
   * What came of it.
   *
   * @param figure makes a figure of the rates, and of whether these were steady
   */
  Answer answer(String version, BiFunction<List<Double>, Boolean, Figure> figure) {
    return problem.isEmpty()
        ? new Answer(version, numbers(), List.of(figure.apply(windows.rates(), windows.steady())), "")
        : new Answer(version, numbers(), List.of(), problem);
  }
}
