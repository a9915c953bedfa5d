package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.TypeNames;
import java.util.Collection;
import javax.lang.model.element.Modifier;

/** Methods of a graphs class that copy between Java arrays and the host's side of device arrays. */
final class CopyMethods {
  /** The method for samples of a training step. */
  static final String SAMPLES = "copySamples";

  private CopyMethods() {}

  /**
   * Adds the methods.
   *
   * @param predicted what is sent for predictions
   * @param trained what is sent for training steps; empty where there are none
   */
  static void write(
      TypeSpec.Builder type, Collection<DeviceInterface.Sent> predicted, Collection<DeviceInterface.Sent> trained) {
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
        MethodSpec.methodBuilder("copy")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addParameter(TornadoNames.FLOAT_ARRAY, "from")
            .addParameter(int.class, "start")
            .addParameter(float[].class, "to")
            .addStatement(
                "$T.copy(from.getSegment(), $T.JAVA_FLOAT, 4L * start, to, 0, to.length)", TypeNames.MEMORY_SEGMENT,
                TypeNames.VALUE_LAYOUT)
            .build());
    if (predicted.stream().anyMatch(DeviceInterface.Sent::ints)) {
      type.addMethod(
          method(TypeName.get(int[].class), TornadoNames.INT_ARRAY)
              .addStatement(
                  "$T.copy(from, 0, to.getSegment(), $T.JAVA_INT, 0, from.length)", TypeNames.MEMORY_SEGMENT,
                  TypeNames.VALUE_LAYOUT)
              .build());
    }
    if (trained.stream().anyMatch(sent -> !sent.ints())) {
      samples(type, float[].class, TornadoNames.FLOAT_ARRAY, "JAVA_FLOAT");
    }
    if (trained.stream().anyMatch(DeviceInterface.Sent::ints)) {
      samples(type, int[].class, TornadoNames.INT_ARRAY, "JAVA_INT");
    }
  }

  /** Where a batch is rounded up, its first samples are there twice: of zeros a layer may make NaN, which gets into gradients. */
  private static void samples(TypeSpec.Builder type, Class<?> from, TypeName to, String layout) {
    type.addMethod(
        MethodSpec.methodBuilder(SAMPLES)
            .addJavadoc("Samples of a batch, and the first of them once more up to whole groups of threads.\n")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addParameter(from, "from")
            .addParameter(to, "to")
            .beginControlFlow("for (long at = 0; at < to.getSize(); at += from.length)")
            .addStatement(
                "$T.copy(from, 0, to.getSegment(), $T.$L, 4 * at, (int) #Math.min(from.length, to.getSize() - at))",
                TypeNames.MEMORY_SEGMENT, TypeNames.VALUE_LAYOUT, layout)
            .endControlFlow()
            .build());
  }

  private static MethodSpec.Builder method(TypeName from, TypeName to) {
    return MethodSpec.methodBuilder("copy")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addParameter(from, "from")
        .addParameter(to, "to");
  }
}
