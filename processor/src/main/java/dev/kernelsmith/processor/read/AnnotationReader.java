package dev.kernelsmith.processor.read;

import dev.kernelsmith.processor.diagnostics.CompilerQuirks;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Turns annotations into {@link Attributes}. */
final class AnnotationReader {
  /** A number that is right wherever one must be given. */
  private static final double SOUND = 0.5;

  private final Elements elements;
  private final Diagnostics diagnostics;
  private final Set<AnnotationMirror> read = new HashSet<>();
  private boolean complete = true;

  /**
   * A reader.
   *
   * @param diagnostics takes what is no value for a network at all
   */
  AnnotationReader(Elements elements, Diagnostics diagnostics) {
    this.elements = elements;
    this.diagnostics = diagnostics;
  }

  /** Whether every value asked for so far could be resolved. */
  boolean complete() {
    return complete;
  }

  /** The annotation of this qualified name on an element, or null. */
  static @Nullable AnnotationMirror find(Element element, String annotation) {
    return element.getAnnotationMirrors()
        .stream()
        .filter(mirror -> name(mirror).contentEquals(annotation))
        .findFirst()
        .orElse(null);
  }

  /** Qualified name of an annotation. */
  static String name(AnnotationMirror mirror) {
    return type(mirror).getQualifiedName().toString();
  }

  private static TypeElement type(AnnotationMirror mirror) {
    return (TypeElement) mirror.getAnnotationType().asElement();
  }

  /** The values of the annotation of this name on an element; null where there is none or its values cannot be known. */
  @Nullable
  Attributes read(Element element, String annotation) {
    AnnotationMirror mirror = find(element, annotation);
    return mirror == null ? null : read(element, mirror);
  }

  /** The values of each annotation of this name on an element, which may be repeated. */
  List<Attributes> readAll(Element element, String annotation, String container) {
    List<Attributes> all = new ArrayList<>();
    Attributes one = read(element, annotation);
    if (one != null) {
      all.add(one);
    }
    AnnotationMirror several = find(element, container);
    if (several != null) {
      for (AnnotationValue value : CompilerQuirks.elements(several.getElementValues().values().iterator().next())) {
        if (value.getValue() instanceof AnnotationMirror nested) {
          Attributes values = read(new Position(element, nested, null), nested);
          if (values != null) {
            all.add(values);
          }
        }
      }
    }
    return all;
  }

  /** The values of an annotation; null where one is missing or cannot be resolved, which the compiler reports. */
  @Nullable
  Attributes read(Element element, AnnotationMirror mirror) {
    return read(new Position(element, mirror, null), mirror);
  }

  /** The values of an annotation at a place, which for a value of another annotation is a place in that one. */
  private @Nullable Attributes read(@Nullable Position annotation, AnnotationMirror mirror) {
    Map<? extends ExecutableElement, ? extends AnnotationValue> written = mirror.getElementValues();
    Map<? extends ExecutableElement, ? extends AnnotationValue> all = elements.getElementValuesWithDefaults(mirror);
    Map<String, Object> values = new HashMap<>();
    Map<String, Position> positions = new HashMap<>();
    boolean known = true;
    boolean isNew = read.add(mirror);
    for (ExecutableElement method : ElementFilter.methodsIn(type(mirror).getEnclosedElements())) {
      String name = method.getSimpleName().toString();
      AnnotationValue value = all.get(method);
      Object plain =
          value == null ? null : plain(value, method.getReturnType(), written.containsKey(method) ? annotation : null);
      if (plain != null) {
        if (annotation != null && written.containsKey(method)) {
          locate(positions, name, value, annotation);
          plain = asFloats(mirror, method, plain, positions, isNew);
        }
        values.put(name, plain);
      }
      known &= plain != null;
    }
    complete &= known;
    return known ? new Attributes(values, positions, annotation) : null;
  }

