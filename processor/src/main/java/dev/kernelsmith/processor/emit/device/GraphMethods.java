package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.MethodSpec;
import dev.kernelsmith.processor.emit.text.TypeNames;
import javax.lang.model.element.Modifier;

/** What the methods of a class with task graphs have in common. */
final class GraphMethods {
  private GraphMethods() {}

  /** A method of the interface. */
  static MethodSpec.Builder override(String name) {
    return MethodSpec.methodBuilder(name).addAnnotation(TypeNames.OVERRIDE).addModifiers(Modifier.PUBLIC);
  }
}
