package dev.kernelsmith.processor.diagnostics;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.ModuleElement.RequiresDirective;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Where compilers leave the letter of {@code javax.lang.model}, with the remedy; nothing of the kind stands elsewhere. */
public final class CompilerQuirks {
  /** What javac and Eclipse's compiler give for a value they could not resolve, whatever its type. */
  private static final String ERROR = "<error>";

  private CompilerQuirks() {}

  /** Whether a value could not be resolved. Neither compiler has a kind of value for this: both say it by a string. */
  public static boolean erroneous(AnnotationValue value) {
    Object plain = value.getValue();
    return plain == null || ERROR.equals(plain);
  }

  /** The type of this name that a type's module can see, or null. Eclipse's compiler has no modules below source level 9. */
  public static @Nullable TypeElement visible(Elements elements, TypeElement from, String name) {
    ModuleElement module = elements.getModuleOf(from);
    return module == null ? elements.getTypeElement(name) : elements.getTypeElement(module, name);
  }

  /**
   * Whether a type of the JDK is one that a type's module can read. Eclipse's compiler finds types in all modules of the JDK, and only
   * later rejects a use of those that the module does not require.
   */
  public static boolean readable(Elements elements, TypeElement from, String name) {
    TypeElement found = visible(elements, from, name);
    ModuleElement module = elements.getModuleOf(from);
    return found != null
        && (module == null || module.isUnnamed()
            || requires(module, elements.getModuleOf(found), false, new HashSet<>()));
  }

  private static boolean requires(
      ModuleElement from, ModuleElement wanted, boolean transitive, Set<ModuleElement> visited) {
    return visited.add(from)
        && requirements(from).stream()
            .filter(directive -> directive.isTransitive() || !transitive)
            .anyMatch(directive -> directive.getDependency().equals(wanted)
                || requires(directive.getDependency(), wanted, true, visited));
  }

  /** What a module requires. Eclipse's compiler (3.45) fails with a null pointer for automatic modules, which require nothing. */
  private static List<RequiresDirective> requirements(ModuleElement module) {
    try {
      return ElementFilter.requiresIn(module.getDirectives());
    } catch (NullPointerException e) {
      return List.of();
    }
  }

  /**
   * Prints a message at a place. Eclipse's compiler (3.45) fails with a null pointer while it looks for an annotation on an element
   * that also has one with an empty array; the element itself is near enough then.
   */
  static void print(Messager messager, Diagnostic.Kind kind, String text, Position at) {
    try {
      messager.printMessage(kind, text, at.element(), at.mirror(), at.value());
    } catch (NullPointerException e) {
      messager.printMessage(kind, text, at.element());
    }
  }

  /** The elements of an array. Eclipse's compiler gives a single element of an array as it stands, without a list. */
  public static List<? extends AnnotationValue> elements(AnnotationValue array) {
    return array.getValue() instanceof List<?> list
        ? list.stream().map(AnnotationValue.class::cast).toList()
        : List.of(array);
  }
}
