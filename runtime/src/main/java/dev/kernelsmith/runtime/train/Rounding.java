package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterGroup;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far two sound computations of a step in floats may be apart, relative to the norm of the result.
 *
 * <p>The rounding errors of a sum of {@code n} products behave like a random walk: their sum is below {@code lambda sqrt(n) u} times
 * the sum of the magnitudes, {@code u = 2^-24}, but for a probability that falls as {@code exp(-lambda^2 / 2)} (N. J. Higham and T.
 * Mary, A new approach to probabilistic rounding error analysis, SIAM J. Sci. Comput. 41, 2019). Here {@code lambda = 8}: about 4 for
 * the bound, twice that because both sides round. That it is taken relative to the norm of the result leaves out that terms cancel, and
 * that errors of many elements average out in a norm; seen were differences of a hundredth to a tenth of what this allows.
 *
 * <p>Lengths add up along the way: to the logits, each layer's number of inputs; to a gradient, these, each layer's number of outputs
 * on the way back, and its own sum, which goes over batch and positions. A layer that takes statistics of the batch adds the length of
 * their sums in either direction.
 */
final class Rounding {
  static final double UNIT = 0x1p-24;
  private static final double LAMBDA = 8;

  private final NetworkSpec spec;
  private final long forward;
  private final long backward;
  private final long normalised;

  Rounding(NetworkSpec spec) {
    this.spec = spec;
    forward = used().filter(Rounding::multiplies).mapToLong(ParameterSpec::fanIn).sum();
    backward = used().filter(Rounding::multiplies).mapToLong(ParameterSpec::fanOut).sum();
    Set<String> averages =
        spec.parameters().stream()
            .filter(p -> p.group() == ParameterGroup.STATE)
            .map(ParameterSpec::name)
            .collect(Collectors.toSet());
    normalised =
        spec.layers().stream()
            .filter(layer -> layer.parameters().stream().anyMatch(averages::contains))
            .mapToLong(Rounding::positions)
            .sum();
  }

  /** The parameters of every layer, so that one that several layers have counts with each. */
  private Stream<ParameterSpec> used() {
    return spec.layers()
        .stream()
        .flatMap(layer -> spec.parameters().stream().filter(p -> layer.parameters().contains(p.name())));
  }

  /** A bias is added, one element to a sum. */
  private static boolean multiplies(ParameterSpec parameter) {
    return parameter.shape().size() > 1;
  }

  private static double of(long length) {
    return LAMBDA * UNIT * Math.sqrt(Math.max(1, length));
  }

  /** For logits of a prediction. */
  double predicted() {
    return of(forward);
  }

  /** For logits of a training step, and what follows from them element by element. */
  double logits(int batch) {
    return of(forward + batch * normalised);
  }

  /** For a parameter's gradient. */
  double gradient(ParameterSpec parameter, int batch) {
    return of(forward + backward + batch * (2 * normalised + positions(parameter)));
  }

  /** Positions of images that share a parameter, in all layers that have it. */
  private long positions(ParameterSpec parameter) {
    return spec.layers()
        .stream()
        .filter(layer -> layer.parameters().contains(parameter.name()))
        .mapToLong(Rounding::positions)
        .sum();
  }

  private static long positions(LayerSpec layer) {
    return layer.shape().stream().limit(layer.shape().size() - 1).mapToLong(Integer::longValue)
        .reduce(1, (a, b) -> a * b);
  }
}
