package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.GeneratedMark;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the task graphs of a network: upload, predict and train, in one execution plan over the same resident arrays. */
public final class TornadoGraphsWriter {
  private final LayerGraph graph;
  private final TornadoKernelsWriter kernels;
  private final TornadoTasksWriter tasks;
  private final boolean trains;
  private final ResidentArrays memory;
  private final DeviceInterface handed;
  private final ParameterLayout layout;

  public TornadoGraphsWriter(
      LayerGraph graph, NetworkPrograms programs, ParameterLayout layout, TornadoKernelsWriter kernels) {
    this.graph = graph;
    this.kernels = kernels;
    trains = programs.training() != null;
    handed = new DeviceInterface(programs);
    this.layout = layout;
    memory = new ResidentArrays(kernels, handed, layout, trains);
    tasks = new TornadoTasksWriter(kernels, handed, memory.state(), memory.all());
  }

  /** Simple name of the class. */
  public String name() {
    return graph.names().generated("TornadoGraphs");
  }

  public JavaFile write(BackEnd.Target target) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name())
            .addModifiers(Modifier.FINAL)
            .addSuperinterface(RuntimeNames.DEVICE_PROGRAM)
            .addAnnotation(
                AnnotationSpec.builder(TypeNames.SUPPRESS_WARNINGS).addMember("value", "{$S, $S}", "hiding", "resource")
                    .build())
            .addOriginatingElement(target.origin())
            .addJavadoc(
                "Task graphs of {@link ~$L}: the first uploads, then follow those that predict, and those that train.\n"
                    + "Parameters and optimizer state stay on the device.\n",
                graph.className());
    GeneratedMark.add(type, target);
    new GraphFields(kernels, layout, handed, memory, trains, tasks.derives()).write(type);
    new GraphConstructor(graph.className(), handed.losses(), tasks, memory).write(type);
    new UploadMethods(kernels.name(), memory, trains, tasks.derives()).write(type);
    new RunMethods(graph.className(), kernels, handed, memory, trains, tasks.derives()).write(type);
    tasks.write(type);
    rest(type);
    return JavaFile.builder(graph.packageName(), type.build()).skipJavaLangImports(true).indent("  ").build();
  }

  /** The arrays that stay on the device. */
  public List<String> resident() {
    return memory.all();
  }

  private void rest(TypeSpec.Builder type) {
    type.addMethod(
        GraphMethods.override("placement").returns(RuntimeNames.DEVICE_PLACEMENT).addStatement("return placement")
            .build());
    type.addMethod(
        GraphMethods.override("profiling")
            .addParameter(boolean.class, "on")
            .addStatement("profiled = on")
            .beginControlFlow("if (on)")
            .addStatement("plan.withProfiler($T.SILENT)", TornadoNames.PROFILER_MODE)
            .nextControlFlow("else")
            .addStatement("plan.withoutProfiler()")
            .endControlFlow()
            .build());
    type.addMethod(
        MethodSpec.methodBuilder("execute")
            .addJavadoc("Executes a graph; its result has a profile only until the next one runs.\n")
            .addModifiers(Modifier.PRIVATE)
            .addParameter(TypeName.INT, "graph")
            .returns(TornadoNames.EXECUTION_RESULT)
            .addStatement("$T result = plan.withGraph(graph).execute()", TornadoNames.EXECUTION_RESULT)
            .beginControlFlow("if (profiled)")
            .addStatement("#String log = result.getProfilerResult().getProfileLog()")
            .addStatement("profile.append(log == null ? $S : log)", "")
            .endControlFlow()
            .addStatement("return result")
            .build());
    type.addMethod(
        GraphMethods.override("lastProfile")
            .returns(TypeNames.STRING)
            .addStatement("return profile.toString()")
            .build());
    type.addMethod(
        GraphMethods.override("close")
            .beginControlFlow("try")
            .addStatement("plan.freeDeviceMemory()")
            .addStatement("plan.close()")
            .nextControlFlow("catch ($T e)", TornadoNames.PLAN_EXCEPTION)
            .addStatement("throw new $T($S, e)", TypeNames.ILLEGAL_STATE_EXCEPTION,
                "the device's memory for network " + graph.className() + " could not be freed")
            .endControlFlow()
            .build());
    CopyMethods.write(
        type, handed.sent(Mode.PREDICTION).values(), trains ? handed.sent(Mode.TRAINING).values() : List.of());
    if (kernels.step().streams() > 0) {
      RandomMethods.writeHost(type);
    }
  }
}
