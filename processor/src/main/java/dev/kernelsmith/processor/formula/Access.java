package dev.kernelsmith.processor.formula;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A place at which a statement reads or sets something.
 *
 * @param element as written
 * @param of what it is an element of
 * @param index one for each extent
 */
record Access(Term.Element element, Known of, List<Linear> index) {
  /** Where an index stands. */
  Place place(int d) {
    List<Term> terms = element.index();
    int at = terms.size() - index.size() + d;
    return terms.isEmpty() ? element.place() : terms.get(Math.max(0, at)).place();
  }

  /** An index as written. */
  String text(int d) {
    List<Term> terms = element.index();
    int at = terms.size() - index.size() + d;
    return at < 0 || terms.get(at) instanceof Term.Rest ? "..." : terms.get(at).toString();
  }

  /** Names of all that it is indexed by. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    index.forEach(linear -> names.addAll(linear.factors().keySet()));
    return names;
  }
}
