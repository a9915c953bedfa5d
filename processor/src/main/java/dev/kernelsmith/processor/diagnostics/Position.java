package dev.kernelsmith.processor.diagnostics;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Where a diagnostic points: an element, and as far as known the annotation and the value in it.
 *
 * @param element the annotated element
 * @param mirror the annotation on it, or null
 * @param value the value in the annotation, or null
 */
public record Position(Element element, @Nullable AnnotationMirror mirror, @Nullable AnnotationValue value) {
  /** An element as a whole. */
  public static Position of(Element element) {
    return new Position(element, null, null);
  }
}
