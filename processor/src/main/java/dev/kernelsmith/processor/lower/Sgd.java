package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.read.Attributes;

/** {@code w -= learningRate * g}. */
final class Sgd implements OptimizerRule {
  @Override
  public float defaultLearningRate() {
    return 0.01f;
  }

  @Override
  public void lower(Attributes attributes, Update out) {
    out.parameter(out.parameter().minus(out.gradient().times(out.learningRate())));
  }
}
