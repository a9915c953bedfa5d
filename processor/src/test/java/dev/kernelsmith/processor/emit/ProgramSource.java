package dev.kernelsmith.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.schedule.Scheduler;
import dev.kernelsmith.processor.schedule.Target;
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
    if (target.vector()) {
      ClassName species = ClassName.get("jdk.incubator.vector", "VectorSpecies");
      type.addField(
          constant(ParameterizedTypeName.get(species, ClassName.get(Float.class)), "SPECIES", "VectorMath.SPECIES"));
      type.addField(constant(ClassName.INT, "LANES", "SPECIES.length()"));
    }
    parameters
        .offsets()
        .forEach(
            (buffer, offset) -> type.addField(
                constant(ClassName.INT, Names.constant(buffer.name()), Integer.toString(offset))));
    type.addType(
        new ProgramWriter(Scheduler.schedule(program, target, parameters.offsets()), NESTED, parameters.floats())
            .write());
    return "import dev.kernelsmith.runtime.kernel.*;\nimport dev.kernelsmith.runtime.kernel.VectorMath;\nimport jdk.incubator.vector.*;\n"
        + JavaFile.builder("", type.build()).build();
  }

  private static FieldSpec constant(com.palantir.javapoet.TypeName type, String name, String value) {
    return FieldSpec.builder(type, name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer("$L", value)
        .build();
  }
}
