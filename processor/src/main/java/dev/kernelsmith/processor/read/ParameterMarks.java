package dev.kernelsmith.processor.read;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a field says of its layer, whatever that is: of its parameters, and of what a training keeps of it.
 *
 * @param frozen values of {@code @Frozen}, or null
 * @param rateFactor values of {@code @RateFactor}, or null
 * @param initials values of each {@code @Initial}; what comes first goes before others
 * @param recomputed name of the field with {@code @Recompute}, of a layer or of a block around it; empty where there is none
 */
public record ParameterMarks(
    @Nullable Attributes frozen, @Nullable Attributes rateFactor, List<Attributes> initials, String recomputed) {
  /** Nothing. */
  public static final ParameterMarks NONE = ofUse("");

  /** Copies the list. */
  public ParameterMarks {
    initials = List.copyOf(initials);
  }

  /** These, as another place gives them. */
  ParameterMarks moved(Function<Attributes, Attributes> move) {
    return new ParameterMarks(
        frozen == null ? null : move.apply(frozen), rateFactor == null ? null : move.apply(rateFactor),
        initials.stream().map(move).toList(), recomputed);
  }

  /** Those of a layer with the parameters of another one. */
  public static ParameterMarks ofUse(String recomputed) {
    return new ParameterMarks(null, null, List.of(), recomputed);
  }

  /** These, with names of fields as they are in another place. */
  ParameterMarks renamed(UnaryOperator<String> names) {
    return recomputed.isEmpty() ? this : new ParameterMarks(frozen, rateFactor, initials, names.apply(recomputed));
  }

  /** What a field with a block says of one of its layers, and where it says nothing, what the layer says. */
  ParameterMarks over(ParameterMarks inner) {
    return new ParameterMarks(
        frozen == null ? inner.frozen : frozen, rateFactor == null ? inner.rateFactor : rateFactor,
        Stream.concat(initials.stream(), inner.initials.stream()).toList(), recomputed(inner));
  }

  private String recomputed(ParameterMarks inner) {
    return recomputed.isEmpty() ? inner.recomputed : recomputed;
  }

  /** The factor of the learning rate. */
  public double factor() {
    return rateFactor == null ? 1 : rateFactor.number("value");
  }
}
