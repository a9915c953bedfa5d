package dev.kernelsmith.runtime.spi;

/** How a parameter changes while its network is trained. */
public enum ParameterGroup {
  /** It follows its gradient, by the rule of the optimizer. */
  TRAINED,
  /** It is the moving average of what a step gives in place of a gradient, such as the mean of a batch. */
  STATE,
  /** It stays as it is. */
  FROZEN
}
