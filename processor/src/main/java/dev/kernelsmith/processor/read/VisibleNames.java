package dev.kernelsmith.processor.read;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * What simple names mean in the class that extends the annotated one: member types and fields that it inherits hide imports and packages.
 * Private members are counted as well, so that all compilers see the same.
 *
 * @param types names of member types of the annotated class, of its superclasses and of all their interfaces, and of both classes
 * @param fields names of their fields
 * @param neighbours names of the top-level types of the package
 */
public record VisibleNames(Set<String> types, Set<String> fields, Set<String> neighbours) {
  /** Copies the names. */
  public VisibleNames {
    types = Set.copyOf(types);
    fields = Set.copyOf(fields);
    neighbours = Set.copyOf(neighbours);
  }

  /** The names in the network of a class. */
  public static VisibleNames of(TypeElement type, NetworkNames names) {
    Set<TypeElement> family = new HashSet<>();
    collect(type, family);
    Set<String> types = new HashSet<>(Set.of(outermost(type).getSimpleName().toString()));
    types.add(names.network());
    Set<String> fields = new HashSet<>();
    for (TypeElement member : family) {
      types.addAll(simple(ElementFilter.typesIn(member.getEnclosedElements())));
      fields.addAll(simple(ElementFilter.fieldsIn(member.getEnclosedElements())));
    }
    return new VisibleNames(types, fields, simple(outermost(type).getEnclosingElement().getEnclosedElements()));
  }

  private static void collect(TypeElement type, Set<TypeElement> family) {
    if (family.add(type)) {
      Stream.concat(Stream.of(type.getSuperclass()), type.getInterfaces().stream())
          .filter(DeclaredType.class::isInstance)
          .forEach(above -> collect(element(above), family));
    }
  }

  private static TypeElement element(TypeMirror type) {
    return (TypeElement) ((DeclaredType) type).asElement();
  }

  private static Set<String> simple(Collection<? extends Element> elements) {
    return elements.stream().map(e -> e.getSimpleName().toString()).collect(Collectors.toSet());
  }

  private static Element outermost(TypeElement type) {
    Element outer = type;
    while (outer.getEnclosingElement() instanceof TypeElement enclosing) {
      outer = enclosing;
    }
    return outer;
  }

  /**
   * Whether a type can be named: by an import, or else in full, where no type has the name of the package that its name starts with.
   *
   * @param qualified the type's name
   */
  public boolean canName(String qualified) {
    String root = qualified.substring(0, qualified.indexOf('.'));
    boolean imported = !types.contains(qualified.substring(qualified.lastIndexOf('.') + 1));
    return imported || !types.contains(root) && !neighbours.contains(root);
  }
}
