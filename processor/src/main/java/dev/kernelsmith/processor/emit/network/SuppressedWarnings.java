package dev.kernelsmith.processor.emit.network;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.graph.BackEnd;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Warnings that a network class would only pass on: what they blame is in the class that it extends. */
final class SuppressedWarnings {
  private SuppressedWarnings() {}

  /** Adds the annotation, with those warnings only that may come. */
  static void add(TypeSpec.Builder type, BackEnd.Target target) {
    Set<String> warnings = new TreeSet<>();
    for (Element used : used(target.origin())) {
      for (AnnotationMirror mirror : used.getAnnotationMirrors()) {
        if (name(mirror.getAnnotationType()).equals(Deprecated.class.getName())) {
          boolean forRemoval =
              mirror.getElementValues().entrySet().stream()
                  .anyMatch(
                      e -> e.getKey().getSimpleName().contentEquals("forRemoval")
                          && Boolean.TRUE.equals(e.getValue().getValue()));
          warnings.add(forRemoval ? "removal" : "deprecation");
        }
      }
    }
    if (inherits(target.origin().asType(), Serializable.class)) {
      warnings.add("serial");
    }
    if (inherits(target.origin().asType(), AutoCloseable.class)) {
      warnings.add("try");
    }
    if (target.publicClass() && inNamedModule(target.origin())) {
      warnings.add("exports");
    }
    if (!warnings.isEmpty()) {
      AnnotationSpec.Builder annotation = AnnotationSpec.builder(TypeNames.SUPPRESS_WARNINGS);
      warnings.forEach(warning -> annotation.addMember("value", "$S", warning));
      type.addAnnotation(annotation.build());
    }
  }

  /** The annotated class, those around it, and its members: fields are set, a constructor is called. */
  private static List<Element> used(TypeElement origin) {
    List<Element> used = new ArrayList<>(origin.getEnclosedElements());
    for (Element around = origin; !(around instanceof PackageElement); around = around.getEnclosingElement()) {
      used.add(around);
    }
    return used;
  }

  private static boolean inherits(TypeMirror mirror, Class<?> ancestor) {
    if (!(mirror instanceof DeclaredType declared)) {
      return false;
    }
    TypeElement type = (TypeElement) declared.asElement();
    return name(declared).equals(ancestor.getName())
        || inherits(type.getSuperclass(), ancestor)
        || type.getInterfaces().stream().anyMatch(above -> inherits(above, ancestor));
  }

  private static boolean inNamedModule(Element element) {
    Element outer = element;
    while (outer != null && !(outer instanceof ModuleElement)) {
      outer = outer.getEnclosingElement();
    }
    return outer instanceof ModuleElement module && !module.isUnnamed();
  }

  private static String name(DeclaredType type) {
    return ((TypeElement) type.asElement()).getQualifiedName().toString();
  }
}
