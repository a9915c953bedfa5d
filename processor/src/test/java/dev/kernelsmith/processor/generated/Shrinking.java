package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.generated.GeneratedNetwork.CompilationFailedException;
import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks of random networks, whose failure names a network made as small as possible. */
final class Shrinking {
  private Shrinking() {}

  /**
   * Runs a check, which throws where something does not hold.
   *
   * @throws AssertionError with the source and a smaller one, and what does not hold for each
   */
  static void run(NetworkSource source, Consumer<NetworkSource> check) {
    AssertionError failure = failure(source, check);
    if (failure != null) {
      NetworkSource small = shrink(source, check);
      AssertionError smallFailure = failure(small, check);
      throw new AssertionError(
          "%s%n%s%nmade smaller: %s%n%s".formatted(failure.getMessage(), source.text(), smallFailure, small.text()),
          failure);
    }
  }

  private static @Nullable AssertionError failure(NetworkSource source, Consumer<NetworkSource> check) {
    try {
      check.accept(source);
      return null;
    } catch (AssertionError e) {
      return e;
    } catch (RuntimeException e) {
      return new AssertionError(e.toString(), e);
    }
  }

  /** Drops layers as long as the network still fails; one that is not valid any more, or has no layer, does not count. */
  private static NetworkSource shrink(NetworkSource source, Consumer<NetworkSource> check) {
    for (LayerSource layer : source.layers()) {
      NetworkSource smaller = source.without(layer);
      AssertionError failure = smaller.layers().isEmpty() ? null : failure(smaller, check);
      if (failure != null && !(failure.getCause() instanceof CompilationFailedException)) {
        return shrink(smaller, check);
      }
    }
    return source;
  }
}
