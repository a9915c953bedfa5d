package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.GeneratedMark;
import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.program.UpdateProgram;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import dev.kernelsmith.processor.schedule.DeviceSchedules;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** Writes the kernels of a network for devices: a nested class per kind of device and program. */
public final class TornadoKernelsWriter {
  /** Name of the kernel behind the task of the upload. */
  static final String TOUCH = "uploadTouch";

  private final LayerGraph graph;
  private final TornadoUpdate update;
  private final StepArray step;
  private final Map<Mode, List<TornadoProgram>> written = new EnumMap<>(Mode.class);

  /** Writes the programs of all kinds of devices. */
  public TornadoKernelsWriter(
      LayerGraph graph, NetworkPrograms programs, ParameterLayout parameters, UpdateProgram updated,
      List<DeviceSchedules> schedules) {
    this.graph = graph;
    update = new TornadoUpdate(updated, parameters);
    step = StepArray.of(update, programs.training());
    List<Parameter> named = programs.network().parameters();
    for (Mode mode : Mode.values()) {
      written.put(mode, new ArrayList<>());
      for (DeviceSchedules schedule : schedules) {
        ScheduledProgram program = schedule.of(mode);
        if (program != null) {
          written.get(mode).add(new TornadoProgram(program, schedule.kind(), mode, named, parameters, step, update));
        }
      }
    }
  }

  /** Simple name of the class. */
  String name() {
    return graph.names().generated("TornadoKernels");
  }

  TornadoUpdate update() {
    return update;
  }

  /** The numbers of a training step. */
  StepArray step() {
    return step;
  }

  /** The programs of a mode, one for each kind of device; no training where the network has no loss. */
  List<TornadoProgram> programs(Mode mode) {
    return written.get(mode);
  }

  /** A kernel that uses every array that an upload sends: a graph must have a task, and sends nothing that none uses. */
  private static MethodSpec touch(List<String> arrays) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(TOUCH)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addJavadoc("Uses what an upload sends, as a task graph demands. Changes nothing.\n");
    arrays.forEach(array -> method.addParameter(TornadoNames.FLOAT_ARRAY, array));
    // An FPGA takes its threads by 64.
    method.beginControlFlow("for (@#Parallel int i = 0; i < 64; i++)").beginControlFlow("if (i == 0)");
    arrays.forEach(array -> method.addStatement("$L.set(i, $L.get(i))", array, array));
    return method.endControlFlow().endControlFlow().build();
  }

  public JavaFile write(BackEnd.Target target, List<String> arrays) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name())
            .addModifiers(Modifier.FINAL)
            .addOriginatingElement(target.origin())
            .addJavadoc("Kernels of {@link ~$L} for accelerators, as TornadoVM compiles them.\n", graph.className())
            .addJavadoc(
                "\n<p>Axes: n sample, h w c image, r s window, f filter, k u dense input and unit. Array {@code values} holds\n"
                    + "the values of all samples, {@code [h][w][c][n]}; {@code batch} is the number of samples, rounded up to whole groups.\n")
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    GeneratedMark.add(type, target);
    if (target.publicClass()) {
      type.addModifiers(Modifier.PUBLIC);
    }
    type.addMethod(touch(arrays));
    if (programs(Mode.PREDICTION).stream().anyMatch(p -> p.schedule() == DeviceSchedule.CPU)) {
      LaneMethods.write(type);
      if (!programs(Mode.TRAINING).isEmpty()) {
        LaneMethods.writeArithmetic(type, update.code().ofVectors());
      }
    }
    if (step.streams() > 0) {
      RandomMethods.writeKernel(type);
    }
    FunctionMethods.write(
        type,
        Statement.concat(
            written.values().stream().flatMap(List::stream).flatMap(p -> p.statements().stream()).toList(),
            programs(Mode.TRAINING).isEmpty() ? List.of() : update.statements()));
    for (Mode mode : Mode.values()) {
      for (TornadoProgram program : programs(mode)) {
        TypeSpec.Builder holder = program.kernels().toBuilder();
        if (mode == Mode.TRAINING) {
          update.constants().forEach(holder::addField);
        }
        type.addType(holder.build());
      }
    }
    return JavaFile.builder(graph.packageName(), type.build()).skipJavaLangImports(true).indent("  ").build();
  }
}