  /** What is left of numbers where those that no float comes near are reported, and then are as if not given. The numbers of a schedule stay doubles. */
  private Object asFloats(
      AnnotationMirror mirror, ExecutableElement method, Object plain, Map<String, Position> positions, boolean isNew) {
    String name = method.getSimpleName().toString();
    Name annotation = type(mirror).getSimpleName();
    if (plain instanceof Double number && !isNearFloat(number) && !annotation.contentEquals("Schedule")) {
      report(annotation, name, number, positions, isNew);
      AnnotationValue instead = method.getDefaultValue();
      return instead == null || annotation.contentEquals("Initial") ? SOUND : instead.getValue();
    }
    if (plain instanceof List<?> list) {
      List<Object> numbers = new ArrayList<>(list);
      for (int i = 0; i < numbers.size(); i++) {
        if (numbers.get(i) instanceof Double number && !isNearFloat(number)) {
          report(annotation, name + "[" + i + "]", number, positions, isNew);
          numbers.set(i, SOUND);
        }
      }
      return numbers;
    }
    return plain;
  }

  private void report(Name annotation, String name, double number, Map<String, Position> positions, boolean isNew) {
    if (isNew) {
      diagnostics.report(Message.FLOAT_RANGE, positions.get(name), name, annotation, number);
    }
  }

  private static boolean isNearFloat(double number) {
    float rounded = (float) number;
    return !Double.isFinite(number) || number == 0 || rounded != 0 && Float.isFinite(rounded);
  }

  /** The values of one of our annotations that is not there: its defaults, as if it stood at a place. */
  Attributes defaults(String annotation, Position at) {
    Element around = at.element() instanceof TypeElement ? at.element() : at.element().getEnclosingElement();
    TypeElement type = CompilerQuirks.visible(elements, (TypeElement) around, annotation);
    return new Attributes(defaults(type, Map.of()).values(), Map.of(), at);
  }

  /** The values of an annotation that is not there: its defaults, and the given ones in place of these. */
  Attributes defaults(TypeElement annotation, Map<String, Object> given) {
    Map<String, Object> values = new HashMap<>();
    for (ExecutableElement method : ElementFilter.methodsIn(annotation.getEnclosedElements())) {
      AnnotationValue value = method.getDefaultValue();
      if (value != null) {
        values.put(method.getSimpleName().toString(), plain(value, method.getReturnType(), null));
      }
    }
    values.putAll(given);
    return new Attributes(values, Map.of());
  }

  private static void locate(Map<String, Position> positions, String name, AnnotationValue value, Position annotation) {
    positions.put(name, new Position(annotation.element(), annotation.mirror(), value));
    if (value.getValue() instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        Position element = new Position(annotation.element(), annotation.mirror(), (AnnotationValue) list.get(i));
        positions.put(name + "[" + i + "]", element);
      }
    }
  }

  /** A value in plain Java; null where it could not be resolved to its type. */
  private @Nullable Object plain(AnnotationValue value, TypeMirror type, @Nullable Position annotation) {
    if (CompilerQuirks.erroneous(value)) {
      return null;
    }
    if (type.getKind() == TypeKind.ARRAY) {
      return list(value, ((ArrayType) type).getComponentType(), annotation);
    }
    Object plain = value.getValue();
    return switch (type.getKind()) {
      case INT -> plain instanceof Integer ? plain : null;
      case DOUBLE -> plain instanceof Double ? plain : null;
      case BOOLEAN -> plain instanceof Boolean ? plain : null;
      case DECLARED ->
          plain instanceof TypeMirror named ? named.toString()
              : plain instanceof AnnotationMirror nested ? read(within(annotation, value), nested)
                  : plain instanceof VariableElement constant ? constant.getSimpleName().toString()
                      : plain instanceof String && isString(type) ? plain : null;
      default -> throw new IllegalStateException("no layer annotation has values of type " + type);
    };
  }

  private static @Nullable Position within(@Nullable Position annotation, AnnotationValue value) {
    return annotation == null ? null : new Position(annotation.element(), annotation.mirror(), value);
  }

  private @Nullable List<Object> list(AnnotationValue array, TypeMirror component, @Nullable Position annotation) {
    List<Object> list = new ArrayList<>();
    for (AnnotationValue element : CompilerQuirks.elements(array)) {
      Object plain = plain(element, component, annotation);
      if (plain == null) {
        return null;
      }
      list.add(plain);
    }
    return list;
  }

  private static boolean isString(TypeMirror type) {
    return ((TypeElement) ((DeclaredType) type).asElement()).getQualifiedName().contentEquals("java.lang.String");
  }
}
