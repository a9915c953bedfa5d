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
import javax.lang.model.element.Modifier;

/**
 * The constants of a class with kernels, and of the programs nested in it. All get their names before the first kernel is written; fields are
 * written for those that kernels use, last.
 */
final class KernelConstants {
  private static final Modifier[] PRIVATE = {Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL};
  private static final Modifier[] INHERITED = {Modifier.STATIC, Modifier.FINAL};

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
   * Fields of a class. Where it has kernels of vectors another class may extend it and use them.
   *
   * @param vector whether it has vector kernels
   * @param gradients floats of a gradient copy
   */
  static List<FieldSpec> of(Constants constants, ParameterLayout parameters, boolean vector, int gradients) {
    List<FieldSpec> fields = new ArrayList<>();
    Modifier[] modifiers = vector ? INHERITED : PRIVATE;
    if (vector) {
      fields.add(
          FieldSpec.builder(ParameterizedTypeName.get(TypeNames.VECTOR_SPECIES, TypeNames.FLOAT), "SPECIES", modifiers)
              .initializer("$T.SPECIES", RuntimeNames.VECTOR_MATH)
              .build());
      fields.add(constant("LANES", "SPECIES.length()", modifiers).build());
    }
    fields.add(constant("GRADIENTS", Integer.toString(gradients), modifiers).build());
    parameters.offsets().forEach((buffer, offset) -> {
      fields.add(constant(constants.of(buffer), Integer.toString(offset), modifiers).build());
      constants.usedStrides(buffer)
          .forEach((name, stride) -> fields.add(constant(name, Integer.toString(stride), modifiers).build()));
    });
    return fields;
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
      constants.usedStrides(layout.buffer())
          .forEach((name, stride) -> type.addField(constant(name, Integer.toString(stride), PRIVATE).build()));
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

  private static FieldSpec.Builder constant(String name, String value, Modifier... modifiers) {
    return FieldSpec.builder(int.class, name, modifiers).initializer(CodeBlock.of("$L", value));
  }

  private static FieldSpec constant(String name, String value, String comment) {
    return constant(name, value, PRIVATE).addJavadoc("$L", comment).build();
  }
}
