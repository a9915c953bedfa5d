package dev.kernelsmith.processor.read;

import java.util.List;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Where compilers leave the letter of {@code javax.lang.model}, with the remedy; nothing of the kind stands elsewhere. */
final class CompilerQuirks {
  /** What javac and Eclipse's compiler give for a value they could not resolve, whatever its type. */
  private static final String ERROR = "<error>";

  private CompilerQuirks() {}

  /** Whether a value could not be resolved. Neither compiler has a kind of value for this: both say it by a string. */
  static boolean erroneous(AnnotationValue value) {
    Object plain = value.getValue();
    return plain == null || ERROR.equals(plain);
  }

  /** The type of this name that a type's module can see, or null. Eclipse's compiler has no modules below source level 9. */
  static @Nullable TypeElement visible(Elements elements, TypeElement from, String name) {
    ModuleElement module = elements.getModuleOf(from);
    return module == null ? elements.getTypeElement(name) : elements.getTypeElement(module, name);
  }

  /** The elements of an array. Eclipse's compiler gives a single element of an array as it stands, without a list. */
  static List<? extends AnnotationValue> elements(AnnotationValue array) {
    return array.getValue() instanceof List<?> list
        ? list.stream().map(AnnotationValue.class::cast).toList()
        : List.of(array);
  }
}
