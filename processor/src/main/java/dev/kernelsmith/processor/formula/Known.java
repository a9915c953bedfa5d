package dev.kernelsmith.processor.formula;

import dev.kernelsmith.processor.formula.FormulaText.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is known so far of a thing with indices: an input, a parameter or a value. */
final class Known {
  private final String name;
  private final Kind kind;
  private final @Nullable Declaration declared;
  private boolean perSample;

  /** Extents, null for each that is not known; null where not even their number is. */
  private @Nullable List<@Nullable Integer> dims;

  Known(String name, Kind kind, @Nullable Declaration declared) {
    this.name = name;
    this.kind = kind;
    this.declared = declared;
    perSample = kind == Kind.INPUT;
    if (declared != null && declared.shape() != null) {
      dims = unknown(declared.shape().size());
    }
  }

  private static List<@Nullable Integer> unknown(int rank) {
    return new ArrayList<>(Collections.nCopies(rank, null));
  }

  String name() {
    return name;
  }

  Kind kind() {
    return kind;
  }

  boolean perSample() {
    return perSample;
  }

  void perSample(boolean value) {
    perSample = value;
  }

  boolean hasRank() {
    return dims != null;
  }

  int rank() {
    return dims == null ? 0 : dims.size();
  }

  void rank(int rank) {
    dims = unknown(rank);
  }

  @Nullable
  Integer dim(int d) {
    return dims.get(d);
  }

  /** Takes an extent that was found. */
  void found(int d, int extent) {
    dims.set(d, extent);
  }

  /**
   * Takes what the declaration says, as far as its names are known by now, and gives names in it the extents that were found.
   *
   * @param indices names that are indices, which in a declaration only show what belongs to what
   * @param last whether no more will be found
   */
  void evaluate(Map<String, Double> numbers, Set<String> indices, boolean last) {
    if (declared == null || declared.shape() == null) {
      return;
    }
    for (int d = 0; d < declared.shape().size(); d++) {
      Term term = declared.shape().get(d);
      if (term instanceof Term.Name name && !numbers.containsKey(name.name())) {
        if (dims.get(d) != null && !indices.contains(name.name())) {
          numbers.put(name.name(), (double) dims.get(d));
        }
        continue;
      }
      Linear extent = Linear.of(term, numbers);
      if (extent.isConstant()) {
        checkExtent(term, extent.constant());
        if (dims.get(d) == null) {
          dims.set(d, (int) extent.constant());
        } else if (dims.get(d) != extent.constant()) {
          throw new Fault(term.place(), "'%s' is %d, but '%s' has %d there: its shape is %s", term, extent.constant(),
              name, dims.get(d),
              text());
        }
      } else if (last) {
        throw new Fault(
            term.place(),
            "'%s' is not known here: an extent is a number, a name for what is found, or what follows from other extents",
            extent.factors().keySet().iterator().next());
      }
    }
  }

  private static void checkExtent(Term term, long extent) {
    if (extent < 1 || extent > Integer.MAX_VALUE) {
      throw new Fault(term.place(), "an extent of %d; at least 1 is expected", extent);
    }
  }

  /** All extents; only where they are known. */
  List<Integer> shape() {
    return dims.stream().map(Integer.class::cast).toList();
  }

  /** The shape in words. */
  String text() {
    return dims == null ? "unknown"
        : dims.isEmpty() ? "a single number"
            : dims.stream().map(d -> d == null ? "?" : d.toString()).collect(Collectors.joining("x"));
  }
}
