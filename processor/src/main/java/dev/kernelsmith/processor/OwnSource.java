package dev.kernelsmith.processor;

import dev.kernelsmith.processor.emit.text.GeneratedMark;
import java.io.IOException;
import javax.annotation.processing.Generated;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Tells source that this processor has written, in this run or in an earlier one. */
final class OwnSource {
  /** The annotation on what is generated. */
  static final String GENERATED = Generated.class.getName();

  private OwnSource() {}

  /** Whether a type carries our {@code @Generated}, or, where its module cannot name that annotation, our comment. */
  static boolean isOwn(TypeElement type, Elements elements) {
    @Nullable String comment = elements.getDocComment(type);
    return isMarked(type) || comment != null && comment.contains(GeneratedMark.GENERATED_BY);
  }

  /** The source of a top-level type; empty where it cannot be read, as from compilers that tell no file. */
  static String text(TypeElement type, Elements elements) {
    try {
      return elements.getFileObjectOf(type).getCharContent(true).toString();
    } catch (UnsupportedOperationException | IOException e) {
      return "";
    }
  }

  /** Whether an element carries {@code @Generated} with this processor as its value. */
  static boolean isMarked(Element element) {
    return element.getAnnotationMirrors().stream()
        .filter(mirror -> ((TypeElement) mirror.getAnnotationType().asElement()).getQualifiedName()
            .contentEquals(GENERATED))
        .anyMatch(mirror -> mirror.getElementValues().values().toString().contains(GeneratedMark.GENERATOR));
  }
}
