package dev.kernelsmith.metrics;

import static java.util.Objects.requireNonNull;

import java.util.function.ToDoubleFunction;

/** A metric that is a function. */
record FunctionMetric(String name, boolean higherIsBetter, ToDoubleFunction<Predictions> value) implements Metric {
  FunctionMetric {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
  }

  @Override
  public double of(Predictions predictions) {
    return value.applyAsDouble(predictions);
  }

  @Override
  public String toString() {
    return name;
  }
}
