package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.kernel.AddressBook;
import dev.kernelsmith.processor.emit.kernel.BufferComments;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.schedule.Layout;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/**
 * The constants of a class with kernels, and of the programs nested in it. All get their names before the first kernel is written; fields are
 * written for those that kernels use, last.
 */
final class KernelConstants {
  private KernelConstants() {}

  /** Names for a class: parameters and what goes with them. */
  static Constants of(ParameterLayout parameters) {
    Constants constants =
        new Constants(
            new Names().reserve(
                List.of("SPECIES", "LANES", "GRADIENTS", Constants.BLOCK, AddressBook.LANE_SUMS)));
    for (Buffer parameter : parameters.offsets().keySet()) {
      constants.add(parameter);
      constants.addStrides(parameter, ParameterLayout.strides(parameter.shape()), 0, 0);
    }
    return constants;
  }

  /**
   * Fields of a class.
   *
   * @param vector whether it has vector kernels
   * @param gradients floats of a gradient copy
   */
  static void write(
      TypeSpec.Builder type, Constants constants, ParameterLayout parameters, boolean vector, int gradients) {
    if (vector) {
      type.addField(
          FieldSpec.builder(ParameterizedTypeName.get(TypeNames.VECTOR_SPECIES, TypeNames.FLOAT), "SPECIES")
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
              .initializer("$T.SPECIES", RuntimeNames.VECTOR_MATH)
              .build());
      type.addField(constant("LANES", "SPECIES.length()").build());
    }
    type.addField(constant("GRADIENTS", Integer.toString(gradients)).build());
    parameters.offsets().forEach((buffer, offset) -> {
      type.addField(constant(constants.of(buffer), Integer.toString(offset)).build());
      strides(type, constants, buffer);
    });
  }

  /** Names for a program in such a class: the buffers that it has for itself. */
  static Constants nested(Constants around, ScheduledProgram program) {
    Constants constants = around.nested();
    List<Layout> layouts = layouts(program);
    layouts.stream().filter(KernelConstants::hasStart).forEach(layout -> constants.add(layout.buffer()));
    for (Layout layout : layouts) {
      constants.addStrides(layout.buffer(), layout.strides(), layout.sampleStride(), program.target().block());
    }
    return constants;
  }

  /** Fields of a program. */
  static void write(TypeSpec.Builder type, Constants constants, ScheduledProgram program, BufferComments comments) {
    int lanes = program.laneSums();
    if (constants.isUsed(Constants.BLOCK)) {
      type.addField(
          constant(Constants.BLOCK, Integer.toString(program.target().block()), "Samples of a block.\n"));
    }
    if (constants.isUsed(AddressBook.LANE_SUMS)) {
      type.addField(
          constant(
              AddressBook.LANE_SUMS, Integer.toString(ScheduledProgram.SCRATCH),
              "Floats " + ScheduledProgram.SCRATCH + " to " + (ScheduledProgram.SCRATCH + lanes - 1)
                  + ": sums of each sample's terms, a block for each accumulator of a tile.\n"));
    }
    List<Layout> layouts = layouts(program);
    for (Layout layout : layouts) {
      if (hasStart(layout)) {
        type.addField(
            constant(
                constants.of(layout.buffer()), Integer.toString(layout.offset()), comments.of(layout)));
      }
      strides(type, constants, layout.buffer());
    }
  }

  /** Where the program's own buffers lie, in the order of the arrays. */
  private static List<Layout> layouts(ScheduledProgram program) {
    List<Layout> layouts = new ArrayList<>(program.layouts().values());
    layouts.removeIf(l -> switch (l.buffer().role()) {
      case PARAMETER, GRADIENT -> true;
      default -> false;
    });
    layouts.sort(
        Comparator.comparing(Layout::place).thenComparing(Layout::offset).thenComparing(l -> l.buffer().label()));
    return layouts;
  }

  /** Whether others lie in the same array. */
  private static boolean hasStart(Layout layout) {
    return layout.place().kind().isPlanned() || layout.buffer().role() == Buffer.Role.PARTS;
  }

  private static void strides(TypeSpec.Builder type, Constants constants, Buffer buffer) {
    for (Map.Entry<String, Integer> stride : constants.usedStrides(buffer).entrySet()) {
      type.addField(constant(stride.getKey(), Integer.toString(stride.getValue())).build());
    }
  }

  private static FieldSpec.Builder constant(String name, String value) {
    return FieldSpec.builder(int.class, name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer(CodeBlock.of("$L", value));
  }

  private static FieldSpec constant(String name, String value, String comment) {
    return constant(name, value).addJavadoc("$L", comment).build();
  }
}
