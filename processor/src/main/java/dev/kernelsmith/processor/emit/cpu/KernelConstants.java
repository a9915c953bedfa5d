package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import dev.kernelsmith.processor.emit.kernel.AddressBook;
import dev.kernelsmith.processor.emit.kernel.BufferComments;
import dev.kernelsmith.processor.emit.kernel.ProgramConstants;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
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
    parameters.offsets().keySet().forEach(parameter -> ProgramConstants.name(constants, parameter));
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
      fields.add(ProgramConstants.constant("LANES", "SPECIES.length()", modifiers));
    }
    fields.add(ProgramConstants.constant("GRADIENTS", Integer.toString(gradients), modifiers));
    parameters(constants, parameters, fields, modifiers);
    return fields;
  }

  /** Fields of a class with scalar kernels that trains nothing. */
  static List<FieldSpec> ofParameters(Constants constants, ParameterLayout parameters) {
    List<FieldSpec> fields = new ArrayList<>();
    parameters(constants, parameters, fields, PRIVATE);
    return fields;
  }

  private static void parameters(
      Constants constants, ParameterLayout parameters, List<FieldSpec> fields, Modifier... modifiers) {
    parameters.offsets().forEach(
        (buffer, offset) -> fields.addAll(ProgramConstants.fields(constants, buffer, offset, modifiers)));
  }

  /** Names for a program in such a class: the buffers that it has for itself. */
  static Constants nested(Constants around, ScheduledProgram program) {
    Constants constants = around.nested();
    ProgramConstants.name(constants, program);
    return constants;
  }

  /** Fields of a program. */
  static List<FieldSpec> of(Constants constants, ScheduledProgram program, BufferComments comments) {
    Modifier[] modifiers = program.target().vector() ? INHERITED : PRIVATE;
    int lanes = program.laneSums();
    List<FieldSpec> fields = new ArrayList<>();
    if (constants.isUsed(Constants.BLOCK)) {
      fields.add(
          ProgramConstants.constant(Constants.BLOCK, program.target().block(), "Samples of a block.\n", modifiers));
    }
    if (constants.isUsed(AddressBook.LANE_SUMS)) {
      fields.add(
          ProgramConstants.constant(
              AddressBook.LANE_SUMS, ScheduledProgram.SCRATCH,
              "Floats " + ScheduledProgram.SCRATCH + " to " + (ScheduledProgram.SCRATCH + lanes - 1)
                  + ": sums of each sample's terms, a block for each accumulator of a tile.\n",
              modifiers));
    }
    fields.addAll(ProgramConstants.fields(constants, program, comments::of, modifiers));
    return fields;
  }

  /** Fields of a method of a program that takes where its buffers start as arguments. */
  static List<FieldSpec> of(Constants ofMethod, ScheduledProgram program) {
    return ProgramConstants.fields(ofMethod, program.target().vector() ? INHERITED : PRIVATE);
  }
}
