package dev.kernelsmith.processor.read;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Whether a class is one that the generated network can extend and construct. */
final class ClassChecks {
  private static final List<Modifier> FORBIDDEN =
      List.of(Modifier.ABSTRACT, Modifier.PRIVATE, Modifier.FINAL, Modifier.SEALED);

  private final Elements elements;
  private final Types types;
  private final Diagnostics diagnostics;
  private final TypeElement type;
  private final NetworkNames names;

  ClassChecks(Elements elements, Types types, Diagnostics diagnostics, TypeElement type, NetworkNames names) {
    this.elements = elements;
    this.types = types;
    this.diagnostics = diagnostics;
    this.type = type;
    this.names = names;
  }

  /** Checks that this is a class at all; nothing else is worth saying where it is not. */
  boolean isClass() {
    if (type.getKind() == ElementKind.CLASS) {
      return true;
    }
    String kind = type.getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    AnnotationMirror network = AnnotationReader.find(type, Annotations.NETWORK);
    diagnostics.report(
        Message.NETWORK_NOT_CLASS, new Position(type, network, null), kind, names.className(), names.network(),
        names.className());
    return false;
  }

  /** Checks modifiers, nesting, type parameters and constructors. */
  void check() {
    for (Modifier modifier : FORBIDDEN) {
      if (type.getModifiers().contains(modifier)) {
        report(Message.NETWORK_MODIFIER, type, names.className(), modifier, names.network(), modifier);
      }
    }
    checkNesting();
    if (!type.getTypeParameters().isEmpty()) {
      String parameters = type.getTypeParameters().stream().map(Object::toString).collect(Collectors.joining(", "));
      report(Message.NETWORK_GENERIC, type, names.className(), "<" + parameters + ">");
    }
    checkConstructor();
  }

  private void checkNesting() {
    if (type.getNestingKind() != NestingKind.TOP_LEVEL && !type.getModifiers().contains(Modifier.STATIC)) {
      report(Message.NETWORK_INNER, type, names.className(), names.network());
    }
    for (Element outer = type.getEnclosingElement(); outer instanceof TypeElement; outer =
        outer.getEnclosingElement()) {
      if (outer.getModifiers().contains(Modifier.PRIVATE)) {
        String outerName = outer.getSimpleName().toString();
        report(Message.NETWORK_HIDDEN, type, names.className(), outerName, names.network(), outerName);
      }
    }
  }

  private void checkConstructor() {
    List<ExecutableElement> callable =
        ElementFilter.constructorsIn(type.getEnclosedElements())
            .stream()
            .filter(c -> c.getParameters().isEmpty() && !c.getModifiers().contains(Modifier.PRIVATE))
            .toList();
    if (callable.isEmpty() && !implicit()) {
      report(Message.NO_CONSTRUCTOR, type, names.className(), names.network(), type.getSimpleName());
    }
    for (ExecutableElement constructor : callable) {
      constructor.getThrownTypes()
          .stream()
          .filter(this::checked)
          .forEach(
              thrown -> report(Message.CONSTRUCTOR_THROWS, constructor, names.className(), thrown, names.network()));
    }
  }

  /**
   * Whether the only constructor may be the one that the compiler adds, which is as private as its class, and goes with the class's
   * own fault. Eclipse's compiler does not tell it from a written one.
   */
  private boolean implicit() {
    List<ExecutableElement> constructors = ElementFilter.constructorsIn(type.getEnclosedElements());
    return type.getModifiers().contains(Modifier.PRIVATE)
        && constructors.size() == 1
        && constructors.getFirst().getParameters().isEmpty();
  }

  private boolean checked(TypeMirror thrown) {
    return !isSubtype(thrown, RuntimeException.class) && !isSubtype(thrown, Error.class);
  }

  private boolean isSubtype(TypeMirror mirror, Class<?> ancestor) {
    return types.isSubtype(mirror, elements.getTypeElement(ancestor.getName()).asType());
  }

  private void report(Message message, Element at, Object... arguments) {
    diagnostics.report(message, Position.of(at), arguments);
  }
}
