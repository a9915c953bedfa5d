package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import javax.lang.model.element.Modifier;

/** Writes the fields of a class with task graphs: lengths, arrays, and what is known of the graphs that ran. */
final class GraphFields {
  private final TornadoKernelsWriter kernels;
  private final ParameterLayout layout;
  private final DeviceInterface handed;
  private final ResidentArrays memory;
  private final boolean trains;
  private final boolean derives;

  /**
   * A writer.
   *
   * @param derives whether some graphs run only after parameters have changed
   */
  GraphFields(
      TornadoKernelsWriter kernels, ParameterLayout layout, DeviceInterface handed, ResidentArrays memory,
      boolean trains, boolean derives) {
    this.kernels = kernels;
    this.layout = layout;
    this.handed = handed;
    this.memory = memory;
    this.trains = trains;
    this.derives = derives;
  }

  void write(TypeSpec.Builder type) {
    if (layout.floats() > 0) {
      constant(type, "LEAD", ParameterLayout.LEAD,
          "Floats before the first parameter that the host's array has not: rows start at whole vectors.");
    }
    constant(type, "PARAMETERS", layout.floats(), "Floats of all parameters, rows padded.");
    for (DeviceInterface.Sent input : handed.inputs()) {
      constant(type, input.constant(), input.length(),
          "Values of a sample" + of("input", input.place().number()) + ".");
    }
    for (int i = 0; i < handed.outputs().size(); i++) {
      constant(type, "OUTPUT" + (i == 0 ? "" : i), handed.outputs().get(i),
          "Values of an output" + of("output", i) + ".");
    }
    if (trains) {
      if (!kernels.update().slots().isEmpty()) {
        constant(type, "TRAINED", layout.trained(),
            "Floats of those that are trained, and of each slot of the optimizer.");
      }
      constant(type, "GRADIENTS", kernels.update().gradientFloats(), "Floats of all gradients, and of sums over them.");
      constant(type, "FACTORS", kernels.step().shared(), "Numbers of a step that all samples share.");
    }
    memory.modes().forEach(mode -> constants(type, mode));
    field(type, RuntimeNames.DEVICE_PLACEMENT, "placement", "");
    ResidentArrays.MODES.forEach(mode -> field(type, TypeName.INT, ModeArrays.name(mode, "batch"), ""));
    resident(type, "parameters", "PARAMETERS", layout.floats());
    if (trains) {
      kernels.update().slots().forEach(slot -> resident(type, slot, "TRAINED", layout.trained()));
      resident(type, "gradients", "GRADIENTS", kernels.update().gradientFloats());
    }
    memory.modes().forEach(mode -> arrays(type, mode));
    field(type, TornadoNames.GRID_SCHEDULER, "grid", "new $T()");
    field(type, TornadoNames.EXECUTION_PLAN, "plan", "");
    if (derives) {
      field(type, TypeName.INT, memory.firstGraph(memory.modes().getFirst().mode(), true), "");
    }
    memory.modes().forEach(mode -> field(type, TypeName.INT, mode.name("end"), ""));
    field(type, TypeNames.STRING_BUILDER, "profile", "new $T()");
    type.addField(TypeName.BOOLEAN, "profiled", Modifier.PRIVATE);
    if (trains) {
      nullable(type, "trained");
    }
    nullable(type, "uploaded");
    if (derives) {
      type.addField(TypeName.BOOLEAN, "derived", Modifier.PRIVATE);
    }
  }

  private static void constants(TypeSpec.Builder type, ModeArrays mode) {
    String words = mode.mode().words();
    constant(type, mode.valuesConstant(), mode.values(), "Floats of working memory per sample of a " + words + ".");
    if (mode.shared() > 0) {
      constant(type, mode.sharedConstant(), mode.shared(),
          "Floats of working memory that all samples of a " + words + " share.");
    }
  }

  /** The arrays that a mode has for itself. */
  private static void arrays(TypeSpec.Builder type, ModeArrays mode) {
    mode.sent().forEach(
        (array, sent) -> field(type, sent.ints() ? TornadoNames.INT_ARRAY : TornadoNames.FLOAT_ARRAY, array, ""));
    if (mode.takesStep()) {
      field(type, TornadoNames.FLOAT_ARRAY, "step", "");
    }
    if (mode.shared() > 0) {
      resident(type, mode.name("shared"), mode.sharedConstant(), mode.shared());
    }
    field(type, TornadoNames.FLOAT_ARRAY, mode.name("values"), "");
    field(type, TornadoNames.FLOAT_ARRAY, mode.name("results"), "");
  }

  /** An array as long as a constant says, or of one element where that is 0. */
  private static void resident(TypeSpec.Builder type, String array, String constant, int length) {
    field(type, TornadoNames.FLOAT_ARRAY, array, length > 0 ? "new $T(" + constant + ")" : "new $T(1)");
  }

  /** {@code  of input 1}; nothing for the first. */
  private static String of(String what, int number) {
    return number == 0 ? "" : " of " + what + " " + number;
  }

  private static void nullable(TypeSpec.Builder type, String name) {
    type.addField(TornadoNames.EXECUTION_RESULT, name, Modifier.PRIVATE);
  }

  private static void constant(TypeSpec.Builder type, String name, int value, String doc) {
    type.addField(
        FieldSpec.builder(int.class, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc("$L\n", doc)
            .initializer("$L", value)
            .build());
  }

  private static void field(TypeSpec.Builder type, TypeName of, String name, String initializer) {
    FieldSpec.Builder field = FieldSpec.builder(of, name, Modifier.PRIVATE, Modifier.FINAL);
    if (!initializer.isEmpty()) {
      field.initializer(initializer, of);
    }
    type.addField(field.build());
  }
}
