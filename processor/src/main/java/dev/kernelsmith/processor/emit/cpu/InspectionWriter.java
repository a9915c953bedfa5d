package dev.kernelsmith.processor.emit.cpu;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.GeneratedMark;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.schedule.InspectionSchedules;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the class with the kernels that look into a network. */
public final class InspectionWriter {
  private final LayerGraph graph;
  private final InspectionSchedules schedules;
  private final ParameterLayout parameters;
  private final Constants constants;

  public InspectionWriter(LayerGraph graph, InspectionSchedules schedules, ParameterLayout parameters) {
    this.graph = graph;
    this.schedules = schedules;
    this.parameters = parameters;
    constants = KernelConstants.of(parameters);
  }

  /** Simple name of the class. */
  public String name() {
    return graph.names().generated("InspectionKernels");
  }

  /** Writes the class. */
  public JavaFile write(BackEnd.Target target) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name())
            .addModifiers(Modifier.FINAL)
            .addSuperinterface(RuntimeNames.INSPECTION_PROGRAM)
            .addOriginatingElement(target.origin())
            .addJavadoc("Scalar kernels that look into {@link ~$L} as it predicts one sample.\n", graph.className());
    GeneratedMark.add(type, target);
    List<TypeSpec> nested = new ArrayList<>();
    add("activations", "Activations", schedules.activations(), type, nested);
    add("gradients", "Gradients", schedules.gradients(), type, nested);
    type.addFields(KernelConstants.ofParameters(constants, parameters));
    type.addTypes(nested);
    return JavaFile.builder(graph.packageName(), type.build()).skipJavaLangImports(true).indent("  ").build();
  }

  private void add(
      String method, String className, ScheduledProgram program, TypeSpec.Builder type, List<TypeSpec> nested) {
    type.addMethod(
        Members.override(method).returns(RuntimeNames.BLOCK_PROGRAM).addStatement("return new $L()", className)
            .build());
    ProgramWriter writer =
        new ProgramWriter(program, className, constants, parameters, layer -> graph.layer(layer).kind());
    nested.add(writer.write(false).type(false, ""));
  }
}
