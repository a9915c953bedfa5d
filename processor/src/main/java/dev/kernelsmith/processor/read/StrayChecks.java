package dev.kernelsmith.processor.read;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/** Finds annotations that mean nothing where they stand, because their class has no {@code @Network}. */
public final class StrayChecks {
  private StrayChecks() {}

  /**
   * Reports each such annotation of one kind.
   *
   * @param annotation the kind
   * @param round the classes to look at
   * @param diagnostics takes every finding
   */
  public static void check(TypeElement annotation, RoundEnvironment round, Diagnostics diagnostics) {
    String name = annotation.getQualifiedName().toString();
    if (name.equals(Annotations.NETWORK)) {
      return;
    }
    for (Element element : round.getElementsAnnotatedWith(annotation)) {
      AnnotationMirror mirror = AnnotationReader.find(element, name);
      Element owner = element instanceof TypeElement ? element : element.getEnclosingElement();
      if (mirror != null && isFormula(annotation) && isElsewhere(element)) {
        diagnostics.report(
            Message.FORMULA_PLACE, new Position(element, mirror, null), annotation.getSimpleName(),
            element.getSimpleName());
        continue;
      }
      boolean own = element.getKind() == ElementKind.ANNOTATION_TYPE && name.equals(Annotations.FORMULA);
      boolean home = own || (element == owner ? name.equals(Annotations.BLOCK) || isNetwork(owner) : isHome(owner));
      if (mirror != null && owner instanceof TypeElement && !home) {
        String place = element == owner ? "the class" : "'" + element.getSimpleName() + "'";
        String simple = Annotations.simple(name.equals(Annotations.INITIALS) ? Annotations.INITIAL : name);
        diagnostics.report(
            Message.OUTSIDE_NETWORK, new Position(element, mirror, null), simple, place, owner.getSimpleName(), simple);
      }
    }
  }

  /** Whether an annotation is a user's with {@code @Formula} on it. */
  public static boolean isFormula(TypeElement annotation) {
    return AnnotationReader.find(annotation, Annotations.FORMULA) != null;
  }

  /** Whether an element is neither field nor class. */
  private static boolean isElsewhere(Element element) {
    return !element.getKind().isField() && !element.getKind().isClass() && element.getKind() != ElementKind.INTERFACE;
  }

  private static boolean isNetwork(Element owner) {
    return AnnotationReader.find(owner, Annotations.NETWORK) != null;
  }

  /** Whether annotations of layers mean something in a class. */
  private static boolean isHome(Element owner) {
    return isNetwork(owner) || AnnotationReader.find(owner, Annotations.BLOCK) != null;
  }
}
