package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.NetworkScheduler;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.SourceText;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.read.NetworkNames;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import dev.kernelsmith.processor.schedule.Target;
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
    Constants constants = KernelConstants.of(parameters);
    ScheduledProgram scheduled = NetworkScheduler.schedule(program, target, parameters);
    type.addType(
        new ProgramWriter(scheduled, NESTED, constants, parameters, layer -> layer).write(true).type(false, ""));
    int gradients = parameters.gradients() + scheduled.parts();
    type.addFields(KernelConstants.of(constants, parameters, target.vector(), gradients));
    JavaFile file = JavaFile.builder("", type.build()).skipJavaLangImports(true).indent("  ").build();
    return SourceText.of(file, new NetworkNames("", className), Set.of());
  }
}
