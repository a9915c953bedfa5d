package dev.kernelsmith.processor.read;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Reads annotations of users that have {@code @Formula} on them.
 *
 * @param faulty qualified names of those that have been reported where they are declared: of what they are on nothing more is said
 */
record FormulaAnnotations(AnnotationReader reader, Diagnostics diagnostics, Set<String> faulty) {
  private static final Set<String> TYPES = Set.of("int", "double", "boolean", "java.lang.String");

  /** Whether an annotation has {@code @Formula} on it. */
  static boolean isOne(AnnotationMirror mirror) {
    return AnnotationReader.find(mirror.getAnnotationType().asElement(), Annotations.FORMULA) != null;
  }

  /** Whether an annotation is a formula, by itself or by the {@code @Formula} on it. */
  static boolean isFormula(AnnotationMirror mirror) {
    return AnnotationReader.name(mirror).equals(Annotations.FORMULA) || isOne(mirror);
  }

  /** The values of a formula; of an annotation with {@code @Formula} on it also those of that. Null, with a finding, where a member is neither number nor text. */
  @Nullable
  Attributes read(Element field, AnnotationMirror mirror) {
    if (!isOne(mirror)) {
      return reader.read(field, mirror);
    }
    TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
    if (faulty.contains(AnnotationReader.name(mirror)) || !membersFit(type, new Position(field, mirror, null))) {
      return null;
    }
    Attributes use = reader.read(field, mirror);
    Attributes formula = reader.read(type, Annotations.FORMULA);
    return use == null || formula == null ? null
        : FormulaLayer.joined(type.getSimpleName().toString(), use, formula.placed(use.annotation()));
  }

  /** What a use of such an annotation would have, with a number for every number and a name for every text; null where that cannot be known. */
  @Nullable
  Attributes declared(TypeElement type) {
    Attributes formula = reader.read(type, Annotations.FORMULA);
    if (formula == null || !membersFit(type, null)) {
      return null;
    }
    Map<String, Object> values = new HashMap<>();
    for (ExecutableElement member : ElementFilter.methodsIn(type.getEnclosedElements())) {
      values.put(member.getSimpleName().toString(), member.getReturnType().getKind().isPrimitive() ? (Object) 1 : "");
    }
    return FormulaLayer.joined(
        type.getSimpleName().toString(), new Attributes(values, Map.of(), formula.annotation()), formula);
  }

  /**
   * Whether all members have types that mean something in a formula.
   *
   * @param use where the annotation is used; null where it is declared, whose members then have places of their own
   */
  private boolean membersFit(TypeElement type, @Nullable Position use) {
    boolean fit = true;
    for (ExecutableElement member : ElementFilter.methodsIn(type.getEnclosedElements())) {
      boolean known =
          TYPES.contains(member.getReturnType().toString()) || member.getReturnType().getKind() == TypeKind.ERROR;
      if (!known) {
        diagnostics.report(
            Message.FORMULA_MEMBER, use == null ? Position.of(member) : use, member.getSimpleName(),
            type.getSimpleName(),
            member.getReturnType());
      }
      fit &= known;
    }
    return fit;
  }
}
