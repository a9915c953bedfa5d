package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.TypeNames;
import javax.lang.model.element.Modifier;

/** Methods of a graphs class that copy between Java arrays and the host's side of device arrays. */
final class CopyMethods {
  private CopyMethods() {}

  /**
   * Adds the methods.
   *
   * @param ints whether one for ints is needed
   */
  static void write(TypeSpec.Builder type, boolean ints) {
    type.addMethod(
        method(TypeName.get(float[].class), TornadoNames.FLOAT_ARRAY).addStatement("copy(from, 0, to, 0)").build());
    type.addMethod(
        MethodSpec.methodBuilder("copy")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addParameter(float[].class, "from")
            .addParameter(int.class, "start")
            .addParameter(TornadoNames.FLOAT_ARRAY, "to")
            .addParameter(int.class, "at")
            .addStatement(
                "$T.copy(from, start, to.getSegment(), $T.JAVA_FLOAT, 4L * at, from.length - start)",
                TypeNames.MEMORY_SEGMENT, TypeNames.VALUE_LAYOUT)
            .build());
    type.addMethod(
        method(TornadoNames.FLOAT_ARRAY, TypeName.get(float[].class)).addStatement("copy(from, 0, to)").build());
    type.addMethod(
        MethodSpec.methodBuilder("copy")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addParameter(TornadoNames.FLOAT_ARRAY, "from")
            .addParameter(int.class, "start")
            .addParameter(float[].class, "to")
            .addStatement(
                "$T.copy(from.getSegment(), $T.JAVA_FLOAT, 4L * start, to, 0, to.length)", TypeNames.MEMORY_SEGMENT,
                TypeNames.VALUE_LAYOUT)
            .build());
    if (ints) {
      type.addMethod(
          method(TypeName.get(int[].class), TornadoNames.INT_ARRAY)
              .addStatement(
                  "$T.copy(from, 0, to.getSegment(), $T.JAVA_INT, 0, from.length)", TypeNames.MEMORY_SEGMENT,
                  TypeNames.VALUE_LAYOUT)
              .build());
    }
  }

  private static MethodSpec.Builder method(TypeName from, TypeName to) {
    return MethodSpec.methodBuilder("copy")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addParameter(from, "from")
        .addParameter(to, "to");
  }
}
