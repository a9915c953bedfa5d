package dev.kernelsmith.processor.formula;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is said of an input, an output or a parameter, as written: {@code k[3, 3, C, 16] = HE_NORMAL}.
 *
 * @param name its name
 * @param shape extents: numbers, or names that stand for what they are found to be; null where nothing is said of them
 * @param initial what a parameter starts from: the name of an initializer, or a number; null where nothing is said of it
 * @param place where it begins
 */
record Declaration(String name, @Nullable List<Term> shape, @Nullable Term initial, Place place) {
  @Override
  public String toString() {
    String dims = shape == null ? "" : shape.stream().map(Term::toString).collect(Collectors.joining(", ", "[", "]"));
    return name + dims + (initial == null ? "" : " = " + initial);
  }
}
