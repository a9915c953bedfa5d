package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.NetworkSpec;

/**
 * Whether a training is long enough for its kernels to be warmed up first.
 *
 * <p>The warm-up takes from 0.3 s (two dense layers) to 8 s (its limit), since it waits until the JIT has compiled all kernels. A training
 * that is not warmed up has them compiled on its way, as they become hot. Where all of its work would take no longer than the warm-up,
 * waiting for compiled kernels first can only make it later. Compiled kernels do some 1e11 operations a second on a core; so the limit
 * is the work of 2 s.
 */
final class WarmUpRule {
  private static final double LEAST_FLOPS = 2e11;

  private WarmUpRule() {}

  /**
   * Whether the warm-up pays.
   *
   * @param samples samples of an epoch
   * @param epochs epochs that are still to come
   */
  static boolean pays(NetworkSpec spec, int samples, int epochs) {
    return (double) spec.trainingFlops() * samples * epochs >= LEAST_FLOPS;
  }
}
