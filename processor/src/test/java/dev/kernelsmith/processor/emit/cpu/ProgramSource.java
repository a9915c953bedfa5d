package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.SourceText;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.read.NetworkNames;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import dev.kernelsmith.processor.schedule.Scheduler;
import dev.kernelsmith.processor.schedule.Target;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Source of one program for one target, without a network around it: a class with the program in a nested class. */
public final class ProgramSource {
  /** Simple name of the nested class. */
  public static final String NESTED = "Run";

  private ProgramSource() {}

  /**
   * Schedules a program and writes it.
   *
   * @param className simple name of the class, in the default package
   * @param parameters where the program's parameters lie
   */
  public static String of(String className, Program program, Target target, ParameterLayout parameters) {
    TypeSpec.Builder type = TypeSpec.classBuilder(className).addModifiers(Modifier.FINAL);
    Constants constants = new Constants(new Names().reserve(List.of("SPECIES", "LANES", "GRADIENTS")));
    ScheduledProgram scheduled = Scheduler.schedule(program, target, parameters);
    type.addField(constant(TypeName.INT, "GRADIENTS", Integer.toString(parameters.gradients() + scheduled.parts())));
    if (target.vector()) {
      TypeName species = ParameterizedTypeName.get(TypeNames.VECTOR_SPECIES, TypeNames.FLOAT);
      type.addField(constant(species, "SPECIES", TypeNames.MARK + "VectorMath.SPECIES"));
      type.addField(constant(TypeName.INT, "LANES", "SPECIES.length()"));
    }
    parameters
        .offsets()
        .forEach(
            (buffer, offset) -> type
                .addField(constant(TypeName.INT, constants.add(buffer), Integer.toString(offset))));
    type.addType(
        new ProgramWriter(
            scheduled, NESTED, constants.nested(), parameters)
            .write());
    JavaFile file = JavaFile.builder("", type.build()).skipJavaLangImports(true).indent("  ").build();
    return SourceText.of(file, new NetworkNames("", className), Set.of());
  }

  private static FieldSpec constant(TypeName type, String name, String value) {
    return FieldSpec.builder(type, name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer("$L", value)
        .build();
  }
}
