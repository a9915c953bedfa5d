package dev.kernelsmith.processor.read;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a field says of its layer's parameters, whatever the layer is.
 *
 * @param frozen values of {@code @Frozen}, or null
 * @param rateFactor values of {@code @RateFactor}, or null
 * @param initials values of each {@code @Initial}; what comes first goes before others
 */
public record ParameterMarks(
    @Nullable Attributes frozen, @Nullable Attributes rateFactor, List<Attributes> initials) {
  /** Nothing. */
  public static final ParameterMarks NONE = new ParameterMarks(null, null, List.of());

  /** Copies the list. */
  public ParameterMarks {
    initials = List.copyOf(initials);
  }

  /** These, as another place gives them. */
  ParameterMarks moved(Function<Attributes, Attributes> move) {
    return new ParameterMarks(
        frozen == null ? null : move.apply(frozen), rateFactor == null ? null : move.apply(rateFactor),
        initials.stream().map(move).toList());
  }

  /** What a field with a block says of one of its layers, and where it says nothing, what the layer says. */
  ParameterMarks over(ParameterMarks inner) {
    return new ParameterMarks(
        frozen == null ? inner.frozen : frozen, rateFactor == null ? inner.rateFactor : rateFactor,
        Stream.concat(initials.stream(), inner.initials.stream()).toList());
  }

  /** The factor of the learning rate. */
  public double factor() {
    return rateFactor == null ? 1 : rateFactor.number("value");
  }
}
