package dev.kernelsmith.processor.read;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Whether a method of the annotated class meets one that the generated class gets. */
final class MethodChecks {
  private final Elements elements;
  private final Types types;
  private final Diagnostics diagnostics;

  MethodChecks(Elements elements, Types types, Diagnostics diagnostics) {
    this.elements = elements;
    this.types = types;
    this.diagnostics = diagnostics;
  }

  /**
   * Reports each method of the class, declared or inherited, with the name and parameters of one of the interface's, and each that is
   * not inherited but that a virtual machine would find before the interface's.
   *
   * @param type the annotated class
   * @param names its names
   * @param contract the interface that the generated class implements
   */
  void check(TypeElement type, NetworkNames names, TypeElement contract) {
    List<ExecutableElement> generated =
        members(contract).stream().filter(m -> !m.getModifiers().contains(Modifier.STATIC)).toList();
    for (ExecutableElement own : members(type)) {
      generated.stream()
          .filter(method -> own != method && visible(own, type))
          .filter(method -> own.getSimpleName().contentEquals(method.getSimpleName()))
          .filter(method -> parameters(own, type).equals(parameters(method, contract)))
          .findFirst()
          .ifPresent(method -> report(own, method, type, names));
    }
    for (ExecutableElement hidden : hidden(type)) {
      generated.stream()
          .filter(method -> method.getModifiers().contains(Modifier.DEFAULT))
          .filter(method -> hidden.getSimpleName().contentEquals(method.getSimpleName()))
          .filter(method -> descriptor(hidden).equals(descriptor(method)))
          .forEach(method -> report(hidden, method, type, names));
    }
  }

  /**
   * Reports each method of the class, declared or inherited, with the name and parameters of one that the generated class gets for its
   * inputs and outputs.
   *
   * @param signatures types of the parameters, by the name of the method
   */
  void check(TypeElement type, NetworkNames names, Map<String, List<String>> signatures) {
    for (ExecutableElement own : members(type)) {
      List<String> generated = signatures.get(own.getSimpleName().toString());
      if (generated != null && visible(own, type) && parameters(own, type).equals(generated)) {
        report(own, names.network() + "." + signature(own, type), type, names);
      }
    }
  }

  /**
   * The methods that the generated class does not inherit: calls compile, since compilers pass over them, but virtual machines look for a
   * method in superclasses first, and may not access what they find.
   */
  private List<ExecutableElement> hidden(TypeElement type) {
    List<ExecutableElement> hidden = new ArrayList<>();
    TypeElement above = type;
    while (!above.getQualifiedName().contentEquals("java.lang.Object")) {
      ElementFilter.methodsIn(above.getEnclosedElements())
          .stream()
          .filter(method -> !visible(method, type))
          .forEach(hidden::add);
      if (!(above.getSuperclass() instanceof DeclaredType superclass)) {
        break;
      }
      above = (TypeElement) superclass.asElement();
    }
    return hidden;
  }

  private List<ExecutableElement> members(TypeElement type) {
    return ElementFilter.methodsIn(elements.getAllMembers(type))
        .stream()
        .filter(method -> !owner(method).getQualifiedName().contentEquals("java.lang.Object"))
        .toList();
  }

  private boolean visible(ExecutableElement method, TypeElement type) {
    boolean shared =
        method.getModifiers().contains(Modifier.PUBLIC)
            || method.getModifiers().contains(Modifier.PROTECTED)
            || elements.getPackageOf(method).equals(elements.getPackageOf(type));
    return shared && !method.getModifiers().contains(Modifier.PRIVATE);
  }

  /** Erased types of the parameters that a method has as a member of a class: {@code save(T)} of {@code Base<Path>} takes a path. */
  private List<String> parameters(ExecutableElement method, TypeElement type) {
    return ((ExecutableType) types.asMemberOf((DeclaredType) type.asType(), method)).getParameterTypes()
        .stream()
        .map(types::erasure)
        .map(Object::toString)
        .toList();
  }

  /** The erased types that a virtual machine tells methods of one name apart by. */
  private List<String> descriptor(ExecutableElement method) {
    return Stream.concat(Stream.of(method.getReturnType()), method.getParameters().stream().map(Element::asType))
        .map(type -> type.getKind() == TypeKind.VOID ? type : types.erasure(type))
        .map(Object::toString)
        .toList();
  }

  private void report(ExecutableElement own, ExecutableElement generated, TypeElement type, NetworkNames names) {
    report(own, "CompiledNetwork." + signature(generated, owner(generated)), type, names);
  }

  private void report(ExecutableElement own, String generated, TypeElement type, NetworkNames names) {
    boolean inherited = !owner(own).equals(type);
    Element at = inherited ? type : own;
    diagnostics.report(
        Message.METHOD_CLASH, Position.of(at), signature(own, type), owner(own).getSimpleName(), generated,
        names.network());
  }

  private String signature(ExecutableElement method, TypeElement type) {
    return method.getSimpleName()
        + parameters(method, type).stream()
            .map(parameter -> parameter.substring(parameter.lastIndexOf('.') + 1))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static TypeElement owner(ExecutableElement method) {
    return (TypeElement) method.getEnclosingElement();
  }
}
