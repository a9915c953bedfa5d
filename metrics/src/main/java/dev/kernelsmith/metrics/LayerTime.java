package dev.kernelsmith.metrics;

/**
 * What a layer takes of the time of a training, as shares of what all its threads do.
 *
 * @param layer its name
 * @param forward share of the way forward
 * @param backward share of the way back: derivatives by its input and by its parameters
 * @param update share of the optimizer, which changes all parameters in one loop: that of the layer's parameters among all that are trained
 * @param forwardGigaflops 10^9 operations a second of a thread on the way forward, by the operations that its kernels do; NaN where it has none of its own
 * @param backwardGigaflops the same on the way back
 * @param joined whether the way forward has no loops of its own: it is done in those of the layer whose values it takes, which count as that layer's
 */
public record LayerTime(String layer, double forward, double backward, double update, double forwardGigaflops,
    double backwardGigaflops, boolean joined) {
  /** All three. */
  public double share() {
    return forward + backward + update;
  }
}
